import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Database } from "../../src/platform/database/database.ts";
import { createSweeper } from "../../src/shop/inventory/sweeper.ts";
import { createOrderStocks } from "../../src/shop/orders/order-stock.ts";
import { createOrderReads } from "../../src/shop/orders/read-orders.ts";
import { createExpiredRedemptions } from "../../src/shop/promotions/expired-redemptions.ts";
import { assertGreen } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { createFakeProvider } from "../support/fake-provider.ts";
import {
  type Answer,
  addPromotion,
  addVariants,
  createTestShop,
  fillCarts,
  levelOf,
  type TestCart,
  type TestShop,
  type TestShopOptions,
} from "../support/shop.ts";
import { createBarrier, hookStatement } from "../support/statement-hooks.ts";
import { workOff } from "../support/worker.ts";

const database = await createTestDatabase();
const provider = createFakeProvider();
const shop = await createTestShop({ database, provider });
const opened: TestShop[] = [shop];
after(async () => {
  for (const one of opened) await one.close();
  await database.close();
});

/** Another process of the same shop. */
async function openShop(options: Pick<TestShopOptions, "wrap" | "overrides"> = {}): Promise<TestShop> {
  const another = await createTestShop({ ...options, database, provider });
  opened.push(another);
  return another;
}

/** A process that dies after the hold. */
async function openDyingShop(): Promise<TestShop> {
  const place = () => Promise.reject(new Error("the process dies after the hold"));
  return openShop({ overrides: () => ({ placement: { place } }) });
}

/** Two processes that reach a statement together. */
async function openMeetingShops(statement: string): Promise<readonly [TestShop, TestShop]> {
  const together = createBarrier(2);
  const wrap = (db: Database) =>
    hookStatement(db, statement, async (proceed) => {
      await together();
      return proceed();
    });
  return [await openShop({ wrap }), await openShop({ wrap })];
}

/** Two carts of one shopper, each with its own line. */
async function cartsOfOneShopper(variantIds: readonly [number, number], quantity = 1): Promise<[TestCart, TestCart]> {
  const [first] = await fillCarts(database, { lines: [{ variantId: variantIds[0], quantity }] });
  const [second] = await fillCarts(database, { lines: [{ variantId: variantIds[1], quantity }] });
  for (const table of ["carts", "cart_lines"]) {
    const column = table === "carts" ? "id" : "cart_id";
    await database.query(`update ${table} set shopper_id = $2 where ${column} = $1`, [second!.cartId, first!.shopperId]);
  }
  return [first!, { ...second!, shopperId: first!.shopperId }];
}

/** Lets ten minutes go by, and the worker do all there is to do. */
async function sweep(): Promise<void> {
  await workOff(shop);
  for (const table of ["reservations", "promotion_redemptions"]) {
    await database.query(`update ${table} set expires_at = now() - interval '10 min' where state = 'held'`);
  }
  const { db, parts } = shop;
  const { holds, redemptions } = parts;
  const expiredRedemptions = createExpiredRedemptions(db);
  await createSweeper({ db, holds, redemptions, orders: createOrderStocks(db), expiredRedemptions }).runOnce();
}

const reservedOf = async (...variantIds: readonly number[]) =>
  Promise.all(variantIds.map(async (variantId) => (await levelOf(database, variantId)).reserved));

/** One order, and the other call is told that its key was used. */
function assertOneOrder(answers: readonly Answer[]): void {
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [201, 422]);
  assert.equal(answers.find((answer) => answer.status === 422)!.code, "idempotency-key-reused");
}

test("one key on two carts at two processes is one order, the other is refused and leaks no stock", async () => {
  const [one, other] = await addVariants(database, { count: 2 });
  const shops = await openMeetingShops("orders.place");
  const carts = await cartsOfOneShopper([one!, other!]);
  const answers = await Promise.all(carts.map((cart, index) => shops[index]!.buy(cart, { key: "k" })));
  assertOneOrder(answers);
  const won = answers[0]!.status === 201;
  assert.deepEqual(await reservedOf(one!, other!), won ? [1, 0] : [0, 1]);
  await sweep();
  assert.deepEqual(await reservedOf(one!, other!), won ? [1, 0] : [0, 1]);
});

test("the same, when the loser dies before it can give back what it held: the sweeper does", async () => {
  const [one, other] = await addVariants(database, { count: 2 });
  const [lost, won] = await cartsOfOneShopper([one!, other!]);
  assert.equal((await (await openDyingShop()).buy(lost, { key: "k" })).status, 500);
  assert.equal((await shop.buy(won, { key: "k" })).status, 201);
  await workOff(shop);
  assert.deepEqual(await reservedOf(one!, other!), [1, 1]);
  await sweep();
  assert.deepEqual(await reservedOf(one!, other!), [0, 1]);
});

test("one key on two carts of the same lines at two processes: the loser does not give back what the order counts on", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 1 } });
  const shops = await openMeetingShops("orders.place");
  const carts = await cartsOfOneShopper([variantId!, variantId!]);
  assertOneOrder(await Promise.all(carts.map((cart, index) => shops[index]!.buy(cart, { key: "k" }))));
  assert.deepEqual(await reservedOf(variantId!), [1]);
  await sweep();
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 1, reserved: 1, allocated: 1 });
});

test("one key on two variants of one product, after a try that died: no stock goes to an order that did not ask for it", async () => {
  const [small, large] = await addVariants(database, { variantsPerProduct: 2 });
  const [lost, next] = await cartsOfOneShopper([small!, large!]);
  assert.equal((await (await openDyingShop()).buy(lost, { key: "k" })).status, 500);
  const early = await shop.buy(next, { key: "k" });
  assert.deepEqual([early.status, early.code], [409, "idempotency-in-progress"]);
  await sweep();
  assert.equal((await shop.buy(next, { key: "k" })).status, 201);
  await sweep();
  assert.deepEqual(await reservedOf(small!, large!), [0, 1]);
});

test("one key with two addresses at two processes is one order from one warehouse", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 5, EWR1: 5 } });
  const shops = await openMeetingShops("inventory.take-holds");
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const answers = await Promise.all(["GB", "US"].map((country, index) => shops[index]!.buy(cart!, { key: "k", country })));
  assertOneOrder(answers);
  await sweep();
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 10, reserved: 1, allocated: 1 });
});

test("a retry whose first try is not only placed but allocated by now has its answer", async () => {
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  let first: Answer | undefined;
  const retrying = await openShop({
    wrap: (db) =>
      hookStatement(db, "inventory.read-levels", async (proceed) => {
        if (first === undefined) {
          first = await shop.buy(cart!, { key: "k" });
          await workOff(shop);
        }
        return proceed();
      }),
  });
  const retry = await retrying.buy(cart!, { key: "k" });
  assert.deepEqual([first!.status, retry.status, retry.replayed], [201, 201, true]);
  assert.equal(retry.order!.id, first!.order!.id);
});

test("a retry that the shop would refuse because of its own first try has its answer", async () => {
  await addPromotion(database, { code: "FIRST", firstOrderOnly: true });
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { couponCodes: ["FIRST"], lines: [{ variantId: variantId!, quantity: 1 }] });
  const firstly = await openShop({ overrides: () => ({ isFirstOrder: async () => true }) });
  let first: Answer | undefined;
  const retrying = await openShop({
    overrides: (db) => ({
      async isFirstOrder(shopperId) {
        first ??= await firstly.buy(cart!, { key: "k" });
        return createOrderReads(db).isFirstOrder(shopperId);
      },
    }),
  });
  const retry = await retrying.buy(cart!, { key: "k" });
  assert.deepEqual([first!.status, retry.status, retry.replayed], [201, 201, true]);
});

test("retries at two processes for the last use of a coupon and the last unit: whoever has the order was never refused", async () => {
  await addPromotion(database, { code: "LAST", maxUses: 5, maxUsesPerCustomer: 1 });
  const [variantId] = await addVariants(database, { stock: { LON1: 5 } });
  const second = await openShop();
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const carts = await fillCarts(database, { count: 60, couponCodes: ["LAST"], lines });
  const buyers = await Promise.all(
    carts.map((cart, index) => Promise.all([shop, second, shop].map((one) => one.buy(cart, { key: `k${index}` })))),
  );
  const served = buyers.filter((answers) => answers.some((answer) => answer.status === 201));
  assert.equal(served.length, 5);
  for (const answers of served) assert.deepEqual(new Set(answers.map((answer) => answer.code)), new Set([undefined]));
  const [uses] = await database.query("select sum(uses)::int as uses from promotion_uses");
  assert.equal(uses!.uses, 5);
});

test("the audit finds nothing wrong in all of this", async () => {
  await sweep();
  await assertGreen(database);
});
