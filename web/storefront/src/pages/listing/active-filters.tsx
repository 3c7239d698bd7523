import { X } from "lucide-react";
import type { Facet } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { chosenWith } from "./facet-choice.ts";
import { clearedOf } from "./filters.ts";
import { useRangeLabel } from "./price-facet.tsx";
import { useFacetNames } from "./use-facet-names.ts";

type Props = {
  readonly facets: readonly Facet[];
  readonly filters: SearchFilters;
  readonly onChange: (filters: SearchFilters) => void;
  readonly hasFixedCategory: boolean;
};

type Chip = { readonly key: string; readonly label: string; readonly without: SearchFilters };

/** What is chosen, each to be taken away by one press. */
export function ActiveFilters({ facets, filters, onChange, hasFixedCategory }: Props) {
  const { listing } = useMessages();
  const chips = useChips(facets, filters, hasFixedCategory);
  if (chips.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
    <ul role="list" className="active-filters" aria-label={listing.activeFilters}>
      {chips.map(({ key, label, without }) => (
        <li key={key}>
          <button
            type="button"
            className="active-filters__chip"
            aria-label={listing.removeFilter(label)}
            onClick={() => onChange(without)}
          >
            {label}
            <X size={14} aria-hidden="true" />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="active-filters__clear" onClick={() => onChange(clearedOf(filters, hasFixedCategory))}>
          {listing.clearFilters}
        </button>
      </li>
    </ul>
  );
}

function useChips(facets: readonly Facet[], filters: SearchFilters, hasFixedCategory: boolean): readonly Chip[] {
  const { listing } = useMessages();
  const names = useFacetNames();
  const range = useRangeLabel();
  const labelOf = (kind: Facet["kind"], value: string) =>
    facets.find((facet) => facet.kind === kind)?.values.find((known) => known.value === value)?.label ?? value;
  const chips: Chip[] = [];
  const { category, priceMin, priceMax, rating, available } = filters;
  if (category !== null && !hasFixedCategory) {
    chips.push({ key: "category", label: labelOf("category", category), without: { ...filters, category: null } });
  }
  for (const brand of filters.brands) {
    const without = { ...filters, brands: filters.brands.filter((other) => other !== brand) };
    chips.push({ key: `brand ${brand}`, label: labelOf("brand", brand), without });
  }
  if (priceMin !== null || priceMax !== null) {
    const label = range(`${priceMin ?? ""}-${priceMax ?? ""}`, listing.facets.price);
    chips.push({ key: "price", label, without: { ...filters, priceMin: null, priceMax: null } });
  }
  for (const attribute of filters.attributes) {
    const colon = attribute.indexOf(":");
    const facet = { kind: "attribute", name: attribute.slice(0, colon) } as const;
    const value = attribute.slice(colon + 1);
    chips.push({
      key: attribute,
      label: `${names(facet)}: ${value}`,
      without: chosenWith(filters, facet, value),
    });
  }
  if (rating !== null) {
    chips.push({ key: "rating", label: listing.ratingFrom(String(rating)), without: { ...filters, rating: null } });
  }
  if (available) chips.push({ key: "available", label: listing.availableOnly, without: { ...filters, available: false } });
  return chips;
}
