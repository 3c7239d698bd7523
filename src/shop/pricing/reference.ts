import type { Promotion } from "../promotions/promotion.ts";
import type { ShippingMethod } from "../shipping/methods.ts";

/**
 * Everything a price depends on besides the product itself, read from the reference tables as one snapshot and replaced as a whole.
 * Plain JSON: instants are ISO 8601 strings in UTC, exchange rates decimal strings. Never changed in place, because what is derived
 * from it is remembered per object.
 */
export type ReferenceData = {
  /** Grows with every change of any of the tables below. */
  readonly version: number;
  /** The currency of shipping costs, of promotions without a currency, and of the prices that are converted. */
  readonly baseCurrency: string;
  readonly currencies: readonly Currency[];
  readonly regions: readonly Region[];
  readonly countries: readonly Country[];
  readonly taxRates: readonly TaxRate[];
  readonly exchangeRates: readonly ExchangeRate[];
  readonly priceLists: readonly PriceList[];
  readonly shippingMethods: readonly ShippingMethod[];
  readonly promotions: readonly Promotion[];
};

/** Key: code (ISO 4217). `exponent` is the number of decimals: GBP 2, JPY 0, BHD 3. */
export type Currency = { readonly code: string; readonly exponent: number };

/** A market. Key: id, e.g. UK, EU, US, APAC, LATAM. */
export type Region = {
  readonly id: string;
  readonly name: string;
  /** What a shopper of this region sees unless they choose otherwise. */
  readonly currency: string;
  /** Added to converted prices only, e.g. 500 for 5 % more; from −10,000 on. A price that was set in the currency is final. */
  readonly adjustmentBasisPoints: number;
  /** True where shown prices contain the tax (UK, EU), false where it comes on top (US). */
  readonly pricesIncludeTax: boolean;
};

/** Key: code (ISO 3166-1 alpha-2). The coordinates are those the country's parcels are taken to go to. */
export type Country = {
  readonly code: string;
  readonly name: string;
  readonly regionId: string;
  readonly latitude: number;
  readonly longitude: number;
};

/** Shops add categories of their own; a category without a rate at the destination is taxed as `standard`. */
export type TaxCategory = "standard" | "reduced" | "zero" | "exempt" | (string & {});

/** Key: country, region, category. A state's rate is the whole rate there: it replaces the country's and is not added to it. */
export type TaxRate = {
  readonly country: string;
  /** The state or province (ISO 3166-2 without the country, e.g. CA), null for the whole country. */
  readonly region: string | null;
  readonly category: TaxCategory;
  readonly rateBasisPoints: number;
};

/** Key: base, quote. One unit of `base` is `rate` units of `quote`, both in major units. */
export type ExchangeRate = {
  readonly base: string;
  readonly quote: string;
  /** A positive decimal such as "1.1735", never a float. */
  readonly rate: string;
  readonly fetchedAt: string;
  /** The source could not be reached for too long; the rate is still used, and the priced cart says so. */
  readonly stale: boolean;
};

/** Key: id. Of the lists in force that have a price for the quantity, the one with the highest priority decides, then the lowest id. */
export type PriceList = {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  readonly priority: number;
  readonly kind: "standard" | "sale";
  /** In force from this instant; null: always was. */
  readonly startsAt: string | null;
  /** In force until before this instant; null: open end. */
  readonly endsAt: string | null;
};

/** A price of a variant in one list, for `minQuantity` units or more. Key: variant, priceListId, minQuantity. */
export type PriceEntry = {
  readonly priceListId: number;
  readonly currency: string;
  readonly minQuantity: number;
  readonly amountMinor: number;
};
