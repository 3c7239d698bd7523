import { type FormEvent, useEffect, useState } from "react";
import type { Facet } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { useCurrency } from "../../app/use-currency.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { chosenWith, isChosen, priceRangeOf } from "./facet-choice.ts";
import { FacetOption } from "./facet-option.tsx";
import { minorOf } from "./filters.ts";

type Props = {
  readonly facet: Facet;
  readonly filters: SearchFilters;
  readonly onChange: (filters: SearchFilters) => void;
};

/** Ranges that fit the results, and two fields for any other. */
export function PriceFacet({ facet, filters, onChange }: Props) {
  const { listing } = useMessages();
  const label = useRangeLabel();
  return (
    <fieldset>
      <legend className="visually-hidden">{listing.filterBy(listing.facets.price)}</legend>
      {facet.values.map((value) => (
        <FacetOption
          key={value.value}
          facet={facet}
          value={value}
          isChosen={isChosen(filters, facet, value.value)}
          onChoose={() => onChange(chosenWith(filters, facet, value.value))}
        >
          {label(value.value, value.label)}
        </FacetOption>
      ))}
      <OwnRange filters={filters} onChange={onChange} />
    </fieldset>
  );
}

/** A range in the shopper's own way to write prices. */
export function useRangeLabel(): (value: string, fallback: string) => string {
  const { listing } = useMessages();
  const format = useFormat();
  const currency = useCurrency();
  return (value, fallback) => {
    const range = priceRangeOf(value);
    if (range === null || currency === null) return fallback;
    const min = range.min === null ? null : format.money(range.min, currency);
    const max = range.max === null ? null : format.money(range.max, currency);
    if (min === null) return max === null ? fallback : listing.priceUpTo(max);
    return max === null ? listing.priceFromOn(min) : `${min} – ${max}`;
  };
}

function OwnRange({ filters, onChange }: Omit<Props, "facet">) {
  const { listing } = useMessages();
  const format = useFormat();
  const currency = useCurrency();
  const exponent = currency === null ? 2 : format.exponentOf(currency);
  const shown = (minor: number | null) => (minor === null ? "" : String(minor / 10 ** exponent));
  const [from, setFrom] = useState(shown(filters.priceMin));
  const [to, setTo] = useState(shown(filters.priceMax));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` is made of the exponent alone
  useEffect(() => {
    setFrom(shown(filters.priceMin));
    setTo(shown(filters.priceMax));
  }, [filters.priceMin, filters.priceMax, exponent]);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...filters, priceMin: minorOf(from, exponent), priceMax: minorOf(to, exponent) });
  };
  return (
    <form className="price-range" onSubmit={apply}>
      <input
        className="field__control price-range__field"
        aria-label={`${listing.priceFrom} (${currency})`}
        placeholder={listing.priceFrom}
        inputMode="decimal"
        maxLength={MAX_DIGITS}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <span aria-hidden="true">–</span>
      <input
        className="field__control price-range__field"
        aria-label={`${listing.priceTo} (${currency})`}
        placeholder={listing.priceTo}
        inputMode="decimal"
        maxLength={MAX_DIGITS}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" size="small">
        {listing.priceApply}
      </Button>
    </form>
  );
}

/** More than any price in any currency. */
const MAX_DIGITS = 12;
