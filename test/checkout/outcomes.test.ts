import assert from "node:assert/strict";
import { after, test } from "node:test";
import { productOfVariant } from "../../src/platform/ids.ts";
import { createHolds } from "../../src/shop/inventory/holds.ts";
import { assertGreen } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { createFakeProvider } from "../support/fake-provider.ts";
import { addVariants, createTestShop, fillCarts, levelOf } from "../support/shop.ts";
import { hookStatement } from "../support/statement-hooks.ts";
import { workOff } from "../support/worker.ts";

const database = await createTestDatabase();
const provider = createFakeProvider();
const shop = await createTestShop({ database, provider });
after(async () => {
  await shop.close();
  await database.close();
});

test("an order is priced, held, placed and paid", async () => {
  const [variantId] = await addVariants(database, { priceMinor: 250 });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 3 }] });
  const { status, order } = await shop.buy(cart!);
  assert.equal(status, 201);
  assert.equal(order!.status, "paid");
  assert.equal(order!.subtotalMinor, 750);
  assert.deepEqual(order!.lines[0]!.allocations, [{ warehouse: "LON1", quantity: 3 }]);
  const charge = provider.charges.get(order!.payment.id);
  assert.deepEqual([charge!.amountMinor, charge!.currency], [order!.totalMinor, "GBP"]);
  // What is answered without reading it back is what the database has.
  const stored = await shop.parts.orders.find(order!.id, cart!.shopperId);
  assert.deepEqual({ ...stored, updatedAt: null }, { ...order, updatedAt: null });
});

test("a declined payment opens the cart again, and a second try with a new key succeeds", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 1 } });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const declined = await shop.buy(cart!, { key: "first", token: "declined" });
  assert.deepEqual([declined.status, declined.code], [402, "payment-declined"]);
  const again = await shop.buy(cart!, { key: "first", token: "declined" });
  assert.deepEqual([again.status, again.replayed, again.order!.id], [402, true, declined.order!.id]);

  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 1, reserved: 0, allocated: 0 });
  const paid = await shop.buy(cart!, { key: "second" });
  assert.equal(paid.status, 201);
  assert.notEqual(paid.order!.id, declined.order!.id);
});

test("a payment that is not known yet leaves the order pending and the stock held", async () => {
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const { status, order } = await shop.buy(cart!, { token: "unknown" });
  assert.deepEqual([status, order!.status], [202, "pending"]);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 1_000, reserved: 1, allocated: 0 });
  const reference = `fake_${order!.payment.id}`;
  const ids = { orderId: order!.id, shopperId: cart!.shopperId, paymentId: order!.payment.id };
  assert.equal(await shop.parts.settlements.settle({ ...ids, outcome: "paid", reference }), true);
  assert.equal(await shop.parts.settlements.settle({ ...ids, outcome: "paid", reference }), false);
});

test("what is sold out is refused line by line, and nothing is taken of the rest", async () => {
  const [scarce, plenty] = [
    (await addVariants(database, { stock: { LON1: 2, SIN1: 1 } }))[0]!,
    (await addVariants(database))[0]!,
  ];
  const lines = [
    { variantId: plenty, quantity: 1 },
    { variantId: scarce, quantity: 4 },
  ];
  const [cart] = await fillCarts(database, { lines });
  const { status, code, extensions } = await shop.buy(cart!);
  assert.deepEqual([status, code], [409, "out-of-stock"]);
  assert.deepEqual(extensions!.lines, [
    { variantId: scarce, requested: 4, available: 3, sku: `SKU-${productOfVariant(scarce)}` },
  ]);
  assert.equal((await levelOf(database, plenty)).reserved, 0);
});

test("a line that no warehouse has in full comes from two", async () => {
  const [variantId] = await addVariants(database, { stock: { LON1: 2, RTM1: 3, SIN1: 9 } });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 11 }] });
  const { order } = await shop.buy(cart!);
  assert.deepEqual(order!.lines[0]!.allocations, [
    { warehouse: "LON1", quantity: 2 },
    { warehouse: "RTM1", quantity: 3 },
    { warehouse: "SIN1", quantity: 6 },
  ]);
});

test("an order of nothing to pay is paid without asking the provider", async () => {
  const [variantId] = await addVariants(database, { priceMinor: 0 });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const before = provider.calls();
  const { status, order } = await shop.buy(cart!, { shippingMethod: "pickup" });
  assert.deepEqual([status, order!.totalMinor, order!.payment.status], [201, 0, "paid"]);
  assert.equal(provider.calls(), before);
});

test("a basket of services needs no stock", async () => {
  const [variantId] = await addVariants(database, { kind: "service" });
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 2 }] });
  const { status, order } = await shop.buy(cart!);
  assert.deepEqual([status, order!.lines[0]!.allocations], [201, []]);
});

test("a basket of 1,114 lines becomes one order", async () => {
  const variantIds = await addVariants(database, { count: 1_114 });
  const [cart] = await fillCarts(database, { lines: variantIds.map((variantId) => ({ variantId, quantity: 2 })) });
  const { status, order } = await shop.buy(cart!);
  assert.equal(status, 201);
  assert.equal(order!.lines.length, 1_114);
  assert.equal(order!.subtotalMinor, 1_114 * 500);
});

test("what shoppers and staff write arrives as it was written", async () => {
  const odd = `"q" \\ {a,b} NULL 'x' \n\t é ✓ 𝕏`;
  const [variantId] = await addVariants(database);
  await database.query(
    "update variant_offers set version = 2, body = body || jsonb_build_object('name', $2::text, 'sku', $2::text) where variant_id = $1",
    [variantId, odd],
  );
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const { order } = await shop.buy(cart!, { email: odd });
  const stored = await shop.parts.orders.find(order!.id, cart!.shopperId);
  assert.deepEqual([stored!.email, stored!.lines[0]!.name, stored!.lines[0]!.sku], [odd, odd, odd]);
});

test("a cart that changes while it is checked out is refused, and its hold is given back", async () => {
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const changing = await createTestShop({
    database,
    wrap: (db) =>
      hookStatement(db, "orders.place", async (proceed) => {
        await database.query("update carts set version = version + 1 where id = $1", [cart!.cartId]);
        return proceed();
      }),
  });
  try {
    const { status, code } = await changing.buy(cart!, { key: "k" });
    assert.deepEqual([status, code], [409, "cart-changed"]);
    assert.equal((await levelOf(database, variantId!)).reserved, 0);
    assert.equal((await shop.buy(cart!, { key: "k" })).status, 201);
  } finally {
    await changing.close();
  }
});

test("a hold that ran out is not placed, and the same key works again", async () => {
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity: 1 }] });
  const late = await createTestShop({
    database,
    overrides: (db) => ({ holds: createHolds(db, { ttlMs: 0 }) }),
  });
  try {
    const { status } = await late.buy(cart!, { key: "k" });
    assert.equal(status, 409);
    assert.equal((await levelOf(database, variantId!)).reserved, 0);
    assert.equal((await shop.buy(cart!, { key: "k" })).status, 201);
  } finally {
    await late.close();
  }
});

test("one order that the database refuses does not fail the others of its batch", async () => {
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 20, lines: [{ variantId: variantId!, quantity: 1 }] });
  const poisoned = carts[7]!;
  const poisoning = await createTestShop({
    database,
    overrides: () => ({
      placement: {
        place: (order) =>
          shop.parts.placement.place(order.cartId === poisoned.cartId ? { ...order, totalMinor: order.totalMinor + 1 } : order),
      },
    }),
  });
  try {
    const answers = await Promise.all(carts.map((cart) => poisoning.buy(cart)));
    assert.deepEqual(
      answers.map((answer) => answer.status),
      carts.map((cart) => (cart === poisoned ? 500 : 201)),
    );
  } finally {
    await poisoning.close();
  }
  // Its hold stays until it is swept.
  await workOff(shop);
  assert.deepEqual(await levelOf(database, variantId!), { onHand: 1_000, reserved: 20, allocated: 19 });
});

test("the audit finds nothing wrong in all of this, once it had its time", async () => {
  await workOff(shop);
  await assertGreen(database, { graceSeconds: 60 });
});
