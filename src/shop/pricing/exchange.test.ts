import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { conversionFromBase, convert } from "./exchange.ts";
import { referenceData } from "./reference.fixture.ts";

const reference = referenceData();

function converted(amountMinor: number, currency: string, adjustmentBasisPoints = 0): number {
  return convert(amountMinor, conversionFromBase(reference, currency, adjustmentBasisPoints)!);
}

test("the decimals of both currencies count", () => {
  assert.equal(converted(1000, "EUR"), 1150);
  assert.equal(converted(1000, "JPY"), 1912);
  assert.equal(converted(1000, "GBP"), 1000);
});

test("the opposite rate is used as an exact reciprocal", () => {
  // 10.00 GBP ÷ 2.1 = 4.7619… BHD, in thousandths.
  assert.equal(converted(1000, "BHD"), 4762);
  assert.equal(converted(2100, "BHD"), 10_000);
});

test("rate and adjustment are rounded once, not twice", () => {
  // 5 × 1.2735 × 1.05 = 6.685…; rounded after the rate already, it would be 6 and then 6.3.
  assert.equal(converted(5, "USD", 500), 7);
});

test("a currency without a rate has no conversion, an unknown one is an error", () => {
  assert.equal(conversionFromBase(reference, "CHF"), null);
  assert.throws(() => conversionFromBase(reference, "XXX"), { name: "PricingError", code: "unknown-currency" });
});

test("a rate that is not a positive decimal is refused", () => {
  for (const rate of ["", "0", "0.000", "-1", "1e3", "1,2", "NaN", "1.".padEnd(50, "1")]) {
    const broken = referenceData({
      exchangeRates: [{ base: "GBP", quote: "EUR", rate, fetchedAt: "2026-03-01T00:00:00Z", stale: false }],
    });
    assert.throws(() => conversionFromBase(broken, "EUR"), RangeError);
  }
});

test("conversion is monotonic and off by at most half a minor unit", () => {
  const rate = fc.tuple(fc.nat(999), fc.nat(999_999_999_999)).filter(([whole, fraction]) => whole + fraction > 0);
  fc.assert(
    fc.property(rate, fc.nat(10 ** 9), fc.nat(1000), ([whole, fraction], amountMinor, more) => {
      const text = `${whole}.${String(fraction).padStart(12, "0")}`;
      const snapshot = referenceData({
        exchangeRates: [{ base: "GBP", quote: "EUR", rate: text, fetchedAt: "2026-03-01T00:00:00Z", stale: false }],
      });
      const conversion = conversionFromBase(snapshot, "EUR")!;
      const result = convert(amountMinor, conversion);
      assert.ok(convert(amountMinor + more, conversion) >= result);
      const scale = 10n ** 12n;
      const error = BigInt(result) * scale - BigInt(amountMinor) * (BigInt(whole) * scale + BigInt(fraction));
      assert.ok(2n * error <= scale && 2n * error > -scale);
    }),
  );
});
