import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../support/database.ts";
import { addPromotion, addVariants, createTestShop, fillCarts, type TestCart } from "../support/shop.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database });
after(async () => {
  await shop.close();
  await database.close();
});

/** What one checkout may cost outside batches. */
const STATEMENTS_PER_CHECKOUT = 8;

async function cartOf(variantIds: readonly number[], couponCodes: readonly string[] = []): Promise<TestCart> {
  const [cart] = await fillCarts(database, { couponCodes, lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })) });
  return cart!;
}

async function statementsFor(carts: readonly TestCart[]): Promise<number> {
  const before = shop.db.counters.statements;
  const answers = await Promise.all(carts.map((cart) => shop.buy(cart)));
  for (const answer of answers) assert.equal(answer.status, 201);
  return shop.db.counters.statements - before;
}

test("the first checkout of a process also reads the reference tables and leases order numbers, within the same budget", async () => {
  const statements = await statementsFor([await cartOf(await addVariants(database))]);
  assert.ok(statements <= STATEMENTS_PER_CHECKOUT, `${statements} statements`);
});

test("a checkout costs the same few statements with 3 lines and with 300", async () => {
  const small = await statementsFor([await cartOf(await addVariants(database, { count: 3 }))]);
  const large = await statementsFor([await cartOf(await addVariants(database, { count: 300 }))]);
  assert.equal(small, 6);
  assert.equal(large, small);
});

test("a checkout with a limited coupon stays within the budget", async () => {
  await addPromotion(database, { code: "LIMITED", maxUses: 10 });
  const statements = await statementsFor([await cartOf(await addVariants(database), ["LIMITED"])]);
  assert.ok(statements <= STATEMENTS_PER_CHECKOUT, `${statements} statements`);
});

test("checkouts that come together share their statements", async () => {
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 200, lines: [{ variantId: variantId!, quantity: 1 }] });
  const perOrder = (await statementsFor(carts)) / carts.length;
  assert.ok(perOrder < 0.5, `${perOrder} statements per order`);
});
