import Type from "typebox";
import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import type { ReadOnly } from "../../platform/database/database.ts";
import { sendCached } from "../../platform/http/cached-answers.ts";
import type { App } from "../../platform/http/server.ts";
import type { ReferenceStore } from "../pricing/reference-store.ts";
import { listAttributes } from "./attributes.ts";
import { categoryTreeOf, pathTo } from "./category-tree.ts";
import { referenceAnswer } from "./list-answer.ts";
import { AttributeDefinitionOut, CategoryList, CategoryOut } from "./product-schemas.ts";
import { named } from "./product-view.ts";
import { MAX_SLUG_LENGTH } from "./slug.ts";

export type CategoryRoutes = {
  readonly db: ReadOnly;
  readonly reference: Pick<ReferenceStore, "recent">;
  /** Null: each request is answered anew. */
  readonly answers?: ByteCache | null;
};

const TREE = "/v1/categories";
const CATEGORY = "/v1/categories/:slug";
const ATTRIBUTES = "/v1/attributes";
const notModified = { 304: Type.Null({ description: "What the client has still holds." }) } as const;

/** How products are sorted and described. */
export function categoryRoutes(app: App, { db, reference, answers = null }: CategoryRoutes): void {
  app.get(
    TREE,
    {
      config: { auth: "none" },
      schema: {
        operationId: "listCategories",
        summary: "The category tree",
        tags: ["catalog"],
        response: { 200: CategoryList, ...notModified },
      },
    },
    (request, reply) =>
      sendCached(answers, request, reply, async () =>
        referenceAnswer(TREE, { items: categoryTreeOf(await reference.recent()).inOrder }, "categories"),
      ),
  );

  app.get(
    CATEGORY,
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getCategory",
        summary: "A category with those above and right below it",
        tags: ["catalog"],
        params: Type.Object({ slug: Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH }) }),
        response: { 200: CategoryOut, ...notModified },
      },
    },
    (request, reply) =>
      sendCached(answers, request, reply, async () => {
        const tree = categoryTreeOf(await reference.recent());
        const category = tree.bySlug.get(request.params.slug);
        if (category === undefined) return null;
        const path = pathTo(tree, category.id).map(named);
        const children = tree.inOrder.filter(({ parentId }) => parentId === category.id).map(named);
        return referenceAnswer(CATEGORY, { ...category, path, children }, `category-${category.id}`);
      }),
  );

  app.get(
    ATTRIBUTES,
    {
      config: { auth: "none" },
      schema: {
        operationId: "listAttributes",
        summary: "The attributes that products can have",
        tags: ["catalog"],
        response: { 200: Type.Object({ items: Type.Array(AttributeDefinitionOut) }), ...notModified },
      },
    },
    (request, reply) =>
      sendCached(answers, request, reply, async () =>
        referenceAnswer(ATTRIBUTES, { items: await db.run(listAttributes) }, "attributes"),
      ),
  );
}
