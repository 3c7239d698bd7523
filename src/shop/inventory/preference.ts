import { problem } from "../../platform/http/problems.ts";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import { rankWarehouses } from "./allocate.ts";

/** Orders to one country share one array per snapshot: ranking costs more than the whole allocation. */
const preferences = new WeakMap<ReferenceSnapshot, Map<string, readonly string[]>>();

/** The warehouses that may serve a country, best first. @throws `shipping-unavailable` for a country the shop does not know */
export function warehousePreference(reference: ReferenceSnapshot, countryCode: string): readonly string[] {
  let byCountry = preferences.get(reference);
  if (byCountry === undefined) {
    byCountry = new Map();
    preferences.set(reference, byCountry);
  }
  let preference = byCountry.get(countryCode);
  if (preference === undefined) {
    const country = reference.countries.find(({ code }) => code === countryCode);
    if (country === undefined) throw problem("shipping-unavailable");
    preference = rankWarehouses(
      { country: country.code, latitude: country.latitude, longitude: country.longitude },
      reference.warehouses,
    );
    byCountry.set(countryCode, preference);
  }
  return preference;
}
