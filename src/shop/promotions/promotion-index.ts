import { instantMs } from "../pricing/reference-index.ts";
import type { Promotion } from "./promotion.ts";

/** A promotion with its scope as sets, its instants in milliseconds and its place in the order of application. */
export type IndexedPromotion = {
  readonly promotion: Promotion;
  readonly precedence: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Both null: every line. */
  readonly productIds: ReadonlySet<number> | null;
  readonly categoryIds: ReadonlySet<number> | null;
  readonly countries: ReadonlySet<string> | null;
};

export type PromotionIndex = {
  readonly automatic: readonly IndexedPromotion[];
  readonly byCode: ReadonlyMap<string, IndexedPromotion>;
};

const indexes = new WeakMap<readonly Promotion[], PromotionIndex>();

/** The promotions of a snapshot by code and in the order in which they apply, built once per snapshot. */
export function promotionIndexOf(promotions: readonly Promotion[]): PromotionIndex {
  const known = indexes.get(promotions);
  if (known !== undefined) return known;
  const index = buildIndex(promotions);
  indexes.set(promotions, index);
  return index;
}

/** Codes are compared without surrounding space and without regard to case. */
export function normalizeCode(code: string): string {
  return code.trim().toUpperCase();
}

function buildIndex(promotions: readonly Promotion[]): PromotionIndex {
  const automatic: IndexedPromotion[] = [];
  const byCode = new Map<string, IndexedPromotion>();
  const inOrder = [...promotions].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  inOrder.forEach((promotion, precedence) => {
    const { productIds, categoryIds, countries } = promotion.conditions;
    const indexed: IndexedPromotion = {
      promotion,
      precedence,
      startsAtMs: instantMs(promotion.startsAt, Number.NEGATIVE_INFINITY),
      endsAtMs: instantMs(promotion.endsAt, Number.POSITIVE_INFINITY),
      productIds: productIds && new Set(productIds),
      categoryIds: categoryIds && new Set(categoryIds),
      countries: countries && new Set(countries),
    };
    if (promotion.code === null) automatic.push(indexed);
    else byCode.set(normalizeCode(promotion.code), indexed);
  });
  return { automatic, byCode };
}
