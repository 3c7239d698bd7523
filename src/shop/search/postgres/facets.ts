import type { EngineFacets, SearchFilters } from "../engine.ts";
import { MAX_ATTRIBUTE_FACETS, MAX_FACET_VALUES } from "../engine.ts";
import type { Candidates } from "./candidates.ts";
import { ATTRIBUTE_SEPARATOR, AVAILABLE_TAG, attributeTag } from "./index-documents.ts";
import { PRICES } from "./statements.ts";

const STARS = [4, 3, 2, 1];

/** A facet whose filter is set, and the filters without it: its values are counted among what the other filters let through. */
export type ActiveFacet = {
  readonly key: string;
  /** What its tags begin with. */
  readonly counted: string;
  readonly without: SearchFilters;
};

export function activeFacets(filters: SearchFilters): ActiveFacet[] {
  const active: ActiveFacet[] = [];
  if (filters.categoryId !== null) active.push({ key: "category", counted: "c:", without: { ...filters, categoryId: null } });
  if (filters.brandIds.length > 0) active.push({ key: "brand", counted: "b:", without: { ...filters, brandIds: [] } });
  if (filters.priceMinMinor !== null || filters.priceMaxMinor !== null) {
    active.push({ key: "price", counted: PRICES, without: { ...filters, priceMinMinor: null, priceMaxMinor: null } });
  }
  if (filters.minRating !== null) active.push({ key: "rating", counted: "r:", without: { ...filters, minRating: null } });
  if (filters.available !== null)
    active.push({ key: "availability", counted: AVAILABLE_TAG, without: { ...filters, available: null } });
  for (const name of new Set(filters.attributes.map((attribute) => attribute.name))) {
    const others = filters.attributes.filter((attribute) => attribute.name !== name);
    active.push({ key: attributeKey(name), counted: attributeTag(name, ""), without: { ...filters, attributes: others } });
  }
  return active;
}

export const attributeKey = (name: string) => `attribute:${name}`;

type Counts = {
  readonly isEstimate: boolean;
  readonly tags: readonly (readonly [string, number])[];
  readonly prices: ReadonlyMap<number, number>;
};

/** `of(key)`: the candidates among which the facet is counted. */
export function facetsOf(of: (key: string) => Candidates, active: readonly string[], priceRanges: number): EngineFacets {
  const counts = (key: string): Counts => {
    const { row, total } = of(key);
    return { isEstimate: total.isEstimate || total.count > row.counted, tags: row.tags ?? [], prices: new Map(row.prices) };
  };
  const ids = (key: string, prefix: string) => {
    const { isEstimate, tags } = counts(key);
    const values = tags.filter(([tag]) => tag.startsWith(prefix)).slice(0, MAX_FACET_VALUES);
    return { isEstimate, values: values.map(([tag, count]) => ({ id: Number(tag.slice(prefix.length)), count })) };
  };
  const prices = counts("price");
  const ratings = counts("rating");
  const availability = counts("availability");
  const ofTag = (tags: Counts["tags"], wanted: string) => tags.find(([tag]) => tag === wanted)?.[1] ?? 0;
  return {
    categories: ids("category", "c:"),
    brands: ids("brand", "b:"),
    attributes: attributeFacets(counts, active),
    prices: {
      isEstimate: prices.isEstimate,
      counts: Array.from({ length: priceRanges }, (_, range) => prices.prices.get(range) ?? 0),
    },
    ratings: {
      isEstimate: ratings.isEstimate,
      values: STARS.map((minStars) => ({ minStars, count: ofTag(ratings.tags, `r:${minStars}`) })),
    },
    availability: { isEstimate: availability.isEstimate, available: ofTag(availability.tags, AVAILABLE_TAG) },
  };
}

/** The attributes that filters name, then those that most of the results have. */
function attributeFacets(counts: (key: string) => Counts, active: readonly string[]): EngineFacets["attributes"] {
  const found = Map.groupBy(
    counts("attributes").tags.filter(([tag]) => tag.startsWith("a:")),
    ([tag]) => tag.slice(2, tag.indexOf(ATTRIBUTE_SEPARATOR)),
  );
  const coverage = (name: string) => found.get(name)!.reduce((sum, [, count]) => sum + count, 0);
  const filtered = active.filter((key) => key.startsWith("attribute:")).map((key) => key.slice("attribute:".length));
  const others = [...found.keys()].filter((name) => !filtered.includes(name)).sort((a, b) => coverage(b) - coverage(a));
  return [...filtered, ...others].slice(0, MAX_ATTRIBUTE_FACETS).map((name) => {
    const { isEstimate, tags } = counts(attributeKey(name));
    const prefix = attributeTag(name, "");
    const values = tags.filter(([tag]) => tag.startsWith(prefix)).slice(0, MAX_FACET_VALUES);
    return { name, isEstimate, values: values.map(([tag, count]) => ({ value: tag.slice(prefix.length), count })) };
  });
}
