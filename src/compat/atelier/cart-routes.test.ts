import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testShoppers } from "../../platform/http/testing.ts";
import { MAX_QUANTITY } from "../../shop/pricing/limits.ts";
import { type AtelierTestShop, createAtelierShop, fillShop, JACKET, MUG } from "./atelier.fixture.ts";

let shop: AtelierTestShop;
before(async () => {
  shop = await createAtelierShop();
  await fillShop(shop);
});
after(() => shop.close());

const MUG_SKU = MUG * 10_000 + 1;
const JACKET_SKU = JACKET * 10_000 + 3;
const add = (token: string | undefined, sku: unknown, headers: Record<string, string> = {}) =>
  shop.call("POST", "/cart", { ...(token === undefined ? {} : { token }), body: { sku_id: sku }, headers });
const cartOf = async (token: string | undefined, headers: Record<string, string> = {}) => {
  const answer = await shop.call("GET", "/cart", { ...(token === undefined ? {} : { token }), headers });
  assert.equal(answer.status, 200);
  return answer.body;
};

test("any text is a token that names a cart: it starts empty, counts units as texts, and is the same cart again", async () => {
  const token = "ghp_0123456789abcdef";
  assert.deepEqual(await cartOf(token), []);
  const first = await add(token, MUG_SKU);
  assert.deepEqual([first.status, first.body], [201, "Created"]);
  await add(token, String(JACKET_SKU));
  await add(token, MUG_SKU);
  assert.deepEqual(await cartOf(token), [
    { sku_id: MUG_SKU, count: "2" },
    { sku_id: JACKET_SKU, count: "1" },
  ]);
  assert.deepEqual(await cartOf("another token"), []);
  assert.deepEqual(await cartOf("ü \u00e9 ~ '; --"), []);
});

test("the token of a shopper names the shopper's own cart, with and without the word Bearer", async () => {
  await add("guest", MUG_SKU);
  assert.deepEqual(await cartOf("Bearer guest"), [{ sku_id: MUG_SKU, count: "1" }]);
  const [cart] = await shop.shop.carts.list(testShoppers.guest.shopperId, "ffffffff-ffff-ffff-ffff-ffffffffffff", 10);
  assert.equal(cart!.lineCount, 1);
});

test("without a token a visitor still reads back what was put in, and another browser does not", async () => {
  const headers = { "user-agent": "Browser/1" };
  await add(undefined, MUG_SKU, headers);
  assert.deepEqual(await cartOf(undefined, headers), [{ sku_id: MUG_SKU, count: "1" }]);
  assert.deepEqual(await cartOf(undefined, { "user-agent": "Browser/2" }), []);
  assert.deepEqual(await cartOf("", headers), await cartOf(undefined, headers));
});

test("units that are put in at once are all counted, in one cart, also the first ones", async () => {
  const token = "a busy visitor";
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => add(token, index % 2 === 0 ? MUG_SKU : JACKET_SKU)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
  const lines = await cartOf(token);
  assert.deepEqual(
    new Map(lines.map(({ sku_id, count }: { sku_id: number; count: string }) => [sku_id, count])),
    new Map([
      [MUG_SKU, "10"],
      [JACKET_SKU, "10"],
    ]),
  );
});

test("an ordered cart is followed by a new one", async () => {
  const token = "a visitor who comes back";
  await add(token, MUG_SKU);
  await shop.database.query(
    `update carts set status = 'ordered', order_id = gen_random_uuid()
     where id = (select max(id::text)::uuid from carts)`,
  );
  assert.deepEqual(await cartOf(token), []);
  await Promise.all([add(token, JACKET_SKU), add(token, JACKET_SKU)]);
  assert.deepEqual(await cartOf(token), [{ sku_id: JACKET_SKU, count: "2" }]);
});

test("what cannot be bought is refused", async () => {
  const refused = async (body: unknown) => (await shop.call("POST", "/cart", { token: "t", body })).body.code;
  assert.equal(await refused({ sku_id: 999_990_001 }), "not-sellable");
  assert.equal(await refused({ sku_id: "9999999999999999" }), "not-sellable");
  for (const odd of [{}, { sku_id: null }, { sku_id: "null" }, { sku_id: -1 }, { sku_id: 1.5 }, [], "text"]) {
    assert.match(await refused(odd), /^(?:validation-failed|malformed-json)$/, JSON.stringify(odd));
  }
  await add("t", MUG_SKU);
  await shop.database.query("update cart_lines set quantity = $1", [MAX_QUANTITY]);
  assert.equal(await refused({ sku_id: MUG_SKU }), "quantity-too-large");
});

test("reading a cart costs one statement", async () => {
  const before = shop.db.counters.statements;
  await cartOf("ghp_0123456789abcdef");
  assert.equal(shop.db.counters.statements - before, 1);
});

test("interactions are recorded when they are whole, and 422 when something is missing", async () => {
  const whole = { element: "button#add", widget: "Overview", time: new Date(0).toString() };
  const sent = await shop.call("POST", "/interactions", { token: "t", body: whole });
  assert.deepEqual([sent.status, sent.body], [201, "Created"]);
  const odd = await shop.call("POST", "/interactions/", {
    body: { element: { tag: "div" }, widget: "x".repeat(5_000), time: 12, more: 1 },
  });
  assert.equal(odd.status, 201);
  const rows = await shop.database.query(
    "select element, length(widget)::int as widget, client_time from interactions order by id",
  );
  assert.deepEqual(rows, [
    { element: "button#add", widget: 8, client_time: whole.time },
    { element: '{"tag":"div"}', widget: 1_000, client_time: "12" },
  ]);
  for (const field of ["element", "widget", "time"]) {
    const { status, body } = await shop.call("POST", "/interactions", { body: { ...whole, [field]: undefined } });
    assert.deepEqual([status, body.code, body.field], [422, "field-missing", field]);
  }
  assert.equal((await shop.call("POST", "/interactions", { body: {} })).status, 422);
  assert.equal((await shop.call("POST", "/interactions")).status, 422);
});
