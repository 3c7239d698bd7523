import Type, { type Static } from "typebox";
import type { AdminRole } from "../../platform/http/auth.ts";
import { optionalShopperOf, shopperOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { markReplayed, optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { pageOf, pageQuery, Timestamp } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import type { ContributionLimits } from "../contributions/limits.ts";
import { moderationFields, moderationOf, QueueQuery } from "../contributions/moderation.ts";
import { ContentId, ProductParams, ReportBody, WriterName, WrittenText } from "../contributions/schemas.ts";
import { type Comment, type Comments, MAX_COMMENT_LENGTH } from "./comments.ts";

export type CommentRoutesDependencies = { readonly comments: Comments; readonly limits: ContributionLimits };

const tags = ["engagement"];
const adminTags = ["engagement-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const params = Type.Object({ commentId: ContentId("comment") });
const cursor = createCursor("comments:newest", ["integer"]);

const text = {
  name: WriterName,
  body: WrittenText(MAX_COMMENT_LENGTH, "Shown as it is written.", "Does it come in green, too?"),
} as const;
const shown = {
  id: ContentId("comment"),
  productId: ProductParams.properties.productId,
  name: Type.String(),
  body: Type.String(),
  createdAt: Timestamp,
} as const;
const CommentOut = Type.Object({ ...shown, mine: Type.Boolean({ description: "Whether I wrote it, and may delete it." }) });
const ModeratedOut = Type.Object({ ...shown, ...moderationFields });

function toAnswer({ id, productId, name, body, createdAt }: Comment) {
  return { id, productId, name, body, createdAt: createdAt.toISOString() };
}

function toOwnAnswer(comment: Comment, shopperId: string | null): Static<typeof CommentOut> {
  return { ...toAnswer(comment), mine: comment.shopperId === shopperId };
}

/** Comments on products. */
export function commentRoutes(app: App, { comments, limits }: CommentRoutesDependencies): void {
  app.get(
    "/v1/products/:productId/comments",
    {
      config: { auth: "optional-shopper", problems: ["not-found"] },
      schema: {
        operationId: "listComments",
        summary: "Comments on a product, newest first",
        description: "What was just written is in the next answer.",
        tags,
        params: ProductParams,
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(CommentOut) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const before = cursor.decode(request.query.cursor)?.[0] ?? null;
      const found = await comments.list(request.params.productId, before, limit + 1);
      if (found === null) throw problem("not-found");
      const page = found.slice(0, limit);
      const shopperId = optionalShopperOf(request)?.shopperId ?? null;
      return {
        items: page.map((comment) => toOwnAnswer(comment, shopperId)),
        nextCursor: found.length > limit ? cursor.encode([page.at(-1)!.id]) : null,
      };
    },
  );

  app.post(
    "/v1/products/:productId/comments",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: ["not-found", "conflict", "rate-limited"] },
      schema: {
        operationId: "createComment",
        summary: "Comment on a product",
        description: `At most ${MAX_COMMENT_LENGTH} characters. The counter of comments follows within a second.`,
        tags,
        params: ProductParams,
        body: Type.Object(text),
        response: { 201: CommentOut },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeText(shopperId);
      const call = { ownerId: shopperId, key: optionalIdempotencyKeyOf(request), requestHash: requestHashOf(request) };
      const posted = await comments.post({ ...request.body, productId: request.params.productId }, call);
      markReplayed(reply, posted.replayed);
      return reply.code(201).send(toOwnAnswer(posted.comment, shopperId));
    },
  );

  app.delete(
    "/v1/comments/:commentId",
    {
      config: { auth: "shopper", problems: ["not-found"] },
      schema: { operationId: "deleteComment", summary: "Delete one's own comment", tags, params, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await comments.remove(request.params.commentId, shopperOf(request).shopperId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/comments/:commentId/report",
    {
      config: { auth: "shopper", optionalBody: true, problems: ["not-found", "rate-limited"] },
      schema: {
        operationId: "reportComment",
        summary: "Put a comment before a moderator",
        description: "One report per shopper; another one changes nothing.",
        tags,
        params,
        body: ReportBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeClick(shopperId);
      await comments.report(request.params.commentId, shopperId, request.body.reason ?? null);
      return reply.code(204).send(null);
    },
  );
}

/** What the staff does with comments. */
export function adminCommentRoutes(app: App, { comments }: Pick<CommentRoutesDependencies, "comments">): void {
  app.get(
    "/v1/admin/comments",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listModeratedComments",
        summary: "List comments that wait for a decision, or that are hidden",
        tags: adminTags,
        querystring: QueueQuery,
        response: { 200: pageOf(ModeratedOut) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await comments.moderated(request.query);
      return {
        items: items.map(({ comment, moderation }) => ({ ...toAnswer(comment), ...moderationOf(moderation) })),
        nextCursor,
      };
    },
  );

  app.post(
    "/v1/admin/comments/:commentId/hide",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "hideComment",
        summary: "Take a comment out of the list, and close its reports",
        tags: adminTags,
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await comments.decide(request.params.commentId, "hide");
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/admin/comments/:commentId/restore",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "restoreComment",
        summary: "Show a comment (again), and close its reports",
        tags: adminTags,
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await comments.decide(request.params.commentId, "restore");
      return reply.code(204).send(null);
    },
  );
}
