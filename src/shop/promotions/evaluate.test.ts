import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { conversionFromBase } from "../pricing/exchange.ts";
import { march, promotion, referenceData } from "../pricing/reference.fixture.ts";
import type { PromotionLine } from "./eligibility.ts";
import { evaluatePromotions, type PromotionOutcome, type PromotionRequest } from "./evaluate.ts";
import type { Promotion, PromotionEffect } from "./promotion.ts";

const reference = referenceData();

function line(unitPriceMinor: number, quantity = 1, changes: Partial<PromotionLine> = {}): PromotionLine {
  return { productId: 1, categoryIds: [1], quantity, unitPriceMinor, totalMinor: unitPriceMinor * quantity, ...changes };
}

function evaluate(
  promotions: readonly Promotion[],
  lines: readonly PromotionLine[],
  changes: Partial<PromotionRequest> = {},
): PromotionOutcome {
  const currency = changes.currency ?? "GBP";
  return evaluatePromotions({
    promotions,
    lines,
    couponCodes: [],
    currency,
    country: "GB",
    nowMs: march.getTime(),
    isFirstOrder: false,
    conversion: conversionFromBase(reference, currency),
    exhaustedPromotionIds: new Set(),
    shippingMethodId: "standard",
    shippingMinor: 399,
    ...changes,
  });
}

function reasons(promotions: readonly Promotion[], changes: Partial<PromotionRequest>): string[] {
  return evaluate(promotions, [line(1000)], { couponCodes: ["SAVE"], ...changes }).rejectedCoupons.map(({ reason }) => reason);
}

function coupon(changes: Parameters<typeof promotion>[0] = {}): Promotion {
  return promotion({ code: "SAVE", ...changes });
}

const threeForTwo: PromotionEffect = {
  type: "buy-x-get-y",
  buyQuantity: 2,
  getQuantity: 1,
  discountBasisPoints: 10_000,
  maxApplications: null,
};

test("a percentage is rounded once and spread by largest remainder", () => {
  const outcome = evaluate([promotion()], [line(333), line(333), line(339)]);
  // 10 % of 10.05 is 1.005, rounded to 1.01.
  assert.deepEqual(outcome.lineDiscountsMinor, [34, 33, 34]);
  assert.deepEqual(outcome.applied, [{ id: "p1", name: "A promotion", code: null, appliesTo: "lines", amountMinor: 101 }]);
});

test("a fixed amount never takes off more than the lines in scope cost", () => {
  const fixed = promotion({ effect: { type: "fixed", amountMinor: 5000 }, conditions: { productIds: [2] } });
  const outcome = evaluate([fixed], [line(9999), line(700, 1, { productId: 2 })]);
  assert.deepEqual(outcome.lineDiscountsMinor, [0, 700]);
});

test("amounts without a currency are in the base currency and converted", () => {
  const fixed = promotion({ effect: { type: "fixed", amountMinor: 1000 } });
  const outcome = evaluate([fixed], [line(5000)], { currency: "USD" });
  assert.deepEqual(outcome.lineDiscountsMinor, [1274]);
  assert.equal(outcome.usedConversion, true);
  const inDollars = evaluate([{ ...fixed, currency: "USD" }], [line(5000)], { currency: "USD" });
  assert.deepEqual(inDollars.lineDiscountsMinor, [1000]);
  assert.equal(inDollars.usedConversion, false);
});

test("three for the price of two makes the cheapest units free, whatever line they are in", () => {
  const buy = promotion({ effect: threeForTwo });
  assert.deepEqual(evaluate([buy], [line(900, 2)]).lineDiscountsMinor, [0]);
  assert.deepEqual(evaluate([buy], [line(900, 3)]).lineDiscountsMinor, [900]);
  // Seven units make two groups: the 2.00 and one of the 5.00 are free.
  assert.deepEqual(evaluate([buy], [line(900, 4), line(500, 2), line(200)]).lineDiscountsMinor, [0, 500, 200]);
  const once = promotion({ effect: { ...threeForTwo, maxApplications: 1 } });
  assert.deepEqual(evaluate([once], [line(100, 9)]).lineDiscountsMinor, [100]);
});

test("buy one, get one half off", () => {
  const half = promotion({ effect: { ...threeForTwo, buyQuantity: 1, discountBasisPoints: 5000 } });
  assert.deepEqual(evaluate([half], [line(999, 2)]).lineDiscountsMinor, [500]);
});

test("a free unit after another discount is worth what it then costs", () => {
  const half = promotion({ id: "half", priority: 2, effect: { type: "percentage", basisPoints: 5000 } });
  const outcome = evaluate([promotion({ effect: threeForTwo }), half], [line(1000, 3)]);
  assert.deepEqual(
    outcome.applied.map(({ id, amountMinor }) => [id, amountMinor]),
    [
      ["half", 1500],
      ["p1", 500],
    ],
  );
});

test("free shipping waives what the method costs and leaves the lines alone", () => {
  const free = promotion({ effect: { type: "free-shipping", methodIds: ["standard"] } });
  const outcome = evaluate([free], [line(1000)]);
  assert.equal(outcome.shippingDiscountMinor, 399);
  assert.deepEqual(outcome.lineDiscountsMinor, [0]);
  assert.equal(evaluate([free], [line(1000)], { shippingMethodId: "express" }).shippingDiscountMinor, 0);
});

test("the scope is the union of products and categories", () => {
  const scoped = promotion({ conditions: { productIds: [7], categoryIds: [3] } });
  const lines = [line(1000), line(1000, 1, { productId: 7 }), line(1000, 1, { categoryIds: [2, 3] })];
  assert.deepEqual(evaluate([scoped], lines).lineDiscountsMinor, [0, 100, 100]);
});

test("a minimum looks at the lines in scope before any discount", () => {
  const first = promotion({ id: "first", priority: 5, effect: { type: "percentage", basisPoints: 5000 } });
  const second = promotion({ id: "second", conditions: { minSubtotalMinor: 1000, categoryIds: [1] } });
  assert.equal(evaluate([first, second], [line(1000)]).applied.length, 2);
  assert.equal(evaluate([second], [line(999), line(5000, 1, { categoryIds: [2] })]).applied.length, 0);
});

test("promotions apply by priority, then by id, each to what is left", () => {
  const ten = (id: string, priority: number) => promotion({ id, priority });
  const outcome = evaluate([ten("c", 0), ten("b", 0), ten("a", -1), ten("z", 1)], [line(10_000)]);
  assert.deepEqual(
    outcome.applied.map(({ id, amountMinor }) => [id, amountMinor]),
    [
      ["z", 1000],
      ["b", 900],
      ["c", 810],
      ["a", 729],
    ],
  );
});

test("an exclusive promotion is alone: none after it, and not itself after another", () => {
  const exclusive = coupon({ id: "x", exclusive: true, priority: 1 });
  const first = evaluate([exclusive, promotion()], [line(1000)], { couponCodes: ["SAVE"] });
  assert.deepEqual(
    first.applied.map(({ id }) => id),
    ["x"],
  );
  const second = evaluate([exclusive, promotion({ priority: 2 })], [line(1000)], { couponCodes: ["SAVE"] });
  assert.deepEqual(
    second.applied.map(({ id }) => id),
    ["p1"],
  );
  assert.deepEqual(second.rejectedCoupons, [{ code: "SAVE", reason: "not-combinable" }]);
});

test("a promotion that takes nothing off blocks nothing", () => {
  const useless = coupon({ exclusive: true, priority: 9, effect: { type: "free-shipping", methodIds: null } });
  const outcome = evaluate([useless, promotion({ id: "other" })], [line(1000)], { couponCodes: ["SAVE"], shippingMinor: 0 });
  assert.deepEqual(outcome.rejectedCoupons, [{ code: "SAVE", reason: "no-effect" }]);
  assert.deepEqual(
    outcome.applied.map(({ id }) => id),
    ["other"],
  );
});

test("a code is found in any case and counts once", () => {
  const outcome = evaluate([coupon()], [line(1000)], { couponCodes: [" save ", "SAVE", "Save"] });
  assert.equal(outcome.applied.length, 1);
  assert.deepEqual(outcome.rejectedCoupons, []);
});

test("a promotion with a code does not apply without it", () => {
  assert.deepEqual(evaluate([coupon()], [line(1000)]).applied, []);
});

test("a coupon that does not apply is told why", () => {
  assert.deepEqual(reasons([], {}), ["unknown"]);
  assert.deepEqual(reasons([coupon({ startsAt: "2026-03-16T00:00:00Z" })], {}), ["not-started"]);
  assert.deepEqual(reasons([coupon({ endsAt: march.toISOString() })], {}), ["expired"], "the end is exclusive");
  assert.deepEqual(reasons([coupon({ startsAt: march.toISOString() })], {}), [], "the start is inclusive");
  assert.deepEqual(reasons([coupon()], { exhaustedPromotionIds: new Set(["p1"]) }), ["limit-reached"]);
  assert.deepEqual(reasons([coupon({ currency: "EUR" })], {}), ["wrong-currency"]);
  assert.deepEqual(reasons([coupon({ conditions: { countries: ["DE"] } })], {}), ["wrong-country"]);
  assert.deepEqual(reasons([coupon({ conditions: { firstOrderOnly: true } })], {}), ["not-first-order"]);
  assert.deepEqual(reasons([coupon({ conditions: { firstOrderOnly: true } })], { isFirstOrder: true }), []);
  assert.deepEqual(reasons([coupon({ conditions: { productIds: [9] } })], {}), ["no-matching-items"]);
  assert.deepEqual(reasons([coupon({ conditions: { minSubtotalMinor: 1001 } })], {}), ["minimum-not-met"]);
  const noRate = { currency: "CHF" };
  assert.deepEqual(reasons([coupon({ effect: { type: "fixed", amountMinor: 100 } })], noRate), ["wrong-currency"]);
  assert.deepEqual(reasons([coupon({ conditions: { minSubtotalMinor: 1 } })], noRate), ["wrong-currency"]);
});

test("more than ten codes are not looked at", () => {
  const couponCodes = Array.from({ length: 12 }, (_, i) => `CODE${i}`);
  const rejected = evaluate([], [line(1)], { couponCodes }).rejectedCoupons;
  assert.equal(rejected.length, 11);
  assert.deepEqual(rejected[10], { code: "CODE10", reason: "too-many-codes" });
});

const anyEffect: fc.Arbitrary<PromotionEffect> = fc.oneof(
  fc.record({ type: fc.constant("percentage" as const), basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ type: fc.constant("fixed" as const), amountMinor: fc.nat(100_000) }),
  fc.record({ type: fc.constant("free-shipping" as const), methodIds: fc.constantFrom(null, ["standard"], ["express"]) }),
  fc.record({
    type: fc.constant("buy-x-get-y" as const),
    buyQuantity: fc.integer({ min: 1, max: 4 }),
    getQuantity: fc.integer({ min: 1, max: 3 }),
    discountBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    maxApplications: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  }),
);

const anyPromotions = fc
  .array(
    fc.record({
      effect: anyEffect,
      priority: fc.integer({ min: -2, max: 2 }),
      exclusive: fc.boolean(),
      withCode: fc.boolean(),
      categoryIds: fc.option(fc.uniqueArray(fc.nat(3)), { nil: null }),
      minSubtotalMinor: fc.option(fc.nat(20_000), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((given) =>
    given.map(({ withCode, categoryIds, minSubtotalMinor, ...rest }, i) =>
      promotion({ ...rest, id: `p${i}`, code: withCode ? `CODE${i}` : null, conditions: { categoryIds, minSubtotalMinor } }),
    ),
  );

const anyLines = fc.array(
  fc
    .tuple(fc.nat(20_000), fc.integer({ min: 1, max: 12 }), fc.uniqueArray(fc.nat(3)))
    .map(([unitPriceMinor, quantity, categoryIds]) => line(unitPriceMinor, quantity, { categoryIds })),
  { maxLength: 12 },
);

const everyCode = Array.from({ length: 8 }, (_, i) => `CODE${i}`);

test("no line gets more off than it costs, and the promotions' amounts sum to the discounts", () => {
  fc.assert(
    fc.property(anyPromotions, anyLines, fc.nat(1000), (promotions, lines, shippingMinor) => {
      const outcome = evaluate(promotions, lines, { couponCodes: everyCode, shippingMinor });
      lines.forEach((given, i) => {
        const discount = outcome.lineDiscountsMinor[i]!;
        assert.ok(Number.isSafeInteger(discount) && discount >= 0 && discount <= given.totalMinor);
      });
      const applied = (where: string) =>
        outcome.applied.filter(({ appliesTo }) => appliesTo === where).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      assert.equal(
        applied("lines"),
        outcome.lineDiscountsMinor.reduce((a, b) => a + b, 0),
      );
      assert.equal(applied("shipping"), outcome.shippingDiscountMinor);
      assert.ok(outcome.shippingDiscountMinor <= shippingMinor);
      assert.ok(outcome.applied.every(({ amountMinor }) => amountMinor > 0));
      const exclusive = outcome.applied.filter(({ id }) => promotions.find((given) => given.id === id)!.exclusive);
      assert.ok(exclusive.length === 0 || outcome.applied.length === 1);
    }),
    { numRuns: 500 },
  );
});

test("the order in which promotions are stored and codes are entered changes nothing", () => {
  fc.assert(
    fc.property(anyPromotions, anyLines, (promotions, lines) => {
      const one = evaluate(promotions, lines, { couponCodes: everyCode });
      const other = evaluate([...promotions].reverse(), lines, { couponCodes: [...everyCode].reverse() });
      assert.deepEqual(other.applied, one.applied);
      assert.deepEqual(other.lineDiscountsMinor, one.lineDiscountsMinor);
    }),
  );
});

test("every code that was entered is either applied or rejected", () => {
  fc.assert(
    fc.property(anyPromotions, anyLines, (promotions, lines) => {
      const outcome = evaluate(promotions, lines, { couponCodes: everyCode });
      const answered = [...outcome.applied, ...outcome.rejectedCoupons].flatMap(({ code }) => code ?? []);
      assert.deepEqual(answered.sort(), everyCode);
    }),
  );
});
