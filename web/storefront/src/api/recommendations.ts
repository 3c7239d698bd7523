import { queryOptions } from "@tanstack/react-query";
import { type Display, displayParams, type Product, STEADY_MS } from "./catalog.ts";
import { asShopper, dataOf, shop } from "./client.ts";

export type Recommendations = {
  readonly boughtTogether: readonly Product[];
  readonly related: readonly Product[];
  /** They could not be computed in time; these are popular products instead. */
  readonly fallback: boolean;
};

export const recommendationsOf = (productId: number, display: Display) =>
  queryOptions({
    queryKey: ["recommendations", productId, display],
    staleTime: STEADY_MS,
    queryFn: ({ signal }): Promise<Recommendations> =>
      dataOf(
        shop.GET("/v1/products/{productId}/recommendations", {
          params: { path: { productId }, query: displayParams(display) },
          signal,
        }),
      ),
  });

export const popularNow = (category: string | null, limit: number, display: Display) =>
  queryOptions({
    queryKey: ["popular", category, limit, display],
    staleTime: STEADY_MS,
    queryFn: async ({ signal }): Promise<readonly Product[]> => {
      const query = { limit, ...displayParams(display), ...(category === null ? {} : { category }) };
      const { items } = await dataOf(shop.GET("/v1/recommendations/popular", { params: { query }, signal }));
      return items;
    },
  });

/** What this shopper looked at, the last one first. Only for somebody who has a session: a new visitor has looked at nothing. */
export const recentlyViewed = (shopperId: string | null, display: Display) =>
  queryOptions({
    queryKey: ["recently-viewed", shopperId, display],
    enabled: shopperId !== null,
    queryFn: async ({ signal }): Promise<readonly Product[]> => {
      const query = displayParams(display);
      const { items } = await asShopper((client) =>
        client.GET("/v1/recommendations/recently-viewed", { params: { query }, signal }),
      );
      return items;
    },
  });

/** Notes that this shopper looked at a product. */
export async function noteView(productId: number): Promise<void> {
  await asShopper((client) => client.POST("/v1/products/{productId}/views", { params: { path: { productId } } }));
}
