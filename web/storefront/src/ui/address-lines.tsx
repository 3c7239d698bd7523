import type { Address } from "../api/checkout.ts";
import { useCountries } from "./use-countries.ts";
import "./address-lines.css";

/** An address as it stands on a parcel. */
export function AddressLines({ address }: { readonly address: Address }) {
  const { name, line1, line2, postalCode, city, region, country } = address;
  const countries = useCountries();
  const countryName = countries.find(({ code }) => code === country)?.name ?? country;
  const lines = [name, line1, line2, [postalCode, city, region].filter(Boolean).join(" "), countryName];
  return (
    <address className="address-lines">
      {lines.filter(Boolean).map((line, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same
        <span key={position}>{line}</span>
      ))}
    </address>
  );
}
