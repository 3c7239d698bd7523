import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/platform/ids.ts";
import { createFakeProvider } from "../support/fake-provider.ts";
import { addVariants, fillCarts, type TestShop } from "../support/shop.ts";
import { changeStatement } from "../support/statement-hooks.ts";
import { openAuditedShop } from "./audited-shop.ts";
import { publishOutsideTransaction } from "./mutants/event-outside.ts";

test("a shop that ignores idempotency keys is stopped by the cart, and without that the audit sees two orders", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const [first, second] = await fillCarts(database, { count: 2, lines: [{ variantId: variantId!, quantity: 1 }] });
  const ignoring = ignoreKeys(audited.shop);
  assert.equal((await audited.buy(first!, { key: "one" }, ignoring)).status, 201);
  const retry = await audited.buy(first!, { key: "one" }, ignoring);
  assert.deepEqual([retry.status, retry.code], [409, "cart-closed"]);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);

  const blind = await audited.open({
    wrap: (db) => changeStatement(db, "orders.place", { "and c.status = 'open' and c.version = i.cart_version": "" }),
    overrides: () => ({ carts: alwaysOpen(audited.shop) }),
  });
  assert.equal((await audited.buy(second!, { key: "two" }, ignoreKeys(blind))).status, 201);
  assert.equal((await audited.buy(second!, { key: "two" }, ignoreKeys(blind))).status, 201);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["orders.one-per-cart", "orders.carts-agree", "history.acknowledged-is-kept"]);
});

/** Whatever key the client sends, each call has its own. */
function ignoreKeys(shop: TestShop): TestShop {
  return { ...shop, buy: (cart, options) => shop.buy(cart, { ...options, key: newId() }) };
}

/** Says of every cart that it is open. */
function alwaysOpen({ parts }: TestShop): TestShop["parts"]["carts"] {
  return {
    async load(request) {
      const loaded = await parts.carts.load(request);
      return { ...loaded, cart: loaded.cart && { ...loaded.cart, status: "open" } };
    },
  };
}

test("an event that is written outside the transaction is lost now and then, which the audit notices", async (t) => {
  const audited = await openAuditedShop(t, { wrap: publishOutsideTransaction });
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 2, lines: [{ variantId: variantId!, quantity: 1 }] });
  await audited.buy(carts[0]!);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);
  await audited.buy(carts[1]!);
  await audited.workOff();
  assert.deepEqual(await audited.red(), ["events.one-per-change"]);
});

test("an acknowledged order that is lost with all its rows is missed by the client, the cart, the stock and the provider", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const { order } = await audited.buy(cart!);
  await audited.workOff();
  assert.deepEqual(await audited.red(), []);
  for (const table of ["order_lines", "payments", "idempotency_keys"]) {
    await database.query(`delete from ${table} where order_id = $1`, [order!.id]);
  }
  await database.query("delete from orders where id = $1", [order!.id]);
  assert.deepEqual(await audited.red(), [
    "stock.allocations-belong-to-orders",
    "orders.carts-agree",
    "money.equals-provider-book",
    "history.acknowledged-is-kept",
  ]);
});

test("an order of which only its row is lost leaves orphans", async (t) => {
  const audited = await openAuditedShop(t);
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const { order } = await audited.buy(cart!);
  await audited.workOff();
  await database.query("delete from orders where id = $1", [order!.id]);
  const red = await audited.red();
  assert.ok(red.includes("orders.no-orphans"), red.join());
  assert.ok(red.includes("history.acknowledged-is-kept"), red.join());
});

test("an order that stays pending is seen as stuck after the grace", async (t) => {
  const audited = await openAuditedShop(t, { overrides: () => ({ provider: () => createFakeProvider() }) });
  const { database } = audited;
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  assert.equal((await audited.buy(cart!, { token: "lost" })).status, 202);
  assert.deepEqual(await audited.red(60), []);
  await database.query("update orders set placed_at = placed_at - interval '2 min'");
  assert.deepEqual(await audited.red(60), ["orders.nothing-stuck"]);
});
