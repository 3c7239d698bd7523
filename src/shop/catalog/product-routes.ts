import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { isNotModified, setRevalidated } from "../../platform/http/etag.ts";
import { problem } from "../../platform/http/problems.ts";
import { IntegerId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import type { LiveProduct, ProductReads } from "./product-reads.ts";
import { displayQuery, ProductList, ProductListQuery, ProductOut } from "./product-schemas.ts";
import { type Display, displayContext, type ProductView, tagOf, viewProduct } from "./product-view.ts";
import { MAX_SLUG_LENGTH } from "./slug.ts";

const cursor = createCursor("products:popular", ["integer", "integer"]);

/** A slug has a letter in it, so what is only digits is an id. */
function categoryOf(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

type DisplayQuery = { readonly currency?: string; readonly country?: string };
type ViewRequest = Pick<FastifyRequest, "headers"> & { readonly query: DisplayQuery };

function displayOf(query: DisplayQuery): Display {
  return { currency: query.currency ?? null, country: query.country ?? null };
}

/** What everybody may see of the products. */
export function productRoutes(app: App, { reads, clock }: { readonly reads: ProductReads; readonly clock: Clock }): void {
  app.get(
    "/v1/products",
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "listProducts",
        summary: "List products, the most popular first",
        tags: ["catalog"],
        querystring: ProductListQuery,
        response: { 200: ProductList },
      },
    },
    async (request) => {
      const { limit, category } = request.query;
      const keys = cursor.decode(request.query.cursor);
      const page = await reads.page({
        category: category === undefined ? null : categoryOf(category),
        after: keys && { popularity: keys[0], id: keys[1] },
        limit,
      });
      if (page === null) throw problem("not-found", "There is no such category.");
      const [first] = page.products;
      const context = first && displayContext(first.reference, displayOf(request.query), clock.now());
      return {
        items: page.products.map((product) => viewProduct(product, context!)),
        nextCursor: page.next && cursor.encode([page.next.popularity, page.next.id]),
      };
    },
  );

  function answer(product: LiveProduct | null, request: ViewRequest, reply: FastifyReply): ProductView | null {
    if (product === null || product.document.status !== "active") throw problem("not-found");
    const view = viewProduct(product, displayContext(product.reference, displayOf(request.query), clock.now()));
    const tag = tagOf(product, view);
    setRevalidated(reply, tag);
    if (!isNotModified(request, tag)) return view;
    reply.code(304);
    return null;
  }

  app.get(
    "/v1/products/:productId",
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "getProduct",
        summary: "A product with its variants, prices and live availability",
        tags: ["catalog"],
        params: Type.Object({ productId: IntegerId({ maximum: LARGEST_PRODUCT_ID }) }),
        querystring: Type.Object(displayQuery),
        response: { 200: ProductOut, 304: Type.Null({ description: "What the client has still holds." }) },
      },
    },
    async (request, reply) => answer(await reads.byId(request.params.productId), request, reply),
  );

  app.get(
    "/v1/products/by-slug/:slug",
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "getProductBySlug",
        summary: "The same, by its slug",
        tags: ["catalog"],
        params: Type.Object({ slug: Type.String({ minLength: 1, maxLength: MAX_SLUG_LENGTH }) }),
        querystring: Type.Object(displayQuery),
        response: { 200: ProductOut, 304: Type.Null({ description: "What the client has still holds." }) },
      },
    },
    async (request, reply) => answer(await reads.bySlug(request.params.slug), request, reply),
  );
}
