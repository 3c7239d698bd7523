import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/platform/ids.ts";
import { FIRST_RECOVERY_MS } from "../../src/shop/checkout/checkout.ts";
import type { Order } from "../../src/shop/orders/order.ts";
import { createPaymentEvents } from "../../src/shop/orders/payment-events.ts";
import { createOrderPlacement } from "../../src/shop/orders/place-orders.ts";
import { refundOrder } from "../../src/shop/orders/refunds.ts";
import type { ProviderEvent } from "../../src/shop/payments/provider.ts";
import { post } from "../../src/shop/payments/sandbox/testing.ts";
import { addVariants, fillCarts } from "../support/shop.ts";
import { changeStatement } from "../support/statement-hooks.ts";
import { type AuditedShop, openAuditedShop } from "./audited-shop.ts";
import { addUpInFloats, multiplyInFloats } from "./mutants/float-money.ts";

async function buyOne({ database, buy }: AuditedShop, priceMinor = 1_000, quantity = 1): Promise<Order | undefined> {
  const [variantId] = await addVariants(database, { priceMinor });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity }] });
  return (await buy(cart!, { shippingMethod: "pickup" })).order;
}

function paidEvent(order: Order): ProviderEvent {
  const { id: orderId, shopperId, totalMinor: amountMinor, currency, payment } = order;
  const createdAt = new Date().toISOString();
  return {
    eventId: newId(),
    kind: "charge.paid",
    paymentId: payment.id,
    orderId,
    shopperId,
    reference: payment.reference!,
    amountMinor,
    currency,
    createdAt,
  };
}

test("a capture that a second webhook counts again is stopped by the constraint, and without that the audit sees it", async (t) => {
  const audited = await openAuditedShop(t, {
    wrap: (db) =>
      changeStatement(db, "orders.settle", {
        "and p.status = 'pending'": "",
        "captured_minor = case when i.paid then p.amount_minor else 0 end":
          "captured_minor = p.captured_minor + case when i.paid then p.amount_minor else 0 end",
      }),
  });
  const { database, shop } = audited;
  const order = await buyOne(audited);
  const events = createPaymentEvents(shop.db);
  await assert.rejects(events.take("sandbox", paidEvent(order!)), /payments_captured_whole/);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);

  await database.query("alter table payments drop constraint payments_captured_whole");
  await events.take("sandbox", paidEvent(order!));
  assert.deepEqual(await audited.red(), ["money.payments-match-orders"]);
});

test("a refund that a second webhook counts again is seen in the sums, and beyond the payment stopped by the constraint", async (t) => {
  const audited = await openAuditedShop(t);
  const { database, shop } = audited;
  const order = await buyOne(audited);
  const ref = { orderId: order!.id, shopperId: order!.shopperId };
  await shop.db.transaction((tx) => refundOrder(tx, ref, { amountMinor: 600, reason: "broken" }));
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);

  const countAgain = (minor: number) =>
    database.query("update payments set refunded_minor = refunded_minor + $2 where order_id = $1", [order!.id, minor]);
  await assert.rejects(countAgain(600), /payments_refunded_was_captured/);
  await countAgain(400);
  assert.deepEqual(await audited.red(), ["money.refunds-add-up"]);
});

test("a refund that a second webhook books again is not in the provider's book", async (t) => {
  const audited = await openAuditedShop(t);
  const { database, shop } = audited;
  const order = await buyOne(audited);
  const ref = { orderId: order!.id, shopperId: order!.shopperId };
  await shop.db.transaction((tx) => refundOrder(tx, ref, { amountMinor: 300, reason: "broken" }));
  await audited.workOff();
  await database.query(
    `with again as (
      insert into refunds (order_id, shopper_id, id, amount_minor, reason, status, reference)
      select order_id, shopper_id, $1, amount_minor, reason, status, reference from refunds returning order_id, amount_minor
    )
    update payments p set refunded_minor = p.refunded_minor + a.amount_minor from again a where p.order_id = a.order_id`,
    [newId()],
  );
  assert.deepEqual(await audited.red(), ["money.equals-provider-book"]);
});

test("totals that are computed in floats are stopped by the constraint, and without that the audit sees the missing penny", async (t) => {
  const audited = await openAuditedShop(t, {
    overrides: (db) => ({ placement: addUpInFloats(createOrderPlacement(db, FIRST_RECOVERY_MS)) }),
  });
  const { database } = audited;
  assert.equal(await buyOne(audited, 115), undefined);
  assert.deepEqual(await audited.red(), []);

  await database.query("alter table orders drop constraint orders_total_adds_up");
  assert.equal((await buyOne(audited, 115))!.totalMinor, 115);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["orders.lines-add-up", "money.equals-provider-book", "history.acknowledged-is-kept"]);
});

test("lines that are computed in floats are stopped by the constraint, and without that the audit sees the missing penny", async (t) => {
  const audited = await openAuditedShop(t, { wrap: multiplyInFloats });
  const { database } = audited;
  assert.equal(await buyOne(audited, 57, 2), undefined);
  assert.deepEqual(await audited.red(), []);

  await database.query("alter table order_lines drop constraint order_lines_total_is_product");
  assert.equal((await buyOne(audited, 57, 2))!.totalMinor, 114);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["orders.lines-add-up"]);
});

test("a payment at the provider that belongs to no order is seen", async (t) => {
  const audited = await openAuditedShop(t);
  await buyOne(audited);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);
  const charge = { paymentId: newId(), orderId: newId(), shopperId: newId(), amountMinor: 500, currency: "GBP", token: "ok" };
  assert.equal((await post(`${audited.sandboxUrl}/charges`, charge)).status, 200);
  assert.deepEqual(await audited.red(), ["money.equals-provider-book"]);
  // Within the grace its order may have been placed after the audit's snapshot.
  assert.deepEqual(await audited.red(60), []);
});
