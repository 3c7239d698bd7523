import assert from "node:assert/strict";
import { after, test } from "node:test";
import { pino } from "pino";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { addVariants, createTestShop, fillCarts, levelOf } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import { Problem } from "../../platform/http/problems.ts";
import type { PaymentProvider, RefundOutcome } from "../payments/provider.ts";
import { cancelOrder } from "./cancel-order.ts";
import { fulfilOrder } from "./fulfil-order.ts";
import type { Order } from "./order.ts";
import { createRefundRunner } from "./refund-runner.ts";
import { refundOrder } from "./refunds.ts";
import { returnOrder } from "./return-order.ts";

const database = await createTestDatabase();
const provider = createFakeProvider();
const shop = await createTestShop({ database, provider, poolSize: 12 });
const { db } = shop;
const logger = pino({ level: "silent" });
after(async () => {
  await shop.close();
  await database.close();
});

type Line = { readonly variantId: number; readonly quantity: number };

async function order(lines: readonly Line[], token = "ok"): Promise<Order & { readonly orderId: string }> {
  const [cart] = await fillCarts(database, { lines });
  const { order } = await shop.buy(cart!, { token });
  return { ...order!, orderId: order!.id };
}

const stored = async ({ id, shopperId }: Order): Promise<Order> => (await shop.parts.orders.find(id, shopperId))!;
const code = (wanted: string) => (error: unknown) => error instanceof Problem && error.code === wanted;
const makeDue = (table: "payments" | "refunds") =>
  database.query(`update ${table} set next_attempt_at = now() where status = 'pending'`);

async function assertAllAddsUp(): Promise<void> {
  await assertStockAddsUp(database);
  await assertOrdersAddUp(database);
}

test("a paid order is cancelled once, its money goes back and its stock too", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 10 } });
  const paid = await order([{ variantId: variantId!, quantity: 3 }]);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 10, reserved: 3, allocated: 3 });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => cancelOrder(db, paid, "requested")));
  assert.deepEqual(new Set(outcomes), new Set(["cancelled"]));
  await workOff(shop);
  const cancelled = await stored(paid);
  assert.equal(cancelled.status, "cancelled");
  assert.equal(cancelled.payment.refundedMinor, paid.totalMinor);
  assert.equal(cancelled.payment.status, "refunded");
  const refunds = await database.query("select status, amount_minor::int as amount from refunds where order_id = $1", [paid.id]);
  assert.deepEqual(refunds, [{ status: "refunded", amount: paid.totalMinor }]);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 10, reserved: 0, allocated: 0 });
  await assertAllAddsUp();
});

test("cancelling before the stock was allocated gives back what was held", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 5 } });
  const paid = await order([{ variantId: variantId!, quantity: 2 }]);
  await cancelOrder(db, paid, "requested");
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 5, reserved: 0, allocated: 0 });
  await assertAllAddsUp();
});

test("an order whose payment is not known is cancelled when it turns out to be paid", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 5 } });
  const pending = await order([{ variantId: variantId!, quantity: 1 }], "unknown");
  assert.equal(await cancelOrder(db, pending, "requested"), "requested");
  assert.equal(await cancelOrder(db, pending, "requested"), "requested");
  assert.equal((await stored(pending)).status, "pending");
  await makeDue("payments");
  await workOff(shop);
  assert.equal((await stored(pending)).status, "cancelled");
  assert.equal((await stored(pending)).payment.refundedMinor, pending.totalMinor);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 5, reserved: 0, allocated: 0 });
  await assertAllAddsUp();
});

test("an order that was to be cancelled and turns out to be declined has failed, and nothing goes back", async () => {
  const [variantId] = await addVariants(database);
  const pending = await order([{ variantId: variantId!, quantity: 1 }], "lost");
  await cancelOrder(db, pending, "requested");
  await shop.parts.settlements.settle({
    orderId: pending.id,
    shopperId: pending.shopperId,
    paymentId: pending.payment.id,
    outcome: "declined",
    reference: null,
    declineCode: "card_declined",
  });
  await workOff(shop);
  assert.equal((await stored(pending)).status, "payment_failed");
  assert.deepEqual(await database.query("select from refunds where order_id = $1", [pending.id]), []);
  await assert.rejects(cancelOrder(db, pending, "requested"), code("order-not-cancellable"));
  await assertAllAddsUp();
});

test("however cancelling and paying meet, a paid order ends as cancelled with its money back", async () => {
  const [variantId] = await addVariants(database);
  const pending: (Order & { readonly orderId: string })[] = [];
  for (let n = 0; n < 12; n += 1) pending.push(await order([{ variantId: variantId!, quantity: 1 }], "unknown"));
  await Promise.all(
    pending.flatMap((one) => [
      cancelOrder(db, one, "requested"),
      shop.parts.settlements.settle({
        orderId: one.id,
        shopperId: one.shopperId,
        paymentId: one.payment.id,
        outcome: "paid",
        reference: `fake_${one.payment.id}`,
      }),
    ]),
  );
  await workOff(shop);
  for (const one of pending) {
    const { status, payment } = await stored(one);
    assert.deepEqual([status, payment.refundedMinor], ["cancelled", one.totalMinor]);
  }
  await assertAllAddsUp();
});

test("an order is either sent or cancelled, and what was sent leaves the shelf", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 50 } });
  const orders: (Order & { readonly orderId: string })[] = [];
  for (let n = 0; n < 10; n += 1) orders.push(await order([{ variantId: variantId!, quantity: 2 }]));
  const outcomes = await Promise.all(
    orders.map((one) => Promise.allSettled([cancelOrder(db, one, "requested"), fulfilOrder(db, one)])),
  );
  await workOff(shop);
  let sent = 0;
  for (const [n, one] of orders.entries()) {
    const { status } = await stored(one);
    assert.equal(outcomes[n]!.filter((outcome) => outcome.status === "fulfilled").length, 1);
    assert.equal(status, outcomes[n]![0].status === "fulfilled" ? "cancelled" : "fulfilled");
    if (status === "fulfilled") sent += 1;
  }
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 50 - 2 * sent, reserved: 0, allocated: 0 });
  await assertAllAddsUp();
});

test("saying twice that an order was sent is saying it once, and a sent order is not cancelled", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 5 } });
  const paid = await order([{ variantId: variantId!, quantity: 2 }]);
  await Promise.all([fulfilOrder(db, paid), fulfilOrder(db, paid)]);
  await workOff(shop);
  await fulfilOrder(db, paid);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 3, reserved: 0, allocated: 0 });
  await assert.rejects(cancelOrder(db, paid, "requested"), code("order-not-cancellable"));
  await assert.rejects(fulfilOrder(db, { ...paid, shopperId: paid.cartId }), code("not-found"));
  await assertAllAddsUp();
});

test("refunds at once never exceed what was paid", async () => {
  const [variantId] = await addVariants(database, { priceMinor: 1_000 });
  const paid = await order([{ variantId: variantId!, quantity: 1 }]);
  const amountMinor = Math.floor(paid.totalMinor / 7);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => db.transaction((tx) => refundOrder(tx, paid, { amountMinor, reason: "late" }))),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(outcomes.length - refused.length, 7);
  assert.ok(refused.every((outcome) => code("refund-exceeds-payment")(outcome.reason)));
  await workOff(shop);
  const { payment } = await stored(paid);
  assert.equal(payment.refundedMinor, 7 * amountMinor);
  await cancelOrder(db, paid, "requested");
  await workOff(shop);
  assert.equal((await stored(paid)).payment.refundedMinor, paid.totalMinor);
  await assertAllAddsUp();
});

function refunding(outcomes: RefundOutcome[]): { readonly asked: string[]; readonly runOnce: () => Promise<number> } {
  const asked: string[] = [];
  const refund: PaymentProvider["refund"] = async ({ refundId }) => {
    asked.push(refundId);
    return outcomes.shift()!;
  };
  const { runOnce } = createRefundRunner({ db, logger, provider: () => ({ ...provider, refund }) });
  return { asked, runOnce };
}

test("a refund that is not known is asked for under the same id until it is, and two workers do not take the same", async () => {
  const [variantId] = await addVariants(database);
  const paid = await order([{ variantId: variantId!, quantity: 1 }]);
  const refund = await db.transaction((tx) => refundOrder(tx, paid, { amountMinor: 10, reason: "late" }));
  const { asked, runOnce } = refunding([
    { outcome: "unknown", reason: "timeout" },
    { outcome: "refunded", reference: "r1" },
  ]);
  assert.deepEqual((await Promise.all([runOnce(), runOnce()])).toSorted(), [0, 1]);
  assert.equal(await runOnce(), 0);
  await makeDue("refunds");
  assert.equal(await runOnce(), 1);
  assert.deepEqual(asked, [refund.id, refund.id]);
  const [row] = await database.query("select status, reference, attempts from refunds where id = $1", [refund.id]);
  assert.deepEqual(row, { status: "refunded", reference: "r1", attempts: 2 });
  await assertAllAddsUp();
});

test("a refund that the provider refuses no longer counts", async () => {
  const [variantId] = await addVariants(database);
  const paid = await order([{ variantId: variantId!, quantity: 1 }]);
  await db.transaction((tx) => refundOrder(tx, paid, { amountMinor: paid.totalMinor, reason: "late" }));
  assert.equal((await stored(paid)).payment.status, "refunded");
  await refunding([{ outcome: "refused", reason: "too old" }]).runOnce();
  const { payment } = await stored(paid);
  assert.deepEqual([payment.status, payment.refundedMinor], ["paid", 0]);
  const types = await database.query("select type from outbox_shopper where aggregate_id = $1 order by version", [paid.id]);
  assert.deepEqual(
    types.map((row) => row.type),
    ["order.placed", "order.paid", "order.refund_refused"],
  );
  await assertAllAddsUp();
});

test("returning everything in pieces, before and after it was sent, pays the lines back to the penny", async () => {
  const [first, second] = await addVariants(database, { count: 2, priceMinor: 333, stock: { LON1: 4, RTM1: 20 } });
  const paid = await order([
    { variantId: first!, quantity: 7 },
    { variantId: second!, quantity: 3 },
  ]);
  const back = (lines: readonly Line[], restock = true) =>
    db.transaction((tx) => returnOrder(tx, paid, { lines, restock, refundMinor: null, reason: "wrong size" }));
  await workOff(shop);
  const before = await back([{ variantId: first!, quantity: 2 }]);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, first!), { onHand: 24, reserved: 5, allocated: 5 });
  await fulfilOrder(db, paid);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, first!), { onHand: 19, reserved: 0, allocated: 0 });
  const part = await back([
    { variantId: first!, quantity: 4 },
    { variantId: second!, quantity: 1 },
  ]);
  const lost = await back([{ variantId: second!, quantity: 1 }], false);
  const last = await back([
    { variantId: second!, quantity: 1 },
    { variantId: first!, quantity: 1 },
  ]);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, first!), { onHand: 24, reserved: 0, allocated: 0 });
  assert.deepEqual(await levelOf(database, second!), { onHand: 23, reserved: 0, allocated: 0 });
  const returned = await stored(paid);
  assert.equal(returned.status, "returned");
  const paidForLines = paid.lines.reduce((sum, line) => sum + line.totalMinor - line.discountMinor + line.taxMinor, 0);
  assert.equal(before.refundMinor + part.refundMinor + lost.refundMinor + last.refundMinor, paidForLines);
  assert.equal(returned.payment.refundedMinor, paidForLines);
  await assert.rejects(back([{ variantId: first!, quantity: 1 }]), code("conflict"));
  await assertAllAddsUp();
});

test("returns at once never take back more than was bought", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 10 } });
  const paid = await order([{ variantId: variantId!, quantity: 5 }]);
  await fulfilOrder(db, paid);
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const request = { lines, restock: true, refundMinor: null, reason: "broken" };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 9 }, () => db.transaction((tx) => returnOrder(tx, paid, request))),
  );
  assert.equal(outcomes.filter((outcome) => outcome.status === "fulfilled").length, 5);
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 10, reserved: 0, allocated: 0 });
  await assertAllAddsUp();
});

test("a return names only lines of the order, each once, and pays back at most what is left", async () => {
  const [variantId, other] = await addVariants(database, { count: 2 });
  const paid = await order([{ variantId: variantId!, quantity: 2 }]);
  const back = (lines: readonly Line[], refundMinor: number | null = null) =>
    db.transaction((tx) => returnOrder(tx, paid, { lines, restock: true, refundMinor, reason: "x" }));
  const one = { variantId: variantId!, quantity: 1 };
  await assert.rejects(back([{ variantId: other!, quantity: 1 }]), code("validation-failed"));
  await assert.rejects(back([one, one]), code("validation-failed"));
  await assert.rejects(back([{ ...one, quantity: 3 }]), code("return-exceeds-order"));
  await assert.rejects(back([one], paid.totalMinor + 1), code("refund-exceeds-payment"));
  assert.equal((await back([one], 0)).refundId, null);
  assert.equal((await stored(paid)).lines[0]!.returnedQuantity, 1);
  await assertAllAddsUp();
});
