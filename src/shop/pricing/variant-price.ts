import { type Conversion, conversionFromBase, convert } from "./exchange.ts";
import { assertAmount } from "./limits.ts";
import type { PriceEntry, ReferenceData, Region } from "./reference.ts";
import { currencyOf, type IndexedPriceList, indexOf } from "./reference-index.ts";

/** A price agreed with this shopper's company, in the currency that is asked for. */
export type AgreedPrice = { readonly amountMinor: number; readonly taxIncluded: boolean };

/** What a unit price depends on besides the variant; made once per cart or page with `priceContext`. */
export type PriceContext = {
  readonly currency: string;
  readonly baseCurrency: string;
  readonly pricesIncludeTax: boolean;
  readonly nowMs: number;
  readonly priceLists: ReadonlyMap<number, IndexedPriceList>;
  /** From base-currency prices, regional adjustment included; null when there is no rate or nothing to convert. */
  readonly conversion: Conversion | null;
};

/** `priceListId` is that of the price taken or converted; `staleRate` says that a rate was used that could not be refreshed. */
export type VariantPrice =
  | {
      readonly sellable: true;
      readonly unitPriceMinor: number;
      readonly taxIncluded: boolean;
      readonly rule: "agreement" | "price-list" | "converted";
      readonly priceListId: number | null;
      readonly staleRate: boolean;
    }
  | { readonly sellable: false; readonly reason: "no-price" | "no-exchange-rate" };

/** @throws PricingError unknown-currency */
export function priceContext(reference: ReferenceData, region: Region, currency: string, now: Date): PriceContext {
  currencyOf(reference, currency);
  const { baseCurrency } = reference;
  return {
    currency,
    baseCurrency,
    pricesIncludeTax: region.pricesIncludeTax,
    nowMs: now.getTime(),
    priceLists: indexOf(reference).priceLists,
    conversion: currency === baseCurrency ? null : conversionFromBase(reference, currency, region.adjustmentBasisPoints),
  };
}

/**
 * The price of one unit when `quantity` units are bought, in minor units of the context's currency:
 * 1. a price agreed with this shopper;
 * 2. else the price of the list in force with the highest priority in the currency, for the largest `minQuantity` that is reached;
 * 3. else the price found by rule 2 in the base currency, converted and adjusted for the region, rounded once.
 * A price set in the currency is final: conversion and adjustment are for prices that nobody has set.
 * @throws PricingError amount-out-of-range
 */
export function variantPrice(
  context: PriceContext,
  prices: readonly PriceEntry[],
  agreed: AgreedPrice | null,
  quantity: number,
): VariantPrice {
  if (agreed !== null) {
    assertAmount(agreed.amountMinor, "An agreed price");
    return {
      sellable: true,
      unitPriceMinor: agreed.amountMinor,
      taxIncluded: agreed.taxIncluded,
      rule: "agreement",
      priceListId: null,
      staleRate: false,
    };
  }
  const taxIncluded = context.pricesIncludeTax;
  const listed = bestEntry(context, prices, context.currency, quantity);
  if (listed !== null) {
    const { amountMinor, priceListId } = listed;
    assertAmount(amountMinor, "A listed price");
    return { sellable: true, unitPriceMinor: amountMinor, taxIncluded, rule: "price-list", priceListId, staleRate: false };
  }
  const base = context.currency === context.baseCurrency ? null : bestEntry(context, prices, context.baseCurrency, quantity);
  if (base === null) return { sellable: false, reason: "no-price" };
  if (context.conversion === null) return { sellable: false, reason: "no-exchange-rate" };
  assertAmount(base.amountMinor, "A listed price");
  const unitPriceMinor = convert(base.amountMinor, context.conversion);
  assertAmount(unitPriceMinor, "A converted price");
  const { priceListId } = base;
  return { sellable: true, unitPriceMinor, taxIncluded, rule: "converted", priceListId, staleRate: context.conversion.stale };
}

function bestEntry(context: PriceContext, prices: readonly PriceEntry[], currency: string, quantity: number): PriceEntry | null {
  let best: PriceEntry | null = null;
  let bestPrecedence = Number.POSITIVE_INFINITY;
  for (const entry of prices) {
    if (entry.currency !== currency || entry.minQuantity > quantity) continue;
    const list = context.priceLists.get(entry.priceListId);
    if (list === undefined || context.nowMs < list.startsAtMs || context.nowMs >= list.endsAtMs) continue;
    if (list.precedence > bestPrecedence) continue;
    if (best !== null && list.precedence === bestPrecedence && entry.minQuantity <= best.minQuantity) continue;
    best = entry;
    bestPrecedence = list.precedence;
  }
  return best;
}
