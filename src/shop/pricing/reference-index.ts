import { PricingError } from "./limits.ts";
import type { Country, Currency, ExchangeRate, PriceList, ReferenceData, Region } from "./reference.ts";

/** A price list as the price rule needs it: instants in milliseconds, precedence as one integer (0 decides first). */
export type IndexedPriceList = Pick<PriceList, "kind"> & {
  readonly precedence: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
};

/** Lookup tables over one snapshot. */
export type ReferenceIndex = {
  readonly currencies: ReadonlyMap<string, Currency>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly countries: ReadonlyMap<string, Country>;
  readonly priceLists: ReadonlyMap<number, IndexedPriceList>;
  readonly taxRates: ReadonlyMap<string, number>;
  readonly exchangeRates: ReadonlyMap<string, ExchangeRate>;
};

const indexes = new WeakMap<ReferenceData, ReferenceIndex>();

/** The lookup tables of a snapshot, built at its first use and dropped with it. */
export function indexOf(reference: ReferenceData): ReferenceIndex {
  const known = indexes.get(reference);
  if (known !== undefined) return known;
  const index = buildIndex(reference);
  indexes.set(reference, index);
  return index;
}

export function taxRateKey(country: string, region: string | null, category: string): string {
  return `${country}/${region ?? ""}/${category}`;
}

export function exchangeRateKey(base: string, quote: string): string {
  return `${base}/${quote}`;
}

/** Milliseconds of an instant that may be absent. */
export function instantMs(iso: string | null, absentMs: number): number {
  return iso === null ? absentMs : Date.parse(iso);
}

/** @throws PricingError unknown-currency */
export function currencyOf(reference: ReferenceData, code: string): Currency {
  const currency = indexOf(reference).currencies.get(code);
  if (currency === undefined) throw new PricingError("unknown-currency", `The shop does not trade in the currency ${code}.`);
  return currency;
}

/** @throws PricingError unknown-country */
export function countryOf(reference: ReferenceData, code: string): Country {
  const country = indexOf(reference).countries.get(code);
  if (country === undefined) throw new PricingError("unknown-country", `The shop does not deliver to the country ${code}.`);
  return country;
}

/** @throws PricingError unknown-region */
export function regionOf(reference: ReferenceData, id: string): Region {
  const region = indexOf(reference).regions.get(id);
  if (region === undefined) throw new PricingError("unknown-region", `There is no region ${id}.`);
  return region;
}

function buildIndex(reference: ReferenceData): ReferenceIndex {
  const byPrecedence = [...reference.priceLists].sort((a, b) => b.priority - a.priority || a.id - b.id);
  return {
    currencies: new Map(reference.currencies.map((currency) => [currency.code, currency])),
    regions: new Map(reference.regions.map((region) => [region.id, region])),
    countries: new Map(reference.countries.map((country) => [country.code, country])),
    priceLists: new Map(
      byPrecedence.map((list, precedence) => [
        list.id,
        {
          kind: list.kind,
          precedence,
          startsAtMs: instantMs(list.startsAt, Number.NEGATIVE_INFINITY),
          endsAtMs: instantMs(list.endsAt, Number.POSITIVE_INFINITY),
        },
      ]),
    ),
    taxRates: new Map(
      reference.taxRates.map((rate) => [taxRateKey(rate.country, rate.region, rate.category), rate.rateBasisPoints]),
    ),
    exchangeRates: new Map(reference.exchangeRates.map((rate) => [exchangeRateKey(rate.base, rate.quote), rate])),
  };
}
