import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type PricedCart, priceCart } from "./price-cart.ts";
import { cartLine, cartToPrice, promotion, referenceData } from "./reference.fixture.ts";

function sums({ subtotalMinor, discountMinor, shippingMinor, taxMinor, includedTaxMinor, totalMinor }: PricedCart) {
  return { subtotalMinor, discountMinor, shippingMinor, taxMinor, includedTaxMinor, totalMinor };
}

test("United Kingdom: 20 % is contained in goods and shipping", () => {
  const priced = priceCart(cartToPrice({ lines: [cartLine({ quantity: 2 })] }));
  assert.deepEqual(sums(priced), {
    subtotalMinor: 2400,
    discountMinor: 0,
    shippingMinor: 399,
    taxMinor: 0,
    includedTaxMinor: 467, // 4.00 in the goods and 0.67 in the shipping
    totalMinor: 2799,
  });
  assert.deepEqual(priced.lines, [
    {
      variantId: 10_001,
      sku: "MUG-1",
      name: "Mug",
      quantity: 2,
      unitPriceMinor: 1200,
      priceRule: "price-list",
      priceListId: 1,
      totalMinor: 2400,
      discountMinor: 0,
      taxRateBasisPoints: 2000,
      taxMinor: 0,
      includedTaxMinor: 400,
    },
  ]);
  assert.deepEqual(priced.taxLines, [{ rateBasisPoints: 2000, included: true, netMinor: 2332, taxMinor: 467 }]);
  assert.deepEqual(priced.shippingMethod, { id: "standard", name: "Standard", kind: "delivery" });
});

test("United States: the state's tax comes on top, after the discount", () => {
  const reference = referenceData({ promotions: [promotion({ code: "TEN" })] });
  const dollars = { priceListId: 2, currency: "USD", minQuantity: 1, amountMinor: 2000 };
  const priced = priceCart(
    cartToPrice({
      reference,
      currency: "USD",
      country: "US",
      state: "CA",
      lines: [cartLine({ prices: [dollars] })],
      couponCodes: ["ten"],
    }),
  );
  assert.deepEqual(sums(priced), {
    subtotalMinor: 2000,
    discountMinor: 200,
    shippingMinor: 1528, // 12.00 GBP × 1.2735
    taxMinor: 242, // 7.25 % of 18.00 is 1.305, rounded to 1.31; of 15.28 it is 1.1078, rounded to 1.11
    includedTaxMinor: 0,
    totalMinor: 3570,
  });
  assert.equal(priced.shippingTaxMinor, 111);
  assert.deepEqual(priced.promotions, [{ id: "p1", name: "A promotion", code: "TEN", appliesTo: "lines", amountMinor: 200 }]);
});

test("European Union: one shown price, and each country's tax in it", () => {
  const cart = cartToPrice({ currency: "EUR", shippingMethodId: "standard" });
  const [france, germany] = ["FR", "DE"].map((country) => priceCart({ ...cart, country }));
  // 12.00 GBP are 13.80 EUR, and so is the shipping.
  assert.deepEqual([france!.totalMinor, germany!.totalMinor], [2760, 2760]);
  assert.deepEqual([france!.includedTaxMinor, germany!.includedTaxMinor], [460, 440]);
});

test("Japan: yen without decimals, converted at a stale rate, which is told", () => {
  const priced = priceCart(cartToPrice({ currency: "JPY", country: "JP", lines: [cartLine({ quantity: 3 })] }));
  // 12.00 × 191.237 × 0.975 = 2237.47; shipping 12.00 × 191.237 = 2294.84.
  assert.equal(priced.lines[0]?.unitPriceMinor, 2237);
  assert.deepEqual(sums(priced), {
    subtotalMinor: 6711,
    discountMinor: 0,
    shippingMinor: 2295,
    taxMinor: 0,
    includedTaxMinor: 819,
    totalMinor: 9006,
  });
  assert.equal(priced.staleRates, true);
});

test("an agreed price without tax gets it on top, beside lines that contain it", () => {
  const agreed = cartLine({ variantId: 20_001, agreed: { amountMinor: 1000, taxIncluded: false } });
  const priced = priceCart(cartToPrice({ lines: [cartLine(), agreed], shippingMethodId: "pickup" }));
  assert.deepEqual(sums(priced), {
    subtotalMinor: 2200,
    discountMinor: 0,
    shippingMinor: 0,
    taxMinor: 200,
    includedTaxMinor: 200,
    totalMinor: 2400,
  });
  assert.deepEqual(
    priced.taxLines.map(({ included, netMinor, taxMinor }) => [included, netMinor, taxMinor]),
    [
      [false, 1000, 200],
      [true, 1000, 200],
    ],
  );
});

test("a line without a price in the currency is named and counts nowhere", () => {
  const priced = priceCart(cartToPrice({ lines: [cartLine({ variantId: 20_001, prices: [] }), cartLine()] }));
  assert.deepEqual(priced.unsellable, [20_001]);
  assert.deepEqual(
    priced.lines.map(({ variantId }) => variantId),
    [10_001],
  );
  assert.equal(priced.subtotalMinor, 1200);
});

test("services are not shipped", () => {
  const priced = priceCart(cartToPrice({ lines: [cartLine({ kind: "service" })] }));
  assert.equal(priced.shippingMinor, 0);
  assert.equal(priced.shippingMethod, null);
  assert.equal(priced.shippingIssue, null);
});

test("a method that does not serve the cart is told, and no other one is charged", () => {
  const elsewhere = priceCart(cartToPrice({ country: "DE", currency: "EUR", shippingMethodId: "pickup" }));
  assert.equal(elsewhere.shippingMethod, null);
  assert.equal(elsewhere.shippingIssue, "method-not-available");
  const tooHeavy = referenceData({ shippingMethods: [referenceData().shippingMethods[0]!] });
  const none = priceCart(cartToPrice({ reference: tooHeavy, lines: [cartLine({ weightGrams: 30_001 })] }));
  assert.equal(none.shippingIssue, "no-method-available");
});

test("a coupon does not make shipping dearer: its thresholds look at the subtotal before discounts", () => {
  const reference = referenceData({ promotions: [promotion({ code: "TEN" })] });
  const priced = priceCart(cartToPrice({ reference, lines: [cartLine({ quantity: 5 })], couponCodes: ["TEN"] }));
  assert.equal(priced.subtotalMinor - priced.discountMinor, 5400);
  assert.equal(priced.shippingMinor, 0);
});

test("free shipping lowers the shipping and its tax, not the discount", () => {
  const free = promotion({ code: "SHIP", effect: { type: "free-shipping", methodIds: null } });
  const priced = priceCart(cartToPrice({ reference: referenceData({ promotions: [free] }), couponCodes: ["SHIP"] }));
  assert.deepEqual(sums(priced), {
    subtotalMinor: 1200,
    discountMinor: 0,
    shippingMinor: 0,
    taxMinor: 0,
    includedTaxMinor: 200,
    totalMinor: 1200,
  });
  assert.equal(priced.promotions[0]?.amountMinor, 399);
  assert.equal(priced.promotions[0]?.appliesTo, "shipping");
});

test("a stale rate counts only where it was used", () => {
  const stale = referenceData().exchangeRates.map((rate) => ({ ...rate, stale: true }));
  const reference = referenceData({ exchangeRates: stale });
  const dollars = { priceListId: 2, currency: "USD", minQuantity: 1, amountMinor: 2000 };
  const cart = { reference, currency: "USD", country: "US", lines: [cartLine({ prices: [dollars], kind: "service" })] } as const;
  assert.equal(priceCart(cartToPrice(cart)).staleRates, false);
  const shipped = { ...cart, lines: [cartLine({ prices: [dollars] })] };
  assert.equal(priceCart(cartToPrice(shipped)).staleRates, true);
  const five = promotion({ effect: { type: "fixed", amountMinor: 500 } });
  const promoted = { ...cart, reference: referenceData({ exchangeRates: stale, promotions: [five] }) };
  assert.equal(priceCart(cartToPrice(promoted)).staleRates, true);
});

test("an empty cart costs nothing", () => {
  const priced = priceCart(cartToPrice({ lines: [] }));
  assert.equal(priced.totalMinor, 0);
  assert.deepEqual(priced.taxLines, []);
});

test("what cannot be priced is refused with a code", () => {
  const cases: [Parameters<typeof cartToPrice>[0], string][] = [
    [{ currency: "XXX" }, "unknown-currency"],
    [{ country: "XX" }, "unknown-country"],
    [{ country: "XX", regionId: "UK" }, "unknown-country"],
    [{ regionId: "MOON" }, "unknown-region"],
    [{ lines: [cartLine({ quantity: 0 })] }, "quantity-out-of-range"],
    [{ lines: [cartLine({ quantity: 1.5 })] }, "quantity-out-of-range"],
    [{ lines: [cartLine({ quantity: 100_001 })] }, "quantity-out-of-range"],
    [{ lines: [cartLine({ agreed: { amountMinor: -1, taxIncluded: true } })] }, "amount-out-of-range"],
    [{ lines: Array.from({ length: 2001 }, () => cartLine()) }, "too-many-lines"],
  ];
  for (const [changes, code] of cases) assert.throws(() => priceCart(cartToPrice(changes)), { name: "PricingError", code });
});

test("the largest cart is either exact or refused", () => {
  const largest = cartLine({ quantity: 100_000, agreed: { amountMinor: 1_000_000_000, taxIncluded: true }, weightGrams: 0 });
  const cart = (lines: number) =>
    cartToPrice({ lines: Array.from({ length: lines }, () => largest), shippingMethodId: "pickup" });
  const priced = priceCart(cart(90));
  assert.equal(priced.totalMinor, 90 * 10 ** 14);
  assert.equal(priced.includedTaxMinor, 90 * 16_666_666_666_667);
  assert.throws(() => priceCart(cart(91)), { name: "PricingError", code: "amount-out-of-range" });
});

const anyLine = fc
  .record({
    unit: fc.nat(50_000),
    quantity: fc.integer({ min: 1, max: 30 }),
    taxCategory: fc.constantFrom("standard", "reduced", "zero"),
    agreed: fc.option(fc.record({ amountMinor: fc.nat(50_000), taxIncluded: fc.boolean() }), { nil: null }),
    kind: fc.constantFrom("physical" as const, "service" as const),
    priced: fc.boolean(),
    categoryIds: fc.uniqueArray(fc.nat(3)),
  })
  .map(({ unit, priced, ...rest }) =>
    cartLine({ ...rest, prices: priced ? [{ priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor: unit }] : [] }),
  );

const anyPromotions = fc.array(
  fc
    .record({
      effect: fc.oneof(
        fc.record({ type: fc.constant("percentage" as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
        fc.record({ type: fc.constant("fixed" as const), amountMinor: fc.nat(50_000) }),
        fc.constant({ type: "free-shipping" as const, methodIds: null }),
        fc.constant({
          type: "buy-x-get-y" as const,
          buyQuantity: 1,
          getQuantity: 1,
          discountBasisPoints: 5000,
          maxApplications: null,
        }),
      ),
      id: fc.uuid(),
      exclusive: fc.boolean(),
      priority: fc.nat(3),
      category: fc.option(fc.nat(3), { nil: null }),
    })
    .map(({ category, ...rest }) => promotion({ ...rest, conditions: { categoryIds: category === null ? null : [category] } })),
  { maxLength: 5 },
);

const anyPlace = fc.constantFrom(
  { country: "GB", currency: "GBP", inclusive: true },
  { country: "DE", currency: "EUR", inclusive: true },
  { country: "US", state: "CA", currency: "USD", inclusive: false },
  { country: "US", state: "NY", currency: "GBP", inclusive: false },
  { country: "JP", currency: "JPY", inclusive: true },
);

test("whatever the cart: parts sum to wholes, nothing is negative, and the total is the formula", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), anyPromotions, anyPlace, (lines, promotions, { inclusive, ...place }) => {
      const priced = priceCart(cartToPrice({ ...place, lines, reference: referenceData({ promotions }) }));
      const sum = (pick: (line: PricedCart["lines"][number]) => number) =>
        priced.lines.reduce((total, line) => total + pick(line), 0);

      assert.equal(priced.totalMinor, priced.subtotalMinor - priced.discountMinor + priced.shippingMinor + priced.taxMinor);
      assert.equal(
        sum((line) => line.unitPriceMinor * line.quantity),
        priced.subtotalMinor,
      );
      assert.equal(
        sum((line) => line.totalMinor),
        priced.subtotalMinor,
      );
      assert.equal(
        sum((line) => line.discountMinor),
        priced.discountMinor,
      );
      assert.equal(sum((line) => line.taxMinor) + priced.shippingTaxMinor, priced.taxMinor);
      assert.equal(sum((line) => line.includedTaxMinor) + priced.shippingIncludedTaxMinor, priced.includedTaxMinor);
      const lineTaxes = priced.taxLines.reduce((total, { taxMinor }) => total + taxMinor, 0);
      assert.equal(lineTaxes, priced.taxMinor + priced.includedTaxMinor);
      const netMinor = priced.taxLines.reduce((total, line) => total + line.netMinor, 0);
      assert.equal(netMinor + lineTaxes, priced.totalMinor, "net amounts and taxes are the total");

      for (const amount of Object.values(sums(priced))) assert.ok(Number.isSafeInteger(amount) && amount >= 0);
      for (const line of priced.lines) {
        assert.ok(line.discountMinor >= 0 && line.discountMinor <= line.totalMinor);
        assert.ok(line.taxMinor === 0 || line.includedTaxMinor === 0);
      }
      if (lines.every(({ agreed }) => agreed === null)) {
        assert.equal(inclusive ? priced.taxMinor : priced.includedTaxMinor, 0);
      }
      assert.equal(priced.lines.length + priced.unsellable.length, lines.length);
    }),
    { numRuns: 500 },
  );
});
