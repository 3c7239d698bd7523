import { categoryTreeOf } from "../catalog/category-tree.ts";
import { currencyOf } from "../pricing/reference-index.ts";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import type { EngineFacets, SearchRequest } from "./engine.ts";
import { type PriceRange, priceRanges } from "./price-ranges.ts";

export const facetKinds = ["category", "brand", "price", "attribute", "rating", "availability"] as const;

export type FacetValue = {
  /** What the filter takes. */
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
};

export type Facet = {
  /** Of an attribute its name; else as `kind`. */
  readonly name: string;
  readonly label: string;
  readonly kind: (typeof facetKinds)[number];
  readonly isEstimate: boolean;
  readonly values: readonly FacetValue[];
};

/** The engine's counts with the names of the shop; facets without values are left out. */
export function facetsOf(found: EngineFacets, request: SearchRequest, reference: ReferenceSnapshot): Facet[] {
  const { filters } = request;
  const tree = categoryTreeOf(reference);
  const labels = new Map(reference.attributes.map((attribute) => [attribute.name, attribute]));
  const facets: Facet[] = [
    {
      name: "category",
      label: "Category",
      kind: "category",
      isEstimate: found.categories.isEstimate,
      values: found.categories.values.flatMap(({ id, count }) => {
        const category = tree.byId.get(id);
        return category === undefined
          ? []
          : [{ value: category.slug, label: category.name, count, selected: filters.categoryId === id }];
      }),
    },
    {
      name: "brand",
      label: "Brand",
      kind: "brand",
      isEstimate: found.brands.isEstimate,
      values: found.brands.values.flatMap(({ id, count }) => {
        const brand = tree.brands.get(id);
        return brand === undefined
          ? []
          : [{ value: brand.slug, label: brand.name, count, selected: filters.brandIds.includes(id) }];
      }),
    },
    priceFacet(found, request, reference),
    ...found.attributes.map(
      ({ name, isEstimate, values }): Facet => ({
        name,
        label: labels.get(name)?.label ?? name,
        kind: "attribute",
        isEstimate,
        values: values.map(({ value, count }) => ({
          value,
          label: [value, labels.get(name)?.unit ?? ""].join(" ").trim(),
          count,
          selected: filters.attributes.some((filter) => filter.name === name && filter.value === value),
        })),
      }),
    ),
    {
      name: "rating",
      label: "Rating",
      kind: "rating",
      isEstimate: found.ratings.isEstimate,
      values: found.ratings.values
        .filter(({ count }) => count > 0)
        .map(({ minStars, count }) => ({
          value: String(minStars),
          label: `${minStars} and more`,
          count,
          selected: filters.minRating === minStars,
        })),
    },
    {
      name: "availability",
      label: "Availability",
      kind: "availability",
      isEstimate: found.availability.isEstimate,
      values: [
        { value: "true", label: "Available", count: found.availability.available, selected: filters.available === true },
      ].filter(({ count, selected }) => count > 0 || selected),
    },
  ];
  return facets.filter(({ values }) => values.length > 0);
}

function priceFacet(
  found: EngineFacets,
  { filters, currency, priceBoundsMinor }: SearchRequest,
  reference: ReferenceSnapshot,
): Facet {
  const units = 10 ** currencyOf(reference, currency.code).exponent;
  const text = ({ minMinor, maxMinor }: PriceRange) => {
    const [from, to] = [(minMinor ?? 0) / units, maxMinor === null ? null : (maxMinor + 1) / units];
    return to === null ? `${from} ${currency.code} and more` : `${from} – ${to} ${currency.code}`;
  };
  return {
    name: "price",
    label: "Price",
    kind: "price",
    isEstimate: found.prices.isEstimate,
    values: priceRanges(priceBoundsMinor, found.prices.counts).map((range) => ({
      value: `${range.minMinor ?? ""}-${range.maxMinor ?? ""}`,
      label: text(range),
      count: range.count,
      selected: (filters.priceMinMinor ?? 0) === (range.minMinor ?? 0) && filters.priceMaxMinor === range.maxMinor,
    })),
  };
}
