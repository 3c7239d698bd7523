import { MAX_COUPON_CODES } from "../pricing/limits.ts";
import { addMinor } from "../pricing/money.ts";
import { buyXGetYDiscount, percentageDiscount, spreadDiscount } from "./effects.ts";
import { checkEligibility, inCartCurrency, type PromotionCart } from "./eligibility.ts";
import type { Promotion, RejectedCoupon, RejectionReason } from "./promotion.ts";
import { type IndexedPromotion, normalizeCode, promotionIndexOf } from "./promotion-index.ts";

export type PromotionRequest = PromotionCart & {
  readonly promotions: readonly Promotion[];
  readonly couponCodes: readonly string[];
  readonly shippingMethodId: string | null;
  readonly shippingMinor: number;
};

/** `amountMinor` is above zero; on lines it is part of the discount, on shipping it is what the shopper does not pay for it. */
export type AppliedPromotion = {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly appliesTo: "lines" | "shipping";
  readonly amountMinor: number;
};

export type PromotionOutcome = {
  /** One per line, at most what the line costs; their sum is that of the promotions that apply to lines. */
  readonly lineDiscountsMinor: readonly number[];
  readonly shippingDiscountMinor: number;
  readonly applied: readonly AppliedPromotion[];
  readonly rejectedCoupons: readonly RejectedCoupon[];
  /** Amounts were converted from the base currency. */
  readonly usedConversion: boolean;
};

/**
 * Applies the automatic promotions and those of the coupons, in the order of priority (highest first) and then id, each to what the
 * ones before it left: 10 % and again 10 % make 19 %. The stacking rule: an exclusive promotion applies only if none has applied yet,
 * and after it none does. A promotion that takes nothing off does not apply, blocks nothing and uses nothing up.
 */
export function evaluatePromotions(request: PromotionRequest): PromotionOutcome {
  const rejectedCoupons: RejectedCoupon[] = [];
  const enteredCodes = new Map<IndexedPromotion, string>();
  const candidates = collectCandidates(request, enteredCodes, rejectedCoupons);
  const remainingMinor = request.lines.map((line) => line.totalMinor);
  const applied: AppliedPromotion[] = [];
  let shippingLeftMinor = request.shippingMinor;
  let usedConversion = false;
  let closed = false;

  for (const candidate of candidates) {
    const { promotion } = candidate;
    const result = applyOne(candidate, request, remainingMinor, shippingLeftMinor, closed, applied.length > 0);
    if (!result.done) {
      const code = enteredCodes.get(candidate);
      if (code !== undefined) rejectedCoupons.push({ code, reason: result.reason });
      continue;
    }
    const { id, name, code } = promotion;
    applied.push({ id, name, code, appliesTo: result.appliesTo, amountMinor: result.amountMinor });
    if (result.appliesTo === "shipping") shippingLeftMinor -= result.amountMinor;
    if (promotion.currency === null && usesAmounts(promotion)) usedConversion = true;
    if (promotion.exclusive) closed = true;
  }
  return {
    lineDiscountsMinor: request.lines.map((line, position) => line.totalMinor - remainingMinor[position]!),
    shippingDiscountMinor: request.shippingMinor - shippingLeftMinor,
    applied,
    rejectedCoupons,
    usedConversion,
  };
}

function collectCandidates(
  request: PromotionRequest,
  enteredCodes: Map<IndexedPromotion, string>,
  rejectedCoupons: RejectedCoupon[],
): IndexedPromotion[] {
  const index = promotionIndexOf(request.promotions);
  const candidates = [...index.automatic];
  const seen = new Set<string>();
  for (const entered of request.couponCodes) {
    const code = normalizeCode(entered);
    if (seen.has(code)) continue;
    if (seen.size === MAX_COUPON_CODES) {
      rejectedCoupons.push({ code: entered, reason: "too-many-codes" });
      break;
    }
    seen.add(code);
    const found = index.byCode.get(code);
    if (found === undefined) {
      rejectedCoupons.push({ code: entered, reason: "unknown" });
      continue;
    }
    enteredCodes.set(found, entered);
    candidates.push(found);
  }
  if (enteredCodes.size > 0) candidates.sort((a, b) => a.precedence - b.precedence);
  return candidates;
}

type Application =
  | { readonly done: true; readonly appliesTo: "lines" | "shipping"; readonly amountMinor: number }
  | { readonly done: false; readonly reason: RejectionReason };

/** Takes the discount off `remainingMinor` in place. */
function applyOne(
  candidate: IndexedPromotion,
  request: PromotionRequest,
  remainingMinor: number[],
  shippingLeftMinor: number,
  closed: boolean,
  othersApplied: boolean,
): Application {
  const { effect, exclusive } = candidate.promotion;
  const eligibility = checkEligibility(candidate, request);
  if (!eligibility.eligible) return { done: false, reason: eligibility.reason };
  if (closed || (exclusive && othersApplied)) return { done: false, reason: "not-combinable" };

  if (effect.type === "free-shipping") {
    const methodFits =
      effect.methodIds === null || (request.shippingMethodId !== null && effect.methodIds.includes(request.shippingMethodId));
    if (!methodFits || shippingLeftMinor === 0) return { done: false, reason: "no-effect" };
    return { done: true, appliesTo: "shipping", amountMinor: shippingLeftMinor };
  }

  const { scope } = eligibility;
  const discounts = lineDiscounts(candidate, request, scope, remainingMinor);
  if (discounts === null) return { done: false, reason: "wrong-currency" };
  let amountMinor = 0;
  for (let i = 0; i < scope.length; i++) {
    amountMinor = addMinor(amountMinor, discounts[i]!);
    remainingMinor[scope[i]!]! -= discounts[i]!;
  }
  return amountMinor === 0 ? { done: false, reason: "no-effect" } : { done: true, appliesTo: "lines", amountMinor };
}

/** One discount per line in scope, or null when the promotion's amount cannot be converted. */
function lineDiscounts(
  candidate: IndexedPromotion,
  request: PromotionRequest,
  scope: readonly number[],
  remainingMinor: readonly number[],
): readonly number[] | null {
  const { effect } = candidate.promotion;
  const left = scope.map((position) => remainingMinor[position]!);
  if (effect.type === "percentage") return percentageDiscount(effect.basisPoints, left);
  if (effect.type === "fixed") {
    const amountMinor = inCartCurrency(candidate, effect.amountMinor, request.conversion);
    return amountMinor === null ? null : spreadDiscount(amountMinor, left);
  }
  if (effect.type === "buy-x-get-y") {
    const lines = scope.map((position) => request.lines[position]!);
    return buyXGetYDiscount(effect, lines, left);
  }
  throw new TypeError(`A ${effect.type} promotion has no discount on lines.`);
}

function usesAmounts({ effect, conditions }: Promotion): boolean {
  return effect.type === "fixed" || conditions.minSubtotalMinor !== null;
}
