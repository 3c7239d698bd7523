import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { type NewProductEvent, recordProductEvents } from "../../platform/events/outbox.ts";
import { problem } from "../../platform/http/problems.ts";
import { productOfContent } from "../../platform/ids.ts";
import { createFeedback } from "../contributions/feedback.ts";
import { createModerationQueue, type ModerationColumns, type QueueRequest } from "../contributions/moderation.ts";
import type { CharacteristicName } from "./characteristics.ts";
import type { Review } from "./review.ts";
import { REVIEW_COLUMNS, type ReviewRow, toReview } from "./review-rows.ts";
import { type Counted, countReviews, lockReviewSums } from "./review-sums.ts";
import { reviewTables } from "./reviews.ts";

export type ModeratedReview = { readonly review: Review; readonly moderation: ModerationColumns };

/** What the staff does with reviews. A moderator decides; reports alone hide nothing, because anybody can make sessions and report. */
export interface ReviewModeration {
  list(request: QueueRequest): Promise<{ items: readonly ModeratedReview[]; nextCursor: string | null }>;
  /** Takes it out of all lists and sums, and closes its reports. Doing it again changes nothing. @throws `not-found` */
  hide(reviewId: number): Promise<void>;
  /** Shows it again, or leaves it shown, and closes its reports. @throws `not-found` */
  restore(reviewId: number): Promise<void>;
  /** Writes or replaces the seller's response; null takes it back. @throws `not-found` */
  respond(reviewId: number, body: string | null): Promise<Review>;
  /** Which characteristics reviews of the product may judge; null: all, and those are shown that are used. @throws `not-found` */
  chooseCharacteristics(productId: number, names: readonly CharacteristicName[] | null): Promise<void>;
}

type Changed = Omit<Counted, "productId">;

const hideReview = sql<Changed>(
  "reviews.hide",
  `update reviews set hidden_at = date_trunc('milliseconds', now()) where product_id = $1 and id = $2 and hidden_at is null
   returning rating, recommend, characteristics`,
);
const restoreReview = sql<Changed>(
  "reviews.restore",
  `update reviews set hidden_at = null where product_id = $1 and id = $2 and hidden_at is not null
   returning rating, recommend, characteristics`,
);
const lockReview = sql<object>("reviews.lock", "select from reviews where product_id = $1 and id = $2 for update");
const respondToReview = sql<ReviewRow>(
  "reviews.respond",
  `update reviews r set response_body = $3, responded_at = case when $3::text is null then null else date_trunc('milliseconds', now()) end
   where r.product_id = $1 and r.id = $2 returning ${REVIEW_COLUMNS}`,
);
const setCharacteristics = sql<object>(
  "reviews.set-characteristics",
  "update review_summaries set characteristics = $2 where product_id = $1",
);

/** Tells the writer; it changes no rating. */
function respondedEvent(productId: number, reviewId: number, version: number): NewProductEvent {
  const aggregate = { aggregateType: "reviews", aggregateId: `reviews-${productId}`, version };
  return { productId, ...aggregate, type: "review.responded", payload: { productId, reviewId } };
}

const readQueue = createModerationQueue<ReviewRow>(reviewTables, REVIEW_COLUMNS);

export function createReviewModeration(db: Database): ReviewModeration {
  const feedback = createFeedback(db, reviewTables);

  async function decide(reviewId: number, visible: boolean): Promise<void> {
    const productId = productOfContent(reviewId);
    const row = [productId, reviewId];
    await db.transaction(async (tx: Queryable) => {
      await lockReviewSums(tx, [productId], { activeOnly: false });
      if ((await tx.run(lockReview, row)).length === 0) throw problem("not-found");
      const [changed] = await tx.run(visible ? restoreReview : hideReview, row);
      await feedback.resolveReports(tx, reviewId);
      if (changed === undefined) return;
      const change = { type: visible ? "review.restored" : "review.hidden", reviewId } as const;
      await countReviews(tx, [{ ...changed, productId }], { sign: visible ? 1 : -1, numbered: false, change });
    });
  }

  return {
    async list(request) {
      const { rows, nextCursor } = await readQueue(db, request);
      return { items: rows.map((row) => ({ review: toReview(row), moderation: row })), nextCursor };
    },
    hide: (reviewId) => decide(reviewId, false),
    restore: (reviewId) => decide(reviewId, true),
    respond: (reviewId, body) =>
      db.transaction(async (tx) => {
        const productId = productOfContent(reviewId);
        const sums = (await lockReviewSums(tx, [productId], { activeOnly: false })).get(productId);
        const [row] = await tx.run(respondToReview, [productId, reviewId, body]);
        if (sums === undefined || row === undefined) throw problem("not-found");
        if (body !== null) await recordProductEvents(tx, [respondedEvent(productId, reviewId, sums.version)]);
        return toReview(row);
      }),
    chooseCharacteristics: (productId, names) =>
      db.transaction(async (tx) => {
        const locked = await lockReviewSums(tx, [productId], { activeOnly: false });
        if (locked.size === 0) throw problem("not-found");
        await tx.run(setCharacteristics, [productId, names]);
      }),
  };
}
