import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { startWholeShop } from "../../../test/support/whole-shop.ts";
import { createWorker } from "../worker.ts";
import { storeCompanions } from "./companion-store.ts";

test("what a shopper looks at comes into their list at once, and into what is popular a moment later", async (t) => {
  const { call, shop, variantIds, database } = await startWholeShop(t);
  const silent = { child: () => silent, warn: () => undefined, error: () => undefined } as never as Parameters<
    typeof createWorker
  >[1];
  const worker = createWorker(shop, silent);
  worker.start();
  t.after(worker.stop);
  const productIds = variantIds.map((id) => Math.floor(id / 10_000));
  const [first, second, third] = productIds as [number, number, number];
  const idsOf = (body: { items: { id: number }[] }) => body.items.map(({ id }) => id);
  const { token } = (await call("POST", "/v1/sessions")).body;
  const { token: other } = (await call("POST", "/v1/sessions")).body;

  for (const id of [first, second, third, first])
    assert.equal((await call("POST", `/v1/products/${id}/views`, { token })).status, 204);
  assert.equal((await call("POST", `/v1/products/${second}/views`, { token: other })).status, 204);
  assert.equal((await call("POST", "/v1/products/899999999/views", { token })).status, 404);
  const viewed = await call("GET", "/v1/recommendations/recently-viewed?currency=EUR", { token });
  assert.deepEqual(idsOf(viewed.body), [first, third, second]);
  assert.equal(viewed.body.items[0].variants[0].price.currency, "EUR");
  assert.deepEqual(idsOf((await call("GET", "/v1/recommendations/recently-viewed?limit=1", { token })).body), [first]);

  await waitFor(async () => {
    const { status, body } = await call("GET", "/v1/recommendations/popular?limit=3");
    assert.equal(status, 200);
    assert.equal(body.fallback, false);
    assert.equal(idsOf(body)[0], second, "two have looked at it");
    return true;
  });
  const odd = await call("GET", "/v1/recommendations/popular?category=odd&limit=48");
  assert.deepEqual(
    idsOf(odd.body).toSorted(),
    productIds.filter((_, index) => index % 2 === 1),
  );
  assert.equal((await call("GET", "/v1/recommendations/popular?category=nothing")).status, 404);

  await storeCompanions(
    shop.db,
    [{ productId: first, companions: [{ productId: third, score: 30, together: 4 }] }],
    "orders",
    new Date(),
  );
  const beside = await call("GET", `/v1/products/${first}/recommendations`);
  assert.deepEqual(
    beside.body.boughtTogether.map(({ id }: { id: number }) => id),
    [third],
  );
  assert.equal(beside.body.related.length, productIds.length - 2);
  assert.equal((await call("GET", "/v1/products/899999999/recommendations")).status, 404);
  assert.equal((await call("GET", `/v1/products/${first}/recommendations?currency=XXX`)).status, 422);
  assert.deepEqual(await database.query("select from event_dead_letters"), []);
});
