import type { FastifyRequest } from "fastify";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import type { LiveProduct, ProductReads } from "../../shop/catalog/product-reads.ts";
import { ProductParams } from "../../shop/contributions/schemas.ts";
import type { Recommendations } from "../../shop/recommendations/recommendations.ts";
import { absoluteFor, config, hidden, spellings } from "./adapter.ts";
import { ProductAnswer, ProductWithFeatures, RelatedAnswer, StylesAnswer } from "./answers.ts";
import { pagingOf, type Query } from "./paging.ts";
import { type ShopFront, toProduct, toProductWithFeatures, toStyles } from "./products.ts";

/** A product has about 0.5 KB here, and its document 2 KB in the database. */
const MAX_PRODUCTS = 200;
/** Clients ask three times for each, so a product page with these has some thirty requests. */
const MAX_RELATED = 8;

export type ProductDependencies = {
  readonly clock: Clock;
  readonly products: ProductReads;
  readonly recommendations: Pick<Recommendations, "beside">;
};

export function productRoutes(app: App, deps: ProductDependencies, { campus }: { readonly campus: string }): void {
  const { products, recommendations, clock } = deps;
  const frontOf = (request: Pick<FastifyRequest, "protocol" | "host">): ShopFront => ({
    campus,
    now: clock.now(),
    absolute: absoluteFor(request),
  });

  async function active(productId: number): Promise<LiveProduct> {
    const product = await products.byId(productId);
    if (product === null || product.document.status !== "active") throw problem("not-found");
    return product;
  }

  /** For when recommendations gave up, as they do after 200 ms: these clients have a second, and show nothing at all for an empty list. */
  async function sameCategory(productId: number): Promise<readonly LiveProduct[]> {
    const { document } = await active(productId);
    const page = await products.page({ category: document.categoryId, after: null, limit: MAX_RELATED + 1 });
    return page?.products ?? [];
  }

  for (const path of spellings("/products")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: Type.Array(ProductAnswer) } } }, async (request) => {
      const { limit, offset, isBeyond } = pagingOf(request.query as Query, MAX_PRODUCTS);
      const page = isBeyond ? [] : await products.pageByNumber(offset, limit);
      const front = frontOf(request);
      return page.map((product) => toProduct(product, front));
    });
  }

  for (const path of spellings("/products/:productId")) {
    const response = { 200: ProductWithFeatures } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, async (request) =>
      toProductWithFeatures(await active(request.params.productId), frontOf(request)),
    );
  }

  for (const path of spellings("/products/:productId/styles")) {
    const response = { 200: StylesAnswer } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, async (request) =>
      toStyles(await active(request.params.productId), frontOf(request)),
    );
  }

  for (const path of spellings("/products/:productId/related")) {
    const response = { 200: RelatedAnswer } as const;
    app.get(path, { config, schema: { ...hidden, params: ProductParams, response } }, async (request) => {
      const { productId } = request.params;
      const beside = await recommendations.beside(productId);
      if (beside === null) throw problem("not-found");
      const shown = [...beside.boughtTogether, ...beside.related];
      const ids = new Set((beside.fallback ? [...(await sameCategory(productId)), ...shown] : shown).map(({ id }) => id));
      ids.delete(productId);
      return [...ids].slice(0, MAX_RELATED);
    });
  }
}
