import type { Database } from "../../platform/database/database.ts";
import { type ImportedReview, writeReviews } from "./write-reviews.ts";

/** Reviews per transaction: one to two megabytes of JSON, and the statements cost next to nothing for each. */
const BATCH = 2_000;

/**
 * Writes many reviews at once, with their summaries and one event per product and batch. Answers their ids in order. Products must exist;
 * an import that broke off has written whole batches.
 * @throws `not-found` for a product that is not there
 */
export async function importReviews(
  db: Pick<Database, "transaction">,
  reviews: readonly ImportedReview[],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < reviews.length; start += BATCH) {
    const batch = reviews.slice(start, start + BATCH).map((review) => ({ ...review, shopperId: null }));
    ids.push(...(await db.transaction((tx) => writeReviews(tx, batch, { type: "reviews.imported", activeOnly: false }))));
    onProgress(ids.length, reviews.length);
  }
  return ids;
}
