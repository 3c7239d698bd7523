import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import { shopperOf } from "../../platform/http/auth.ts";
import { problem } from "../../platform/http/problems.ts";
import { IntegerId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import type { LiveProduct } from "../catalog/product-reads.ts";
import { displayQuery, ProductOut } from "../catalog/product-schemas.ts";
import { displayContext, type ProductView, viewProduct } from "../catalog/product-view.ts";
import { MAX_POPULAR, MAX_SHOWN, type Recommendations } from "./recommendations.ts";
import { MAX_VIEWED, type Views } from "./views.ts";

export type RecommendationRoutesDependencies = {
  readonly recommendations: Recommendations;
  readonly views: Views;
  readonly clock: Clock;
};

const tags = ["recommendations"];
const params = Type.Object({ productId: IntegerId({ maximum: LARGEST_PRODUCT_ID }) });
const fallback = Type.Boolean({
  description: "True when nothing could be chosen in time and the list is what was popular a moment ago, perhaps nothing.",
});
const limitOf = (maximum: number) =>
  Type.Integer({ minimum: 1, maximum, default: MAX_SHOWN, description: `How many, 1 to ${maximum}.` });
const listOf = (maxItems: number, description: string) => Type.Array(ProductOut, { maxItems, description });

/** What to show beside a product, and what to begin with. No answer here is worth waiting for, so none fails for want of a database. */
export function recommendationRoutes(app: App, deps: RecommendationRoutesDependencies): void {
  const { recommendations, views, clock } = deps;

  function shown(
    products: readonly LiveProduct[],
    query: { readonly currency?: string; readonly country?: string },
  ): ProductView[] {
    const [first] = products;
    if (first === undefined) return [];
    const display = { currency: query.currency ?? null, country: query.country ?? null };
    const context = displayContext(first.reference, display, clock.now());
    return products.map((product) => viewProduct(product, context));
  }

  app.get(
    "/v1/products/:productId/recommendations",
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "getRecommendations",
        summary: "What goes with a product",
        description:
          "`boughtTogether` is what real orders hold together more often than chance says, the strongest first; `related` is what is like the " +
          "product, by category, brand, attributes, price and popularity. No product is in both. Ask for it after the product itself, never before.",
        tags,
        params,
        querystring: Type.Object(displayQuery),
        response: {
          200: Type.Object({
            boughtTogether: listOf(MAX_SHOWN, "Products as in `GET /v1/products`."),
            related: listOf(MAX_SHOWN, "Products as in `GET /v1/products`."),
            fallback,
          }),
        },
      },
    },
    async (request) => {
      const found = await recommendations.beside(request.params.productId);
      if (found === null) throw problem("not-found");
      return {
        boughtTogether: shown(found.boughtTogether, request.query),
        related: shown(found.related, request.query),
        fallback: found.fallback,
      };
    },
  );

  app.get(
    "/v1/recommendations/popular",
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "listPopularProducts",
        summary: "What is popular now",
        description:
          "By orders and looks, of which each counts half after three days; filled up with what has always been popular. A new order or look " +
          "counts after some seconds.",
        tags,
        querystring: Type.Object({
          ...displayQuery,
          category: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 120,
              description: "Slug or id of a category; products of those below it are included.",
            }),
          ),
          limit: limitOf(MAX_POPULAR),
        }),
        response: { 200: Type.Object({ items: listOf(MAX_POPULAR, "The most popular first."), fallback }) },
      },
    },
    async (request) => {
      const { category, limit } = request.query;
      const found = await recommendations.popular(category ?? null, limit);
      if (found === null) throw problem("not-found", "There is no such category.");
      return { items: shown(found.products, request.query), fallback: found.fallback };
    },
  );

  app.get(
    "/v1/recommendations/recently-viewed",
    {
      config: { auth: "shopper", problems: ["currency-unsupported"] },
      schema: {
        operationId: "listRecentlyViewed",
        summary: "What I looked at last",
        tags,
        querystring: Type.Object({ ...displayQuery, limit: limitOf(MAX_VIEWED) }),
        response: { 200: Type.Object({ items: listOf(MAX_VIEWED, "The last first, each once."), fallback }) },
      },
    },
    async (request) => {
      const { shopperId } = shopperOf(request);
      const found = await recommendations.listed(() => views.recent(shopperId), request.query.limit);
      return { items: shown(found.products, request.query), fallback: found.fallback };
    },
  );

  app.post(
    "/v1/products/:productId/views",
    {
      config: { auth: "shopper", problems: ["not-found"] },
      schema: {
        operationId: "recordView",
        summary: "Say that I look at a product",
        description:
          `Send it when the page of a product is shown. It makes the list of what I looked at last (${MAX_VIEWED} at the most), and counts ` +
          "towards what is popular: once, however often the page is loaded within half an hour.",
        tags,
        params,
        response: { 204: Type.Null({ description: "Noted." }) },
      },
    },
    async (request, reply) => {
      const view = { shopperId: shopperOf(request).shopperId, productId: request.params.productId };
      if (!(await views.record(view))) throw problem("not-found");
      return reply.code(204).send(null);
    },
  );
}
