import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AllocationVerdict, allocate, type OrderToAllocate, rankWarehouses, type StockLevel } from "./allocate.ts";

const london = { code: "LON", country: "GB", latitude: 51.5, longitude: -0.1, handlingCostMinor: 300 };
const berlin = { code: "BER", country: "DE", latitude: 52.5, longitude: 13.4, handlingCostMinor: 300 };
const paris = { country: "FR", latitude: 48.9, longitude: 2.4 };

type Levels = Record<number, Record<string, number>>;

function levelsOf(levels: Levels): Map<number, StockLevel[]> {
  return new Map(
    Object.entries(levels).map(([variantId, byWarehouse]) => [
      Number(variantId),
      Object.entries(byWarehouse).map(([warehouse, available]) => ({ warehouse, available })),
    ]),
  );
}

function order(wanted: Record<number, number>, key = "o1", preference = ["A", "B", "C"]): OrderToAllocate {
  const lines = Object.entries(wanted).map(([id, quantity]) => ({ variantId: Number(id), quantity, tracked: true }));
  return { key, lines, preference };
}

/** "variant@warehouse×quantity" per allocation, or the shortages. */
function told(verdict: AllocationVerdict | undefined): string[] {
  assert.ok(verdict !== undefined);
  return verdict.verdict === "allocated"
    ? verdict.allocations.map(({ variantId, warehouse, quantity }) => `${variantId}@${warehouse}×${quantity}`)
    : verdict.lines.map(({ variantId, requested, available }) => `${variantId}: ${available} of ${requested}`);
}

test("the nearest warehouse comes first, until another is that much cheaper", () => {
  assert.deepEqual(rankWarehouses(paris, [berlin, london]), ["LON", "BER"]);
  // Berlin is 534 km farther, which weighs 1.07.
  assert.deepEqual(rankWarehouses(paris, [{ ...berlin, handlingCostMinor: 194 }, london]), ["LON", "BER"]);
  assert.deepEqual(rankWarehouses(paris, [{ ...berlin, handlingCostMinor: 192 }, london]), ["BER", "LON"]);
});

test("warehouses at one place are ranked by code", () => {
  const twins = ["C", "A", "B"].map((code) => ({ ...london, code }));
  assert.deepEqual(rankWarehouses(paris, twins), ["A", "B", "C"]);
});

test("the costs can be a carrier's", () => {
  const costs = rankWarehouses(paris, [berlin, london], (from, to) =>
    from.country === "GB" && to.country === "FR" ? 2000 : 500,
  );
  assert.deepEqual(costs, ["BER", "LON"]);
});

test("one warehouse that can serve everything is preferred to a nearer one that cannot", () => {
  const levels = levelsOf({ 1: { A: 5, B: 5, C: 5 }, 2: { A: 0, B: 5, C: 5 } });
  assert.deepEqual(told(allocate([order({ 1: 2, 2: 1 })], levels).get("o1")), ["1@B×2", "2@B×1"]);
});

test("when no warehouse has everything, each line goes to the best that has all of it", () => {
  const levels = levelsOf({ 1: { A: 1, B: 5 }, 2: { A: 5 } });
  assert.deepEqual(told(allocate([order({ 1: 3, 2: 1 })], levels).get("o1")), ["1@B×3", "2@A×1"]);
});

test("a line that no warehouse has whole is taken from the best, then from the next", () => {
  const levels = levelsOf({ 1: { C: 2, B: 2, A: 2 } });
  assert.deepEqual(told(allocate([order({ 1: 5 })], levels).get("o1")), ["1@A×2", "1@B×2", "1@C×1"]);
});

test("an order that cannot be served in full takes nothing and says what is missing", () => {
  const levels = levelsOf({ 1: { A: 1, B: 1 }, 2: { A: 9 } });
  const verdicts = allocate([order({ 1: 3, 2: 9, 3: 1 }, "big"), order({ 1: 2, 2: 9 }, "small")], levels);
  assert.deepEqual(told(verdicts.get("big")), ["1: 2 of 3", "3: 0 of 1"]);
  assert.equal(verdicts.get("small")?.verdict, "allocated");
});

test("orders are served in the order given", () => {
  const verdicts = allocate([order({ 1: 1 }, "first"), order({ 1: 1 }, "second")], levelsOf({ 1: { A: 1 } }));
  assert.equal(verdicts.get("first")?.verdict, "allocated");
  assert.deepEqual(told(verdicts.get("second")), ["1: 0 of 1"]);
});

test("a warehouse outside the preference does not serve, and one below zero has nothing", () => {
  const levels = levelsOf({ 1: { X: 9, A: -3, B: 2 } });
  assert.deepEqual(told(allocate([order({ 1: 3 })], levels).get("o1")), ["1: 2 of 3"]);
  assert.deepEqual(told(allocate([order({ 1: 2 })], levels).get("o1")), ["1@B×2"]);
});

test("untracked lines need no stock", () => {
  const lines = [{ variantId: 7, quantity: 3, tracked: false }];
  assert.deepEqual(told(allocate([{ key: "o1", lines, preference: [] }], new Map()).get("o1")), []);
});

test("lines of one variant are one demand", () => {
  const line = { variantId: 1, quantity: 2, tracked: true };
  const twice = { key: "o1", lines: [line, line], preference: ["A"] };
  assert.deepEqual(told(allocate([twice], levelsOf({ 1: { A: 3 } })).get("o1")), ["1: 3 of 4"]);
  assert.deepEqual(told(allocate([twice], levelsOf({ 1: { A: 4 } })).get("o1")), ["1@A×4"]);
});

test("two orders with one key are a mistake of the caller", () => {
  assert.throws(() => allocate([order({ 1: 1 }), order({ 1: 1 })], new Map()), RangeError);
});

const codes = ["A", "B", "C", "D"];
const anyLevels = fc
  .array(fc.array(fc.integer({ min: -2, max: 8 }), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 })
  .map((rows) => new Map(rows.map((row, id) => [id, row.map((available, w) => ({ warehouse: codes[w]!, available }))])));
const anyLine = fc.record({ variantId: fc.nat(4), quantity: fc.integer({ min: 1, max: 9 }), tracked: fc.boolean() });
const anyBatch = fc
  .array(fc.record({ lines: fc.array(anyLine, { maxLength: 5 }), preference: fc.shuffledSubarray(codes) }), { maxLength: 12 })
  .map((orders) => orders.map((given, position) => ({ key: `o${position}`, ...given })));

function requestedOf(given: OrderToAllocate): Map<number, number> {
  const requested = new Map<number, number>();
  for (const { variantId, quantity, tracked } of given.lines) {
    if (tracked) requested.set(variantId, (requested.get(variantId) ?? 0) + quantity);
  }
  return requested;
}

test("no warehouse gives more than it has, and every order gets all or nothing, as what is left allows", () => {
  fc.assert(
    fc.property(anyBatch, anyLevels, (batch, levels) => {
      const before = structuredClone(levels);
      const verdicts = allocate(batch, levels);
      assert.deepEqual(levels, before, "the caller's levels are not touched");
      const left = new Map(
        [...levels].flatMap(([id, bins]) => bins.map((bin) => [`${id}@${bin.warehouse}`, bin.available] as const)),
      );
      for (const given of batch) {
        const requested = requestedOf(given);
        const missing = [...requested].flatMap(([variantId, quantity]) => {
          const available = given.preference.reduce((sum, code) => sum + Math.max(0, left.get(`${variantId}@${code}`) ?? 0), 0);
          return available < quantity ? [{ variantId, requested: quantity, available }] : [];
        });
        const verdict = verdicts.get(given.key)!;
        if (verdict.verdict === "out-of-stock") {
          assert.deepEqual(verdict.lines, missing);
          assert.ok(missing.length > 0);
          continue;
        }
        assert.deepEqual(missing, []);
        const served = new Map<number, number>();
        for (const { variantId, warehouse, quantity } of verdict.allocations) {
          const rest = left.get(`${variantId}@${warehouse}`)! - quantity;
          assert.ok(quantity > 0 && rest >= 0 && given.preference.includes(warehouse));
          left.set(`${variantId}@${warehouse}`, rest);
          served.set(variantId, (served.get(variantId) ?? 0) + quantity);
        }
        assert.deepEqual(served, requested);
      }
    }),
    { numRuns: 500 },
  );
});

test("an order's verdict does not depend on the orders after it", () => {
  fc.assert(
    fc.property(anyBatch, anyLevels, fc.nat(12), (batch, levels, length) => {
      const alone = allocate(batch.slice(0, length), levels);
      const together = allocate(batch, levels);
      for (const [key, verdict] of alone) assert.deepEqual(together.get(key), verdict);
    }),
  );
});

test("when one warehouse can serve an order, no second one is used", () => {
  fc.assert(
    fc.property(anyBatch, anyLevels, (batch, levels) => {
      const [first] = batch;
      if (first === undefined) return;
      const requested = [...requestedOf(first)];
      const best = first.preference.find((code) =>
        requested.every(([id, quantity]) =>
          levels.get(id)?.some(({ warehouse, available }) => warehouse === code && available >= quantity),
        ),
      );
      const verdict = allocate([first], levels).get(first.key)!;
      if (best === undefined || verdict.verdict === "out-of-stock") return;
      assert.ok(verdict.allocations.every(({ warehouse }) => warehouse === best));
    }),
  );
});
