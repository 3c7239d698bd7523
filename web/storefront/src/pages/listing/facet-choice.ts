import type { Facet } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { toggled } from "./filters.ts";

type FacetKey = Pick<Facet, "kind" | "name">;

/** Whether a value is among the filters: known at once, while the list that answers to it is still on its way. */
export function isChosen(filters: SearchFilters, { kind, name }: FacetKey, value: string): boolean {
  switch (kind) {
    case "category":
      return filters.category === value;
    case "brand":
      return filters.brands.includes(value);
    case "rating":
      return filters.rating === Number(value);
    case "availability":
      return filters.available;
    case "attribute":
      return filters.attributes.includes(`${name}:${value}`);
    case "price": {
      const range = priceRangeOf(value);
      return range !== null && range.min === filters.priceMin && range.max === filters.priceMax;
    }
  }
}

/** The filters after a value of a facet was pressed: chosen, or taken away if it was. */
export function chosenWith(filters: SearchFilters, facet: FacetKey, value: string): SearchFilters {
  const wasChosen = isChosen(filters, facet, value);
  switch (facet.kind) {
    case "category":
      return { ...filters, category: wasChosen ? null : value };
    case "brand":
      return { ...filters, brands: toggled(filters.brands, value) };
    case "rating":
      return { ...filters, rating: wasChosen ? null : Number(value) };
    case "availability":
      return { ...filters, available: !wasChosen };
    case "attribute":
      return { ...filters, attributes: toggled(filters.attributes, `${facet.name}:${value}`) };
    case "price": {
      const range = wasChosen ? null : priceRangeOf(value);
      return { ...filters, priceMin: range?.min ?? null, priceMax: range?.max ?? null };
    }
  }
}

/** Both ends of `500-999`, in minor units; an end that is left out is open. */
export function priceRangeOf(value: string): { readonly min: number | null; readonly max: number | null } | null {
  const [, min = "", max = ""] = /^(\d*)-(\d*)$/.exec(value) ?? [];
  if (min === "" && max === "") return null;
  return { min: min === "" ? null : Number(min), max: max === "" ? null : Number(max) };
}
