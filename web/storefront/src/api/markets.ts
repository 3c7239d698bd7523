import { queryOptions } from "@tanstack/react-query";
import { STEADY_MS } from "./catalog.ts";
import { dataOf, shop } from "./client.ts";

export const currencies = queryOptions({
  queryKey: ["currencies"],
  staleTime: STEADY_MS,
  queryFn: ({ signal }) => dataOf(shop.GET("/v1/currencies", { signal })),
});

export const regions = queryOptions({
  queryKey: ["regions"],
  staleTime: STEADY_MS,
  queryFn: ({ signal }) => dataOf(shop.GET("/v1/regions", { signal })),
});
