/** A way to get an order to the shopper. Key: id. Amounts are in the base currency's minor units. */
export type ShippingMethod = {
  /** A stable word such as `standard`, `express`, `pickup`. */
  readonly id: string;
  readonly name: string;
  /** A pickup costs nothing, whatever its zones say. */
  readonly kind: "delivery" | "pickup";
  /** Where it appears in a list of methods; the lowest first. */
  readonly position: number;
  readonly zones: readonly ShippingZone[];
};

/**
 * Where a method goes and what it costs there. Of a method's zones the one that names the country decides, else the one that names
 * its region, else the one that names neither (the rest of the world); without any the method does not go there.
 */
export type ShippingZone = {
  readonly countries: readonly string[];
  readonly regionIds: readonly string[];
  readonly basis: "weight" | "subtotal";
  /** The tier with the largest `from` that is reached gives the price; below the first tier the method is not offered. */
  readonly tiers: readonly ShippingTier[];
  /** No charge from this subtotal on; null: never free. */
  readonly freeFromMinor: number | null;
  /** Heavier carts cannot go this way; null: no limit. */
  readonly maxWeightGrams: number | null;
};

/** `from` is in grams or in minor units of the base currency, as the zone's basis says. */
export type ShippingTier = { readonly from: number; readonly amountMinor: number };

/** The zone of a method that serves a destination, or null when the method does not go there. */
export function zoneFor(method: ShippingMethod, country: string, regionId: string): ShippingZone | null {
  let byRegion: ShippingZone | null = null;
  let elsewhere: ShippingZone | null = null;
  for (const zone of method.zones) {
    if (zone.countries.includes(country)) return zone;
    if (zone.regionIds.includes(regionId)) byRegion ??= zone;
    else if (zone.countries.length === 0 && zone.regionIds.length === 0) elsewhere ??= zone;
  }
  return byRegion ?? elsewhere;
}
