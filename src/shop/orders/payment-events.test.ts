import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, fillCarts } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import { newId } from "../../platform/ids.ts";
import type { ProviderEvent } from "../payments/provider.ts";
import type { Order } from "./order.ts";
import { createPaymentEvents } from "./payment-events.ts";
import { refundOrder } from "./refunds.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database, poolSize: 10 });
const events = createPaymentEvents(shop.db);
after(async () => {
  await shop.close();
  await database.close();
});
const [variantId] = await addVariants(database);

async function order(token: string): Promise<Order> {
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  return (await shop.buy(cart!, { token })).order!;
}

function told(order: Order, changes: Partial<ProviderEvent> = {}): ProviderEvent {
  return {
    eventId: newId(),
    kind: "charge.paid",
    paymentId: order.payment.id,
    orderId: order.id,
    shopperId: order.shopperId,
    reference: `fake_${order.payment.id}`,
    amountMinor: order.totalMinor,
    currency: order.currency,
    createdAt: new Date().toISOString(),
    ...changes,
  };
}

const stored = async ({ id, shopperId }: Order): Promise<Order> => (await shop.parts.orders.find(id, shopperId))!;
const typesOf = async ({ id }: Order) =>
  (await database.query("select type from outbox_shopper where aggregate_id = $1 order by version", [id])).map((row) => row.type);

test("an event that comes many times at once is booked once", async () => {
  const pending = await order("unknown");
  const event = told(pending);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => events.take("sandbox", event)));
  assert.deepEqual(outcomes.toSorted(), ["applied", ...Array.from({ length: 7 }, () => "known")]);
  assert.equal((await stored(pending)).status, "paid");
  assert.deepEqual(await typesOf(pending), ["order.placed", "order.paid"]);
});

test("a second event about the same charge, and one that comes late, change nothing", async () => {
  const pending = await order("unknown");
  await events.take("sandbox", told(pending));
  assert.equal(await events.take("sandbox", told(pending)), "applied");
  assert.equal(await events.take("sandbox", told(pending, { kind: "charge.declined", declineCode: "late" })), "applied");
  assert.equal((await stored(pending)).status, "paid");
  assert.deepEqual(await typesOf(pending), ["order.placed", "order.paid"]);
});

test("a declined charge opens the cart again", async () => {
  const pending = await order("lost");
  await events.take("sandbox", told(pending, { kind: "charge.declined", declineCode: "card_declined" }));
  const failed = await stored(pending);
  assert.deepEqual([failed.status, failed.payment.declineCode], ["payment_failed", "card_declined"]);
  const [cart] = await database.query("select status from carts where id = $1", [pending.cartId]);
  assert.equal(cart?.status, "open");
});

test("a refund is booked by whichever comes first, the event or the worker, and out of order too", async () => {
  const paid = await order("ok");
  const { id: refundId } = await shop.db.transaction((tx) =>
    refundOrder(tx, { orderId: paid.id, shopperId: paid.shopperId }, { amountMinor: 50, reason: "late" }),
  );
  const done = { kind: "refund.done", refundId, amountMinor: 50, reference: "r" } as const;
  await Promise.all([
    events.take("sandbox", told(paid, done)),
    events.take("sandbox", told(paid, done)),
    events.take("sandbox", told(paid)),
    workOff(shop),
  ]);
  assert.equal(await events.take("sandbox", told(paid, { ...done, kind: "refund.refused" })), "applied");
  await workOff(shop);
  assert.equal((await stored(paid)).payment.refundedMinor, 50);
  assert.deepEqual(await typesOf(paid), ["order.placed", "order.paid", "order.refunded"]);
});

test("an event about a payment of somebody else, of another provider, or of another amount is not booked", async () => {
  const pending = await order("unknown");
  assert.equal(await events.take("sandbox", told(pending, { orderId: newId() })), "stranger");
  assert.equal(await events.take("sandbox", told(pending, { paymentId: newId() })), "stranger");
  assert.equal(await events.take("sandbox", told(pending, { orderId: "order-17" })), "stranger");
  assert.equal(await events.take("stripe", told(pending)), "stranger");
  assert.equal(await events.take("sandbox", told(pending, { amountMinor: pending.totalMinor - 1 })), "mismatch");
  assert.equal(await events.take("sandbox", told(pending, { currency: "USD" })), "mismatch");
  assert.equal((await stored(pending)).status, "pending");
});

test("afterwards everything adds up", async () => {
  await assertStockAddsUp(database);
  await assertOrdersAddUp(database);
});
