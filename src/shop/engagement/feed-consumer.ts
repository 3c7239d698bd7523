import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { productNames } from "../catalog/active-products.ts";
import { askersOfQuestions } from "../questions/question-askers.ts";
import { writersOfReviews } from "../reviews/review-writers.ts";
import type { CommentPayload } from "./comments.ts";
import { eraseFeed, type FeedDetails, type FeedEntry, type FeedKind, type FeedRef, happenedAt, writeFeed } from "./feed.ts";
import type { LikePayload } from "./likes.ts";

/** A feed begins with the month in which the shop got it: there are no partitions for what is older than this. */
const OLDEST_MS = 28 * 86_400_000;

const orderKinds: Readonly<Record<string, FeedKind>> = {
  "order.placed": "ordered",
  "order.paid": "order-paid",
  "order.payment_failed": "payment-failed",
  "order.fulfilled": "order-sent",
  "order.cancelled": "order-cancelled",
  "order.returned": "order-returned",
  "order.refunded": "order-refunded",
};

/** What has to be told to whom, before the names of its products are known. */
type Draft = Omit<FeedEntry, "details"> & { readonly productId: number | null; readonly details: FeedDetails };
type Change = { readonly written?: Draft; readonly erased?: FeedRef };

/** Who wrote what the events of a batch are about. */
type Writers = { readonly ofReviews: ReadonlyMap<number, string>; readonly ofQuestions: ReadonlyMap<number, string> };
/** What events of reviews and questions name. */
type ContentPayload = { readonly productId: number; readonly reviewId: number; readonly questionId: number };

/**
 * Brings together from all parts of the shop what concerns a shopper. Whatever comes twice is written once, because an entry has the id of its
 * event; what was taken back is taken out after everything of the same batch was written, so that the order of the two does not matter.
 */
export function createFeedConsumer(db: Database, clock: Clock = systemClock): EventConsumer {
  return {
    name: "engagement.feed",
    types: [
      ...Object.keys(orderKinds),
      "like.added",
      "like.removed",
      "comment.posted",
      "comment.hidden",
      "comment.deleted",
      "review.posted",
      "review.responded",
      "question.posted",
      "answer.posted",
    ],
    async handle(events) {
      const oldestMs = clock.now().getTime() - OLDEST_MS;
      const young = events.filter((event) => happenedAt(event).getTime() > oldestMs);
      const writers = await writersOf(db, young);
      const changes = young.map((event) => changeOf(event, writers));
      const drafts = changes.flatMap(({ written }) => written ?? []);
      const names = await productNames(db, distinct(drafts.flatMap(({ productId }) => productId ?? [])));
      await writeFeed(
        db,
        drafts.map(({ productId, details, ...entry }) => {
          const product = productId === null ? undefined : names.get(productId);
          return { ...entry, details: product === undefined ? details : { product, ...details } };
        }),
      );
      await eraseFeed(
        db,
        changes.flatMap(({ erased }) => erased ?? []),
      );
    },
  };
}

async function writersOf(db: Database, events: readonly ShopEvent[]): Promise<Writers> {
  const ids = (type: RegExp, field: "reviewId" | "questionId") =>
    distinct(events.filter((event) => type.test(event.type)).map(({ payload }) => (payload as ContentPayload)[field]));
  return {
    ofReviews: await writersOfReviews(db, ids(/^review\./, "reviewId")),
    ofQuestions: await askersOfQuestions(db, ids(/^(?:question|answer)\./, "questionId")),
  };
}

function changeOf(event: ShopEvent, writers: Writers): Change {
  switch (event.aggregateType) {
    case "order":
      return changeOfOrder(event);
    case "like":
      return changeOfLike(event);
    case "comments":
      return changeOfComment(event);
    default:
      return changeOfContent(event, writers);
  }
}

function changeOfOrder({ id, type, shopperId, aggregateId, payload }: ShopEvent): Change {
  const number = typeof payload.number === "string" ? payload.number : "";
  const order = { id: aggregateId, number };
  return { written: { id, shopperId: shopperId!, kind: orderKinds[type]!, productId: null, details: { order } } };
}

function changeOfLike({ id, type, shopperId, payload }: ShopEvent): Change {
  const { subject, subjectId, productId, likedByEvent } = payload as LikePayload;
  if (type === "like.removed") return { erased: { id: likedByEvent, shopperId: shopperId! } };
  const details = subject === "review" ? { reviewId: subjectId } : {};
  return { written: { id, shopperId: shopperId!, kind: "liked", productId, details } };
}

function changeOfComment({ id, type, payload }: ShopEvent): Change {
  const { productId, commentId, shopperId, postedByEvent } = payload as CommentPayload;
  if (type === "comment.deleted") return { erased: { id: postedByEvent, shopperId } };
  const kind = type === "comment.posted" ? "commented" : "comment-hidden";
  return { written: { id, shopperId, kind, productId, details: { commentId } } };
}

/** Reviews and questions: what nobody wrote with a session, or what is gone since, is in nobody's feed. */
function changeOfContent({ id, type, payload }: ShopEvent, { ofReviews, ofQuestions }: Writers): Change {
  const { productId, reviewId, questionId } = payload as ContentPayload;
  const isReview = type.startsWith("review.");
  const shopperId = isReview ? ofReviews.get(reviewId) : ofQuestions.get(questionId);
  if (shopperId === undefined) return {};
  const kinds: Readonly<Record<string, FeedKind>> = {
    "review.posted": "reviewed",
    "review.responded": "seller-responded",
    "question.posted": "asked",
    "answer.posted": "question-answered",
  };
  return { written: { id, shopperId, kind: kinds[type]!, productId, details: isReview ? { reviewId } : { questionId } } };
}

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}
