import type { FastifyReply } from "fastify";
import Type from "typebox";
import type { Loaded } from "../../platform/cache/answer.ts";
import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import type { Clock } from "../../platform/clock.ts";
import { keyOf, type PublicRequest, sendCached } from "../../platform/http/cached-answers.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import { JSON_TYPE } from "../../shop/catalog/list-answer.ts";
import type { LiveProduct, ProductReads } from "../../shop/catalog/product-reads.ts";
import { displayContext } from "../../shop/catalog/product-view.ts";
import { nextBoundaryMs } from "../../shop/catalog/render-page.ts";
import { ProductParams } from "../../shop/contributions/schemas.ts";
import type { Recommendations } from "../../shop/recommendations/recommendations.ts";
import { absoluteFor, CORS_HEADERS, config, hidden, PREFIX, spellings } from "./adapter.ts";
import { ProductAnswer, ProductWithFeatures, RelatedAnswer, StylesAnswer } from "./answers.ts";
import { pagingOf, type Query } from "./paging.ts";
import { type ShopFront, toProduct, toProductWithFeatures, toStyles } from "./products.ts";

/** A product has about 0.5 KB here, and its document 2 KB in the database. */
const MAX_PRODUCTS = 200;
/** Clients ask three times for each, so a product page with these has some thirty requests. */
const MAX_RELATED = 8;

/** What belongs to a product follows its orders and its neighbours, of which nobody tells; in ms. */
const RELATED_AGE_MS = 10_000;

export type ProductDependencies = {
  readonly clock: Clock;
  readonly products: ProductReads;
  readonly recommendations: Pick<Recommendations, "beside">;
  readonly answers?: ByteCache | null;
  readonly lists?: ByteCache | null;
};

export type ProductRouteOptions = { readonly campus: string; readonly anyOrigin: boolean };

export function productRoutes(app: App, deps: ProductDependencies, { campus, anyOrigin }: ProductRouteOptions): void {
  const { products, recommendations, clock, answers = null, lists = null } = deps;
  type Absolute = ShopFront["absolute"];
  /** Made when an answer is, which may be long after the request that asked for it first: nothing of that request is held on to. */
  const frontAt = (absolute: Absolute): ShopFront => ({ campus, now: clock.now(), absolute });

  async function active(productId: number): Promise<LiveProduct | null> {
    const product = await products.byId(productId);
    return product === null || product.document.status !== "active" ? null : product;
  }

  /** For when recommendations gave up, as they do after 200 ms: these clients have a second, and show nothing at all for an empty list. */
  async function sameCategory(productId: number): Promise<readonly LiveProduct[]> {
    const product = await active(productId);
    if (product === null) throw problem("not-found");
    const page = await products.page({ category: product.document.categoryId, after: null, limit: MAX_RELATED + 1 });
    return page?.products ?? [];
  }

  type About = Pick<Loaded, "route" | "productIds"> & Partial<Pick<Loaded, "listing" | "validUntilMs" | "maxAgeMs">>;
  function answerOf(value: unknown, about: About): Loaded {
    return {
      body: Buffer.from(JSON.stringify(value)),
      mediaType: JSON_TYPE,
      listing: false,
      surrogateKeys: about.productIds.map((id) => `product-${id}`),
      validUntilMs: Number.POSITIVE_INFINITY,
      headers: anyOrigin ? CORS_HEADERS : {},
      ...about,
    };
  }

  /** Until when the prices of a product are what they are. */
  function pricedUntilMs({ reference }: LiveProduct): number {
    return nextBoundaryMs(displayContext(reference, { currency: reference.baseCurrency, country: null }, clock.now()));
  }

  type OneRequest = PublicRequest & { readonly params: { readonly productId: number } };
  type Shown = { readonly path: string; readonly key?: string; readonly show: (product: LiveProduct) => unknown };
  function sendProduct(request: OneRequest, reply: FastifyReply, { path, key, show }: Shown) {
    const { productId } = request.params;
    const load = async () => {
      const product = await active(productId);
      if (product === null) return null;
      const about = {
        route: `${PREFIX}/products/:productId${path}`,
        productIds: [productId],
        validUntilMs: pricedUntilMs(product),
      };
      return answerOf(show(product), about);
    };
    const address = `${PREFIX}/products/${productId}${path}`;
    return sendCached(answers, request, reply, load, { key: key ?? address, byAddress: key === undefined });
  }

  for (const path of spellings("/products")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: Type.Array(ProductAnswer) } } }, (request, reply) => {
      const { limit, offset, isBeyond } = pagingOf(request.query as Query, MAX_PRODUCTS);
      const absolute = absoluteFor(request);
      const load = async () => {
        const page = isBeyond ? [] : await products.pageByNumber(offset, limit);
        const front = frontAt(absolute);
        return answerOf(
          page.map((product) => toProduct(product, front)),
          {
            route: `${PREFIX}/products`,
            productIds: page.map(({ id }) => id),
            listing: true,
            validUntilMs: page[0] === undefined ? Number.POSITIVE_INFINITY : pricedUntilMs(page[0]),
          },
        );
      };
      return sendCached(lists, request, reply, load, { key: keyOf(`${PREFIX}/products`, { limit, offset }) });
    });
  }

  for (const path of spellings("/products/:productId")) {
    const response = { 200: ProductWithFeatures } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, (request, reply) => {
      const absolute = absoluteFor(request);
      return sendProduct(request, reply, { path: "", show: (product) => toProductWithFeatures(product, frontAt(absolute)) });
    });
  }

  for (const path of spellings("/products/:productId/styles")) {
    const response = { 200: StylesAnswer } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, (request, reply) => {
      // The addresses of pictures are whole, so they begin with the host that was asked.
      const key = `${PREFIX}/products/${request.params.productId}/styles ${request.protocol}://${request.host}`;
      const absolute = absoluteFor(request);
      return sendProduct(request, reply, { path: "/styles", key, show: (product) => toStyles(product, frontAt(absolute)) });
    });
  }

  for (const path of spellings("/products/:productId/related")) {
    const response = { 200: RelatedAnswer } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, (request, reply) => {
      const { productId } = request.params;
      const load = async () => {
        const beside = await recommendations.beside(productId);
        if (beside === null) return null;
        const shown = [...beside.boughtTogether, ...beside.related];
        const ids = new Set((beside.fallback ? [...(await sameCategory(productId)), ...shown] : shown).map(({ id }) => id));
        ids.delete(productId);
        const related = [...ids].slice(0, MAX_RELATED);
        const productIds = [productId, ...related];
        return answerOf(related, {
          route: `${PREFIX}/products/:productId/related`,
          productIds,
          // What is shown because nothing could be read in time is not what belongs there.
          maxAgeMs: beside.fallback ? 0 : RELATED_AGE_MS,
        });
      };
      return sendCached(lists, request, reply, load, { key: `${PREFIX}/products/${productId}/related` });
    });
  }
}
