import assert from "node:assert/strict";
import { test } from "node:test";
import { march, referenceData } from "./reference.fixture.ts";
import type { PriceEntry } from "./reference.ts";
import { regionOf } from "./reference-index.ts";
import { type AgreedPrice, priceContext, variantPrice } from "./variant-price.ts";

const reference = referenceData();

function inPounds(amountMinor: number, minQuantity = 1, priceListId = 1): PriceEntry {
  return { priceListId, currency: "GBP", minQuantity, amountMinor };
}

type Case = { quantity?: number; currency?: string; regionId?: string; now?: Date; agreed?: AgreedPrice };

function priceOf(
  prices: readonly PriceEntry[],
  { quantity = 1, currency = "GBP", regionId = "UK", now = march, agreed }: Case = {},
) {
  const context = priceContext(reference, regionOf(reference, regionId), currency, now);
  return variantPrice(context, prices, agreed ?? null, quantity);
}

function unitPrice(prices: readonly PriceEntry[], given: Case = {}): number {
  const price = priceOf(prices, given);
  assert.ok(price.sellable);
  return price.unitPriceMinor;
}

test("an agreed price wins over every list, with its own tax flag", () => {
  const price = priceOf([inPounds(100)], { agreed: { amountMinor: 900, taxIncluded: false } });
  assert.deepEqual(price, {
    sellable: true,
    unitPriceMinor: 900,
    taxIncluded: false,
    rule: "agreement",
    priceListId: null,
    staleRate: false,
  });
});

test("the tier with the largest quantity that is reached gives the price", () => {
  const tiers = [inPounds(800, 100), inPounds(1000, 1), inPounds(900, 10)];
  assert.deepEqual(
    [1, 9, 10, 99, 100, 5000].map((quantity) => unitPrice(tiers, { quantity })),
    [1000, 1000, 900, 900, 800, 800],
  );
});

test("the list with the highest priority decides while it is in force", () => {
  const prices = [inPounds(1000), inPounds(900, 10), inPounds(950, 1, 3)];
  assert.equal(unitPrice(prices), 950);
  assert.equal(unitPrice(prices, { quantity: 10 }), 950, "the list decides before the tier");
  assert.equal(unitPrice(prices, { now: new Date("2026-02-28T23:59:59.999Z") }), 1000);
  assert.equal(unitPrice(prices, { now: new Date("2026-03-01T00:00:00Z") }), 950);
  assert.equal(unitPrice(prices, { now: new Date("2026-04-01T00:00:00Z") }), 1000);
});

test("a list whose tiers are not reached leaves the decision to the next", () => {
  assert.equal(unitPrice([inPounds(1000), inPounds(700, 5, 3)], { quantity: 4 }), 1000);
});

test("a price in the currency is final, without conversion or adjustment", () => {
  const prices = [inPounds(1000), { priceListId: 2, currency: "USD", minQuantity: 1, amountMinor: 1299 }];
  const price = priceOf(prices, { currency: "USD", regionId: "US" });
  assert.deepEqual(price, {
    sellable: true,
    unitPriceMinor: 1299,
    taxIncluded: false,
    rule: "price-list",
    priceListId: 2,
    staleRate: false,
  });
});

test("without one, the base price is converted and adjusted for the region", () => {
  // 10.00 × 1.2735 × 1.05 = 13.37175
  const price = priceOf([inPounds(1000)], { currency: "USD", regionId: "US" });
  assert.ok(price.sellable);
  assert.equal(price.unitPriceMinor, 1337);
  assert.equal(price.rule, "converted");
  assert.equal(price.staleRate, false);
});

test("yen have no decimals, and a stale rate is said to be one", () => {
  // 10.00 × 191.237 × 0.975 = 1864.56 yen
  const price = priceOf([inPounds(1000)], { currency: "JPY", regionId: "APAC" });
  assert.ok(price.sellable);
  assert.equal(price.unitPriceMinor, 1865);
  assert.equal(price.staleRate, true);
});

test("no price and no rate are told apart", () => {
  assert.deepEqual(priceOf([]), { sellable: false, reason: "no-price" });
  assert.deepEqual(priceOf([inPounds(1, 10)], { quantity: 9 }), { sellable: false, reason: "no-price" });
  assert.deepEqual(priceOf([inPounds(1, 1, 99)]), { sellable: false, reason: "no-price" }, "its list is not in the snapshot");
  assert.deepEqual(priceOf([inPounds(1000)], { currency: "CHF" }), { sellable: false, reason: "no-exchange-rate" });
});

test("an amount out of range is refused", () => {
  for (const amountMinor of [-1, 0.5, 1_000_000_001, Number.NaN]) {
    assert.throws(() => priceOf([inPounds(amountMinor)]), { name: "PricingError", code: "amount-out-of-range" });
  }
  assert.throws(() => priceOf([inPounds(1_000_000_000)], { currency: "JPY", regionId: "APAC" }), { code: "amount-out-of-range" });
});
