import Type, { type Static } from "typebox";
import type { ReadOnly } from "../../platform/database/database.ts";
import { shopperOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { Nullable, pageOf, pageQuery, StringEnum, Timestamp, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { ContentId, ProductParams } from "../contributions/schemas.ts";
import { type FeedEntry, feedKinds, happenedAt, readFeed } from "./feed.ts";

const cursor = createCursor("feed:newest", ["uuid"]);

const EntryOut = Type.Object({
  id: UuidId(),
  kind: StringEnum(feedKinds),
  happenedAt: Timestamp,
  product: Nullable(Type.Object({ id: ProductParams.properties.productId, slug: Type.String(), name: Type.String() })),
  order: Nullable(Type.Object({ id: UuidId(), number: Type.String() })),
  reviewId: Nullable(ContentId("review")),
  questionId: Nullable(ContentId("question")),
  commentId: Nullable(ContentId("comment")),
});

function toAnswer({ id, kind, details }: Omit<FeedEntry, "shopperId">): Static<typeof EntryOut> {
  return {
    id,
    kind,
    happenedAt: happenedAt({ id }).toISOString(),
    product: details.product ?? null,
    order: details.order ?? null,
    reviewId: details.reviewId ?? null,
    questionId: details.questionId ?? null,
    commentId: details.commentId ?? null,
  };
}

/** What a shopper did, and what came of it. */
export function feedRoutes(app: App, { reads }: { readonly reads: ReadOnly }): void {
  app.get(
    "/v1/feed",
    {
      config: { auth: "shopper" },
      schema: {
        operationId: "listFeed",
        summary: "What I did and what came of it, newest first",
        description:
          "Likes, comments, reviews, questions and orders, the seller's responses, answers to my questions, and what became of my orders. An entry is " +
          "there within a second. A like or a comment that I take back is taken out. Names are those of the moment in which it happened.",
        tags: ["engagement"],
        querystring: Type.Object(pageQuery),
        response: { 200: pageOf(EntryOut) },
      },
    },
    async (request) => {
      const { limit } = request.query;
      const before = cursor.decode(request.query.cursor)?.[0] ?? null;
      const found = await readFeed(reads, shopperOf(request).shopperId, before, limit + 1);
      const page = found.slice(0, limit);
      return { items: page.map(toAnswer), nextCursor: found.length > limit ? cursor.encode([page.at(-1)!.id]) : null };
    },
  );
}
