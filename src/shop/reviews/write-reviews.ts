import { type Queryable, sql } from "../../platform/database/database.ts";
import { isUniqueViolation } from "../../platform/database/errors.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { contentId, MAX_CONTENTS_PER_PRODUCT } from "../../platform/ids.ts";
import type { CharacteristicName } from "./characteristics.ts";
import type { NewReview } from "./review.ts";
import { countReviews, type LockedSums, lockReviewSums, type ReviewEventType } from "./review-sums.ts";

/** A review made elsewhere: with its time, its votes and the seller's response. */
export type ImportedReview = NewReview & {
  readonly createdAt: Date;
  readonly helpfulCount: number;
  readonly verifiedPurchase: boolean;
  readonly response: { readonly body: string; readonly createdAt: Date } | null;
  /** Made for the demo and written by nobody. */
  readonly generated: boolean;
};

export type ReviewToWrite = ImportedReview & { readonly shopperId: string | null };

type WriteOptions = {
  readonly type: ReviewEventType & ("review.posted" | "reviews.imported");
  /** Refuses products that shoppers cannot see. */
  readonly activeOnly: boolean;
};

const insertReviews = sql<object>(
  "reviews.insert",
  `insert into reviews (product_id, id, shopper_id, rating, summary, body, recommend, reviewer_name, email, photos, characteristics,
     verified_purchase, generated, imported_helpful_count, helpful_count, response_body, responded_at, created_at)
   select id / 1000000, id, "shopperId", rating, summary, body, recommend, name, email, photos, characteristics,
     "verifiedPurchase", generated, "helpfulCount", "helpfulCount", response ->> 'body', (response ->> 'createdAt')::timestamptz, "createdAt"
   from json_to_recordset($1) as x (id bigint, "shopperId" uuid, rating smallint, summary text, body text, recommend boolean, name text,
     email text, photos text[], characteristics jsonb, "verifiedPurchase" boolean, generated boolean, "helpfulCount" integer,
     response jsonb, "createdAt" timestamptz)`,
);

/**
 * Writes reviews with their sums and events, in the caller's transaction; three statements for any number. Answers their ids in order.
 * @throws `not-found` for a product that is not there, `review-exists` when the shopper has reviewed it, `validation-failed` for a
 * characteristic that the product does not have, `conflict` when it has a million reviews
 */
export async function writeReviews(tx: Queryable, reviews: readonly ReviewToWrite[], options: WriteOptions): Promise<number[]> {
  const locked = await lockReviewSums(
    tx,
    reviews.map(({ productId }) => productId),
    options,
  );
  const taken = new Map<number, number>();
  const ids = reviews.map((review) => {
    const sums = locked.get(review.productId);
    if (sums === undefined) throw problem("not-found", `There is no product ${review.productId}.`);
    refuseOthers(review, sums);
    const before = taken.get(review.productId) ?? 0;
    taken.set(review.productId, before + 1);
    const number = sums.next_review + before;
    if (number > MAX_CONTENTS_PER_PRODUCT) throw problem("conflict", "This product has as many reviews as it can have.");
    return contentId(review.productId, number);
  });
  const rows = reviews.map((review, index) => ({ ...review, id: ids[index] }));
  await tx.run(insertReviews, [JSON.stringify(rows)]).catch((error: unknown) => {
    if (isUniqueViolation(error, "reviews_one_per_shopper")) throw problem("review-exists");
    throw error;
  });
  const reviewId = options.type === "review.posted" ? ids[0]! : null;
  await countReviews(tx, reviews, { sign: 1, numbered: true, change: { type: options.type, reviewId } });
  return ids;
}

function refuseOthers({ characteristics }: NewReview, { characteristics: chosen }: LockedSums): void {
  if (chosen === null) return;
  for (const name of Object.keys(characteristics)) {
    if (!chosen.includes(name as CharacteristicName))
      throw invalid(`/body/characteristics/${name}`, `must be one of the product's: ${chosen.join(", ") || "none"}`);
  }
}
