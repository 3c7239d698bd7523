import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelOrder } from "../../src/shop/orders/cancel-order.ts";
import { fulfilOrder } from "../../src/shop/orders/fulfil-order.ts";
import type { Order } from "../../src/shop/orders/order.ts";
import { createPaymentEvents } from "../../src/shop/orders/payment-events.ts";
import { refundOrder } from "../../src/shop/orders/refunds.ts";
import { returnOrder } from "../../src/shop/orders/return-order.ts";
import { addPromotion, addVariants, fillCarts } from "../support/shop.ts";
import { openAuditedShop } from "./audited-shop.ts";

const SHOPPERS = 120;

test("a busy shop whose orders are paid, declined, sold out, cancelled, refunded, returned and sent is green", async (t) => {
  const audited = await openAuditedShop(t);
  const { database, shop, buy } = audited;
  const second = await audited.open();
  await addPromotion(database, { code: "TEN", maxUses: 10 });
  await addPromotion(database, { code: null, basisPoints: 500, maxUses: 25 });
  const scarce = await addVariants(database, { count: 2, stock: { LON1: 15, RTM1: 10 } });
  const plenty = await addVariants(database, { count: 30 });
  const [service] = await addVariants(database, { kind: "service" });

  const orders: Order[] = [];
  await Promise.all(
    Array.from({ length: SHOPPERS }, async (_, index) => {
      const variantIds = [scarce[index % 2]!, plenty[index % 30]!, plenty[(index + 7) % 30]!, service!];
      const lines = variantIds.map((variantId, position) => ({ variantId, quantity: 1 + ((index + position) % 3) }));
      const couponCodes = index % 2 === 0 ? ["TEN"] : [];
      const [cart] = await fillCarts(database, { lines: lines.slice(index % 4), couponCodes });
      const key = `checkout-${index}`;
      const token = index % 9 === 0 ? "declined" : "ok";
      const answers = await Promise.all([
        buy(cart!, { key, token }),
        ...(index % 4 === 2 ? [buy(cart!, { key, token }, second)] : []),
      ]);
      const order = answers.find((answer) => answer.outcome === "ok")?.order;
      if (order !== undefined) orders.push(order);
      else if (token === "declined") await buy(cart!, { key: `${key}-again` }, second);
    }),
  );
  assert.ok(orders.length > SHOPPERS / 2, `${orders.length} orders`);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);

  const events = createPaymentEvents(shop.db);
  await Promise.all(
    orders.map(async ({ id: orderId, shopperId, lines, payment, totalMinor: amountMinor, currency }, index) => {
      const ref = { orderId, shopperId };
      const [line] = lines;
      const returned = {
        lines: [{ variantId: line!.variantId, quantity: 1 }],
        restock: index % 2 === 0,
        refundMinor: null,
        reason: "too large",
      };
      // What the provider tells of a payment comes late, and twice.
      const event = {
        eventId: orderId,
        kind: "charge.paid",
        paymentId: payment.id,
        reference: payment.reference!,
        createdAt: "",
      } as const;
      await events.take("sandbox", { ...event, ...ref, amountMinor, currency });
      await events.take("sandbox", { ...event, ...ref, amountMinor, currency });
      if (index % 6 === 1) await cancelOrder(shop.db, ref, "requested");
      if (index % 6 === 2) await shop.db.transaction((tx) => refundOrder(tx, ref, { amountMinor: 100, reason: "scratched" }));
      if (index % 6 === 3) await shop.db.transaction((tx) => returnOrder(tx, ref, returned));
      if (index % 6 >= 4) await fulfilOrder(shop.db, ref);
      if (index % 6 === 5) await shop.db.transaction((tx) => returnOrder(tx, ref, returned));
    }),
  );
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);
  const { counts } = await audited.report();
  assert.ok(counts.refunds! > 20, `${counts.refunds} refunds`);
});

test("an audit in the middle of the rush is green within its grace", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 300, lines: [{ variantId: variantId!, quantity: 1 }] });
  let ended = false;
  const rush = Promise.all(carts.map((cart) => audited.buy(cart))).finally(() => {
    ended = true;
  });
  let audits = 0;
  while (!ended) {
    assert.deepEqual(await audited.red(60), []);
    audits += 1;
  }
  await rush;
  assert.ok(audits > 0);
});
