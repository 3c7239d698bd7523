import { MAX_QUERY_LENGTH, type SearchFilters, type Sort, sorts } from "../../api/search-filters.ts";

/** A list begins with all that there is. */
export const noFilters: SearchFilters = {
  query: "",
  category: null,
  brands: [],
  priceMin: null,
  priceMax: null,
  attributes: [],
  rating: null,
  available: false,
  sort: "relevance",
};

/** Enough to choose from every facet, and a limit on what an address can ask for. */
const MAX_VALUES = 20;
const MAX_STARS = 5;

/** The filters that an address names. What makes no sense is left out: addresses are typed, cut and shared. */
export function filtersOf(params: URLSearchParams, fallbackSort: Sort): SearchFilters {
  const sort = params.get("sort");
  const rating = wholeNumber(params.get("rating"));
  return {
    query: queryOf(params),
    category: params.get("category") || null,
    brands: params
      .getAll("brand")
      .filter((slug) => slug !== "")
      .slice(0, MAX_VALUES),
    priceMin: wholeNumber(params.get("priceMin")),
    priceMax: wholeNumber(params.get("priceMax")),
    attributes: params
      .getAll("attribute")
      .filter((attribute) => /^[^:]+:./.test(attribute))
      .slice(0, MAX_VALUES),
    rating: rating !== null && rating >= 1 && rating <= MAX_STARS ? rating : null,
    available: params.get("available") === "true",
    sort: sorts.find((known) => known === sort) ?? fallbackSort,
  };
}

/** What is searched for, cut to what the API takes, by code points so that no character is cut in two. */
export function queryOf(params: URLSearchParams): string {
  const characters = Array.from((params.get("q") ?? "").trim());
  return characters.slice(0, MAX_QUERY_LENGTH).join("");
}

/** The same as an address, without what is as it would be anyway. */
export function paramsOf(filters: SearchFilters, fallbackSort: Sort): URLSearchParams {
  const { query, category, brands, priceMin, priceMax, attributes, rating, available, sort } = filters;
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  if (category !== null) params.set("category", category);
  for (const brand of brands) params.append("brand", brand);
  if (priceMin !== null) params.set("priceMin", String(priceMin));
  if (priceMax !== null) params.set("priceMax", String(priceMax));
  for (const attribute of attributes) params.append("attribute", attribute);
  if (rating !== null) params.set("rating", String(rating));
  if (available) params.set("available", "true");
  if (sort !== fallbackSort) params.set("sort", sort);
  return params;
}

/** All filters taken away; what the page is about stays. */
export function clearedOf(filters: SearchFilters, hasFixedCategory: boolean): SearchFilters {
  const { query, sort, category } = filters;
  return { ...noFilters, query, sort, category: hasFixedCategory ? category : null };
}

/** Adds a value, or takes it away. */
export function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/** A typed price in minor units; null: nothing that makes sense. Both 1,50 and 1.50 are one and a half. */
export function minorOf(text: string, exponent: number): number | null {
  const value = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) return null;
  const minor = Math.round(value * 10 ** exponent);
  return Number.isSafeInteger(minor) ? minor : null;
}

function wholeNumber(text: string | null): number | null {
  if (text === null || !/^\d{1,12}$/.test(text)) return null;
  return Number(text);
}
