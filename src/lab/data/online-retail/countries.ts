/**
 * ISO 3166-1 alpha-2 of the names in the file. Three are no ISO country:
 * - Channel Islands are two, Jersey and Guernsey; JE is the larger.
 * - European Community is EU, which ISO keeps reserved for the European Union.
 * - Unspecified is ZZ, which ISO leaves to users and CLDR reads as "unknown region".
 */
const CODES: Readonly<Record<string, string>> = {
  Australia: "AU",
  Austria: "AT",
  Bahrain: "BH",
  Belgium: "BE",
  Brazil: "BR",
  Canada: "CA",
  "Channel Islands": "JE",
  Cyprus: "CY",
  "Czech Republic": "CZ",
  Denmark: "DK",
  EIRE: "IE",
  "European Community": "EU",
  Finland: "FI",
  France: "FR",
  Germany: "DE",
  Greece: "GR",
  "Hong Kong": "HK",
  Iceland: "IS",
  Israel: "IL",
  Italy: "IT",
  Japan: "JP",
  Lebanon: "LB",
  Lithuania: "LT",
  Malta: "MT",
  Netherlands: "NL",
  Norway: "NO",
  Poland: "PL",
  Portugal: "PT",
  RSA: "ZA",
  "Saudi Arabia": "SA",
  Singapore: "SG",
  Spain: "ES",
  Sweden: "SE",
  Switzerland: "CH",
  USA: "US",
  "United Arab Emirates": "AE",
  "United Kingdom": "GB",
  Unspecified: "ZZ",
};

export const UNKNOWN_COUNTRY = "ZZ";

/** The ISO code of a country name of the file; `ZZ` for a name it does not know. */
export function countryCode(name: string): string {
  return Object.hasOwn(CODES, name) ? CODES[name]! : UNKNOWN_COUNTRY;
}

/** The 38 names of the real file. */
export const COUNTRY_NAMES: readonly string[] = Object.keys(CODES);
