import type { Region } from "../pricing/reference.ts";
import type { ShippingMethod } from "../shipping/methods.ts";

/** The currency of list prices, of shipping costs and of conversions in a new shop. */
export const STARTING_BASE_CURRENCY = "GBP";

export const startingRegions: readonly Region[] = [
  { id: "UK", name: "United Kingdom", currency: "GBP", adjustmentBasisPoints: 0, pricesIncludeTax: true },
  { id: "EU", name: "European Union", currency: "EUR", adjustmentBasisPoints: 200, pricesIncludeTax: true },
  { id: "US", name: "United States", currency: "USD", adjustmentBasisPoints: 300, pricesIncludeTax: false },
  { id: "CA", name: "Canada", currency: "CAD", adjustmentBasisPoints: 300, pricesIncludeTax: false },
  { id: "APAC", name: "Asia and Pacific", currency: "SGD", adjustmentBasisPoints: 500, pricesIncludeTax: true },
  { id: "LATAM", name: "Latin America and Caribbean", currency: "USD", adjustmentBasisPoints: 700, pricesIncludeTax: true },
  { id: "ROW", name: "Rest of the world", currency: "GBP", adjustmentBasisPoints: 500, pricesIncludeTax: true },
];

/** The list that prices belong to unless another one is named; as the first one it gets the id 1. */
export const STARTING_PRICE_LIST = { name: "Base prices", currency: STARTING_BASE_CURRENCY } as const;

const STANDARD_MAX_WEIGHT_GRAMS = 30_000;
const EXPRESS_MAX_WEIGHT_GRAMS = 15_000;

/** Prices in pence. A carrier takes parcels; what is heavier is collected. */
export const startingShippingMethods: readonly ShippingMethod[] = [
  {
    id: "standard",
    name: "Standard delivery",
    kind: "delivery",
    position: 1,
    zones: [
      standardZone({ regionIds: ["UK"] }, [395, 595, 1295], 5_000),
      standardZone({ regionIds: ["EU"] }, [795, 1195, 2495], 15_000),
      standardZone({ regionIds: ["US", "CA"] }, [1195, 1995, 4495], 25_000),
      standardZone({}, [1495, 2495, 5995], null),
    ],
  },
  {
    id: "express",
    name: "Express delivery",
    kind: "delivery",
    position: 2,
    zones: [
      expressZone({ regionIds: ["UK"] }, [795, 1295]),
      expressZone({ regionIds: ["EU"] }, [1695, 2995]),
      expressZone({}, [2995, 5495]),
    ],
  },
  {
    id: "pickup",
    name: "Collect in London",
    kind: "pickup",
    position: 3,
    zones: [{ countries: [], regionIds: [], basis: "weight", tiers: [], freeFromMinor: null, maxWeightGrams: null }],
  },
];

type Where = { readonly regionIds?: readonly string[] };

function standardZone({ regionIds = [] }: Where, [small, medium, large]: readonly number[], freeFromMinor: number | null) {
  const tiers = [
    { from: 0, amountMinor: small! },
    { from: 2_000, amountMinor: medium! },
    { from: 10_000, amountMinor: large! },
  ];
  const maxWeightGrams = STANDARD_MAX_WEIGHT_GRAMS;
  return { countries: [], regionIds, basis: "weight", tiers, freeFromMinor, maxWeightGrams } as const;
}

function expressZone({ regionIds = [] }: Where, [small, large]: readonly number[]) {
  const tiers = [
    { from: 0, amountMinor: small! },
    { from: 2_000, amountMinor: large! },
  ];
  const maxWeightGrams = EXPRESS_MAX_WEIGHT_GRAMS;
  return { countries: [], regionIds, basis: "weight", tiers, freeFromMinor: null, maxWeightGrams } as const;
}

/** `handlingCostMinor`: what preparing a parcel there costs, in pence. */
export const startingWarehouses = [
  { code: "LON1", name: "London", country: "GB", latitude: 51.5074, longitude: -0.1278, handlingCostMinor: 150 },
  { code: "RTM1", name: "Rotterdam", country: "NL", latitude: 51.9244, longitude: 4.4777, handlingCostMinor: 170 },
  { code: "EWR1", name: "Newark", country: "US", latitude: 40.7357, longitude: -74.1724, handlingCostMinor: 190 },
  { code: "SIN1", name: "Singapore", country: "SG", latitude: 1.3521, longitude: 103.8198, handlingCostMinor: 180 },
] as const;
