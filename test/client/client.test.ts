import assert from "node:assert/strict";
import { test } from "node:test";
import { createTenfoldClient, dataOf, TenfoldProblem } from "../../client/src/client.ts";
import { startWholeShop } from "../support/whole-shop.ts";

const shippingAddress = { name: "Ada", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" };
const order = { email: "ada@shoppers.example", shippingAddress, payment: { provider: "sandbox", token: "ok" } };

test("a client buys, through a network that loses answers, exactly once", async (t) => {
  const shop = await startWholeShop(t);
  const keys: (string | null)[] = [];
  let lost = 0;
  const tenfold = createTenfoldClient({
    baseUrl: `http://127.0.0.1:${shop.port}`,
    adminKey: shop.keys.owner,
    wait: async () => {},
    async fetch(request) {
      const response = await fetch(request);
      if (!request.url.endsWith("/checkout")) return response;
      keys.push(request.headers.get("idempotency-key"));
      lost += 1;
      // The shop has done it, and the client does not know.
      if (lost <= 2) throw new TypeError("fetch failed");
      return response;
    },
  });
  tenfold.setToken((await dataOf(tenfold.POST("/v1/sessions"))).token);
  const cart = await dataOf(tenfold.POST("/v1/carts", { body: { country: "GB" } }));
  const params = { path: { cartId: cart.id } };
  const body = { variantId: shop.variantIds[0]!, quantity: 2 };
  const filled = await dataOf(tenfold.POST("/v1/carts/{cartId}/lines", { params, body }));
  assert.equal(filled.lines[0]?.quantity, 2);

  const { data, error, response } = await tenfold.POST("/v1/carts/{cartId}/checkout", { params, body: order });
  assert.equal(error, undefined);
  assert.equal(data?.status, "paid");
  assert.equal(response.headers.get("idempotency-replayed"), "true");
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.match(keys[0]!, /^[0-9a-f-]{36}$/);
  const orders = await dataOf(tenfold.GET("/v1/orders"));
  assert.deepEqual(
    orders.items.map(({ id }) => id),
    [data?.id],
  );

  const refund = { amountMinor: 1, reason: "scratched" };
  const forStaff = { params: { path: { orderId: data!.id } }, body: refund };
  assert.equal((await dataOf(tenfold.POST("/v1/admin/orders/{orderId}/refunds", forStaff))).amountMinor, 1);
});

test("problems are typed answers, or exceptions for those who prefer them", async (t) => {
  const shop = await startWholeShop(t);
  const tenfold = createTenfoldClient({ baseUrl: `http://127.0.0.1:${shop.port}` });
  const { data, error, response } = await tenfold.GET("/v1/carts");
  assert.equal(data, undefined);
  assert.deepEqual([error?.code, error?.status, response.status], ["unauthorized", 401, 401]);

  const { token } = await dataOf(tenfold.POST("/v1/sessions"));
  tenfold.setToken(token);
  const missing = { params: { path: { cartId: "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60" } } };
  await assert.rejects(dataOf(tenfold.GET("/v1/carts/{cartId}", missing)), (thrown) => {
    assert.ok(thrown instanceof TenfoldProblem);
    assert.deepEqual([thrown.code, thrown.status, thrown.message], ["not-found", 404, thrown.problem.detail]);
    return true;
  });
  tenfold.setToken(null);
  assert.equal((await tenfold.GET("/v1/carts")).error?.code, "unauthorized");
});
