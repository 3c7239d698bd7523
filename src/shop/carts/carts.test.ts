import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Body, createShopFixture, type ShopFixture, type ShopProcess } from "../customers/shop.fixture.ts";
import { MAX_QUANTITY } from "../pricing/limits.ts";
import { CART_LIFETIME_MS, expireCarts } from "./cart-expiry.ts";

const UNKNOWN_VARIANT = 999_990_001;

describe("carts", () => {
  let shop: ShopFixture;
  let first: ShopProcess;
  let second: ShopProcess;
  before(async () => {
    shop = await createShopFixture(12);
    first = await shop.startProcess();
    second = await shop.startProcess();
  });
  after(() => shop.close());

  const line = (index: number, quantity = 1) => ({ variantId: shop.variantIds[index]!, quantity });
  async function newCart(payload?: object) {
    const { token, shopperId } = await first.guest();
    const { status, body } = await first.call("POST", "/v1/carts", { token, ...(payload === undefined ? {} : { payload }) });
    assert.equal(status, 201, JSON.stringify(body));
    return { token, shopperId, cart: body, url: `/v1/carts/${body.id}` };
  }

  it("begin empty, without a body, at the shop's home, with all sums zero", async () => {
    const { cart, token, url } = await newCart();
    assert.equal(cart.currency, "GBP");
    assert.equal(cart.country, "GB");
    assert.deepEqual(cart.lines, []);
    for (const sum of ["subtotalMinor", "discountMinor", "shippingMinor", "taxMinor", "totalMinor", "includedTaxMinor"]) {
      assert.equal(cart[sum], 0, sum);
    }
    assert.deepEqual((await first.call("GET", url, { token })).body, cart);
  });

  it("take the currency of their country unless another one is asked for", async () => {
    assert.equal((await newCart({ country: "DE" })).cart.currency, "EUR");
    assert.equal((await newCart({ country: "DE", currency: "GBP" })).cart.currency, "GBP");
    const { token } = await first.guest();
    const unknown = await first.call("POST", "/v1/carts", { token, payload: { currency: "XXX" } });
    assert.equal(unknown.body.code, "currency-unsupported");
    const nowhere = await first.call("POST", "/v1/carts", { token, payload: { country: "ZZ" } });
    assert.equal(nowhere.body.code, "shipping-unavailable");
  });

  it("take a whole basket in one call, with the same variant summed up", async () => {
    const { cart, token, url } = await newCart({ lines: [line(0, 2), line(1), line(0, 3)] });
    assert.deepEqual(
      cart.lines.map(({ variantId, quantity, totalMinor }: Record<string, number>) => [variantId, quantity, totalMinor]),
      [
        [shop.variantIds[0], 5, 5_000],
        [shop.variantIds[1], 1, 1_000],
      ],
    );
    assert.equal(cart.subtotalMinor, 6_000);
    assert.equal(cart.totalMinor, cart.subtotalMinor - cart.discountMinor + cart.shippingMinor + cart.taxMinor);
    assert.deepEqual((await second.call("GET", url, { token })).body, cart);
  });

  it("answer every change with the cart as another process then reads it", async () => {
    const { token, url } = await newCart();
    const same = async (answer: { status: number; body: unknown }) => {
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.deepEqual((await second.call("GET", url, { token })).body, answer.body);
      return answer.body as Body;
    };
    const id = shop.variantIds[2]!;
    assert.equal((await same(await first.call("POST", `${url}/lines`, { token, payload: line(2, 2) }))).lines[0].quantity, 2);
    assert.equal((await same(await first.call("POST", `${url}/lines`, { token, payload: line(2, 3) }))).lines[0].quantity, 5);
    assert.equal(
      (await same(await first.call("PATCH", `${url}/lines/${id}`, { token, payload: { quantity: 4 } }))).lines[0].quantity,
      4,
    );
    const coupons = await same(await first.call("PUT", `${url}/coupons`, { token, payload: { codes: [" nope ", "NOPE"] } }));
    assert.deepEqual(coupons.couponCodes, ["NOPE"]);
    assert.deepEqual(coupons.rejectedCoupons, [{ code: "NOPE", reason: "unknown" }]);
    const abroad = await same(await first.call("PATCH", url, { token, payload: { country: "FR", shippingMethod: "express" } }));
    assert.equal(abroad.country, "FR");
    assert.equal(abroad.shippingMethod.id, "express");
    assert.equal(
      (await same(await first.call("PATCH", url, { token, payload: { shippingMethod: null } }))).shippingMethod.id,
      "standard",
    );
    assert.deepEqual(
      (await same(await first.call("PATCH", `${url}/lines/${id}`, { token, payload: { quantity: 0 } }))).lines,
      [],
    );
    await same(await first.call("POST", `${url}/lines`, { token, payload: line(2) }));
    const emptied = await same(await first.call("DELETE", `${url}/lines/${id}`, { token }));
    assert.deepEqual((await same(await first.call("DELETE", `${url}/lines/${id}`, { token }))).version, emptied.version);
  });

  it("refuse what cannot be bought, and leave the cart as it was", async () => {
    const { token, url, cart } = await newCart({ lines: [line(0)] });
    const refused = async (method: "POST" | "PATCH", path: string, payload: object, code: string) => {
      const answer = await first.call(method, `${url}${path}`, { token, payload });
      assert.equal(answer.body.code, code, JSON.stringify(answer.body));
    };
    await refused("POST", "/lines", { variantId: UNKNOWN_VARIANT, quantity: 1 }, "not-sellable");
    await refused("POST", "/lines", line(0, MAX_QUANTITY), "quantity-too-large");
    await refused("POST", "/lines", line(0, MAX_QUANTITY + 1), "validation-failed");
    await refused("POST", "/lines", line(0, 0), "validation-failed");
    await refused("PATCH", `/lines/${shop.variantIds[1]}`, { quantity: 1 }, "not-found");
    await refused("PATCH", "", { country: "ZZ" }, "shipping-unavailable");
    assert.deepEqual((await first.call("GET", url, { token })).body, cart);
    const basket = await first.call("POST", "/v1/carts", {
      token,
      payload: { lines: [line(0), { variantId: UNKNOWN_VARIANT, quantity: 1 }] },
    });
    assert.deepEqual([basket.status, basket.body.variantIds], [422, [UNKNOWN_VARIANT]]);
  });

  it("keep a variant that was archived later out of every sum, and refuse more of it", async () => {
    const { token, url } = await newCart({ lines: [line(10), line(0)] });
    await shop.testDatabase.query(
      "update variant_offers set version = version + 1, body = jsonb_set(body, '{sellable}', 'false') where variant_id = $1",
      [shop.variantIds[10]],
    );
    const { body } = await first.call("GET", url, { token });
    assert.deepEqual([body.unsellable, body.subtotalMinor], [[shop.variantIds[10]], 1_000]);
    assert.equal((await first.call("POST", `${url}/lines`, { token, payload: line(10) })).body.code, "not-sellable");
    assert.equal((await first.call("POST", `${url}/lines`, { token, payload: line(1) })).status, 200);
    assert.deepEqual((await first.call("DELETE", `${url}/lines/${shop.variantIds[10]}`, { token })).body.unsellable, []);
  });

  it("price with what was agreed with the shopper from the first answer on", async () => {
    const { token, shopperId } = await first.guest();
    await shop.testDatabase.query("insert into price_agreements values ($1, $2, 'GBP', 700, true), ($1, $3, 'GBP', 600, true)", [
      shopperId,
      shop.variantIds[3],
      shop.variantIds[4],
    ]);
    const made = await first.call("POST", "/v1/carts", { token, payload: { lines: [line(3, 2)] } });
    assert.equal(made.body.subtotalMinor, 1_400);
    const url = `/v1/carts/${made.body.id}`;
    const added = await first.call("POST", `${url}/lines`, { token, payload: line(4) });
    assert.equal(added.body.subtotalMinor, 2_000);
    assert.deepEqual((await second.call("GET", url, { token })).body, added.body);
  });

  it("of another shopper do not exist", async () => {
    const { url } = await newCart({ lines: [line(0)] });
    const { token } = await first.guest();
    const tries = [
      first.call("GET", url, { token }),
      first.call("POST", `${url}/lines`, { token, payload: line(0) }),
      first.call("PATCH", `${url}/lines/${shop.variantIds[0]}`, { token, payload: { quantity: 2 } }),
      first.call("DELETE", `${url}/lines/${shop.variantIds[0]}`, { token }),
      first.call("PUT", `${url}/coupons`, { token, payload: { codes: ["A"] } }),
      first.call("PATCH", url, { token, payload: { country: "FR" } }),
    ];
    for (const { status } of await Promise.all(tries)) assert.equal(status, 404);
  });

  it("lose no unit to parallel adds at two processes", async () => {
    const { token, url } = await newCart();
    const adds = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? first : second).call("POST", `${url}/lines`, { token, payload: line(index % 4) }),
    );
    for (const { status, body } of await Promise.all(adds)) assert.equal(status, 200, JSON.stringify(body));
    const { body } = await first.call("GET", url, { token });
    assert.deepEqual(
      body.lines.map(({ quantity }: { quantity: number }) => quantity),
      [10, 10, 10, 10],
    );
    assert.equal(body.version, 41);
    const [row] = await shop.testDatabase.query("select line_count from carts where id = $1", [body.id]);
    assert.equal(row!.line_count, 4);
  });

  it("are made once for an Idempotency-Key, also by parallel calls at two processes", async () => {
    const { token } = await first.guest();
    const create = (process: ShopProcess, payload: object) =>
      process.call("POST", "/v1/carts", { token, payload, key: "create-1" });
    const answers = await Promise.all([first, second, first, second].map((process) => create(process, { lines: [line(0)] })));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal(answers.filter(({ headers }) => headers["idempotency-replayed"] === "true").length, 3);
    const reused = await create(first, { lines: [line(1)] });
    assert.deepEqual([reused.status, reused.body.code], [422, "idempotency-key-reused"]);
  });

  it("add a line once for an Idempotency-Key", async () => {
    const { token, url } = await newCart();
    const add = (quantity: number) => first.call("POST", `${url}/lines`, { token, payload: line(0, quantity), key: "add-1" });
    const [one, two] = await Promise.all([add(2), add(2)]);
    assert.deepEqual([one.body.lines[0].quantity, two.body.lines[0].quantity], [2, 2]);
    assert.equal((await add(2)).headers["idempotency-replayed"], "true");
    assert.equal((await add(3)).body.code, "idempotency-key-reused");
  });

  it("cost 2 statements to make, 3 to add to and 2 to read, however many lines", async () => {
    // Who is known for the time being; once in that time, one statement more asks whether a guest has become a customer.
    const known = await shop.startProcess({ revocationDelayMs: 60_000 });
    const { token } = await known.guest();
    await known.call("POST", "/v1/carts", { token, payload: { lines: [line(0)] } });
    const lines = shop.variantIds.slice(0, 9).map((variantId) => ({ variantId, quantity: 1 }));
    const count = async (work: () => Promise<{ body: Body }>) => {
      const start = known.db.counters.statements;
      const { body } = await work();
      return { body, statements: known.db.counters.statements - start };
    };
    const empty = await count(() => known.call("POST", "/v1/carts", { token }));
    const full = await count(() => known.call("POST", "/v1/carts", { token, payload: { lines } }));
    assert.deepEqual([empty.statements, full.statements], [2, 2]);
    for (const { body } of [empty, full]) {
      const url = `/v1/carts/${body.id}`;
      assert.equal((await count(() => known.call("POST", `${url}/lines`, { token, payload: line(9) }))).statements, 3);
      assert.equal((await count(() => known.call("GET", url, { token }))).statements, 2);
    }
  });

  it("are listed to their shopper, the open ones, newest first", async () => {
    const { token, cart, shopperId } = await newCart({ lines: [line(0)] });
    const ids = [cart.id];
    for (let made = 0; made < 2; made += 1) ids.unshift((await first.call("POST", "/v1/carts", { token })).body.id);
    await shop.testDatabase.query("update carts set status = 'merged' where id = $1 and shopper_id = $2", [ids[1], shopperId]);
    const page = await first.call("GET", "/v1/carts?limit=1", { token });
    assert.deepEqual(
      page.body.items.map(({ id }: { id: string }) => id),
      [ids[0]],
    );
    const next = await first.call("GET", `/v1/carts?limit=1&cursor=${page.body.nextCursor}`, { token });
    assert.deepEqual([next.body.items[0].id, next.body.items[0].lineCount, next.body.nextCursor], [ids[2], 1, null]);
  });

  it("that are closed can be read and no longer changed", async () => {
    const { token, url, cart } = await newCart({ lines: [line(0)] });
    await shop.testDatabase.query("update carts set status = 'ordered', order_id = id where id = $1", [cart.id]);
    assert.equal((await first.call("GET", url, { token })).body.status, "ordered");
    const { status, body } = await first.call("POST", `${url}/lines`, { token, payload: line(0) });
    assert.deepEqual([status, body.code, body.orderId], [409, "cart-closed", cart.id]);
  });

  it("have at most 2,000 lines", async () => {
    const { token, url, cart } = await newCart();
    await shop.testDatabase.query(
      `insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
       select id, shopper_id, 900000000 + n, 1 from carts, generate_series(1, 2000) n where id = $1`,
      [cart.id],
    );
    assert.equal((await first.call("POST", `${url}/lines`, { token, payload: line(0) })).body.code, "cart-too-large");
  });

  it("expire when they were not changed for 30 days", async () => {
    const created = new Date(Date.now() - CART_LIFETIME_MS - 3_600_000);
    const shopperId = crypto.randomUUID();
    const insert = (updatedAt: Date) =>
      shop.testDatabase.query(
        `insert into carts (id, shopper_id, currency, country, updated_at)
         select (substr(uuid_v7_lower_bound($1)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid, $2, 'GBP', 'GB', $3
         returning id`,
        [created, shopperId, updatedAt],
      );
    const [old] = await insert(created);
    const [alive] = await insert(new Date());
    for (let next: string | null = null, batches = 0; next !== null || batches === 0; batches += 1)
      ({ next } = await expireCarts(first.db, next));
    const rows = await shop.testDatabase.query("select id, status from carts where shopper_id = $1", [shopperId]);
    assert.deepEqual(
      new Map(rows.map((row) => [row.id, row.status])),
      new Map([
        [old!.id, "expired"],
        [alive!.id, "open"],
      ]),
    );
  });
});
