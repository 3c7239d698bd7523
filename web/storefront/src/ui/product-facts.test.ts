import assert from "node:assert/strict";
import { test } from "node:test";
import { bestAvailability, cheapestOf } from "./product-facts.ts";

const variant = (amountMinor: number | null, status: "in_stock" | "low_stock" | "backorder" | "out_of_stock" = "in_stock") => ({
  price: amountMinor === null ? null : { amountMinor, currency: "EUR", taxIncluded: true },
  originalPrice: null,
  availability: { status, available: status === "out_of_stock" ? 0 : 3 },
});

test("a list shows the lowest price that can be had, and says when others cost more", () => {
  assert.deepEqual(cheapestOf([variant(500), variant(300)]), { price: variant(300).price, originalPrice: null, isFrom: true });
  assert.equal(cheapestOf([variant(500), variant(300, "out_of_stock")])?.price.amountMinor, 500);
  assert.equal(cheapestOf([variant(300), variant(300)])?.isFrom, false);
});

test("when nothing can be had, the price is still shown", () => {
  assert.equal(cheapestOf([variant(500, "out_of_stock"), variant(300, "out_of_stock")])?.price.amountMinor, 300);
});

test("without any price there is none", () => {
  assert.equal(cheapestOf([variant(null)]), null);
  assert.equal(cheapestOf([]), null);
});

test("a product is as available as its best variant", () => {
  assert.equal(bestAvailability([variant(1, "out_of_stock"), variant(1, "low_stock")]).status, "low_stock");
  assert.equal(bestAvailability([]).status, "out_of_stock");
});
