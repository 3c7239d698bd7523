import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { STEADY_MS } from "./catalog.ts";
import { dataOf, shop } from "./client.ts";

/** The ways to a country with what they begin at; what a cart pays is said by the cart. */
export const shippingMethods = (country: string, currency: string, subtotalMinor: number) =>
  queryOptions({
    queryKey: ["shipping-methods", country, currency, subtotalMinor],
    staleTime: STEADY_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      dataOf(shop.GET("/v1/shipping-methods", { params: { query: { country, currency, subtotalMinor } }, signal })),
  });
