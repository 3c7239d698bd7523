import assert from "node:assert/strict";
import { test } from "node:test";
import { pickup, referenceData, standardShipping } from "../pricing/reference.fixture.ts";
import { distanceKm } from "./distance.ts";
import { type ShippingMethod, type ShippingZone, zoneFor } from "./methods.ts";
import { chooseQuote, quoteShipping, type ShippingQuote, type ShippingRequest } from "./quote.ts";

const reference = referenceData();

function quotesFor(changes: Partial<ShippingRequest> = {}) {
  return quoteShipping({
    reference,
    currency: "GBP",
    country: "GB",
    regionId: "UK",
    weightGrams: 300,
    subtotalMinor: 1200,
    ...changes,
  });
}

function zone(changes: Partial<ShippingZone>): ShippingZone {
  const tiers = [{ from: 0, amountMinor: 500 }];
  return { countries: [], regionIds: [], basis: "weight", tiers, freeFromMinor: null, maxWeightGrams: null, ...changes };
}

function withMethods(...shippingMethods: ShippingMethod[]) {
  return referenceData({ shippingMethods });
}

test("the great circle from London to New York has 5,570 km", () => {
  const london = { latitude: 51.5074, longitude: -0.1278 };
  const newYork = { latitude: 40.7128, longitude: -74.006 };
  assert.equal(Math.round(distanceKm(london, newYork)), 5570);
  assert.equal(distanceKm(london, newYork), distanceKm(newYork, london));
  assert.equal(distanceKm(london, london), 0);
  assert.equal(Math.round(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })), 20_015);
});

test("a zone by country comes before one by region, and that before the rest of the world", () => {
  const [world, eu, france] = [zone({}), zone({ regionIds: ["EU"] }), zone({ countries: ["FR"] })];
  const method = { ...standardShipping, zones: [world, eu, france] };
  assert.equal(zoneFor(method, "FR", "EU"), france);
  assert.equal(zoneFor(method, "DE", "EU"), eu);
  assert.equal(zoneFor(method, "US", "US"), world);
  assert.equal(zoneFor({ ...method, zones: [france] }, "DE", "EU"), null);
});

test("the heaviest tier that is reached gives the price", () => {
  const price = (weightGrams: number) => quotesFor({ weightGrams }).find(({ id }) => id === "standard")?.amountMinor;
  assert.deepEqual([0, 1999, 2000, 30_000, 30_001].map(price), [399, 399, 699, 699, undefined]);
});

test("shipping is free from the threshold on, and picking up always", () => {
  const prices = (subtotalMinor: number) => quotesFor({ subtotalMinor }).map(({ id, amountMinor }) => [id, amountMinor]);
  assert.deepEqual(prices(4999), [
    ["standard", 399],
    ["pickup", 0],
  ]);
  assert.deepEqual(prices(5000), [
    ["standard", 0],
    ["pickup", 0],
  ]);
});

test("costs and thresholds are converted at the rate, without the regional adjustment", () => {
  const [quote] = quotesFor({ currency: "USD", country: "US", regionId: "US" });
  // 12.00 × 1.2735 = 15.282
  assert.equal(quote?.amountMinor, 1528);
  const bySubtotal = zone({
    basis: "subtotal",
    tiers: [
      { from: 0, amountMinor: 1000 },
      { from: 2000, amountMinor: 500 },
    ],
  });
  const dearer = withMethods({ ...standardShipping, zones: [bySubtotal] });
  const price = (subtotalMinor: number) => quotesFor({ reference: dearer, currency: "EUR", subtotalMinor })[0]?.amountMinor;
  assert.deepEqual([2299, 2300].map(price), [1150, 575]);
});

test("a stale rate is said to be one, and without a rate only picking up is offered", () => {
  assert.equal(quotesFor({ currency: "JPY", country: "JP", regionId: "APAC" })[0]?.staleRate, true);
  assert.deepEqual(
    quotesFor({ currency: "CHF" }).map(({ id }) => id),
    ["pickup"],
  );
});

test("the default is standard, else the cheapest delivery, and never a pickup", () => {
  const quote = (id: string, amountMinor: number, kind: ShippingQuote["kind"] = "delivery") => {
    return { id, name: id, kind, amountMinor, staleRate: false };
  };
  assert.equal(chooseQuote([quote("slow", 1), quote("standard", 2)], null)?.id, "standard");
  assert.equal(chooseQuote([quote("pickup", 0, "pickup"), quote("fast", 9), quote("slow", 3)], null)?.id, "slow");
  assert.equal(chooseQuote([quote("pickup", 0, "pickup")], null), null);
  assert.equal(chooseQuote([quote("standard", 2)], "express"), null, "another method is not taken instead of the chosen one");
  assert.equal(chooseQuote([quote("pickup", 0, "pickup")], "pickup")?.id, "pickup");
});

test("methods come in their order of display", () => {
  const moved = withMethods({ ...standardShipping, position: 5 }, pickup);
  assert.deepEqual(
    quotesFor({ reference: moved }).map(({ id }) => id),
    ["pickup", "standard"],
  );
});
