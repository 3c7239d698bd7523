import assert from "node:assert/strict";
import { test } from "node:test";
import { createHolds } from "../../src/shop/inventory/holds.ts";
import { createSweeper } from "../../src/shop/inventory/sweeper.ts";
import { createOrderStocks } from "../../src/shop/orders/order-stock.ts";
import { createExpiredRedemptions } from "../../src/shop/promotions/expired-redemptions.ts";
import { createRedemptions } from "../../src/shop/promotions/redemptions.ts";
import { addPromotion, addVariants, fillCarts } from "../support/shop.ts";
import { changeStatement, createBarrier, hookStatement } from "../support/statement-hooks.ts";
import { openAuditedShop } from "./audited-shop.ts";
import { createReadThenWriteHolds } from "./mutants/read-then-write-holds.ts";
import { createReadThenWriteRedemptions } from "./mutants/read-then-write-redemptions.ts";

test("stock that is read and then written sells the same units again, and the ledger shows it", async (t) => {
  const buyers = 12;
  const together = createBarrier(buyers);
  const audited = await openAuditedShop(t, {
    overrides: (db) => ({ holds: createReadThenWriteHolds(db, createHolds(db), together) }),
  });
  const { database } = audited;
  // No constraint can stop this one: every single write is within the limit.
  const [variantId] = await addVariants(database, { stock: { LON1: 5 } });
  const carts = await fillCarts(database, { count: buyers, lines: [{ variantId: variantId!, quantity: 1 }] });
  const answers = await Promise.all(carts.map((cart) => audited.buy(cart)));
  assert.equal(answers.filter((answer) => answer.status === 201).length, buyers);
  assert.deepEqual(await audited.red(60), [
    "stock.ledger-folds-to-level",
    "stock.never-oversold",
    "stock.reservations-fold-to-level",
  ]);
});

test("without its guard the update of the stock is stopped by the constraint, and without that the audit sees it oversold", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const buyTheLastTwice = async () => {
    const together = createBarrier(2);
    const unguarded = () =>
      audited.open({
        wrap: (db) =>
          hookStatement(
            changeStatement(db, "inventory.take-holds", {
              "and s.on_hand + s.backorder_limit - s.reserved >= d.quantity": "",
            }),
            "inventory.read-levels",
            async (proceed) => {
              const rows = await proceed();
              await together();
              return rows;
            },
          ),
      });
    const shops = [await unguarded(), await unguarded()];
    const [variantId] = await addVariants(database, { stock: { LON1: 1 } });
    const carts = await fillCarts(database, { count: 2, lines: [{ variantId: variantId!, quantity: 1 }] });
    const answers = await Promise.all(carts.map((cart, index) => audited.buy(cart, {}, shops[index]!)));
    await audited.workOff();
    return answers.map((answer) => answer.status).toSorted();
  };

  assert.deepEqual(await buyTheLastTwice(), [201, 500]);
  assert.deepEqual(await audited.red(), []);

  await database.query("alter table stock_levels drop constraint stock_levels_not_oversold");
  assert.deepEqual(await buyTheLastTwice(), [201, 201]);
  assert.deepEqual(await audited.red(), ["stock.never-oversold"]);
});

test("a coupon that is counted outside the transaction is used more often than it allows", async (t) => {
  const buyers = 8;
  const together = createBarrier(2 * buyers);
  const audited = await openAuditedShop(t, {
    overrides: (db) => ({ redemptions: createReadThenWriteRedemptions(db, createRedemptions(db), together) }),
  });
  const { database } = audited;
  await addPromotion(database, { code: "TWO", maxUses: 2 });
  await addPromotion(database, { code: "ONEEACH", maxUsesPerCustomer: 1 });
  const [variantId] = await addVariants(database);
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const carts = [
    ...(await fillCarts(database, { count: buyers, couponCodes: ["TWO"], lines })),
    ...(await fillCarts(database, { count: buyers, couponCodes: ["ONEEACH"], lines })),
  ];
  const answers = await Promise.all(
    carts.map((cart, index) => audited.buy(cart, { email: index < buyers ? `${index}@example.test` : "ada@example.test" })),
  );
  assert.equal(answers.filter((answer) => answer.status === 201).length, 2 * buyers);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["promotions.within-limit", "promotions.within-customer-limit", "promotions.uses-fold"]);
});

test("without its guard the count of a coupon is stopped by the constraint, and without that the audit sees it", async (t) => {
  const guard = { "f.max_uses is null or coalesce(l.uses, 0) < f.max_uses": "true" };
  const audited = await openAuditedShop(t, { wrap: (db) => changeStatement(db, "promotions.redeem", guard) });
  const { database } = audited;
  await addPromotion(database, { code: "ONE", maxUses: 1 });
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 3, couponCodes: ["ONE"], lines: [{ variantId: variantId!, quantity: 1 }] });
  assert.equal((await audited.buy(carts[0]!)).status, 201);
  assert.equal((await audited.buy(carts[1]!)).status, 503);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);

  await database.query("alter table promotion_uses drop constraint promotion_uses_within_limit");
  assert.equal((await audited.buy(carts[2]!)).status, 201);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["promotions.within-limit"]);
});

test("holds that nobody sweeps are seen, and the sweeper makes the audit green again", async (t) => {
  const audited = await openAuditedShop(t, {
    overrides: () => ({ placement: { place: () => Promise.reject(new Error("the process dies after the hold")) } }),
  });
  const { database, shop } = audited;
  await addPromotion(database, { code: "HELD", maxUses: 1 });
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { couponCodes: ["HELD"], lines: [{ variantId: variantId!, quantity: 2 }] });
  assert.equal((await audited.buy(cart!)).status, 500);
  assert.deepEqual(await audited.red(), []);

  await database.query("update reservations set expires_at = now() - interval '2 min'");
  await database.query("update promotion_redemptions set expires_at = now() - interval '2 min'");
  assert.deepEqual(await audited.red(60), ["stock.holds-swept", "promotions.redemptions-settled"]);

  const { db, parts } = shop;
  const expiredRedemptions = createExpiredRedemptions(db);
  const sweeper = createSweeper({
    db,
    holds: parts.holds,
    orders: createOrderStocks(db),
    redemptions: parts.redemptions,
    expiredRedemptions,
  });
  await sweeper.runOnce();
  assert.deepEqual(await audited.red(), []);
});

test("a ledger entry that is missing is missed", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 3, lines: [{ variantId: variantId!, quantity: 1 }] });
  for (const cart of carts) await audited.buy(cart);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);
  await database.query("delete from stock_ledger where version = (select max(version) from stock_ledger)");
  assert.deepEqual(await audited.red(), ["stock.ledger-folds-to-level"]);
});
