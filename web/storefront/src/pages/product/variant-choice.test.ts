import assert from "node:assert/strict";
import { test } from "node:test";
import { optionNames, optionValues, startingVariant, unitPriceMinor } from "./variant-choice.ts";

const variant = (id: number, options: Record<string, string>, left = 5) => ({
  id,
  options,
  price: { amountMinor: 100, currency: "GBP", taxIncluded: true },
  availability: { status: left > 0 ? ("in_stock" as const) : ("out_of_stock" as const), available: left },
});

const variants = [
  variant(1, { colour: "Red", size: "S" }, 0),
  variant(2, { colour: "Red", size: "L" }),
  variant(3, { colour: "Blue", size: "L" }),
];

test("a page begins with what was asked for, else with what can be bought", () => {
  assert.equal(startingVariant(variants, null)?.id, 2);
  assert.equal(startingVariant(variants, 1)?.id, 1);
  assert.equal(startingVariant(variants, 99)?.id, 2);
  assert.equal(startingVariant([], null), null);
});

test("options come in the order of the variants", () => {
  assert.deepEqual(optionNames(variants), ["colour", "size"]);
});

test("a value leads to the variant that keeps what else was chosen", () => {
  assert.deepEqual(optionValues(variants, { colour: "Red", size: "L" }, "colour"), [
    { value: "Red", variantId: 2, canBeBought: true },
    { value: "Blue", variantId: 3, canBeBought: true },
  ]);
});

test("a value that does not come with the other choice changes that choice", () => {
  const values = optionValues(variants, { colour: "Red", size: "S" }, "colour");
  assert.deepEqual(values, [
    { value: "Red", variantId: 1, canBeBought: false },
    { value: "Blue", variantId: 3, canBeBought: true },
  ]);
});

test("more units cost less each once a tier is reached", () => {
  const tiered = {
    price: { amountMinor: 100, currency: "GBP", taxIncluded: true },
    tiers: [
      { minQuantity: 10, amountMinor: 90 },
      { minQuantity: 50, amountMinor: 80 },
    ],
  };
  assert.deepEqual(
    [1, 9, 10, 49, 50].map((quantity) => unitPriceMinor(tiered, quantity)),
    [100, 100, 90, 90, 80],
  );
  assert.equal(unitPriceMinor({ price: null, tiers: [] }, 1), null);
});
