import type { FastifyReply } from "fastify";
import Type from "typebox";
import type { Loaded } from "../../platform/cache/answer.ts";
import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import type { Clock } from "../../platform/clock.ts";
import { keyOf, type PublicRequest, type QueryValues, sendCached } from "../../platform/http/cached-answers.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { DEFAULT_PAGE_SIZE, IntegerId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import { JSON_TYPE, listAnswer } from "./list-answer.ts";
import type { LivePage, ProductPages } from "./product-pages.ts";
import type { PageRequest } from "./product-reads.ts";
import { displayQuery, ProductList, ProductListQuery, ProductOut } from "./product-schemas.ts";
import type { Display } from "./product-view.ts";
import { createPageRenderer } from "./render-page.ts";
import { MAX_SLUG_LENGTH } from "./slug.ts";

const cursor = createCursor("products:popular", ["integer", "integer"]);

/** A slug has a letter in it, so what is only digits is an id. */
function categoryOf(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

type DisplayQuery = { readonly currency?: string; readonly country?: string };

function displayOf(query: DisplayQuery): Display {
  return { currency: query.currency ?? null, country: query.country ?? null };
}

export type ProductRoutes = {
  readonly pages: ProductPages;
  readonly clock: Clock;
  /** Null: each request is read from the database. */
  readonly answers: ByteCache | null;
  /** Of lists, which are read from elsewhere perhaps, and remembered in a place of their own: there are many more of them than products. */
  readonly listed?: { readonly pages: ProductPages; readonly answers: ByteCache | null };
};

/** Half a megabyte, read in a handful of statements. */
const WARM_PRODUCTS = 100;
const LIST = "/v1/products";
const BY_ID = "/v1/products/:productId";
const BY_SLUG = "/v1/products/by-slug/:slug";

/** What everybody may see of the products. `warmUp` makes the answers that the first visitors ask for. */
export function productRoutes(
  app: App,
  { pages, clock, answers, listed = { pages, answers } }: ProductRoutes,
): { warmUp(): Promise<void> } {
  const renderer = createPageRenderer();

  function loadedPage(page: LivePage | null, display: Display, route: string): Loaded | null {
    if (page === null || !page.isActive) return null;
    const { json, surrogateKeys, validUntilMs } = renderer.render(page, display, clock.now());
    return {
      body: Buffer.from(json),
      mediaType: JSON_TYPE,
      route,
      productIds: [page.id],
      listing: false,
      surrogateKeys,
      validUntilMs,
    };
  }

  type Listing = Omit<PageRequest, "category"> & { readonly category: string | undefined };
  async function loadedList({ category, after, limit }: Listing, display: Display): Promise<Loaded | null> {
    const list = await listed.pages.list({ category: category === undefined ? null : categoryOf(category), after, limit });
    if (list === null) return null;
    const now = clock.now();
    const products = list.pages.map((page) => ({ id: page.id, page: renderer.render(page, display, now) }));
    const nextCursor = list.next && cursor.encode([list.next.popularity, list.next.id]);
    const json = `{"items":[${products.map(({ page }) => page.json).join()}],"nextCursor":${JSON.stringify(nextCursor)}}`;
    return listAnswer({ route: LIST, json, products, surrogateKey: "products", listing: true });
  }

  app.get(
    LIST,
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "listProducts",
        summary: "List products, the most popular first",
        tags: ["catalog"],
        querystring: ProductListQuery,
        response: { 200: ProductList, 304: Type.Null({ description: "What the client has still holds." }) },
      },
    },
    async (request, reply) => {
      const { limit, category } = request.query;
      const key = keyOf(LIST, request.query, { limit: DEFAULT_PAGE_SIZE });
      const keys = cursor.decode(request.query.cursor);
      const display = displayOf(request.query);
      const load = () => loadedList({ category, after: keys && { popularity: keys[0], id: keys[1] }, limit }, display);
      return sendCached(listed.answers, request, reply, load, { key, notFound: "There is no such category." });
    },
  );

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
    (request, reply) => {
      const { productId } = request.params;
      return send(request, reply, BY_ID, { path: `/v1/products/${productId}`, read: () => pages.byId(productId) });
    },
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
    (request, reply) => {
      const { slug } = request.params;
      const path = `/v1/products/by-slug/${encodeURIComponent(slug)}`;
      return send(request, reply, BY_SLUG, { path, read: () => pages.bySlug(slug) });
    },
  );

  type SinglePage = PublicRequest & { readonly query: DisplayQuery & QueryValues };
  type Wanted = { readonly path: string; readonly read: () => Promise<LivePage | null> };
  function send(request: SinglePage, reply: FastifyReply, route: string, { path, read }: Wanted) {
    const display = displayOf(request.query);
    const key = keyOf(path, request.query);
    return sendCached(answers, request, reply, async () => loadedPage(await read(), display, route), { key });
  }

  return {
    async warmUp() {
      const display = displayOf({});
      const first = { category: undefined, after: null, limit: DEFAULT_PAGE_SIZE };
      // What is remembered before the first look is forgotten by it.
      await Promise.all([answers?.settle(), listed.answers?.settle()]);
      await listed.answers?.warm(LIST, () => loadedList(first, display));
      if (answers === null) return;
      const popular = await pages.list({ category: null, after: null, limit: WARM_PRODUCTS });
      await Promise.all(
        (popular?.pages ?? []).flatMap(({ id, text }) => {
          const { slug } = JSON.parse(`{${text.head}}`);
          return [
            answers.warm(`/v1/products/${id}`, async () => loadedPage(await pages.byId(id), display, BY_ID)),
            answers.warm(`/v1/products/by-slug/${slug}`, async () => loadedPage(await pages.bySlug(slug), display, BY_SLUG)),
          ];
        }),
      );
    },
  };
}
