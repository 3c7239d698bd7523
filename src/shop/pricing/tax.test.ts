import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { referenceData } from "./reference.fixture.ts";
import { computeTaxes, taxRate } from "./tax.ts";

const reference = referenceData();
const britain = { country: "GB", state: null };
const california = { country: "US", state: "CA" };

test("a state's rate comes before the country's, and a category's before the standard", () => {
  assert.equal(taxRate(reference, britain, "reduced"), 500);
  assert.equal(taxRate(reference, california, "standard"), 725);
  assert.equal(taxRate(reference, { country: "US", state: "OR" }, "standard"), 0);
  assert.equal(taxRate(reference, { country: "FR", state: null }, "reduced"), 2000, "no reduced rate is stored for France");
  assert.equal(taxRate(reference, britain, "zero"), 0);
});

test("a zero rate that is stored differently is used", () => {
  const taxed = referenceData({ taxRates: [{ country: "GB", region: null, category: "exempt", rateBasisPoints: 100 }] });
  assert.equal(taxRate(taxed, britain, "exempt"), 100);
});

test("20 % contained in 12.00 is 2.00, 7.25 % on top of 12.00 is 0.87", () => {
  const uk = computeTaxes(reference, britain, [{ amountMinor: 1200, category: "standard", taxIncluded: true }]);
  assert.deepEqual(uk.items, [{ rateBasisPoints: 2000, taxMinor: 0, includedTaxMinor: 200 }]);
  assert.deepEqual(uk.taxLines, [{ rateBasisPoints: 2000, included: true, netMinor: 1000, taxMinor: 200 }]);
  const us = computeTaxes(reference, california, [{ amountMinor: 1200, category: "standard", taxIncluded: false }]);
  assert.deepEqual(us.items, [{ rateBasisPoints: 725, taxMinor: 87, includedTaxMinor: 0 }]);
  assert.deepEqual(us.taxLines, [{ rateBasisPoints: 725, included: false, netMinor: 1200, taxMinor: 87 }]);
});

test("each item is rounded by itself", () => {
  const third = { amountMinor: 10, category: "standard", taxIncluded: false };
  // 7.25 % of 0.10 is 0.00725: one cent each, three cents together, though 7.25 % of 0.30 would be two.
  assert.equal(computeTaxes(reference, california, [third, third, third]).taxMinor, 3);
});

test("sums, tax lines and items agree, and contained tax never exceeds its amount", () => {
  const item = fc.record({
    amountMinor: fc.oneof(fc.nat(100_000), fc.nat(10 ** 13)),
    category: fc.constantFrom("standard", "reduced", "zero", "books"),
    taxIncluded: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (items) => {
      const taxes = computeTaxes(reference, britain, items);
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      assert.equal(sum(taxes.items.map((tax) => tax.taxMinor)), taxes.taxMinor);
      assert.equal(sum(taxes.items.map((tax) => tax.includedTaxMinor)), taxes.includedTaxMinor);
      assert.equal(sum(taxes.taxLines.map((line) => line.taxMinor)), taxes.taxMinor + taxes.includedTaxMinor);
      const amounts = sum(items.map(({ amountMinor }) => amountMinor));
      assert.equal(sum(taxes.taxLines.map((line) => line.netMinor)), amounts - taxes.includedTaxMinor);
      items.forEach(({ amountMinor, taxIncluded }, i) => {
        const tax = taxes.items[i]!;
        assert.equal(taxIncluded ? tax.taxMinor : tax.includedTaxMinor, 0);
        assert.ok(tax.includedTaxMinor <= amountMinor && tax.taxMinor >= 0 && tax.includedTaxMinor >= 0);
      });
    }),
  );
});

test("taking contained tax out and putting it on top again gives the shown price, to one minor unit", () => {
  fc.assert(
    fc.property(fc.nat(10 ** 9), (shownMinor) => {
      const shown = computeTaxes(reference, britain, [{ amountMinor: shownMinor, category: "standard", taxIncluded: true }]);
      const netMinor = shownMinor - shown.includedTaxMinor;
      const again = computeTaxes(reference, britain, [{ amountMinor: netMinor, category: "standard", taxIncluded: false }]);
      assert.ok(Math.abs(netMinor + again.taxMinor - shownMinor) <= 1);
    }),
  );
});
