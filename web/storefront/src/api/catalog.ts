import { queryOptions } from "@tanstack/react-query";
import type { operations } from "../../../../client/src/schema.ts";
import { dataOf, shop } from "./client.ts";

type Body<Operation extends keyof operations> = operations[Operation]["responses"][200 &
  keyof operations[Operation]["responses"]] extends {
  content: { "application/json": infer Answer };
}
  ? Answer
  : never;

export type Product = Body<"getProduct">;
export type Variant = Product["variants"][number];
export type Category = Body<"listCategories">["items"][number];
export type AttributeDefinition = Body<"listAttributes">["items"][number];

/** For whom prices are shown; a currency of null is that of the country. */
export type Display = { readonly country: string; readonly currency: string | null };

export const displayParams = ({ country, currency }: Display) => ({ country, ...(currency === null ? {} : { currency }) });

/** Prices and stock on a page that stays open are read again after this time. */
const LIVE_MS = 30_000;
/** Categories and attributes hardly ever change while somebody shops. */
export const STEADY_MS = 30 * 60_000;

export const productBySlug = (slug: string, display: Display) =>
  queryOptions({
    queryKey: ["product", slug, display],
    staleTime: LIVE_MS,
    queryFn: ({ signal }) =>
      dataOf(shop.GET("/v1/products/by-slug/{slug}", { params: { path: { slug }, query: displayParams(display) }, signal })),
  });

export const productPage = (category: string | null, limit: number, display: Display) =>
  queryOptions({
    queryKey: ["products", category, limit, display],
    staleTime: LIVE_MS,
    queryFn: ({ signal }) => {
      const query = { limit, ...displayParams(display), ...(category === null ? {} : { category }) };
      return dataOf(shop.GET("/v1/products", { params: { query }, signal }));
    },
  });

export const categories = queryOptions({
  queryKey: ["categories"],
  staleTime: STEADY_MS,
  queryFn: ({ signal }) => dataOf(shop.GET("/v1/categories", { signal })),
});

export const attributes = queryOptions({
  queryKey: ["attributes"],
  staleTime: STEADY_MS,
  queryFn: ({ signal }) => dataOf(shop.GET("/v1/attributes", { signal })),
});
