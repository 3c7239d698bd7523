import Type from "typebox";
import type { Database } from "../../platform/database/database.ts";
import { optionalShopperOf, shopperOf } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { IntegerId, Nullable } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_CONTENT_ID, productOfContent } from "../../platform/ids.ts";
import { activeProducts } from "../catalog/active-products.ts";
import type { ContributionLimits } from "../contributions/limits.ts";
import { ContentId, ProductParams } from "../contributions/schemas.ts";
import { findReview } from "../reviews/review-reads.ts";
import { readEngagement } from "./engagement.ts";
import type { Likes } from "./likes.ts";
import type { Subject } from "./subject.ts";

export type LikeRoutesDependencies = { readonly db: Database; readonly likes: Likes; readonly limits: ContributionLimits };

const tags = ["engagement"];
/** Half a page of reviews at the largest. */
const MAX_REVIEWS = 50;
const ReviewParams = Type.Object({ reviewId: ContentId("review") });
const Count = Type.Integer({ minimum: 0 });
const Liked = Nullable(Type.Boolean({ description: "Whether I like it; null without a session." }));
const countersFollow = "The counter follows within a second; whether I like it is known at once.";

/** Likes of products and reviews. */
export function likeRoutes(app: App, deps: LikeRoutesDependencies): void {
  const { db, likes, limits } = deps;

  /** What is gone can no longer be liked, and a like of it can still be taken back. */
  async function give(shopperId: string, subject: Subject): Promise<void> {
    await limits.takeClick(shopperId);
    const there =
      subject.kind === "product"
        ? (await activeProducts(db, [subject.id])).has(subject.id)
        : (await findReview(db, subject.id)) !== null;
    if (!there) throw problem("not-found");
    await likes.give(shopperId, subject);
  }

  async function takeBack(shopperId: string, subject: Subject): Promise<void> {
    await limits.takeClick(shopperId);
    await likes.takeBack(shopperId, subject);
  }

  const ofProduct = (id: number): Subject => ({ kind: "product", id, productId: id });
  const ofReview = (id: number): Subject => ({ kind: "review", id, productId: productOfContent(id) });

  app.put(
    "/v1/products/:productId/like",
    {
      config: { auth: "shopper", problems: ["not-found", "rate-limited"] },
      schema: {
        operationId: "likeProduct",
        summary: "Like a product",
        description: `Once per shopper; again changes nothing. ${countersFollow}`,
        tags,
        params: ProductParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await give(shopperOf(request).shopperId, ofProduct(request.params.productId));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/v1/products/:productId/like",
    {
      config: { auth: "shopper", problems: ["rate-limited"] },
      schema: {
        operationId: "unlikeProduct",
        summary: "Take my like of a product back",
        description: `Without a like it changes nothing. ${countersFollow}`,
        tags,
        params: ProductParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await takeBack(shopperOf(request).shopperId, ofProduct(request.params.productId));
      return reply.code(204).send(null);
    },
  );

  app.put(
    "/v1/reviews/:reviewId/like",
    {
      config: { auth: "shopper", problems: ["not-found", "rate-limited"] },
      schema: {
        operationId: "likeReview",
        summary: "Like a review",
        description: `Once per shopper; again changes nothing. ${countersFollow}`,
        tags,
        params: ReviewParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await give(shopperOf(request).shopperId, ofReview(request.params.reviewId));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/v1/reviews/:reviewId/like",
    {
      config: { auth: "shopper", problems: ["rate-limited"] },
      schema: {
        operationId: "unlikeReview",
        summary: "Take my like of a review back",
        description: `Without a like it changes nothing. ${countersFollow}`,
        tags,
        params: ReviewParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await takeBack(shopperOf(request).shopperId, ofReview(request.params.reviewId));
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/v1/products/:productId/engagement",
    {
      config: { auth: "optional-shopper", problems: ["not-found"] },
      schema: {
        operationId: "getEngagement",
        summary: "Likes and comments of a product",
        description: "Also the likes of those of its reviews that are asked for.",
        tags,
        params: ProductParams,
        querystring: Type.Object({
          reviewId: Type.Optional(
            Type.Array(IntegerId({ maximum: LARGEST_CONTENT_ID, examples: [1042000007] }), {
              maxItems: MAX_REVIEWS,
              description: `Ids of reviews of the product; may be repeated, ${MAX_REVIEWS} at the most.`,
            }),
          ),
        }),
        response: {
          200: Type.Object({
            likes: Count,
            comments: Count,
            liked: Liked,
            reviews: Type.Array(Type.Object({ reviewId: ContentId("review"), likes: Count, liked: Liked }), {
              maxItems: MAX_REVIEWS,
              description: "Of the reviews asked for, each once.",
            }),
          }),
        },
      },
    },
    async (request) => {
      const found = await readEngagement(deps, {
        productId: request.params.productId,
        reviewIds: request.query.reviewId ?? [],
        shopperId: optionalShopperOf(request)?.shopperId ?? null,
      });
      if (found === null) throw problem("not-found");
      return { ...found, reviews: [...found.reviews] };
    },
  );
}
