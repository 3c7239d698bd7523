import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Database, type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import { type IdempotentCall, withIdempotency } from "../../platform/database/idempotent.ts";
import { problem } from "../../platform/http/problems.ts";
import { productOfContent } from "../../platform/ids.ts";
import { createFeedback, type FeedbackTables } from "../contributions/feedback.ts";
import { hasBought } from "../orders/purchases.ts";
import type { NewReview, Review, ReviewSummary } from "./review.ts";
import { findReview, listReviews, type ReviewListRequest, type ReviewPage, readReviewSummary } from "./review-reads.ts";
import { type Counted, countReviews, lockReviewSums } from "./review-sums.ts";
import { writeReviews } from "./write-reviews.ts";

/** What makes a call the same call again; `key` null: it is not asked for. */
export type PostCall = Pick<IdempotentCall, "key" | "requestHash">;
const WITHOUT_KEY: PostCall = { key: null, requestHash: "" };

export const reviewTables: FeedbackTables = {
  contents: "reviews",
  votes: "review_votes",
  reports: "review_reports",
  key: "review_id",
};

export interface Reviews {
  /** Null: there is no such product. One statement. */
  list(request: ReviewListRequest): Promise<ReviewPage | null>;
  /** Null: there is no such product. One statement. */
  summary(productId: number): Promise<ReviewSummary | null>;
  /**
   * Writes a review, and counts it in the same transaction. A shopper has one review of each product. `shopperId` null: written without a
   * session, never a verified purchase, and any number of times.
   * @throws `not-found`, `review-exists`, `validation-failed` for a characteristic that the product does not have
   */
  post(review: NewReview, shopperId: string | null, call?: PostCall): Promise<{ review: Review; replayed: boolean }>;
  /** One vote per shopper; without a shopper each call counts. @throws `not-found` */
  voteHelpful(reviewId: number, shopperId: string | null): Promise<void>;
  /** Puts the review before a moderator; one report per shopper. @throws `not-found` */
  report(reviewId: number, shopperId: string | null, reason: string | null): Promise<void>;
  /** Deletes a shopper's own review with its votes, and takes it out of the sums. @throws `not-found` */
  remove(reviewId: number, shopperId: string): Promise<void>;
}

type Removed = Omit<Counted, "productId"> & { readonly was_hidden: boolean };

const deleteOwn = sql<Removed>(
  "reviews.delete-own",
  `delete from reviews where product_id = $1 and id = $2 and shopper_id = $3
   returning rating, recommend, characteristics, hidden_at is not null as was_hidden`,
);

/** `shown`: where lists and sums are read from; whatever is written, and its answer, comes from `db`. */
export function createReviews(db: Database, clock: Clock = systemClock, shown: ReadOnly = db): Reviews {
  const feedback = createFeedback(db, reviewTables);

  async function write(tx: Queryable, review: NewReview, shopperId: string | null, verifiedPurchase: boolean): Promise<number> {
    const made = { shopperId, createdAt: clock.now(), helpfulCount: 0, verifiedPurchase, response: null, generated: false };
    const [id] = await writeReviews(tx, [{ ...review, ...made }], { type: "review.posted", activeOnly: true });
    return id!;
  }

  return {
    list: (request) => listReviews(shown, request),
    summary: (productId) => readReviewSummary(shown, productId),
    async post(review, shopperId, call = WITHOUT_KEY) {
      const verified = shopperId !== null && (await hasBought(db, shopperId, review.productId));
      const idempotent = { ownerId: shopperId ?? "", scope: "reviews.post", ...call };
      const { body: id, replayed } = await withIdempotency(db, idempotent, async (tx) => ({
        status: 201,
        body: await write(tx, review, shopperId, verified),
      }));
      const posted = await findReview(db, id);
      // A retry after the review was hidden or deleted.
      if (posted === null) throw problem("not-found");
      return { review: posted, replayed };
    },
    voteHelpful: feedback.voteHelpful,
    report: feedback.report,
    remove: (reviewId, shopperId) =>
      db.transaction(async (tx) => {
        const productId = productOfContent(reviewId);
        await lockReviewSums(tx, [productId], { activeOnly: false });
        const [removed] = await tx.run(deleteOwn, [productId, reviewId, shopperId]);
        if (removed === undefined) throw problem("not-found");
        if (removed.was_hidden) return;
        const change = { type: "review.deleted", reviewId } as const;
        await countReviews(tx, [{ ...removed, productId }], { sign: -1, numbered: false, change });
      }),
  };
}
