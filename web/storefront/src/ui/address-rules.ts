import type { Address } from "../api/checkout.ts";
import { hasRegion } from "../api/countries.ts";
import type { Messages } from "../i18n/locales.ts";
import type { AddressErrors } from "./address-fields.tsx";

type Sentences = Messages["checkout"]["required"];

export const emptyAddress = (country: string): Address => ({ name: "", line1: "", city: "", postalCode: "", country });

/** What a shopper is told before the shop is asked. The shop decides; this only saves a round trip. */
export function addressErrors(address: Address, sentences: Sentences): AddressErrors {
  const errors: AddressErrors = {};
  for (const field of ["name", "line1", "postalCode", "city"] as const) {
    if (address[field].trim() === "") errors[field] = sentences[field];
  }
  if (address.country === "US" && !address.region) errors.region = sentences.region;
  return errors;
}

/** Without blanks around it, and without what is empty or means nothing in its country. */
export function tidyAddress({ name, line1, line2 = "", city, region = "", postalCode, country }: Address): Address {
  return {
    name: name.trim(),
    line1: line1.trim(),
    ...(line2.trim() === "" ? {} : { line2: line2.trim() }),
    city: city.trim(),
    ...(region.trim() === "" || !hasRegion(country) ? {} : { region: region.trim() }),
    postalCode: postalCode.trim(),
    country,
  };
}

/** The rule of the API in short: something, an at sign, and a domain with a dot. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text.trim());
