import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Database } from "../../src/platform/database/database.ts";
import { createSweeper } from "../../src/shop/inventory/sweeper.ts";
import { createOrderStocks } from "../../src/shop/orders/order-stock.ts";
import { createExpiredRedemptions } from "../../src/shop/promotions/expired-redemptions.ts";
import { assertGreen } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { createFakeProvider } from "../support/fake-provider.ts";
import { addPromotion, addVariants, createTestShop, fillCarts, levelOf, type TestShop } from "../support/shop.ts";
import { createBarrier, hookStatement, loseFirstAnswer } from "../support/statement-hooks.ts";
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
async function openShop(wrap: (db: Database) => Database = (db) => db): Promise<TestShop> {
  const another = await createTestShop({ database, provider, wrap });
  opened.push(another);
  return another;
}

async function newCart(options: { units?: number; quantity?: number; count?: number; couponCodes?: string[] } = {}) {
  const [variantId] = await addVariants(database, { stock: { LON1: options.units ?? 100 } });
  const { count = 1, quantity = 1, couponCodes = [] } = options;
  const carts = await fillCarts(database, { count, couponCodes, lines: [{ variantId: variantId!, quantity }] });
  return { cart: carts[0]!, carts, variantId: variantId! };
}

const ordersOf = async (cartId: string) =>
  (await database.query<{ status: string }>("select status from orders where cart_id = $1", [cartId])).map(
    (order) => order.status,
  );

test("the same key and the same body give the first answer again", async () => {
  const { cart } = await newCart();
  const first = await shop.buy(cart, { key: "k" });
  const again = await shop.buy(cart, { key: "k" });
  assert.deepEqual([first.status, first.replayed, again.status, again.replayed], [201, false, 201, true]);
  assert.equal(again.order!.id, first.order!.id);
});

test("the same key with another body is refused", async () => {
  const { cart } = await newCart();
  await shop.buy(cart, { key: "k" });
  const { status, code } = await shop.buy(cart, { key: "k", email: "other@example.test" });
  assert.deepEqual([status, code], [422, "idempotency-key-reused"]);
});

test("the same key from four sides at once is one order, charged once", async () => {
  const second = await openShop();
  const { cart, variantId } = await newCart();
  const before = provider.charges.size;
  const answers = await Promise.all([shop, second, shop, second].map((one) => one.buy(cart, { key: "k" })));
  const orderIds = new Set(answers.filter((answer) => answer.outcome === "ok").map((answer) => answer.order!.id));
  assert.equal(orderIds.size, 1);
  for (const { outcome, code } of answers) assert.ok(outcome === "ok" || code === "idempotency-in-progress", String(code));
  assert.equal(provider.charges.size, before + 1);
  assert.equal((await levelOf(database, variantId)).reserved, 1);
});

test("two keys on one cart at once give one order; the other is told that the cart is closed, and leaks no stock", async () => {
  const second = await openShop();
  const { carts, variantId } = await newCart({ count: 10, quantity: 2 });
  const pairs = await Promise.all(
    carts.map((cart) => Promise.all([shop.buy(cart, { key: "one" }), second.buy(cart, { key: "two" })])),
  );
  for (const pair of pairs) {
    assert.deepEqual(pair.map((answer) => answer.status).toSorted(), [201, 409]);
    assert.equal(pair.find((answer) => answer.status === 409)!.code, "cart-closed");
  }
  assert.deepEqual(await levelOf(database, variantId), { onHand: 100, reserved: 20, allocated: 0 });
});

for (const statement of ["inventory.take-holds", "orders.settle"]) {
  test(`when the answer to ${statement} is lost after it was done, there is still one order and one hold`, async () => {
    const unlucky = await openShop((db) => loseFirstAnswer(db, statement));
    const { carts, variantId } = await newCart({ count: 5 });
    const answers = await Promise.all(carts.map((cart) => unlucky.buy(cart)));
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([201]));
    assert.deepEqual(await levelOf(database, variantId), { onHand: 100, reserved: 5, allocated: 0 });
  });
}

test("when the answer to placing is lost after it was done, the order is found, paid and answered", async () => {
  const unlucky = await openShop((db) => loseFirstAnswer(db, "orders.place"));
  const { cart, variantId } = await newCart();
  const { status } = await unlucky.buy(cart);
  assert.deepEqual(await ordersOf(cart.cartId), ["paid"]);
  assert.equal((await levelOf(database, variantId)).reserved, 1);
  assert.equal(status, 201);
});

test("when the answer to the hold of the last unit is lost, the retry knows the hold as its own", async () => {
  const unlucky = await openShop((db) => loseFirstAnswer(db, "inventory.take-holds"));
  const { cart } = await newCart({ units: 1 });
  assert.equal((await unlucky.buy(cart)).status, 201);
});

test("a retry at another process is never told sold out because of its own first try", async () => {
  const { cart } = await newCart({ units: 1 });
  let first: Awaited<ReturnType<TestShop["buy"]>> | undefined;
  const retrying = await openShop((db) =>
    hookStatement(db, "inventory.read-levels", async (proceed) => {
      first ??= await shop.buy(cart, { key: "k" });
      return proceed();
    }),
  );
  const retry = await retrying.buy(cart, { key: "k" });
  assert.equal(first!.status, 201);
  assert.ok(retry.outcome === "ok" || retry.code === "idempotency-in-progress", `it is told ${retry.code}`);
});

test("a retry that is told sold out gives back no coupon use that the first try counts on", async () => {
  const promotionId = await addPromotion(database, { code: "LAST1", maxUses: 1 });
  const { cart } = await newCart({ units: 1, couponCodes: ["LAST1"] });
  let first: Awaited<ReturnType<TestShop["buy"]>> | undefined;
  const retrying = await openShop((db) =>
    hookStatement(db, "inventory.read-levels", async (proceed) => {
      first ??= await shop.buy(cart, { key: "k" });
      return proceed();
    }),
  );
  await retrying.buy(cart, { key: "k" });
  assert.equal(first!.order!.promotions.length, 1);
  const [row] = await database.query("select uses from promotion_uses where promotion_id = $1", [promotionId]);
  assert.equal(row!.uses, 1);
});

test("a checkout that lost its cart's version gives back no hold that another try under its key has taken over", async () => {
  const { cart, variantId } = await newCart();
  let retry: Awaited<ReturnType<TestShop["buy"]>> | undefined;
  const retrying = await openShop();
  const slow = await openShop((db) => {
    let placing = false;
    const held = hookStatement(db, "orders.place", async (proceed) => {
      placing = true;
      await database.query("update carts set version = version + 1 where id = $1", [cart.cartId]);
      return proceed();
    });
    // Between looking for the key once more and giving the hold back, the retry comes through.
    return hookStatement(held, "carts.load", async (proceed) => {
      const rows = await proceed();
      if (placing) retry ??= await retrying.buy(cart, { key: "k" });
      return rows;
    });
  });
  await slow.buy(cart, { key: "k" });
  assert.equal(retry!.status, 201);
  assert.deepEqual(await levelOf(database, variantId), { onHand: 100, reserved: 1, allocated: 0 });
});

test("one key on two carts at once is one order, the other is refused, and leaks no stock", async () => {
  const both = createBarrier(2);
  const meet = (db: Database) =>
    hookStatement(db, "orders.place", async (proceed) => {
      await both();
      return proceed();
    });
  const [first, second] = [await openShop(meet), await openShop(meet)];
  const one = await newCart();
  const other = await newCart();
  await database.query("update carts set shopper_id = $2 where id = $1", [other.cart.cartId, one.cart.shopperId]);
  await database.query("update cart_lines set shopper_id = $2 where cart_id = $1", [other.cart.cartId, one.cart.shopperId]);
  const answers = await Promise.all([
    first.buy(one.cart, { key: "k" }),
    second.buy({ ...other.cart, shopperId: one.cart.shopperId }, { key: "k" }),
  ]);
  await workOff(shop);
  await database.query("update reservations set expires_at = now() - interval '10 min' where state = 'held'");
  const { db, parts } = shop;
  const { holds, redemptions } = parts;
  const expiredRedemptions = createExpiredRedemptions(db);
  await createSweeper({ db, holds, redemptions, orders: createOrderStocks(db), expiredRedemptions }).runOnce();
  const reserved = (await levelOf(database, one.variantId)).reserved + (await levelOf(database, other.variantId)).reserved;
  assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
  assert.equal(reserved, 1);
  assert.equal(answers.filter((answer) => answer.outcome === "refused").length, 1);
});

test("calls under one key in one process go one after the other, however many", async () => {
  const { cart } = await newCart({ units: 0 });
  const { carts: others } = await newCart({ count: 50, units: 0 });
  const before = shop.db.counters.statements;
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => shop.buy(cart, { key: "k" })),
    ...others.map((other) => shop.buy(other)),
  ]);
  assert.deepEqual(new Set(answers.map((answer) => answer.code)), new Set(["out-of-stock"]));
  assert.ok(shop.db.counters.statements - before < 40, `${shop.db.counters.statements - before} statements`);
});

test("of settlements of one order in one batch only the one that was booked is told so", async () => {
  const { cart } = await newCart();
  const { order } = await shop.buy(cart, { token: "unknown" });
  const ids = { orderId: order!.id, shopperId: cart.shopperId, paymentId: order!.payment.id };
  const booked = await Promise.all([
    shop.parts.settlements.settle({ ...ids, outcome: "paid", reference: "r" }),
    shop.parts.settlements.settle({ ...ids, outcome: "declined", reference: null, declineCode: "late" }),
  ]);
  assert.equal(booked.filter(Boolean).length, 1);
});

test("the audit finds nothing wrong in all of this", async () => {
  await workOff(shop);
  await assertGreen(database);
});
