import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addPromotion, addVariants, createTestShop, fillCarts, levelOf } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import type { ShopEvent } from "../../platform/events/event.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { fulfilOrder } from "../orders/fulfil-order.ts";
import type { Order } from "../orders/order.ts";
import { createOrderStocks } from "../orders/order-stock.ts";
import { returnOrder } from "../orders/return-order.ts";
import { createInventoryConsumer, roundsOf } from "./order-consumer.ts";
import { changeStock } from "./stock-admin.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database, poolSize: 8 });
const { db, parts } = shop;
const consumer = createInventoryConsumer({
  db,
  holds: parts.holds,
  redemptions: parts.redemptions,
  orders: createOrderStocks(db),
  preference: async () => ["LON1", "RTM1"],
  cancelSoldOut: (ref) => cancelOrder(db, ref, "sold-out"),
});
after(async () => {
  await shop.close();
  await database.close();
});

async function order(variantId: number, quantity: number, token = "ok"): Promise<Order & { readonly orderId: string }> {
  const [cart] = await fillCarts(database, { lines: [{ variantId, quantity }] });
  const { order } = await shop.buy(cart!, { token });
  return { ...order!, orderId: order!.id };
}

const stored = async ({ id, shopperId }: Order): Promise<Order> => (await parts.orders.find(id, shopperId))!;

/** The events of orders in their order, as the relay would hand them over. */
async function eventsOf(...orders: readonly Order[]): Promise<ShopEvent[]> {
  const rows = await database.query(
    "select * from outbox_shopper where aggregate_id = any($1::uuid[]) and type = any($2) order by version, id",
    [orders.map((one) => one.id), consumer.types],
  );
  return rows.map((row, position) => ({
    id: row.id,
    position,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    shopperId: row.shopper_id,
    productId: null,
    version: row.version,
    type: row.type,
    payload: row.payload,
    createdAt: row.created_at,
  }));
}

const back = (one: Order & { readonly orderId: string }, variantId: number, quantity: number) =>
  db.transaction((tx) =>
    returnOrder(tx, one, { lines: [{ variantId, quantity }], restock: true, refundMinor: null, reason: "wrong size" }),
  );

test("a batch keeps the order of each order's events", () => {
  const event = (aggregateId: string, version: number) => ({ aggregateId, version }) as ShopEvent;
  const rounds = roundsOf([event("a", 1), event("b", 1), event("a", 2), event("a", 3), event("b", 2)]);
  assert.deepEqual(
    rounds.map((round) => round.map(({ aggregateId, version }) => `${aggregateId}${version}`)),
    [["a1", "b1"], ["a2", "b2"], ["a3"]],
  );
});

test("a whole life in one batch, handed over three times, is booked once", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 100 } });
  const id = variantId!;
  const [kept, sent, cancelled, failed] = [
    await order(id, 5),
    await order(id, 6),
    await order(id, 7),
    await order(id, 8, "declined"),
  ];
  await back(kept, id, 1);
  await back(sent, id, 2);
  await fulfilOrder(db, sent);
  await back(sent, id, 1);
  await cancelOrder(db, cancelled, "requested");
  const events = await eventsOf(kept, sent, cancelled, failed);
  await Promise.all([consumer.handle(events), consumer.handle(events)]);
  await consumer.handle(events);
  // 100 − (6 − 2 sent) + 1 back; 5 − 1 of the first are still to be sent.
  assert.deepEqual(await levelOf(database, id), { onHand: 97, reserved: 4, allocated: 4 });
  await assertStockAddsUp(database);
});

test("cancelling ends the promise, whichever of paid and cancelled is handled first", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 9 } });
  const late = await order(variantId!, 4);
  await cancelOrder(db, late, "requested");
  const events = await eventsOf(late);
  for (const event of events.toReversed()) await consumer.handle([event]);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 9, reserved: 0, allocated: 0 });
  await assertStockAddsUp(database);
});

test("uses of a promotion stay with a paid order and come back from a cancelled one", async () => {
  const promotionId = await addPromotion(database, { code: "FEW", maxUses: 3 });
  const [variantId] = await addVariants(database);
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const carts = await fillCarts(database, { count: 2, couponCodes: ["FEW"], lines });
  const orders = await Promise.all(carts.map(async (cart) => (await shop.buy(cart)).order!));
  await consumer.handle(await eventsOf(...orders));
  const states = await database.query("select state from promotion_redemptions where promotion_id = $1", [promotionId]);
  assert.deepEqual(states, [{ state: "used" }, { state: "used" }]);
  await cancelOrder(db, { orderId: orders[0]!.id, shopperId: orders[0]!.shopperId }, "requested");
  await workOff(shop);
  const [uses] = await database.query("select uses from promotion_uses where promotion_id = $1", [promotionId]);
  assert.equal(uses?.uses, 1);
});

async function loseHold({ holdId }: Order): Promise<void> {
  await database.query("update reservations set expires_at = now() where hold_id = $1", [holdId]);
  const products = await database.query("select product_id from reservations where hold_id = $1", [holdId]);
  await parts.holds.move(
    "expire",
    holdId,
    products.map((row) => Number(row.product_id)),
  );
}

test("a paid order whose hold is gone takes its stock again, from where there is some", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 5, RTM1: 5 } });
  const unlucky = await order(variantId!, 4);
  await loseHold(unlucky);
  const other = await order(variantId!, 4);
  assert.deepEqual(unlucky.lines[0]!.allocations, [{ warehouse: "LON1", quantity: 4 }]);
  await consumer.handle(await eventsOf(unlucky, other));
  await consumer.handle(await eventsOf(unlucky, other));
  assert.deepEqual((await stored(unlucky)).lines[0]!.allocations, [{ warehouse: "RTM1", quantity: 4 }]);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 10, reserved: 8, allocated: 8 });
  await assertStockAddsUp(database);
});

test("a paid order whose hold is gone and that is sold out is cancelled with its money back", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 4 } });
  const unlucky = await order(variantId!, 3);
  await loseHold(unlucky);
  const other = await order(variantId!, 3);
  await workOff(shop);
  const [cancelled, kept] = [await stored(unlucky), await stored(other)];
  assert.deepEqual([cancelled.status, cancelled.payment.refundedMinor], ["cancelled", unlucky.totalMinor]);
  assert.equal(kept.status, "paid");
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 4, reserved: 3, allocated: 3 });
  await assertStockAddsUp(database);
  await assertOrdersAddUp(database);
});

test("the reorder alert is given once, and again after the stock has recovered", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 10 } });
  await database.query("update stock_levels set reorder_level = 8 where variant_id = $1", [variantId]);
  const alerts = async () =>
    (
      await database.query("select payload from outbox_product where type = 'stock.low' and product_id = $1 / 10000", [variantId])
    ).map((row) => row.payload);
  await order(variantId!, 2);
  await workOff(shop);
  assert.deepEqual(await alerts(), []);
  const third = await order(variantId!, 1);
  await order(variantId!, 1);
  await workOff(shop);
  assert.equal((await alerts()).length, 1);
  const [{ available, ...alert }] = (await alerts()) as [Record<string, number>];
  assert.deepEqual(alert, { variantId, warehouse: "LON1", reorderLevel: 8 });
  assert.ok(available! < 8);
  await cancelOrder(db, third, "requested");
  await workOff(shop);
  assert.equal((await alerts()).length, 1);
  const arrived = { variantId: variantId!, warehouse: "LON1", kind: "receive", delta: 1, path: "" } as const;
  await db.transaction((tx) => changeStock(tx, [arrived], { note: null, reference: null }));
  await order(variantId!, 1);
  await workOff(shop);
  assert.equal((await alerts()).length, 2);
});
