import { type Queryable, sql } from "../../platform/database/database.ts";
import { averageOf, type CharacteristicValues, type ReviewSummary, type Stars } from "./review.ts";

/** What a review adds to the sums of its product. */
export type CountedReview = {
  readonly rating: number;
  readonly recommend: boolean;
  readonly characteristics: CharacteristicValues;
};

const readReported = sql<CountedReview>(
  "reviews.read-reported-of-product",
  `select rating, recommend, characteristics from reviews
   where product_id = $1 and reported_at is not null and hidden_at is null`,
);

/** The product's reviews that wait for a moderator's decision; few, because moderators work them off. One statement. */
export function readReportedReviews(db: Queryable, productId: number): Promise<CountedReview[]> {
  return db.run(readReported, [productId]);
}

/** The summary as it would be without these reviews, for readers who are not shown them. */
export function summaryWithout(summary: ReviewSummary, reviews: readonly CountedReview[]): ReviewSummary {
  if (reviews.length === 0) return summary;
  const ratings = { ...summary.ratings };
  for (const { rating } of reviews) ratings[`${rating as Stars}`] -= 1;
  const count = summary.count - reviews.length;
  const ratingSum = summary.ratingSum - reviews.reduce((sum, { rating }) => sum + rating, 0);
  const yes = reviews.filter(({ recommend }) => recommend).length;
  return {
    ...summary,
    count,
    ratingSum,
    average: averageOf(ratingSum, count),
    ratings,
    recommended: { yes: summary.recommended.yes - yes, no: summary.recommended.no - (reviews.length - yes) },
    characteristics: summary.characteristics.map((characteristic) => {
      const values = reviews.flatMap(({ characteristics }) => characteristics[characteristic.name] ?? []);
      const left = characteristic.count - values.length;
      const valueSum = characteristic.valueSum - values.reduce((sum, value) => sum + value, 0);
      return { ...characteristic, count: left, valueSum, average: averageOf(valueSum, left) };
    }),
  };
}
