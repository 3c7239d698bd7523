import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addPromotion, addVariants, createTestShop, fillCarts, levelOf } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import { newId } from "../../platform/ids.ts";
import { ORDER_STATUSES } from "../orders/order-schemas.ts";
import { createOrderStocks } from "../orders/order-stock.ts";
import { createExpiredRedemptions } from "../promotions/expired-redemptions.ts";
import { createSweeper, sweepActions } from "./sweeper.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database, poolSize: 10 });
const { db, parts } = shop;
const { holds, redemptions } = parts;
const sweeper = createSweeper({
  db,
  holds,
  redemptions,
  orders: createOrderStocks(db),
  expiredRedemptions: createExpiredRedemptions(db),
  graceMs: 0,
});
after(async () => {
  await shop.close();
  await database.close();
});

const expireAll = async () => {
  await database.query("update reservations set expires_at = now() - interval '1 minute' where state = 'held'");
  await database.query("update promotion_redemptions set expires_at = now() - interval '1 minute' where state = 'held'");
};
const preference = ["LON1", "RTM1"];
const hold = (variantId: number, quantity: number, holdId = newId()) =>
  holds.take({ holdId, shopperId: newId(), preference, lines: [{ variantId, quantity, tracked: true }] });

test("a hold that expired without an order is given back, one that has not expired is left", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 3, RTM1: 4 } });
  await hold(variantId!, 5);
  await expireAll();
  await hold(variantId!, 1);
  assert.ok((await sweeper.runOnce()) > 0);
  assert.equal((await levelOf(database, variantId!)).reserved, 1);
  assert.equal(await sweeper.runOnce(), 0);
  const kinds = await database.query("select kind from stock_ledger where variant_id = $1 and kind = 'expire'", [variantId]);
  assert.equal(kinds.length, 2);
});

test("a hold is looked at only some time after its end", async () => {
  const [variantId] = await addVariants(database);
  await hold(variantId!, 1);
  await database.query("update reservations set expires_at = now() - interval '20 seconds' where variant_id = $1", [variantId]);
  const patient = createSweeper({
    db,
    holds,
    redemptions,
    orders: createOrderStocks(db),
    expiredRedemptions: createExpiredRedemptions(db),
  });
  assert.equal(await patient.runOnce(), 0);
  await database.query("update reservations set expires_at = now() - interval '31 seconds' where variant_id = $1", [variantId]);
  assert.equal(await patient.runOnce(), 1);
});

test("what an expired hold becomes depends on its order", async () => {
  await addPromotion(database, { code: "MANY", maxUses: 100 });
  const [variantId] = await addVariants(database, { stock: { LON1: 10 } });
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const carts = await fillCarts(database, { count: 4, lines, couponCodes: ["MANY"] });
  const [pending, paid, declined, cancelled] = await Promise.all([
    shop.buy(carts[0]!, { token: "unknown" }),
    shop.buy(carts[1]!),
    shop.buy(carts[2]!, { token: "declined" }),
    shop.buy(carts[3]!),
  ]);
  await database.query("update orders set status = 'cancelled' where id = $1", [cancelled.order!.id]);
  await expireAll();
  await sweeper.runOnce();
  const left = await database.query(
    "select hold_id, state, expires_at > now() as lasts from reservations where variant_id = $1",
    [variantId],
  );
  const byHold = new Map(left.map((row) => [row.hold_id, row]));
  assert.equal(byHold.size, 2);
  assert.deepEqual(byHold.get(pending.order!.holdId), { hold_id: pending.order!.holdId, state: "held", lasts: true });
  assert.equal(byHold.get(paid.order!.holdId)!.state, "allocated");
  const uses = await database.query("select hold_id, state from promotion_redemptions order by state");
  assert.deepEqual(uses, [
    { hold_id: pending.order!.holdId, state: "held" },
    { hold_id: paid.order!.holdId, state: "used" },
  ]);
  assert.equal(declined.status, 402);
  await database.query("update orders set status = 'paid' where id = $1", [cancelled.order!.id]);
  await workOff(shop);
  await assertStockAddsUp(database);
});

test("every state of an order has its action", () => {
  assert.deepEqual(
    [null, ...ORDER_STATUSES].map((status) => sweepActions(status).length > 0),
    [true, true, true, true, true, true, true],
  );
});

test("a hold that its checkout has prolonged meanwhile stays", async () => {
  const [variantId] = await addVariants(database);
  const holdId = newId();
  await hold(variantId!, 2, holdId);
  await expireAll();
  const [readExpired, prolonged] = await Promise.all([sweeper.runOnce(), hold(variantId!, 2, holdId).catch(() => null)]);
  assert.ok(readExpired > 0);
  const { reserved } = await levelOf(database, variantId!);
  // Either the checkout was first, and has its hold, or the sweeper was, and the checkout was told to come again.
  assert.equal(reserved, prolonged?.verdict === "held" ? 2 : 0);
});

test("checkouts and the sweeper at once: nobody's hold is taken away, and nothing is sold twice", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 20 } });
  const lines = [{ variantId: variantId!, quantity: 1 }];
  await Promise.all(Array.from({ length: 20 }, () => hold(variantId!, 1)));
  await expireAll();
  const carts = await fillCarts(database, { count: 30, lines });
  let sweeping = true;
  const sweeps = (async () => {
    while (sweeping) await sweeper.runOnce();
  })();
  const answers = await Promise.all(carts.map((cart) => shop.buy(cart)));
  sweeping = false;
  await sweeps;
  const sold = answers.filter((answer) => answer.status === 201).length;
  assert.ok(answers.every((answer) => answer.status === 201 || answer.code === "out-of-stock"));
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 20, reserved: sold, allocated: sold });
  await assertStockAddsUp(database);
  await assertOrdersAddUp(database);
});
