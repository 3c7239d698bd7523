import Type from "typebox";
import type { Queryable } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import type { ReferenceStore } from "../pricing/reference-store.ts";
import { listAttributes } from "./attributes.ts";
import { categoryTreeOf, pathTo } from "./category-tree.ts";
import { AttributeDefinitionOut, CategoryList, CategoryOut } from "./product-schemas.ts";
import { MAX_SLUG_LENGTH } from "./slug.ts";

/** How products are sorted and described. */
export function categoryRoutes(
  app: App,
  { db, reference }: { readonly db: Queryable; readonly reference: ReferenceStore },
): void {
  app.get(
    "/v1/categories",
    {
      config: { auth: "none" },
      schema: { operationId: "listCategories", summary: "The category tree", tags: ["catalog"], response: { 200: CategoryList } },
    },
    async () => ({ items: categoryTreeOf(await reference.recent()).inOrder }),
  );

  app.get(
    "/v1/categories/:slug",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getCategory",
        summary: "A category with those above and right below it",
        tags: ["catalog"],
        params: Type.Object({ slug: Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH }) }),
        response: { 200: CategoryOut },
      },
    },
    async (request) => {
      const tree = categoryTreeOf(await reference.recent());
      const category = tree.bySlug.get(request.params.slug);
      if (category === undefined) throw problem("not-found");
      const named = ({ id, slug, name }: { id: number; slug: string; name: string }) => ({ id, slug, name });
      return {
        ...category,
        path: pathTo(tree, category.id).map(named),
        children: tree.inOrder.filter(({ parentId }) => parentId === category.id).map(named),
      };
    },
  );

  app.get(
    "/v1/attributes",
    {
      config: { auth: "none" },
      schema: {
        operationId: "listAttributes",
        summary: "The attributes that products can have",
        tags: ["catalog"],
        response: { 200: Type.Object({ items: Type.Array(AttributeDefinitionOut) }) },
      },
    },
    async () => ({ items: await db.run(listAttributes) }),
  );
}
