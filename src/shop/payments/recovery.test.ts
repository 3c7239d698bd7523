import assert from "node:assert/strict";
import { after, type TestContext, test } from "node:test";
import { pino } from "pino";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { addPromotion, addVariants, createTestShop, fillCarts } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import type { Order } from "../orders/order.ts";
import { refundOrder } from "../orders/refunds.ts";
import type { PaymentProvider } from "./provider.ts";
import { createPaymentRecovery } from "./recovery.ts";
import { get, startTestSandbox, WEBHOOK_SECRET } from "./sandbox/testing.ts";
import { createSandboxProvider } from "./sandbox-provider.ts";

const database = await createTestDatabase();
after(() => database.close());
const logger = pino({ level: "silent" });
const makeDue = () => database.query("update payments set next_attempt_at = now() where status = 'pending'");

async function openShop(t: TestContext, provider: PaymentProvider) {
  const shop = await createTestShop({ database, provider });
  t.after(() => shop.close());
  const { db, parts } = shop;
  const [variantId] = await addVariants(database);
  const recovery = createPaymentRecovery({ db, settlements: parts.settlements, provider: parts.provider, logger });
  return {
    shop,
    recovery,
    async order(token: string): Promise<Order> {
      const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
      return (await shop.buy(cart!, { token })).order!;
    },
    stored: async ({ id, shopperId }: Order): Promise<Order> => (await parts.orders.find(id, shopperId))!,
  };
}

test("a payment is not asked after while its own process may still be asking", async (t) => {
  const { recovery, order } = await openShop(t, createFakeProvider());
  await order("unknown");
  assert.equal(await recovery.runOnce(), 0);
  await makeDue();
  assert.equal(await recovery.runOnce(), 1);
});

test("what was charged without an answer is found, what was never charged is charged once, by several workers at once", async (t) => {
  const provider = createFakeProvider();
  // The first charge never arrives; the worker's does.
  const arriving: PaymentProvider = {
    ...provider,
    charge: (request, call) => provider.charge({ ...request, token: "ok" }, call),
  };
  const { shop, order, stored } = await openShop(t, provider);
  const charged = [await order("unknown"), await order("unknown")];
  const absent = [await order("lost"), await order("lost")];
  await makeDue();
  const { db, parts } = shop;
  const workers = Array.from({ length: 4 }, () =>
    createPaymentRecovery({ db, settlements: parts.settlements, provider: () => arriving, logger }),
  );
  const due = await Promise.all(workers.map((worker) => worker.runOnce()));
  assert.equal(
    due.reduce((sum, count) => sum + count, 0),
    4,
  );
  for (const one of [...charged, ...absent]) assert.equal((await stored(one)).status, "paid");
  assert.equal(provider.charges.size, 4);
});

test("a payment that stays unknown is asked after less and less often", async (t) => {
  const { recovery, order } = await openShop(t, createFakeProvider());
  const { id } = await order("lost");
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await database.query("update payments set next_attempt_at = now() where order_id = $1", [id]);
    assert.equal(await recovery.runOnce(), 1);
    const [row] = await database.query(
      "select extract(epoch from next_attempt_at - updated_at)::int as pause from payments where order_id = $1",
      [id],
    );
    pauses.push(row?.pause);
  }
  assert.deepEqual(pauses, [1, 2, 5, 10, 20, 30, 30, 30]);
});

test("an order that costs nothing is paid without asking anybody", async (t) => {
  const promotionId = await addPromotion(database, { code: "GIFT", basisPoints: 10_000 });
  const provider = createFakeProvider();
  const shop = await createTestShop({
    database,
    provider,
    // The process dies between placing and settling.
    overrides: () => ({ settlements: { settle: () => Promise.reject(new Error("killed")) } }),
  });
  t.after(() => shop.close());
  const [variantId] = await addVariants(database, { kind: "service" });
  const [cart] = await fillCarts(database, { couponCodes: ["GIFT"], lines: [{ variantId: variantId!, quantity: 1 }] });
  assert.equal((await shop.buy(cart!)).outcome, "unknown");
  await makeDue();
  const { recovery } = await openShop(t, provider);
  await recovery.runOnce();
  const [row] = await database.query(
    "select o.status, p.reference, o.total_minor::int as total, p.id from orders o join payments p on p.order_id = o.id where o.cart_id = $1",
    [cart!.cartId],
  );
  assert.deepEqual([row?.status, row?.reference, row?.total], ["paid", "nothing-to-pay", 0]);
  assert.equal(provider.charges.has(row?.id), false);
  await database.query("update promotions set active = false where id = $1", [promotionId]);
});

test("with the sandbox: charged but not answered, declined, and refunded, all as its book says", async (t) => {
  const sandbox = await startTestSandbox(t);
  const provider = createSandboxProvider({ url: sandbox.url, webhookSecret: WEBHOOK_SECRET });
  t.after(() => provider.close());
  // The shopper waits shorter than the provider takes to give up, and longer than a busy machine takes to answer.
  const impatient: PaymentProvider = { ...provider, charge: (request) => provider.charge(request, { timeoutMs: 1_500 }) };
  const { shop, recovery, order, stored } = await openShop(t, impatient);
  const lost = await order("timeout-after-charge");
  const good = await order("ok");
  const bad = await order("declined");
  assert.deepEqual([lost.status, good.status, bad.status], ["pending", "paid", "payment_failed"]);
  await makeDue();
  await recovery.runOnce();
  assert.equal((await stored(lost)).status, "paid");
  const ref = { orderId: lost.id, shopperId: lost.shopperId };
  await shop.db.transaction((tx) => refundOrder(tx, ref, { amountMinor: 5, reason: "late" }));
  await shop.db.transaction((tx) => refundOrder(tx, ref, { amountMinor: lost.totalMinor - 5, reason: "rest" }));
  await workOff(shop);
  assert.equal((await stored(lost)).payment.status, "refunded");
  const { body } = await get(`${sandbox.url}/charges/${lost.payment.id}`);
  assert.equal(body.amountMinor, lost.totalMinor);
  const refunds = await database.query("select status from refunds where order_id = $1", [lost.id]);
  assert.deepEqual(refunds, [{ status: "refunded" }, { status: "refunded" }]);
});

test("afterwards everything adds up", async () => {
  await assertStockAddsUp(database);
  await assertOrdersAddUp(database);
});
