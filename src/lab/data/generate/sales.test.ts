import assert from "node:assert/strict";
import { test } from "node:test";
import { createShareCurve, deal } from "./curves.ts";
import { fitOrders } from "./fit.ts";
import { fitted } from "./fitted.ts";
import { createPermutation } from "./permutation.ts";
import { createSales } from "./sales.ts";
import { settingsFor } from "./settings.ts";

const settings = settingsFor({ scale: 0.002, seed: 7, untilMs: Date.UTC(2026, 5, 1), per: { orders: 2 } });
const variantsOf = (product: number) => 1 + (product % 5);

test("a permutation holds every number once, and finds each back", () => {
  for (const size of [1, 2, 3, 100, 4_097]) {
    const permutation = createPermutation(size, 3);
    const values = Array.from({ length: size }, (_, index) => permutation.at(index));
    assert.equal(new Set(values).size, size);
    assert.ok(values.every((value, index) => value >= 0 && value < size && permutation.indexOf(value) === index));
  }
  assert.notDeepEqual(
    Array.from({ length: 20 }, (_, index) => createPermutation(20, 1).at(index)),
    Array.from({ length: 20 }, (_, index) => createPermutation(20, 2).at(index)),
  );
});

test("what is dealt out by a curve is dealt out whole, and each thing knows its rank", () => {
  const curve = createShareCurve(fitted.popularity);
  for (const [total, ranks] of [
    [0, 10],
    [7, 100],
    [12_345, 777],
  ] as const) {
    const dealt = deal(total, ranks, curve);
    assert.equal(dealt.first(0), 0);
    assert.equal(dealt.first(ranks), total);
    for (let thing = 0; thing < total; thing += 1) {
      const rank = dealt.rankOf(thing);
      assert.ok(dealt.first(rank) <= thing && thing < dealt.first(rank + 1), `thing ${thing} of ${total}`);
    }
  }
});

test("orders and products tell of the same sales", () => {
  const sales = createSales(settings, variantsOf);
  const text = ({ order, product, variant, quantity }: ReturnType<typeof sales.ofOrder>[number]) =>
    `${order} ${product} ${variant} ${quantity}`;
  const byOrder = Array.from({ length: sales.orders }, (_, order) => sales.ofOrder(order)).flat();
  const byProduct = Array.from({ length: settings.products }, (_, index) => sales.ofProduct(index + 1)).flat();
  assert.equal(byOrder.length, byProduct.length);
  assert.deepEqual(byOrder.map(text).sort(), byProduct.map(text).sort());
  const keys = byOrder.map(({ order, product, variant }) => `${order} ${product} ${variant}`);
  assert.equal(new Set(keys).size, keys.length, "each variant once in an order");
  assert.ok(byOrder.every(({ product, variant, quantity }) => variant >= 1 && variant <= variantsOf(product) && quantity >= 1));
});

test("baskets and popularity are those of the real orders", () => {
  const sales = createSales(settings, variantsOf);
  const perOrder = sales.lines / sales.orders;
  assert.ok(Math.abs(perOrder - 26.16) < 1.5, `${perOrder} lines an order`);
  const counts = Array.from({ length: settings.products }, (_, index) => sales.ofProduct(sales.productOfRank(index + 1)).length);
  const topTenth = counts.slice(0, settings.products / 10).reduce((sum, count) => sum + count, 0) / sales.lines;
  // A little less than the 0.44 that were fitted: what an order has twice of one variant is one line.
  assert.ok(Math.abs(topTenth - 0.44) < 0.04, `a tenth of the products makes ${topTenth} of the lines`);
});

test("the fitted numbers are what the real orders say", async () => {
  assert.deepEqual(await fitOrders("data/online-retail/online-retail.csv.gz"), fitted);
});
