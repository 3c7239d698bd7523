import Type from "typebox";
import type { AdminRole } from "../../platform/http/auth.ts";
import { Nullable, pageOf, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { decisionRoutes } from "../contributions/feedback-routes.ts";
import { moderationFields, moderationOf, QueueQuery } from "../contributions/moderation.ts";
import { ContentId, ProductParams, WrittenText } from "../contributions/schemas.ts";
import { characteristicNames } from "./characteristics.ts";
import { MAX_REVIEW_LENGTH } from "./review.ts";
import type { ReviewModeration } from "./review-moderation.ts";
import { ReviewAnswer, toReviewAnswer } from "./review-schemas.ts";

const tags = ["reviews-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const params = Type.Object({ reviewId: ContentId("review") });
const ModeratedReview = Type.Object({ ...ReviewAnswer.properties, ...moderationFields });

/** What the staff does with reviews. */
export function adminReviewRoutes(app: App, { moderation }: { readonly moderation: ReviewModeration }): void {
  app.get(
    "/v1/admin/reviews",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listModeratedReviews",
        summary: "List reviews that wait for a decision, or that are hidden",
        tags,
        querystring: QueueQuery,
        response: { 200: pageOf(ModeratedReview) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await moderation.list(request.query);
      return {
        items: items.map(({ review, moderation: state }) => ({ ...toReviewAnswer(review), ...moderationOf(state) })),
        nextCursor,
      };
    },
  );

  decisionRoutes(app, { kind: "review", tags, hide: moderation.hide, restore: moderation.restore });
  responseRoutes(app, moderation);

  app.put(
    "/v1/admin/products/:productId/characteristics",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "putProductCharacteristics",
        summary: "Choose what reviews of a product may judge",
        description: "Null lets them judge everything, and the summary then shows what they use.",
        tags,
        params: ProductParams,
        body: Type.Object({
          names: Nullable(
            Type.Array(StringEnum(characteristicNames), { maxItems: characteristicNames.length, uniqueItems: true }),
          ),
        }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await moderation.chooseCharacteristics(request.params.productId, request.body.names);
      return reply.code(204).send(null);
    },
  );
}

function responseRoutes(app: App, moderation: ReviewModeration): void {
  app.put(
    "/v1/admin/reviews/:reviewId/response",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "putReviewResponse",
        summary: "Respond to a review as the seller",
        description: "Replaces the response that is there.",
        tags,
        params,
        body: Type.Object({ body: WrittenText(MAX_REVIEW_LENGTH, "Shown below the review.", "Thank you!") }),
        response: { 200: ReviewAnswer },
      },
    },
    async (request) => toReviewAnswer(await moderation.respond(request.params.reviewId, request.body.body)),
  );

  app.delete(
    "/v1/admin/reviews/:reviewId/response",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "deleteReviewResponse",
        summary: "Take the seller's response back",
        tags,
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await moderation.respond(request.params.reviewId, null);
      return reply.code(204).send(null);
    },
  );
}
