import { type AppliedPromotion, evaluatePromotions, type PromotionOutcome } from "../promotions/evaluate.ts";
import type { RejectedCoupon } from "../promotions/promotion.ts";
import { chooseQuote, quoteShipping, type ShippingQuote } from "../shipping/quote.ts";
import { conversionFromBase } from "./exchange.ts";
import { assertQuantity, MAX_CART_LINES, PricingError } from "./limits.ts";
import { addMinor, assertSafe } from "./money.ts";
import type { PriceEntry, ReferenceData, Region, TaxCategory } from "./reference.ts";
import { countryOf, regionOf } from "./reference-index.ts";
import { computeTaxes, type TaxableItem, type Taxes, type TaxLine } from "./tax.ts";
import { type AgreedPrice, priceContext, type VariantPrice, variantPrice } from "./variant-price.ts";

export type CartLine = {
  readonly variantId: number;
  readonly productId: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  /** Of one unit. */
  readonly weightGrams: number;
  readonly taxCategory: TaxCategory;
  /** Every category that the product counts as, ancestors included. */
  readonly categoryIds: readonly number[];
  readonly prices: readonly PriceEntry[];
  readonly agreed: AgreedPrice | null;
  /** A service is not shipped. */
  readonly kind: "physical" | "service";
};

export type CartToPrice = {
  readonly reference: ReferenceData;
  readonly currency: string;
  /** Where the order goes. */
  readonly country: string;
  /** Where states tax: the state or province. */
  readonly state?: string | null;
  /** The market, when it is not the country's own. */
  readonly regionId?: string | null;
  readonly lines: readonly CartLine[];
  readonly couponCodes: readonly string[];
  /** Null: the default method. */
  readonly shippingMethodId: string | null;
  readonly now: Date;
  /** Unknown counts as no. */
  readonly isFirstOrder?: boolean;
  /** Promotions whose limits are known to be used up, for this shopper or for all. */
  readonly exhaustedPromotionIds?: ReadonlySet<string>;
};

export type PricedLine = {
  readonly variantId: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly priceRule: "agreement" | "price-list" | "converted";
  readonly priceListId: number | null;
  /** unitPriceMinor × quantity, before the discount. */
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxRateBasisPoints: number;
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
};

/**
 * Always holds: totalMinor = subtotalMinor − discountMinor + shippingMinor + taxMinor. The sums of the lines' totals, discounts and
 * taxes are those of the cart, where the taxes on shipping are added. Free shipping lowers shippingMinor, not discountMinor.
 */
export type PricedCart = {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  /** What is paid for shipping, after free shipping. */
  readonly shippingMinor: number;
  /** Tax on top of the shown prices. */
  readonly taxMinor: number;
  /** Tax contained in the shown prices. */
  readonly includedTaxMinor: number;
  readonly totalMinor: number;
  /** The part of taxMinor and includedTaxMinor that is for shipping. */
  readonly shippingTaxMinor: number;
  readonly shippingIncludedTaxMinor: number;
  readonly taxLines: readonly TaxLine[];
  /** Null when nothing is shipped or when `shippingIssue` says that it cannot be. */
  readonly shippingMethod: { readonly id: string; readonly name: string; readonly kind: "delivery" | "pickup" } | null;
  readonly shippingIssue: "method-not-available" | "no-method-available" | null;
  readonly promotions: readonly AppliedPromotion[];
  readonly rejectedCoupons: readonly RejectedCoupon[];
  /** Variants without a price in this currency; they are in no line and no sum. */
  readonly unsellable: readonly number[];
  /** Some amount was converted at a rate that could not be refreshed. */
  readonly staleRates: boolean;
};

/**
 * Prices a whole cart from one snapshot: unit prices, shipping (by the subtotal before discounts), promotions, then taxes per line.
 * @throws PricingError for what the caller can answer with 422: unknown currency, country or region, amounts or quantities out of range
 */
export function priceCart(cart: CartToPrice): PricedCart {
  if (cart.lines.length > MAX_CART_LINES) {
    throw new PricingError("too-many-lines", `The cart has ${cart.lines.length} lines; at most ${MAX_CART_LINES} can be priced.`);
  }
  const { reference, currency, country } = cart;
  const home = countryOf(reference, country).regionId;
  const region = regionOf(reference, cart.regionId ?? home);
  const { drafts, unsellable, subtotalMinor, weightGrams, shippable, staleRates } = priceLines(cart, region);

  const quotes = shippable
    ? quoteShipping({ reference, currency, country, regionId: region.id, weightGrams, subtotalMinor })
    : [];
  const shipping = chooseQuote(quotes, cart.shippingMethodId);
  const conversion = conversionFromBase(reference, currency);
  const outcome = evaluatePromotions({
    promotions: reference.promotions,
    couponCodes: cart.couponCodes,
    lines: drafts,
    currency,
    country,
    nowMs: cart.now.getTime(),
    isFirstOrder: cart.isFirstOrder ?? false,
    conversion,
    exhaustedPromotionIds: cart.exhaustedPromotionIds ?? NONE,
    shippingMethodId: shipping?.id ?? null,
    shippingMinor: shipping?.amountMinor ?? 0,
  });
  const shippingMinor = (shipping?.amountMinor ?? 0) - outcome.shippingDiscountMinor;

  const taxable: TaxableItem[] = drafts.map(({ line, price, totalMinor }, position) => ({
    amountMinor: totalMinor - outcome.lineDiscountsMinor[position]!,
    category: line.taxCategory,
    taxIncluded: price.taxIncluded,
  }));
  taxable.push({ amountMinor: shippingMinor, category: "standard", taxIncluded: region.pricesIncludeTax });
  const taxes = computeTaxes(reference, { country, state: cart.state ?? null }, taxable);
  const shippingTax = taxes.items[drafts.length]!;

  let discountMinor = 0;
  for (const lineDiscountMinor of outcome.lineDiscountsMinor) discountMinor += lineDiscountMinor;
  return {
    currency,
    lines: drafts.map((draft, position) => pricedLine(draft, position, outcome, taxes)),
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor: taxes.taxMinor,
    includedTaxMinor: taxes.includedTaxMinor,
    totalMinor: assertSafe(subtotalMinor - discountMinor + shippingMinor + taxes.taxMinor),
    shippingTaxMinor: shippingTax.taxMinor,
    shippingIncludedTaxMinor: shippingTax.includedTaxMinor,
    taxLines: taxes.taxLines.filter((line) => line.netMinor > 0 || line.taxMinor > 0),
    shippingMethod: shipping && { id: shipping.id, name: shipping.name, kind: shipping.kind },
    shippingIssue: shippable && shipping === null ? shippingIssue(quotes, cart.shippingMethodId) : null,
    promotions: outcome.applied,
    rejectedCoupons: outcome.rejectedCoupons,
    unsellable,
    staleRates: staleRates || (shipping?.staleRate ?? false) || (outcome.usedConversion && (conversion?.stale ?? false)),
  };
}

const NONE: ReadonlySet<string> = new Set();

type Sellable = Extract<VariantPrice, { sellable: true }>;

/** A line with its unit price: what promotions look at, and the line and price it came from. */
type DraftLine = {
  readonly line: CartLine;
  readonly price: Sellable;
  readonly productId: number;
  readonly categoryIds: readonly number[];
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly totalMinor: number;
};

function priceLines(cart: CartToPrice, region: Region) {
  const context = priceContext(cart.reference, region, cart.currency, cart.now);
  const drafts: DraftLine[] = [];
  const unsellable: number[] = [];
  let subtotalMinor = 0;
  let weightGrams = 0;
  let shippable = false;
  let staleRates = false;
  for (const line of cart.lines) {
    const { quantity, productId, categoryIds } = line;
    assertQuantity(quantity, line.sku);
    const price = variantPrice(context, line.prices, line.agreed, quantity);
    if (!price.sellable) {
      unsellable.push(line.variantId);
      continue;
    }
    const { unitPriceMinor } = price;
    const totalMinor = unitPriceMinor * quantity;
    drafts.push({ line, price, productId, categoryIds, quantity, unitPriceMinor, totalMinor });
    subtotalMinor = addMinor(subtotalMinor, totalMinor);
    staleRates ||= price.staleRate;
    if (line.kind === "physical") {
      shippable = true;
      weightGrams += line.weightGrams * quantity;
    }
  }
  return { drafts, unsellable, subtotalMinor, weightGrams, shippable, staleRates };
}

function pricedLine(
  { line, price, totalMinor }: DraftLine,
  position: number,
  outcome: PromotionOutcome,
  taxes: Taxes,
): PricedLine {
  const tax = taxes.items[position]!;
  return {
    variantId: line.variantId,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    unitPriceMinor: price.unitPriceMinor,
    priceRule: price.rule,
    priceListId: price.priceListId,
    totalMinor,
    discountMinor: outcome.lineDiscountsMinor[position]!,
    taxRateBasisPoints: tax.rateBasisPoints,
    taxMinor: tax.taxMinor,
    includedTaxMinor: tax.includedTaxMinor,
  };
}

function shippingIssue(quotes: readonly ShippingQuote[], methodId: string | null): PricedCart["shippingIssue"] {
  return methodId !== null && quotes.length > 0 ? "method-not-available" : "no-method-available";
}
