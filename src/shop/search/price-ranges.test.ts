import assert from "node:assert/strict";
import { test } from "node:test";
import { priceBounds, priceRanges } from "./price-ranges.ts";

test("ranges begin with round numbers in every currency", () => {
  assert.deepEqual(priceBounds(2, 1), [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]);
  assert.deepEqual(priceBounds(2, 1.152), priceBounds(2, 1));
  assert.deepEqual(priceBounds(2, 1.9).slice(0, 3), [1_000, 2_000, 5_000]);
});

test("bounds stay different and ascending, whatever the rate", () => {
  for (const factor of [0.000_001, 0.3, 1, 7, 190, 1_000_000]) {
    const bounds = priceBounds(2, factor);
    assert.deepEqual(
      bounds,
      [...new Set(bounds)].sort((a, b) => a - b),
    );
    assert.ok(bounds[0]! >= 1);
  }
});

test("empty ranges are left out, and both ends belong to a range", () => {
  assert.deepEqual(priceRanges([500, 1_000], [2, 0, 3]), [
    { minMinor: null, maxMinor: 499, count: 2 },
    { minMinor: 1_000, maxMinor: null, count: 3 },
  ]);
});
