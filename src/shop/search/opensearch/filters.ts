import type { Types } from "@opensearch-project/opensearch";
import type { SearchCurrency, SearchFilters } from "../engine.ts";
import { attributeTerm } from "./index-schema.ts";

export type Query = Types.Common_QueryDsl.QueryContainer;

/** One filter that is set, under the name of the facet it belongs to: facets count with the filters of all others. */
export type FacetFilter = { readonly facet: string; readonly query: Query };

export const attributeFacet = (name: string) => `attribute:${name}`;

export function filtersOf(filters: SearchFilters, currency: SearchCurrency): FacetFilter[] {
  const { categoryId, brandIds, priceMinMinor, priceMaxMinor, attributes, minRating, available } = filters;
  const set: FacetFilter[] = [];
  if (categoryId !== null) set.push({ facet: "category", query: { term: { categoryIds: { value: String(categoryId) } } } });
  if (brandIds.length > 0) set.push({ facet: "brand", query: { terms: { brandId: brandIds.map(String) } } });
  if (priceMinMinor !== null || priceMaxMinor !== null) {
    set.push({ facet: "price", query: priceBetween(priceMinMinor, priceMaxMinor, currency) });
  }
  if (minRating !== null) set.push({ facet: "rating", query: ratedAtLeast(minRating) });
  if (available === true) set.push({ facet: "availability", query: AVAILABLE });
  for (const [name, chosen] of Map.groupBy(attributes, (attribute) => attribute.name)) {
    const terms = chosen.map(({ value }) => attributeTerm(name, value));
    set.push({ facet: attributeFacet(name), query: { terms: { attributes: terms } } });
  }
  return set;
}

export const AVAILABLE: Query = { term: { available: { value: true } } };

export function ratedAtLeast(stars: number): Query {
  return { range: { rating: { gte: stars } } };
}

export function allOf(queries: readonly Query[]): Query {
  return { bool: { filter: [...queries] } };
}

/**
 * Both bounds inclusive, in minor units of the currency. A price that is only known in the base currency is converted and rounded half up
 * for the shopper, so its bounds are converted back: `round(base × factor) ≥ min` is `base ≥ (min − ½) / factor`. Without an exchange rate
 * only the own lists of the currency count.
 */
export function priceBetween(min: number | null, max: number | null, currency: SearchCurrency): Query {
  const own: Query = { range: { [priceField(currency.code)]: bounds(min, max) } };
  if (currency.code === currency.base || currency.factor <= 0) return own;
  const converted = bounds(
    min === null ? null : Math.ceil((min - 0.5) / currency.factor),
    max === null ? null : Math.ceil((max + 0.5) / currency.factor) - 1,
  );
  const base: Query = {
    bool: {
      filter: [{ range: { [priceField(currency.base)]: converted } }],
      must_not: [{ exists: { field: priceField(currency.code) } }],
    },
  };
  return { bool: { should: [own, base], minimum_should_match: 1 } };
}

function bounds(min: number | null, max: number | null) {
  return { ...(min === null ? {} : { gte: min }), ...(max === null ? {} : { lte: max }) };
}

export const priceField = (currency: string) => `prices.${currency}`;
