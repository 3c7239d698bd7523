import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { historyEntry } from "../../../test/support/audited.ts";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, fillCarts, type TestCart } from "../../../test/support/shop.ts";
import { checkHistory, type HistoryEntry } from "./history.ts";

const database = await createTestDatabase();
const shop = await createTestShop({ database });
const client = new pg.Client(database.url);
await client.connect();
after(async () => {
  await client.end();
  await shop.close();
  await database.close();
});

const [variantId] = await addVariants(database);
const newCart = async () => (await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] }))[0]!;

async function whatIsWrong(...entries: HistoryEntry[]): Promise<unknown[]> {
  async function* history() {
    yield* entries;
  }
  const finding = await checkHistory(client, history());
  assert.equal(finding.verdict, finding.violations === 0 ? "green" : "red");
  return finding.examples.map((example) => example.what);
}

/** Buys under a key and answers what the client wrote down. */
async function call(cart: TestCart, key: string, token = "ok"): Promise<HistoryEntry> {
  return historyEntry(cart, key, await shop.buy(cart, { key, token }));
}

test("an order that is there as it was answered is in order, however often it was answered", async () => {
  const cart = await newCart();
  assert.deepEqual(await whatIsWrong(await call(cart, "k"), await call(cart, "k")), []);
});

test("a decline and then another key on the same cart is in order, and so is a second key that was refused", async () => {
  const cart = await newCart();
  const calls = [await call(cart, "first", "declined"), await call(cart, "second"), await call(cart, "third")];
  assert.deepEqual(
    calls.map((entry) => entry.status),
    [402, 201, 409],
  );
  assert.deepEqual(await whatIsWrong(...calls), []);
});

test("an answer that never came may stand for an order or for none", async () => {
  const [ordered, open] = [await newCart(), await newCart()];
  const lost = { ...(await call(ordered, "k")), outcome: "unknown", status: 0 } as const;
  const { orderId: _, ...never } = { ...lost, ...open };
  assert.deepEqual(await whatIsWrong(lost, never), []);
});

test("a lost order, another total, two orders for one key and a payment that did not last are each told apart", async () => {
  const entry = await call(await newCart(), "k");
  const lost = "01890000-0000-7000-8000-000000000000";
  assert.deepEqual(await whatIsWrong({ ...entry, orderId: lost }), ["an acknowledged order is lost"]);
  assert.deepEqual(await whatIsWrong({ ...entry, totalMinor: 1 }), ["the order's total is not what was acknowledged"]);
  assert.deepEqual(await whatIsWrong(entry, { ...entry, orderId: lost }), [
    "one key was answered with several orders",
    "an acknowledged order is lost",
  ]);
  const pending = await call(await newCart(), "k", "unknown");
  assert.deepEqual(await whatIsWrong(pending), []);
  assert.deepEqual(await whatIsWrong({ ...pending, status: 201 }), ["an order that was answered as paid is not paid"]);
});

test("an order on a cart that was only ever refused is seen", async () => {
  const { orderId: _, totalMinor: __, ...entry } = await call(await newCart(), "k");
  assert.deepEqual(await whatIsWrong({ ...entry, outcome: "refused", status: 409 }), ["a refused checkout became an order"]);
});
