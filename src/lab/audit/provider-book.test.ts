import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, fillCarts } from "../../../test/support/shop.ts";
import { newId } from "../../platform/ids.ts";
import { type BookEntry, compareWithBook } from "./provider-book.ts";

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
const [paidCart, pendingCart] = await fillCarts(database, { count: 2, lines: [{ variantId: variantId!, quantity: 1 }] });
const paid = (await shop.buy(paidCart!)).order!;
const createdAt = new Date(Date.now() - 1_000).toISOString();
const charge: BookEntry = {
  type: "charge",
  paymentId: paid.payment.id,
  outcome: "paid",
  amountMinor: paid.totalMinor,
  currency: "GBP",
  createdAt,
};

async function differences(entries: readonly BookEntry[], graceSeconds = 0): Promise<unknown[]> {
  async function* book() {
    yield* entries;
  }
  return [...(await compareWithBook(client, book(), graceSeconds)).examples];
}

test("a book with the charge in it agrees, and one without it or with another sum does not", async () => {
  assert.deepEqual(await differences([charge]), []);
  const seen = { payment: charge.paymentId, shop: "paid", shopMinor: paid.totalMinor };
  assert.deepEqual(await differences([]), [{ ...seen, provider: "absent", providerMinor: 0 }]);
  assert.deepEqual(await differences([{ ...charge, amountMinor: 1 }]), [{ ...seen, provider: "paid", providerMinor: 1 }]);
  assert.equal((await differences([{ ...charge, currency: "EUR" }])).length, 1);
});

test("a provider that charges twice under one id is caught", async () => {
  const [difference] = await differences([charge, charge]);
  assert.equal((difference as { providerMinor: number }).providerMinor, 2 * paid.totalMinor);
});

test("what neither the shop nor the grace explains is caught: a charge or refund that the shop knows nothing of", async () => {
  const stranger = { ...charge, paymentId: newId() };
  const refund: BookEntry = { ...charge, type: "refund", refundId: newId(), outcome: "refunded", amountMinor: 5 };
  assert.equal((await differences([charge, stranger, refund])).length, 2);
  assert.deepEqual(await differences([charge, stranger, refund], 60), []);
  assert.deepEqual(await differences([charge, { ...stranger, outcome: "declined" }, { ...refund, outcome: "refused" }]), []);
});

test("a payment that the provider has and the shop does not know yet is a difference only after the grace", async () => {
  const pending = (await shop.buy(pendingCart!, { token: "unknown" })).order!;
  const answered = { ...charge, paymentId: pending.payment.id, amountMinor: pending.totalMinor };
  assert.deepEqual(await differences([charge, answered], 60), []);
  assert.deepEqual(await differences([charge, answered]), [
    {
      payment: pending.payment.id,
      shop: "pending",
      shopMinor: 0,
      provider: "paid",
      providerMinor: pending.totalMinor,
    },
  ]);
});
