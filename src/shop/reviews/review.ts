import type { CharacteristicName } from "./characteristics.ts";

export const reviewSorts = ["relevant", "newest", "helpful"] as const;
export type ReviewSort = (typeof reviewSorts)[number];

export const stars = [1, 2, 3, 4, 5] as const;
export type Stars = (typeof stars)[number];

/** Characters (code points). Texts are stored as they come: what is shown must be escaped by who shows it. */
export const MAX_SUMMARY_LENGTH = 200;
export const MAX_REVIEW_LENGTH = 5_000;

/** By name, 1 to 5. */
export type CharacteristicValues = Readonly<Partial<Record<CharacteristicName, number>>>;

/** What a shopper writes. */
export type NewReview = {
  readonly productId: number;
  /** 1 to 5. */
  readonly rating: number;
  readonly summary: string;
  readonly body: string;
  readonly recommend: boolean;
  readonly name: string;
  /** For the shop's own use; it leaves the shop in no answer and no event. */
  readonly email: string | null;
  /** http(s) addresses, `MAX_PHOTOS` at the most. */
  readonly photos: readonly string[];
  readonly characteristics: CharacteristicValues;
};

/** What everybody may see of a review. */
export type Review = {
  readonly id: number;
  readonly productId: number;
  readonly rating: number;
  readonly summary: string;
  readonly body: string;
  readonly recommend: boolean;
  readonly reviewerName: string;
  readonly createdAt: Date;
  readonly helpfulCount: number;
  /** The writer had bought the product when they wrote. */
  readonly verifiedPurchase: boolean;
  readonly photos: readonly { readonly id: number; readonly url: string }[];
  readonly characteristics: readonly { readonly name: CharacteristicName; readonly value: number }[];
  readonly response: { readonly body: string; readonly createdAt: Date } | null;
  /** Made for the demo and written by nobody. */
  readonly generated: boolean;
};

/** The exact sums of a product's visible reviews. */
export type ReviewSummary = {
  readonly productId: number;
  readonly count: number;
  readonly ratingSum: number;
  /** Null without reviews; two decimals. */
  readonly average: number | null;
  readonly ratings: Readonly<Record<`${Stars}`, number>>;
  readonly recommended: { readonly yes: number; readonly no: number };
  /** Those chosen for the product, or else those that its reviews use. */
  readonly characteristics: readonly CharacteristicSummary[];
};

export type CharacteristicSummary = {
  readonly id: number;
  readonly name: CharacteristicName;
  readonly count: number;
  readonly valueSum: number;
  readonly average: number | null;
};

/** A mean with two decimals; null of nothing. */
export function averageOf(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round((sum * 100) / count) / 100;
}
