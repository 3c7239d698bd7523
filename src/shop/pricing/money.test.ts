import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PricingError } from "./limits.ts";
import { addMinor, allocateProportionally, multiplyRounded, percentOf, roundHalfUp } from "./money.ts";

/** The same rule by another way: twice the numerator against odd multiples of the denominator, in BigInt throughout. */
function roundedSlowly(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  let quotient = magnitude / denominator;
  if (2n * (magnitude - quotient * denominator) >= denominator) quotient += 1n;
  return numerator < 0n ? -quotient : quotient;
}

test("a half is rounded away from zero", () => {
  assert.equal(roundHalfUp(5, 2), 3);
  assert.equal(roundHalfUp(-5, 2), -3);
  assert.equal(roundHalfUp(49, 100), 0);
  assert.equal(roundHalfUp(50, 100), 1);
  assert.ok(Object.is(roundHalfUp(-1, 3), 0), "never minus zero");
});

test("rounding is exact for every safe numerator and denominator", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (numerator, denominator) => {
      const expected = Number(roundedSlowly(BigInt(numerator), BigInt(denominator)));
      assert.equal(roundHalfUp(numerator, denominator), expected + 0);
      assert.equal(roundHalfUp(BigInt(numerator), denominator), expected + 0);
    }),
    { numRuns: 1000 },
  );
  // A plain quotient of doubles would round this one up to the integer.
  assert.equal(roundHalfUp(9007199254740991, 2), 4503599627370496);
  assert.equal(roundHalfUp(9007199254740990, 9007199254740991), 1);
});

test("a product that a double cannot hold is still rounded exactly", () => {
  fc.assert(
    fc.property(
      fc.nat(10 ** 14),
      fc.nat(10 ** 9),
      fc.integer({ min: 10 ** 8, max: 10 ** 12 }),
      (amount, numerator, denominator) => {
        const expected = Number(roundedSlowly(BigInt(amount) * BigInt(numerator), BigInt(denominator)));
        if (Number.isSafeInteger(expected)) assert.equal(multiplyRounded(amount, numerator, denominator), expected);
        else assert.throws(() => multiplyRounded(amount, numerator, denominator), PricingError);
      },
    ),
  );
});

test("percentages are basis points", () => {
  assert.equal(percentOf(1999, 1000), 200);
  assert.equal(percentOf(1005, 1000), 101);
  assert.equal(percentOf(100_000_000_000_000, 9999), 99_990_000_000_000);
});

test("a sum that is no longer exact is refused", () => {
  assert.throws(() => addMinor(Number.MAX_SAFE_INTEGER, 1), { name: "PricingError", code: "amount-out-of-range" });
});

test("a split is exact, fair to one unit, and never above a weight that covers it", () => {
  const weights = fc.array(fc.oneof(fc.nat(50), fc.nat(10 ** 9), fc.nat(10 ** 13)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
      const sum = parts.reduce((a, b) => a + b, 0);
      const total = Math.floor(sum * share);
      const split = allocateProportionally(total, parts);
      assert.equal(
        split.reduce((a, b) => a + b, 0),
        total,
      );
      split.forEach((part, i) => {
        assert.ok(part >= 0 && part <= parts[i]!);
        if (sum === 0) return;
        const floor = (BigInt(total) * BigInt(parts[i]!)) / BigInt(sum);
        assert.ok(BigInt(part) === floor || BigInt(part) === floor + 1n);
      });
    }),
    { numRuns: 500 },
  );
});

test("equal remainders go to the earlier part", () => {
  assert.deepEqual(allocateProportionally(100, [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(allocateProportionally(2, [0, 5, 5, 5]), [0, 1, 1, 0]);
});

test("an amount cannot be split over nothing", () => {
  assert.throws(() => allocateProportionally(1, [0, 0]), RangeError);
  assert.throws(() => allocateProportionally(1, []), RangeError);
  assert.deepEqual(allocateProportionally(0, []), []);
});
