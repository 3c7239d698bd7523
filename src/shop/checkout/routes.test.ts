import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, fillCarts, type TestCart, type TestShop } from "../../../test/support/shop.ts";
import { assertOrdersAddUp, assertStockAddsUp } from "../../../test/support/stock.ts";
import { workOff } from "../../../test/support/worker.ts";
import type { App } from "../../platform/http/server.ts";
import { createTestServer } from "../../platform/http/testing.ts";
import { newId } from "../../platform/ids.ts";
import { createStockReads } from "../inventory/read-stock.ts";
import { inventoryRoutes } from "../inventory/routes.ts";
import { orderAdminRoutes } from "../orders/admin-routes.ts";
import { createPaymentEvents } from "../orders/payment-events.ts";
import { orderRoutes } from "../orders/routes.ts";
import { startTestSandbox, startWebhookReceiver, WEBHOOK_SECRET } from "../payments/sandbox/testing.ts";
import { createSandboxProvider } from "../payments/sandbox-provider.ts";
import { paymentWebhookRoutes } from "../payments/webhook-routes.ts";
import { checkoutRoutes } from "./routes.ts";

const body = {
  email: "ada@example.com",
  shippingAddress: { name: "Ada Byron", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
  payment: { provider: "sandbox", token: "ok" },
};

describe("ordering over HTTP", () => {
  let database: TestDatabase;
  let shop: TestShop;
  let app: App;

  before(async () => {
    database = await createTestDatabase();
    shop = await createTestShop({ database });
    // Bearer tokens are shopper ids.
    ({ app } = await createTestServer({ authenticateShopper: (shopperId) => ({ shopperId, customerId: null }) }));
    const { db, parts } = shop;
    checkoutRoutes(app, { checkout: shop.checkout });
    orderRoutes(app, { db, orders: parts.orders });
    orderAdminRoutes(app, { db, orders: parts.orders });
    inventoryRoutes(app, { db, stock: createStockReads(db) });
    const adapter = createSandboxProvider({ url: "http://127.0.0.1:9", webhookSecret: WEBHOOK_SECRET });
    paymentWebhookRoutes(app, {
      provider: (name) => (name === "sandbox" ? adapter : undefined),
      events: createPaymentEvents(db),
    });
    app.addHook("onClose", () => adapter.close());
  });
  after(async () => {
    await app.close();
    await assertStockAddsUp(database);
    await assertOrdersAddUp(database);
    await shop.close();
    await database.close();
  });

  type Call = { readonly as: string; readonly key?: string; readonly body?: unknown };
  async function call(method: "GET" | "POST" | "PUT", url: string, { as, key, body }: Call) {
    const response = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${as}`, ...(key === undefined ? {} : { "idempotency-key": key }) },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }
  const checkout = ({ cartId, shopperId }: TestCart, key = newId(), changes: object = {}) =>
    call("POST", `/v1/carts/${cartId}/checkout`, { as: shopperId, key, body: { ...body, ...changes } });
  const paying = (token: string) => ({ payment: { provider: "sandbox", token } });
  const admin = "admin-owner";

  async function cartOf(quantity: number, onHand = 100): Promise<TestCart & { readonly variantId: number }> {
    const [variantId] = await addVariants(database, { stock: { LON1: onHand } });
    const [cart] = await fillCarts(database, { lines: [{ variantId: variantId!, quantity }] });
    return { ...cart!, variantId: variantId! };
  }

  it("a paid order is 201, and its replay says the same whatever became of the order", async () => {
    const cart = await cartOf(2);
    const first = await checkout(cart, "key-1");
    assert.equal(first.status, 201);
    assert.equal(first.headers.location, `/v1/orders/${first.body.id}`);
    assert.equal(first.headers["idempotency-replayed"], undefined);
    assert.equal(first.body.status, "paid");
    assert.deepEqual(first.body.lines[0].allocations, [{ warehouse: "LON1", quantity: 2 }]);
    const orderId = first.body.id;
    await call("POST", `/v1/admin/orders/${orderId}/refunds`, { as: admin, key: "r", body: { amountMinor: 1, reason: "late" } });
    await call("POST", `/v1/admin/orders/${orderId}/fulfil`, { as: admin });
    const lines = [{ variantId: cart.variantId, quantity: 1 }];
    await call("POST", `/v1/admin/orders/${orderId}/returns`, {
      as: admin,
      key: "b",
      body: { lines, restock: true, reason: "x" },
    });
    const replay = await checkout(cart, "key-1");
    assert.equal(replay.headers["idempotency-replayed"], "true");
    assert.deepEqual([replay.status, replay.body], [201, first.body]);
    const now = await call("GET", `/v1/orders/${orderId}`, { as: cart.shopperId });
    assert.deepEqual([now.body.status, now.body.payment.status], ["fulfilled", "partially_refunded"]);
    assert.equal(now.body.lines[0].returnedQuantity, 1);
  });

  it("a declined payment is 402, and so is its replay", async () => {
    const cart = await cartOf(1);
    for (const replayed of [undefined, "true"]) {
      const answer = await checkout(cart, "key-2", paying("declined"));
      assert.equal(answer.status, 402);
      assert.equal(answer.headers["idempotency-replayed"], replayed);
      const { code, declineCode, orderId } = answer.body;
      assert.deepEqual([code, declineCode, typeof orderId], ["payment-declined", "card_declined", "string"]);
    }
    assert.equal((await checkout(cart, "key-3")).status, 201);
  });

  it("a payment that is not known is 202, and 201 once it is", async () => {
    const cart = await cartOf(1);
    const first = await checkout(cart, "key-4", paying("unknown"));
    assert.deepEqual([first.status, first.body.status, first.body.payment.status], [202, "pending", "pending"]);
    const cancelled = await call("POST", `/v1/orders/${first.body.id}/cancel`, { as: cart.shopperId });
    assert.deepEqual([cancelled.status, cancelled.body.status], [202, "pending"]);
    await database.query("update payments set next_attempt_at = now() where status = 'pending'");
    await workOff(shop);
    const replay = await checkout(cart, "key-4", paying("unknown"));
    assert.deepEqual([replay.status, replay.body.status, replay.body.payment.status], [201, "paid", "paid"]);
    const now = await call("GET", `/v1/orders/${first.body.id}`, { as: cart.shopperId });
    assert.equal(now.body.status, "cancelled");
  });

  it("what is sold out is 409 with the lines", async () => {
    const cart = await cartOf(5, 3);
    const answer = await checkout(cart);
    assert.deepEqual([answer.status, answer.body.code], [409, "out-of-stock"]);
    const { variantId } = cart;
    assert.deepEqual(answer.body.lines, [
      { variantId, requested: 5, available: 3, sku: `SKU-${Math.floor(variantId / 10_000)}` },
    ]);
  });

  it("a key is for one request, and every request needs one", async () => {
    const cart = await cartOf(1);
    assert.equal((await checkout(cart, "key-5")).status, 201);
    const other = await checkout(cart, "key-5", { email: "eve@example.com" });
    assert.deepEqual([other.status, other.body.code], [422, "idempotency-key-reused"]);
    const without = await call("POST", `/v1/carts/${cart.cartId}/checkout`, { as: cart.shopperId, body });
    assert.deepEqual([without.status, without.body.code], [400, "idempotency-key-missing"]);
  });

  it("another total than the shopper saw is refused, and so is what the API does not know", async () => {
    const cart = await cartOf(1);
    const priced = await checkout(cart, newId(), { expectedTotalMinor: 1 });
    assert.deepEqual([priced.status, priced.body.code], [409, "price-changed"]);
    assert.equal((await checkout(cart, newId(), { gift: true })).status, 400);
    assert.equal(
      (await checkout(cart, newId(), { shippingAddress: { ...body.shippingAddress, name: " ".repeat(5) } })).status,
      400,
    );
    assert.equal(
      (await checkout(cart, newId(), { shippingAddress: { ...body.shippingAddress, line1: "x".repeat(201) } })).status,
      400,
    );
    assert.equal((await checkout(cart, newId(), { expectedTotalMinor: priced.body.totalMinor })).status, 201);
  });

  it("an order is its shopper's alone", async () => {
    const cart = await cartOf(1);
    const { body: order } = await checkout(cart);
    for (const stranger of [newId(), (await cartOf(1)).shopperId]) {
      assert.equal((await call("GET", `/v1/orders/${order.id}`, { as: stranger })).status, 404);
      assert.equal((await call("POST", `/v1/orders/${order.id}/cancel`, { as: stranger })).status, 404);
      assert.equal((await checkout({ ...cart, shopperId: stranger })).status, 404);
      assert.deepEqual((await call("GET", "/v1/orders", { as: stranger })).body.items, []);
    }
    const listed = await call("GET", "/v1/orders", { as: cart.shopperId });
    assert.deepEqual(listed.body, { items: [order], nextCursor: null });
    assert.equal((await call("GET", `/v1/orders/${order.id.toUpperCase()}`, { as: cart.shopperId })).status, 200);
  });

  it("an order is cancelled, again and again with the same answer, until it is sent", async () => {
    const cart = await cartOf(1);
    const { body: order } = await checkout(cart);
    const url = `/v1/orders/${order.id}/cancel`;
    const first = await call("POST", url, { as: cart.shopperId });
    assert.deepEqual([first.status, first.body.status, first.body.payment.refundedMinor], [200, "cancelled", order.totalMinor]);
    assert.deepEqual((await call("POST", url, { as: cart.shopperId, key: "k" })).body, first.body);
    assert.equal((await call("POST", `/v1/admin/orders/${order.id}/fulfil`, { as: admin })).body.code, "conflict");
    const sent = await cartOf(1);
    const { body: other } = await checkout(sent);
    assert.equal(
      (await call("POST", `/v1/admin/orders/${other.id}/fulfil`, { as: "admin-fulfilment" })).body.status,
      "fulfilled",
    );
    const late = await call("POST", `/v1/orders/${other.id}/cancel`, { as: sent.shopperId });
    assert.deepEqual([late.status, late.body.code, late.body.orderStatus], [409, "order-not-cancellable", "fulfilled"]);
  });

  it("the staff lists orders by state, page by page", async () => {
    for (let n = 0; n < 3; n += 1) await checkout(await cartOf(1), newId(), paying("declined"));
    const seen: string[] = [];
    let cursor = "";
    do {
      const { status, body: page } = await call("GET", `/v1/admin/orders?status=payment_failed&limit=2${cursor}`, {
        as: "admin-viewer",
      });
      assert.equal(status, 200);
      seen.push(...page.items.map((order: { id: string; status: string }) => order.id));
      cursor = page.nextCursor === null ? "" : `&cursor=${page.nextCursor}`;
    } while (cursor !== "");
    const [count] = await database.query("select count(*)::int as n from orders where status = 'payment_failed'");
    assert.equal(new Set(seen).size, count?.n);
    const one = await call("GET", `/v1/admin/orders/${seen[0]}`, { as: "admin-viewer" });
    assert.equal(one.body.id, seen[0]);
    assert.equal((await call("GET", `/v1/admin/orders/${newId()}`, { as: "admin-viewer" })).status, 404);
    const forged = Buffer.from(JSON.stringify([1, "orders:newest", "x'"])).toString("base64url");
    assert.equal((await call("GET", `/v1/admin/orders?cursor=${forged}`, { as: "admin-viewer" })).status, 400);
  });

  it("a refund is made once for its key, by those who may", async () => {
    const { body: order } = await checkout(await cartOf(1));
    const url = `/v1/admin/orders/${order.id}/refunds`;
    const refund = { amountMinor: 10, reason: "late" };
    assert.equal((await call("POST", url, { as: "admin-fulfilment", key: "k1", body: refund })).status, 403);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call("POST", url, { as: "admin-finance", key: "k1", body: refund })),
    );
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([201]));
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
    assert.equal(answers.filter((answer) => answer.headers["idempotency-replayed"] === undefined).length, 1);
    const tooMuch = await call("POST", url, {
      as: "admin-finance",
      key: "k2",
      body: { amountMinor: order.totalMinor, reason: "x" },
    });
    assert.deepEqual(
      [tooMuch.status, tooMuch.body.code, tooMuch.body.refundableMinor],
      [409, "refund-exceeds-payment", order.totalMinor - 10],
    );
    const other = await call("POST", url, { as: "admin-finance", key: "k1", body: { ...refund, amountMinor: 11 } });
    assert.equal(other.body.code, "idempotency-key-reused");
    assert.equal((await call("POST", url, { as: "admin-finance", body: refund })).body.code, "idempotency-key-missing");
  });

  it("stock is set, received, adjusted, moved and listed", async () => {
    const { variantId } = await cartOf(1, 10);
    const url = `/v1/admin/variants/${variantId}/stock`;
    const set = await call("PUT", url, { as: admin, body: { warehouse: "RTM1", onHand: 4, reorderLevel: 6 } });
    assert.equal(set.status, 200);
    assert.deepEqual([set.body.onHand, set.body.reserved, set.body.available], [14, 0, 14]);
    const lines = [{ variantId, warehouse: "LON1", quantity: 3 }];
    const received = await call("POST", "/v1/admin/stock/receive", {
      as: admin,
      key: "s1",
      body: { lines, note: "container 7" },
    });
    assert.deepEqual(received.body.levels, [{ variantId, warehouse: "LON1", onHand: 13, reserved: 0 }]);
    const again = await call("POST", "/v1/admin/stock/receive", { as: admin, key: "s1", body: { lines, note: "container 7" } });
    assert.deepEqual(again.body, received.body);
    assert.equal(again.headers["idempotency-replayed"], "true");
    const loss = [{ variantId, warehouse: "LON1", delta: -1 }];
    assert.equal((await call("POST", "/v1/admin/stock/adjust", { as: admin, key: "s2", body: { lines: loss } })).status, 200);
    const zero = [{ variantId, warehouse: "LON1", delta: 0 }];
    assert.equal((await call("POST", "/v1/admin/stock/adjust", { as: admin, key: "s3", body: { lines: zero } })).status, 400);
    const moved = [{ variantId, from: "LON1", to: "RTM1", quantity: 1 }];
    assert.equal((await call("POST", "/v1/admin/stock/transfer", { as: admin, key: "s4", body: { lines: moved } })).status, 200);
    const nowhere = [{ variantId, from: "LON1", to: "LON1", quantity: 1 }];
    assert.equal(
      (await call("POST", "/v1/admin/stock/transfer", { as: admin, key: "s5", body: { lines: nowhere } })).status,
      400,
    );
    const stock = await call("GET", url, { as: "admin-viewer" });
    assert.deepEqual(
      stock.body.warehouses.map((level: { warehouse: string; onHand: number }) => [level.warehouse, level.onHand]),
      [
        ["LON1", 11],
        ["RTM1", 5],
      ],
    );
    const low = await call("GET", "/v1/admin/stock/low", { as: "admin-viewer" });
    assert.deepEqual(
      low.body.items.map((level: { variantId: number; available: number }) => [level.variantId, level.available]),
      [[variantId, 5]],
    );
    const page = await call("GET", `${url}/ledger?limit=3`, { as: "admin-viewer" });
    const rest = await call("GET", `${url}/ledger?limit=3&cursor=${page.body.nextCursor}`, { as: "admin-viewer" });
    const kinds = [...page.body.items, ...rest.body.items].map(
      (entry: { warehouse: string; kind: string }) => `${entry.warehouse} ${entry.kind}`,
    );
    assert.deepEqual(kinds, [
      "RTM1 transfer-in",
      "RTM1 adjust",
      "LON1 transfer-out",
      "LON1 adjust",
      "LON1 receive",
      "LON1 receive",
    ]);
    assert.equal(rest.body.nextCursor, null);
    assert.equal((await call("GET", "/v1/admin/variants/9999990001/stock", { as: admin })).status, 404);
    assert.equal((await call("PUT", url, { as: admin, body: { warehouse: "MOON", onHand: 1 } })).status, 400);
    assert.equal((await call("PUT", url, { as: "admin-finance", body: { warehouse: "LON1", onHand: 1 } })).status, 403);
  });

  it("a webhook counts when it is signed, however often it comes", async (t) => {
    const receiver = await startWebhookReceiver(t);
    const sandbox = await startTestSandbox(t, { webhookUrl: receiver.url });
    const cart = await cartOf(1);
    const { body: order } = await checkout(cart, newId(), paying("unknown"));
    const [payment] = await database.query("select id from payments where order_id = $1", [order.id]);
    const charge = {
      paymentId: payment?.id,
      orderId: order.id,
      shopperId: cart.shopperId,
      amountMinor: order.totalMinor,
      currency: order.currency,
      token: "ok",
    };
    await fetch(`${sandbox.url}/charges`, { method: "POST", body: JSON.stringify(charge) });
    await sandbox.close();
    const [delivery] = receiver.deliveries;
    const send = (headers: object, payload = delivery!.rawBody, provider = "sandbox") =>
      app.inject({
        method: "POST",
        url: `/v1/payments/${provider}/webhooks`,
        headers: { "content-type": "application/json", ...headers },
        payload,
      });
    const signature = Object.entries(delivery!.headers).filter(([name]) => name.includes("signature"));
    assert.equal(signature.length, 1);
    const signed = Object.fromEntries(signature);
    assert.equal((await send({})).statusCode, 400);
    assert.equal((await send(signed, Buffer.from(delivery!.rawBody.toString().replace("paid", "Paid")))).statusCode, 400);
    assert.equal((await send(signed, delivery!.rawBody, "acme")).statusCode, 404);
    assert.equal((await call("GET", `/v1/orders/${order.id}`, { as: cart.shopperId })).body.status, "pending");
    assert.deepEqual((await send(signed)).json(), { outcome: "applied" });
    assert.deepEqual((await send(signed)).json(), { outcome: "known" });
    assert.equal((await call("GET", `/v1/orders/${order.id}`, { as: cart.shopperId })).body.status, "paid");
  });
});
