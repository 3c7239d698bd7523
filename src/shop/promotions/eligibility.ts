import { type Conversion, convert } from "../pricing/exchange.ts";
import { addMinor } from "../pricing/money.ts";
import type { RejectionReason } from "./promotion.ts";
import type { IndexedPromotion } from "./promotion-index.ts";

/** What the rules need to know of a priced cart line; `totalMinor` is unit price × quantity before any discount. */
export type PromotionLine = {
  readonly productId: number;
  readonly categoryIds: readonly number[];
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly totalMinor: number;
};

export type PromotionCart = {
  readonly lines: readonly PromotionLine[];
  readonly currency: string;
  readonly country: string;
  readonly nowMs: number;
  readonly isFirstOrder: boolean;
  /** From the base currency at the exchange rate; null when there is no rate. */
  readonly conversion: Conversion | null;
  /** Promotions whose limits the caller knows to be used up. */
  readonly exhaustedPromotionIds: ReadonlySet<string>;
};

/** The positions of the lines in scope, or why the promotion does not apply. */
export type Eligibility =
  | { readonly eligible: true; readonly scope: readonly number[] }
  | { readonly eligible: false; readonly reason: RejectionReason };

/** Checks every condition that does not depend on other promotions; the first one that fails is the reason. */
export function checkEligibility(indexed: IndexedPromotion, cart: PromotionCart): Eligibility {
  const { promotion } = indexed;
  const { conditions } = promotion;
  if (cart.nowMs < indexed.startsAtMs) return refused("not-started");
  if (cart.nowMs >= indexed.endsAtMs) return refused("expired");
  if (cart.exhaustedPromotionIds.has(promotion.id)) return refused("limit-reached");
  if (promotion.currency !== null && promotion.currency !== cart.currency) return refused("wrong-currency");
  if (indexed.countries !== null && !indexed.countries.has(cart.country)) return refused("wrong-country");
  if (conditions.firstOrderOnly && !cart.isFirstOrder) return refused("not-first-order");
  const scope = linesInScope(indexed, cart.lines);
  if (scope.length === 0) return refused("no-matching-items");
  if (conditions.minSubtotalMinor !== null) {
    const minimumMinor = inCartCurrency(indexed, conditions.minSubtotalMinor, cart.conversion);
    if (minimumMinor === null) return refused("wrong-currency");
    let subtotalMinor = 0;
    for (const position of scope) subtotalMinor = addMinor(subtotalMinor, cart.lines[position]!.totalMinor);
    if (subtotalMinor < minimumMinor) return refused("minimum-not-met");
  }
  return { eligible: true, scope };
}

/** An amount of the promotion in the currency of the cart, rounded once; null when there is no rate to convert it. */
export function inCartCurrency(indexed: IndexedPromotion, amountMinor: number, conversion: Conversion | null): number | null {
  if (indexed.promotion.currency !== null) return amountMinor;
  return conversion === null ? null : convert(amountMinor, conversion);
}

function linesInScope({ productIds, categoryIds }: IndexedPromotion, lines: readonly PromotionLine[]): number[] {
  const everyLine = productIds === null && categoryIds === null;
  const scope: number[] = [];
  for (let position = 0; position < lines.length; position++) {
    const line = lines[position]!;
    if (everyLine || productIds?.has(line.productId) || (categoryIds !== null && hasAny(categoryIds, line.categoryIds))) {
      scope.push(position);
    }
  }
  return scope;
}

function hasAny(wanted: ReadonlySet<number>, ids: readonly number[]): boolean {
  for (const id of ids) if (wanted.has(id)) return true;
  return false;
}

function refused(reason: RejectionReason): Eligibility {
  return { eligible: false, reason };
}
