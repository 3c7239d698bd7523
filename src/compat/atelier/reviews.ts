import { invalid } from "../../platform/http/problems.ts";
import { characteristicOf } from "../../shop/reviews/characteristics.ts";
import {
  type CharacteristicValues,
  type Review,
  type ReviewSort,
  type ReviewSummary,
  reviewSorts,
  stars,
} from "../../shop/reviews/review.ts";
import type { MetaAnswer, ReviewEntry } from "./answers.ts";
import { type Query, textOf } from "./paging.ts";

/** @param absolute makes an address on this host one that a client elsewhere can use */
export function toReview(review: Review, absolute: (address: string) => string): ReviewEntry {
  return {
    review_id: review.id,
    rating: review.rating,
    summary: review.summary,
    recommend: review.recommend,
    response: review.response?.body ?? null,
    body: review.body,
    date: review.createdAt.toISOString(),
    reviewer_name: review.reviewerName,
    helpfulness: review.helpfulCount,
    photos: review.photos.map(({ id, url }) => ({ id, url: absolute(url) })),
  };
}

/** Upper and lower case do not matter; without a known sort it is the first, as shops show reviews. */
export function sortOf(query: Query): ReviewSort {
  const wanted = textOf(query.sort)?.toLowerCase();
  return reviewSorts.find((sort) => sort === wanted) ?? "relevant";
}

/** Of a product that nobody has reviewed all counts are "0": the clients compute with whatever is there. */
export function toMeta(productId: number, summary: ReviewSummary | null): MetaAnswer {
  return {
    product_id: String(productId),
    ratings: Object.fromEntries(stars.map((star) => [star, String(summary?.ratings[`${star}`] ?? 0)])),
    recommended: { false: String(summary?.recommended.no ?? 0), true: String(summary?.recommended.yes ?? 0) },
    characteristics: Object.fromEntries(
      (summary?.characteristics ?? []).map(({ id, name, valueSum, count }) => [name, { id, value: meanText(valueSum, count) }]),
    ),
  };
}

const DECIMALS = 16;
const SCALE = 10n ** BigInt(DECIMALS);

/** A mean of values from 1 to 5 with 16 decimals, rounded half up, exactly as PostgreSQL writes an average; "0" of none. */
export function meanText(sum: number, count: number): string {
  if (count === 0) return "0";
  const scaled = (2n * BigInt(sum) * SCALE + BigInt(count)) / (2n * BigInt(count));
  return `${scaled / SCALE}.${String(scaled % SCALE).padStart(DECIMALS, "0")}`;
}

/** From the ids that the product's meta gave. @throws `validation-failed` for one that is not the product's */
export function characteristicsOf(productId: number, values: Readonly<Record<string, number | string>>): CharacteristicValues {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const found = /^\d{1,16}$/.test(id) ? characteristicOf(Number(id)) : null;
      if (found?.productId !== productId) {
        throw invalid("/body/characteristics", `${JSON.stringify(id)} is no characteristic of this product`);
      }
      return [found.name, Number(value)];
    }),
  );
}
