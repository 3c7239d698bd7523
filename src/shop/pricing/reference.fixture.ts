import type { Promotion, PromotionConditions } from "../promotions/promotion.ts";
import type { ShippingMethod } from "../shipping/methods.ts";
import type { CartLine, CartToPrice } from "./price-cart.ts";
import type { ReferenceData } from "./reference.ts";

/** A snapshot for tests: base currency GBP, five currencies, four regions, list 1 in GBP, list 2 in USD, list 3 a sale in GBP. */
export function referenceData(changes: Partial<ReferenceData> = {}): ReferenceData {
  return {
    version: 1,
    baseCurrency: "GBP",
    currencies: [
      { code: "GBP", exponent: 2 },
      { code: "EUR", exponent: 2 },
      { code: "USD", exponent: 2 },
      { code: "JPY", exponent: 0 },
      { code: "BHD", exponent: 3 },
      { code: "CHF", exponent: 2 },
    ],
    regions: [
      { id: "UK", name: "United Kingdom", currency: "GBP", adjustmentBasisPoints: 0, pricesIncludeTax: true },
      { id: "EU", name: "European Union", currency: "EUR", adjustmentBasisPoints: 0, pricesIncludeTax: true },
      { id: "US", name: "United States", currency: "USD", adjustmentBasisPoints: 500, pricesIncludeTax: false },
      { id: "APAC", name: "Asia and Pacific", currency: "JPY", adjustmentBasisPoints: -250, pricesIncludeTax: true },
    ],
    countries: [
      { code: "GB", name: "United Kingdom", regionId: "UK", latitude: 51.5074, longitude: -0.1278 },
      { code: "DE", name: "Germany", regionId: "EU", latitude: 52.52, longitude: 13.405 },
      { code: "FR", name: "France", regionId: "EU", latitude: 48.8566, longitude: 2.3522 },
      { code: "US", name: "United States", regionId: "US", latitude: 38.9072, longitude: -77.0369 },
      { code: "JP", name: "Japan", regionId: "APAC", latitude: 35.6762, longitude: 139.6503 },
    ],
    taxRates: [
      { country: "GB", region: null, category: "standard", rateBasisPoints: 2000 },
      { country: "GB", region: null, category: "reduced", rateBasisPoints: 500 },
      { country: "DE", region: null, category: "standard", rateBasisPoints: 1900 },
      { country: "DE", region: null, category: "reduced", rateBasisPoints: 700 },
      { country: "FR", region: null, category: "standard", rateBasisPoints: 2000 },
      { country: "US", region: "CA", category: "standard", rateBasisPoints: 725 },
      { country: "US", region: "NY", category: "standard", rateBasisPoints: 400 },
      { country: "JP", region: null, category: "standard", rateBasisPoints: 1000 },
    ],
    exchangeRates: [
      { base: "GBP", quote: "EUR", rate: "1.15", fetchedAt: "2026-03-01T00:00:00Z", stale: false },
      { base: "GBP", quote: "USD", rate: "1.2735", fetchedAt: "2026-03-01T00:00:00Z", stale: false },
      { base: "GBP", quote: "JPY", rate: "191.237", fetchedAt: "2026-02-01T00:00:00Z", stale: true },
      { base: "BHD", quote: "GBP", rate: "2.1", fetchedAt: "2026-03-01T00:00:00Z", stale: false },
    ],
    priceLists: [
      { id: 1, name: "Pounds", currency: "GBP", priority: 0, kind: "standard", startsAt: null, endsAt: null },
      { id: 2, name: "Dollars", currency: "USD", priority: 0, kind: "standard", startsAt: null, endsAt: null },
      {
        id: 3,
        name: "March sale",
        currency: "GBP",
        priority: 10,
        kind: "sale",
        startsAt: "2026-03-01T00:00:00Z",
        endsAt: "2026-04-01T00:00:00Z",
      },
    ],
    shippingMethods: [standardShipping, pickup],
    promotions: [],
    ...changes,
  };
}

/** 3.99 up to 2 kg and 6.99 up to 30 kg at home, free from 50.00; 12.00 elsewhere. */
export const standardShipping: ShippingMethod = {
  id: "standard",
  name: "Standard",
  kind: "delivery",
  position: 1,
  zones: [
    {
      countries: ["GB"],
      regionIds: [],
      basis: "weight",
      tiers: [
        { from: 0, amountMinor: 399 },
        { from: 2000, amountMinor: 699 },
      ],
      freeFromMinor: 5000,
      maxWeightGrams: 30_000,
    },
    {
      countries: [],
      regionIds: [],
      basis: "weight",
      tiers: [{ from: 0, amountMinor: 1200 }],
      freeFromMinor: null,
      maxWeightGrams: null,
    },
  ],
};

export const pickup: ShippingMethod = {
  id: "pickup",
  name: "Pick up in London",
  kind: "pickup",
  position: 2,
  zones: [{ countries: ["GB"], regionIds: [], basis: "weight", tiers: [], freeFromMinor: null, maxWeightGrams: null }],
};

/** Between the start and the end of list 3. */
export const march = new Date("2026-03-15T12:00:00Z");

/** One unit at 12.00 GBP, standard rate, 300 g. */
export function cartLine(changes: Partial<CartLine> = {}): CartLine {
  return {
    variantId: 10_001,
    productId: 1,
    sku: "MUG-1",
    name: "Mug",
    quantity: 1,
    weightGrams: 300,
    taxCategory: "standard",
    categoryIds: [1],
    prices: [{ priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor: 1200 }],
    agreed: null,
    kind: "physical",
    ...changes,
  };
}

/** One mug to Great Britain. */
export function cartToPrice(changes: Partial<CartToPrice> = {}): CartToPrice {
  return {
    reference: referenceData(),
    currency: "GBP",
    country: "GB",
    lines: [cartLine()],
    couponCodes: [],
    shippingMethodId: null,
    now: march,
    ...changes,
  };
}

/** Automatic, 10 % off everything, always, for every currency. */
export function promotion(
  changes: Partial<Omit<Promotion, "conditions">> & { conditions?: Partial<PromotionConditions> } = {},
): Promotion {
  const { conditions, ...rest } = changes;
  return {
    id: "p1",
    name: "A promotion",
    code: null,
    effect: { type: "percentage", basisPoints: 1000 },
    currency: null,
    priority: 0,
    exclusive: false,
    startsAt: null,
    endsAt: null,
    maxUses: null,
    maxUsesPerCustomer: null,
    ...rest,
    conditions: {
      minSubtotalMinor: null,
      productIds: null,
      categoryIds: null,
      countries: null,
      firstOrderOnly: false,
      ...conditions,
    },
  };
}
