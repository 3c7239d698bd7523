import type { Types } from "@opensearch-project/opensearch";
import { type EngineFacets, MAX_ATTRIBUTE_FACETS, MAX_FACET_VALUES, type SearchRequest } from "../engine.ts";
import { AVAILABLE, allOf, attributeFacet, type FacetFilter, priceBetween, type Query, ratedAtLeast } from "./filters.ts";
import { readAttributeTerm } from "./index-schema.ts";

type Aggregation = Types.Common_Aggregations.AggregationContainer;
type Aggregations = Record<string, Aggregation>;

const STARS = [4, 3, 2, 1] as const;
/** Values over all attributes, the most frequent ones. Where there are more, the facets of attributes are marked as estimates. */
const MAX_ATTRIBUTE_VALUES = 1_000;

/**
 * One aggregation per facet, each over what the query finds and the filters of all other facets let through. The filters themselves are a
 * `post_filter`, which the hits pass and aggregations do not see.
 */
export function facetAggregations(filters: readonly FacetFilter[], request: SearchRequest): Aggregations {
  const without = (facet: string) => allOf(filters.filter((filter) => filter.facet !== facet).map((filter) => filter.query));
  const facet = (name: string, values: Aggregation, as = name): Aggregations => ({
    [as]: { filter: without(name), aggs: { values } },
  });
  const named = filteredAttributes(request).map((name, place) => {
    const values = termsAggregation({ field: "attributes", size: MAX_FACET_VALUES, include: patternOf(name) });
    return facet(attributeFacet(name), values, aggregationOf(place));
  });
  return {
    ...facet("category", termsAggregation({ field: "categoryIds", size: MAX_FACET_VALUES })),
    ...facet("brand", termsAggregation({ field: "brandId", size: MAX_FACET_VALUES })),
    ...facet("price", { filters: { filters: priceRanges(request) } }),
    ...facet("rating", { filters: { filters: STARS.map(ratedAtLeast) } }),
    ...facet("availability", { filter: AVAILABLE }),
    // No filter has this name, so all of them hold.
    ...facet("attributes", termsAggregation({ field: "attributes", size: MAX_ATTRIBUTE_VALUES })),
    ...Object.assign({}, ...named),
  };
}

/** The types of the library have forgotten the field. `include`: a regular expression that the whole term matches. */
export function termsAggregation(terms: {
  readonly field: string;
  readonly size: number;
  readonly include?: string;
}): Aggregation {
  return { terms: terms as object };
}

function priceRanges({ priceBoundsMinor: bounds, currency }: SearchRequest): Query[] {
  const lower = [null, ...bounds];
  return lower.map((min, range) => {
    const next = bounds[range];
    return priceBetween(min ?? Number.MIN_SAFE_INTEGER, next === undefined ? null : next - 1, currency);
  });
}

/** Attributes may have names that aggregations may not. */
const aggregationOf = (place: number) => `attribute ${place}`;

type Bucket = { readonly key: string; readonly doc_count: number };
type Terms = {
  readonly buckets: readonly Bucket[];
  readonly doc_count_error_upper_bound: number;
  readonly sum_other_doc_count: number;
};

/** What the aggregations of `facetAggregations` answered. Counts of several shards may miss some and are then marked as estimates. */
export function readFacets(answered: Readonly<Record<string, unknown>>, request: SearchRequest): EngineFacets {
  const values = <T>(facet: string) => (answered[facet] as { readonly values: T }).values;
  const ids = (facet: string) => {
    const { buckets, doc_count_error_upper_bound: error } = values<Terms>(facet);
    return { isEstimate: error > 0, values: buckets.map(({ key, doc_count: count }) => ({ id: Number(key), count })) };
  };
  const counts = (facet: string) =>
    values<{ readonly buckets: readonly Bucket[] }>(facet).buckets.map((bucket) => bucket.doc_count);
  const stars = counts("rating");
  return {
    categories: ids("category"),
    brands: ids("brand"),
    attributes: attributeFacets(
      values<Terms>("attributes"),
      (place) => values<Terms>(aggregationOf(place)),
      filteredAttributes(request),
    ),
    prices: { isEstimate: false, counts: counts("price") },
    ratings: { isEstimate: false, values: STARS.map((minStars, place) => ({ minStars, count: stars[place]! })) },
    availability: { isEstimate: false, available: values<{ readonly doc_count: number }>("availability").doc_count },
  };
}

/** The attributes that filters name, then those that most of the results have. */
function attributeFacets(
  all: Terms,
  ofFiltered: (place: number) => Terms,
  filtered: readonly string[],
): EngineFacets["attributes"] {
  const found = Map.groupBy(all.buckets, ({ key }) => readAttributeTerm(key)[0]);
  const coverage = (name: string) => found.get(name)!.reduce((sum, bucket) => sum + bucket.doc_count, 0);
  const others = [...found.keys()].filter((name) => !filtered.includes(name)).sort((a, b) => coverage(b) - coverage(a));
  return [...filtered, ...others].slice(0, MAX_ATTRIBUTE_FACETS).map((name) => {
    const place = filtered.indexOf(name);
    const terms = place >= 0 ? ofFiltered(place) : { ...all, buckets: found.get(name)!.slice(0, MAX_FACET_VALUES) };
    const isCut = place < 0 && all.sum_other_doc_count > 0;
    return {
      name,
      isEstimate: isCut || terms.doc_count_error_upper_bound > 0,
      values: terms.buckets.map(({ key, doc_count: count }) => ({ value: readAttributeTerm(key)[1], count })),
    };
  });
}

function filteredAttributes({ filters }: SearchRequest): string[] {
  return [...new Set(filters.attributes.map((attribute) => attribute.name))].slice(0, MAX_ATTRIBUTE_FACETS);
}

/** The terms of one attribute. */
function patternOf(name: string): string {
  return startingWith(`${JSON.stringify([name]).slice(0, -1)},`);
}

/**
 * Lucene's regular expression for what begins like that. It must not end in `.*`: versions from 2.16 to 3.3 take a short cut for those that
 * fails when nothing begins like that and all other terms come before (opensearch-project/OpenSearch#19636).
 */
export function startingWith(prefix: string): string {
  return `${prefix.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign}`)}(.+)?`;
}
