/** A discount and when it applies. Key: id; `code` is unique without regard to case. */
export type Promotion = {
  readonly id: string;
  readonly name: string;
  /** What the shopper enters; null: applies by itself. */
  readonly code: string | null;
  readonly effect: PromotionEffect;
  readonly conditions: PromotionConditions;
  /**
   * With a currency, the promotion is for carts in that currency and its amounts are in it. Without, it is for every currency and its
   * amounts are in the base currency, converted at the exchange rate.
   */
  readonly currency: string | null;
  /** Higher is applied earlier; equal priorities by id. */
  readonly priority: number;
  /** Stands alone: not applied after another promotion, and none is applied after it. */
  readonly exclusive: boolean;
  /** In force from this instant (ISO 8601, UTC); null: always was. */
  readonly startsAt: string | null;
  /** In force until before this instant; null: open end. */
  readonly endsAt: string | null;
  /** Limits are counted where orders are placed, because only there the count is exact; null: no limit. */
  readonly maxUses: number | null;
  readonly maxUsesPerCustomer: number | null;
};

export type PromotionConditions = {
  /** Compared with the lines in scope before any discount, so that it does not depend on other promotions. */
  readonly minSubtotalMinor: number | null;
  /** Scope: the lines of these products or of these categories; both null: every line. */
  readonly productIds: readonly number[] | null;
  readonly categoryIds: readonly number[] | null;
  readonly countries: readonly string[] | null;
  readonly firstOrderOnly: boolean;
};

export type PromotionEffect =
  | { readonly type: "percentage"; readonly basisPoints: number }
  /** Once per order, spread over the lines in scope. */
  | { readonly type: "fixed"; readonly amountMinor: number }
  /** For these shipping methods; null: any. */
  | { readonly type: "free-shipping"; readonly methodIds: readonly string[] | null }
  /**
   * Of every `buyQuantity + getQuantity` units in scope, `getQuantity` get the discount (10,000: free). The cheapest units of the whole
   * cart get it, whatever line they are in. At most `maxApplications` times per order; null: no limit.
   */
  | {
      readonly type: "buy-x-get-y";
      readonly buyQuantity: number;
      readonly getQuantity: number;
      readonly discountBasisPoints: number;
      readonly maxApplications: number | null;
    };

/** Why a coupon was not applied. */
export type RejectionReason =
  | "unknown"
  | "too-many-codes"
  | "not-started"
  | "expired"
  | "limit-reached"
  | "wrong-currency"
  | "wrong-country"
  | "not-first-order"
  | "no-matching-items"
  | "minimum-not-met"
  | "not-combinable"
  /** It fits, but there is nothing (left) that it could make cheaper. */
  | "no-effect";

export type RejectedCoupon = { readonly code: string; readonly reason: RejectionReason };
