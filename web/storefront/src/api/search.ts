import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Display, displayParams, type Product } from "./catalog.ts";
import { dataOf, shop } from "./client.ts";
import type { SearchFilters } from "./search-filters.ts";

/** A text in pieces, so that what was found can be marked without any HTML. */
export type Marked = readonly { readonly text: string; readonly hit: boolean }[];

export type FacetValue = {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
};

export type Facet = {
  readonly name: string;
  readonly kind: "category" | "brand" | "price" | "attribute" | "rating" | "availability";
  readonly isEstimate: boolean;
  readonly values: readonly FacetValue[];
};

export type FoundProduct = Product & { readonly highlight: { readonly name: Marked; readonly description: Marked } };

export type SearchPage = {
  readonly query: string;
  readonly correctedQuery: string | null;
  readonly total: { readonly count: number; readonly isEstimate: boolean };
  readonly items: readonly FoundProduct[];
  readonly facets: readonly Facet[];
  readonly fallback: "popular" | null;
  readonly nextCursor: string | null;
};

export type Suggestion = {
  readonly kind: "product" | "category" | "brand" | "query";
  readonly text: string;
  readonly highlighted: Marked;
  readonly productId: number | null;
  readonly slug: string | null;
};

/** Full rows at four, three and two in a row. */
const PAGE_SIZE = 24;
const SUGGESTIONS = 8;
const FRESH_MS = 30_000;

export const searchResults = (filters: SearchFilters, display: Display) =>
  infiniteQueryOptions({
    queryKey: ["search", filters, display],
    staleTime: FRESH_MS,
    initialPageParam: null as string | null,
    getNextPageParam: (page: SearchPage) => page.nextCursor,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }): Promise<SearchPage> => {
      const query = {
        ...searchParams(filters),
        ...displayParams(display),
        limit: PAGE_SIZE,
        ...(pageParam && { cursor: pageParam }),
      };
      return dataOf(shop.GET("/v1/search", { params: { query }, signal }));
    },
  });

/** The parameters of a search, without those that limit nothing. */
export function searchParams(filters: SearchFilters) {
  const { query, category, brands, priceMin, priceMax, attributes, rating, available, sort } = filters;
  return {
    sort,
    ...(query && { q: query }),
    ...(category && { category }),
    ...(brands.length > 0 && { brand: [...brands] }),
    ...(priceMin !== null && { priceMin }),
    ...(priceMax !== null && { priceMax }),
    ...(attributes.length > 0 && { attribute: [...attributes] }),
    ...(rating !== null && { rating }),
    ...(available && { available }),
  };
}

export const suggestions = (text: string) =>
  queryOptions({
    queryKey: ["suggest", text],
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    enabled: text.length > 0,
    queryFn: async ({ signal }): Promise<readonly Suggestion[]> => {
      const { items } = await dataOf(
        shop.GET("/v1/search/suggest", { params: { query: { q: text, limit: SUGGESTIONS } }, signal }),
      );
      return items;
    },
  });
