import assert from "node:assert/strict";
import { test } from "node:test";
import { type Baskets, createBasketCollector, MAX_BASKET_PRODUCTS } from "./baskets.ts";
import { type CompanionLimits, companionsOf, REST } from "./companions.ts";
import { logLikelihoodRatio } from "./log-likelihood.ts";

function collected(...orders: readonly (readonly number[])[]) {
  const collector = createBasketCollector();
  for (const order of orders) collector.add(order);
  return collector.build();
}

const found = (baskets: Baskets, limits?: CompanionLimits) => [...companionsOf(baskets, limits)].filter((one) => one !== REST);
const times = (count: number, order: readonly number[]) => Array.from({ length: count }, () => order);

test("the ratio is that of Dunning's paper, and zero for what meets by chance or less", () => {
  // "the swiss" of the paper's table: k11 = 110, k12 = 2442, k21 = 111, k22 = 29114 gives 270.72.
  const score = logLikelihoodRatio({ together: 110, first: 110 + 2442, second: 110 + 111, total: 110 + 2442 + 111 + 29114 });
  assert.equal(score.toFixed(2), "270.72");
  assert.equal(logLikelihoodRatio({ together: 25, first: 50, second: 50, total: 100 }), 0);
  assert.equal(logLikelihoodRatio({ together: 1, first: 50, second: 50, total: 100 }), 0);
});

test("the ratio of the same pair is the same from both sides, and grows with the evidence", () => {
  const pair = { together: 8, first: 10, second: 30, total: 1_000 };
  assert.equal(logLikelihoodRatio(pair), logLikelihoodRatio({ ...pair, first: 30, second: 10 }));
  const tenfold = { together: 80, first: 100, second: 300, total: 10_000 };
  assert.ok(Math.abs(logLikelihoodRatio(tenfold) - 10 * logLikelihoodRatio(pair)) < 1e-6);
});

test("what is bought together stands before what everybody buys", () => {
  const [bag, cup, saucer] = [1, 2, 3];
  const byProduct = new Map(
    found(
      collected(
        // The bag is in nearly every order, with the cup too; the saucer only with the cup.
        ...times(10, [bag, cup, saucer]),
        ...times(5, [bag, cup]),
        ...times(400, [bag, 7]),
        ...times(100, [8]),
      ),
    ).map(({ productId, companions }) => [productId, companions]),
  );
  assert.deepEqual(
    byProduct.get(cup)!.map(({ productId, together }) => [productId, together]),
    [[saucer, 10]],
    "the bag is with the cup more often than the saucer, and no more often than with anything else",
  );
  assert.deepEqual(
    byProduct.get(saucer)!.map(({ productId }) => productId),
    [cup],
  );
});

test("a pair below the support is no pair, however surprising", () => {
  const orders = [...times(2, [1, 2]), ...times(3, [3, 4]), ...times(5_000, [9])];
  assert.deepEqual(
    found(collected(...orders)).map(({ productId, companions }) => [productId, ...companions.map((each) => each.productId)]),
    [
      [3, 4],
      [4, 3],
    ],
  );
});

test("companions are at most as many as asked for, the strongest first, and never the product itself", () => {
  const others = Array.from({ length: 30 }, (_, index) => 100 + index);
  const orders = [...others.flatMap((other, index) => times(5 + index, [1, other])), ...times(2_000, [50])];
  const limits = { minTogether: 3, minScore: 1, perProduct: 4 };
  const [first] = found(collected(...orders), limits);
  assert.deepEqual(
    first!.companions.map(({ productId }) => productId),
    [129, 128, 127, 126],
  );
  assert.ok(first!.companions.every(({ score }, index, all) => index === 0 || score <= all[index - 1]!.score));
});

test("a basket larger than any shopper's is sampled, and a full collector says so", () => {
  const wholesale = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const { items, starts } = collected(wholesale, [1, 2]);
  assert.deepEqual([...starts], [0, MAX_BASKET_PRODUCTS, MAX_BASKET_PRODUCTS + 2]);
  assert.equal(new Set(items.subarray(0, MAX_BASKET_PRODUCTS)).size, MAX_BASKET_PRODUCTS);

  const small = createBasketCollector(3);
  assert.equal(small.add([1, 2]), true);
  assert.equal(small.add([3, 4]), false);
  assert.equal(small.add([5]), true);
  assert.deepEqual(small.build().productIds, [1, 2, 5]);
});
