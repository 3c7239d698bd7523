import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Facet, FacetValue } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { Stars } from "../../ui/stars.tsx";
import { chosenWith, isChosen } from "./facet-choice.ts";
import { FacetOption } from "./facet-option.tsx";
import { PriceFacet } from "./price-facet.tsx";
import { useFacetNames } from "./use-facet-names.ts";
import "./facets.css";

type Props = {
  readonly facets: readonly Facet[];
  readonly filters: SearchFilters;
  readonly onChange: (filters: SearchFilters) => void;
  readonly hasFixedCategory: boolean;
};

/** What narrows the list. A facet with one value only would narrow nothing, unless it is the one that is chosen. */
export function Facets({ facets, filters, onChange, hasFixedCategory }: Props) {
  const useful = facets.filter(
    ({ kind, values }) =>
      !(hasFixedCategory && kind === "category") &&
      (kind === "price" || kind === "availability" || values.length > 1 || values.some(({ selected }) => selected)),
  );
  return useful.map((facet) => (
    <FacetGroup key={`${facet.kind} ${facet.name}`} facet={facet}>
      {facet.kind === "price" ? (
        <PriceFacet facet={facet} filters={filters} onChange={onChange} />
      ) : (
        <Values facet={facet} filters={filters} onChange={onChange} />
      )}
    </FacetGroup>
  ));
}

function FacetGroup({ facet, children }: { readonly facet: Facet; readonly children: ReactNode }) {
  const names = useFacetNames();
  return (
    <details className="facet" open>
      <summary className="facet__head">
        {names(facet)}
        <ChevronDown size={18} aria-hidden="true" />
      </summary>
      {children}
    </details>
  );
}

/** Longer facets begin folded; what is chosen is always shown. */
const SHOWN_VALUES = 8;
/** A button for fewer would take as much room as they do. */
const LEAST_FOLDED = 3;

type ValuesProps = Omit<Props, "facets" | "hasFixedCategory"> & { readonly facet: Facet };

function Values({ facet, filters, onChange }: ValuesProps) {
  const { listing, common } = useMessages();
  const names = useFacetNames();
  const [isLong, setLong] = useState(false);
  const canFold = facet.values.length >= SHOWN_VALUES + LEAST_FOLDED;
  const isFolded = canFold && !isLong;
  const shown = facet.values.filter(
    ({ value }, position) => !isFolded || position < SHOWN_VALUES || isChosen(filters, facet, value),
  );
  return (
    <fieldset>
      <legend className="visually-hidden">{listing.filterBy(names(facet))}</legend>
      {shown.map((value) => (
        <FacetOption
          key={value.value}
          facet={facet}
          value={value}
          isChosen={isChosen(filters, facet, value.value)}
          onChoose={() => onChange(chosenWith(filters, facet, value.value))}
        >
          <ValueLabel facet={facet} value={value} />
        </FacetOption>
      ))}
      {canFold && (
        <button type="button" className="facet__more" onClick={() => setLong(!isLong)}>
          {isLong ? common.showLess : listing.showMoreValues(facet.values.length - shown.length)}
        </button>
      )}
    </fieldset>
  );
}

function ValueLabel({ facet, value }: { readonly facet: Facet; readonly value: FacetValue }) {
  const { listing } = useMessages();
  if (facet.kind === "availability") return listing.availableOnly;
  if (facet.kind !== "rating") return value.label;
  return (
    <>
      <span aria-hidden="true" className="facet__stars">
        <Stars rating={Number(value.value)} />
        <span>+</span>
      </span>
      <span className="visually-hidden">{listing.ratingFrom(value.value)}</span>
    </>
  );
}
