import Type from "typebox";
import { shopperOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { markReplayed, optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { pageOf, pageQuery, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { feedbackRoutes } from "../contributions/feedback-routes.ts";
import type { ContributionLimits } from "../contributions/limits.ts";
import { ContentId, ProductParams } from "../contributions/schemas.ts";
import { reviewSorts, stars } from "./review.ts";
import { ReviewAnswer, ReviewBody, Stars, SummaryAnswer, toReviewAnswer, toSummaryAnswer } from "./review-schemas.ts";
import type { Reviews } from "./reviews.ts";

const tags = ["reviews"];
const ReviewParams = Type.Object({ reviewId: ContentId("review") });
const cursors = {
  relevant: createCursor("reviews:relevant", ["integer", "integer"]),
  newest: createCursor("reviews:newest", ["integer", "integer"]),
  helpful: createCursor("reviews:helpful", ["integer", "integer"]),
};

export type ReviewDependencies = { readonly reviews: Reviews; readonly limits: ContributionLimits };

/** What shoppers read and write about products. */
export function reviewRoutes(app: App, { reviews, limits }: ReviewDependencies): void {
  app.get(
    "/v1/products/:productId/reviews",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "listReviews",
        summary: "Reviews of a product",
        description:
          "`relevant` weighs helpfulness with recency: each doubling of the helpful votes counts as much as being 30 days younger. What was just written is in the next answer.",
        tags,
        params: ProductParams,
        querystring: Type.Object({
          ...pageQuery,
          sort: StringEnum(reviewSorts, { default: "relevant" }),
          rating: Type.Optional(
            Type.Array(Stars, { maxItems: stars.length, description: "Only reviews with these stars; may be repeated." }),
          ),
        }),
        response: { 200: pageOf(ReviewAnswer) },
      },
    },
    async (request) => {
      const { sort, rating, limit } = request.query;
      const keys = cursors[sort].decode(request.query.cursor);
      const after = keys && { key: keys[0], id: keys[1] };
      const page = await reviews.list({ productId: request.params.productId, sort, ratings: rating, limit, after });
      if (page === null) throw problem("not-found");
      return {
        items: page.reviews.map(toReviewAnswer),
        nextCursor: page.next && cursors[sort].encode([page.next.key, page.next.id]),
      };
    },
  );

  app.get(
    "/v1/products/:productId/reviews/summary",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getReviewSummary",
        summary: "How a product's reviews add up",
        description: "Exact: each review is counted in the transaction that writes, hides or deletes it.",
        tags,
        params: ProductParams,
        response: { 200: SummaryAnswer },
      },
    },
    async (request) => {
      const summary = await reviews.summary(request.params.productId);
      if (summary === null) throw problem("not-found");
      return toSummaryAnswer(summary);
    },
  );

  app.post(
    "/v1/products/:productId/reviews",
    {
      config: {
        auth: "shopper",
        idempotencyKey: "optional",
        problems: ["not-found", "review-exists", "conflict", "rate-limited"],
      },
      schema: {
        operationId: "createReview",
        summary: "Review a product",
        description:
          "A shopper has one review of each product; who wants to say something else deletes it first. `verifiedPurchase` is decided now, from the shopper's own paid orders.",
        tags,
        params: ProductParams,
        body: ReviewBody,
        response: { 201: ReviewAnswer },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeText(shopperId);
      const { photos = [], characteristics = {}, ...rest } = request.body;
      const call = { key: optionalIdempotencyKeyOf(request), requestHash: requestHashOf(request) };
      const { productId } = request.params;
      const posted = await reviews.post({ ...rest, productId, photos, characteristics }, shopperId, call);
      markReplayed(reply, posted.replayed);
      return reply.code(201).send(toReviewAnswer(posted.review));
    },
  );

  app.delete(
    "/v1/reviews/:reviewId",
    {
      config: { auth: "shopper", problems: ["not-found"] },
      schema: {
        operationId: "deleteReview",
        summary: "Delete one's own review",
        tags,
        params: ReviewParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await reviews.remove(request.params.reviewId, shopperOf(request).shopperId);
      return reply.code(204).send(null);
    },
  );

  feedbackRoutes(app, { kind: "review", tags, limits, feedback: reviews });
}
