import { type Conversion, conversionFromBase, convert } from "../pricing/exchange.ts";
import { assertAmount } from "../pricing/limits.ts";
import type { ReferenceData } from "../pricing/reference.ts";
import { type ShippingMethod, type ShippingZone, zoneFor } from "./methods.ts";

/** The method that is taken when the shopper has chosen none and it goes to the destination. */
export const DEFAULT_METHOD_ID = "standard";

export type ShippingRequest = {
  readonly reference: ReferenceData;
  readonly currency: string;
  readonly country: string;
  readonly regionId: string;
  readonly weightGrams: number;
  /** Of the lines before discounts, in `currency`: a coupon never makes shipping dearer. */
  readonly subtotalMinor: number;
};

/** A method that goes to the destination, with its price in the currency that was asked for. */
export type ShippingQuote = {
  readonly id: string;
  readonly name: string;
  readonly kind: ShippingMethod["kind"];
  readonly amountMinor: number;
  /** The price came from a rate that could not be refreshed. */
  readonly staleRate: boolean;
};

/**
 * The methods that can take this cart to its destination, in their order of display. Costs and thresholds are converted from the base
 * currency at the exchange rate, each rounded once, without the regional adjustment: that is for the price of goods, not of carriage.
 * @throws PricingError unknown-currency, amount-out-of-range
 */
export function quoteShipping(request: ShippingRequest): readonly ShippingQuote[] {
  const conversion = conversionFromBase(request.reference, request.currency);
  const quotes: ShippingQuote[] = [];
  for (const method of inOrder(request.reference.shippingMethods)) {
    const zone = zoneFor(method, request.country, request.regionId);
    const quote = zone === null ? null : quoteMethod(method, zone, request, conversion);
    if (quote !== null) quotes.push(quote);
  }
  return quotes;
}

/** The quote of the method asked for, or null when it does not serve this cart. Without a choice: `standard`, else the cheapest delivery. */
export function chooseQuote(quotes: readonly ShippingQuote[], methodId: string | null): ShippingQuote | null {
  const wanted = methodId ?? DEFAULT_METHOD_ID;
  const found = quotes.find((quote) => quote.id === wanted);
  if (found !== undefined || methodId !== null) return found ?? null;
  let cheapest: ShippingQuote | null = null;
  for (const quote of quotes) {
    if (quote.kind !== "delivery") continue;
    if (cheapest === null || quote.amountMinor < cheapest.amountMinor) cheapest = quote;
  }
  return cheapest;
}

const ordered = new WeakMap<readonly ShippingMethod[], readonly ShippingMethod[]>();

function inOrder(methods: readonly ShippingMethod[]): readonly ShippingMethod[] {
  let sorted = ordered.get(methods);
  if (sorted === undefined) {
    sorted = [...methods].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    ordered.set(methods, sorted);
  }
  return sorted;
}

function quoteMethod(
  method: ShippingMethod,
  zone: ShippingZone,
  request: ShippingRequest,
  conversion: Conversion | null,
): ShippingQuote | null {
  const { id, name, kind } = method;
  if (zone.maxWeightGrams !== null && request.weightGrams > zone.maxWeightGrams) return null;
  if (kind === "pickup") return { id, name, kind, amountMinor: 0, staleRate: false };
  if (conversion === null) return null;
  if (zone.freeFromMinor !== null && request.subtotalMinor >= convert(zone.freeFromMinor, conversion)) {
    return { id, name, kind, amountMinor: 0, staleRate: conversion.stale };
  }
  const costMinor = tierCost(zone, request, conversion);
  if (costMinor === null) return null;
  const amountMinor = convert(costMinor, conversion);
  assertAmount(amountMinor, `The price of shipping by ${id}`);
  return { id, name, kind, amountMinor, staleRate: conversion.stale };
}

function tierCost(zone: ShippingZone, request: ShippingRequest, conversion: Conversion): number | null {
  let reachedFrom = -1;
  let costMinor: number | null = null;
  for (const tier of zone.tiers) {
    if (tier.from <= reachedFrom) continue;
    const reached =
      zone.basis === "weight" ? request.weightGrams >= tier.from : request.subtotalMinor >= convert(tier.from, conversion);
    if (!reached) continue;
    reachedFrom = tier.from;
    costMinor = tier.amountMinor;
  }
  return costMinor;
}
