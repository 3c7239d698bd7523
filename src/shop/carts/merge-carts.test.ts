import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createShopFixture, type ShopFixture, type ShopProcess } from "../customers/shop.fixture.ts";
import { MAX_QUANTITY } from "../pricing/limits.ts";
import { mergeCarts } from "./merge-carts.ts";

const password = "correct horse battery";

describe("a guest's cart at login", () => {
  let shop: ShopFixture;
  let first: ShopProcess;
  let second: ShopProcess;
  let count = 0;
  before(async () => {
    shop = await createShopFixture(6);
    first = await shop.startProcess();
    second = await shop.startProcess();
  });
  after(() => shop.close());

  const line = (index: number, quantity = 1) => ({ variantId: shop.variantIds[index]!, quantity });
  const register = async () => {
    count += 1;
    const email = `ada-${count}@example.com`;
    return { email, ...(await first.call("POST", "/v1/customers", { payload: { email, password } })).body };
  };
  const newCart = async (token: string, payload: object) => (await first.call("POST", "/v1/carts", { token, payload })).body;
  const login = async (email: string, token?: string, process = first) =>
    (
      await process.call("POST", "/v1/customers/login", {
        payload: { email, password },
        ...(token === undefined ? {} : { token }),
      })
    ).body;
  const get = async (token: string, cartId: string) => (await second.call("GET", `/v1/carts/${cartId}`, { token })).body;
  const quantities = (cart: { lines: { variantId: number; quantity: number }[] }) =>
    cart.lines.map(({ variantId, quantity }) => [shop.variantIds.indexOf(variantId), quantity]);

  it("is added to the customer's: quantities summed up to the limit, coupons united", async () => {
    const customer = await register();
    const own = await newCart(customer.token, { lines: [line(0, 2), line(1, MAX_QUANTITY - 1)], couponCodes: ["A"] });
    const guest = await first.guest();
    const guestCart = await newCart(guest.token, { lines: [line(2, 4), line(1, 5), line(0, 3)], couponCodes: ["B", "A"] });
    const { cartId, token } = await login(customer.email, guest.token);
    assert.equal(cartId, own.id);
    const merged = await get(token, cartId);
    assert.deepEqual(quantities(merged), [
      [0, 5],
      [1, MAX_QUANTITY],
      [2, 4],
    ]);
    assert.deepEqual(merged.couponCodes, ["A", "B"]);
    assert.equal(merged.version, own.version + 1);
    assert.equal((await get(guest.token, guestCart.id)).status, "merged");
    assert.equal(
      (await first.call("POST", `/v1/carts/${guestCart.id}/lines`, { token: guest.token, payload: line(0) })).body.code,
      "cart-closed",
    );
    const added = await first.call("POST", `/v1/carts/${cartId}/lines`, { token, payload: line(3) });
    assert.equal(added.body.lines.length, 4);
  });

  it("becomes the customer's when they have none", async () => {
    const customer = await register();
    const guest = await first.guest();
    await newCart(guest.token, { country: "DE", lines: [line(3, 7)] });
    const { cartId, token } = await login(customer.email, guest.token);
    const cart = await get(token, cartId);
    assert.deepEqual([quantities(cart), cart.currency, cart.country], [[[3, 7]], "EUR", "DE"]);
  });

  it("is merged once, however often and in parallel somebody logs in", async () => {
    const customer = await register();
    const guest = await first.guest();
    await newCart(guest.token, { lines: [line(5, 9)] });
    await newCart(guest.token, { lines: [line(0, 2)] });
    const logins = await Promise.all(
      [first, second, first, second].map((process) => login(customer.email, guest.token, process)),
    );
    assert.equal(new Set(logins.map(({ cartId }) => cartId)).size, 1);
    await login(customer.email, guest.token);
    assert.deepEqual(quantities(await get(logins[0].token, logins[0].cartId)), [[0, 2]]);
    const [row] = await shop.testDatabase.query("select count(*)::int as carts from carts where shopper_id = $1", [
      customer.shopperId,
    ]);
    assert.equal(row!.carts, 1);
  });

  it("leaves nothing to do when it is empty, or without a guest", async () => {
    const customer = await register();
    assert.equal((await login(customer.email)).cartId, null);
    const guest = await first.guest();
    await newCart(guest.token, {});
    assert.equal((await login(customer.email, guest.token)).cartId, null);
    const own = await newCart(customer.token, {});
    assert.equal((await login(customer.email)).cartId, own.id);
    assert.equal((await login(customer.email, customer.token)).cartId, own.id);
  });

  it("gives no more lines than a cart may have, the first ones first", async () => {
    const [guestId, customerId] = [crypto.randomUUID(), crypto.randomUUID()];
    const insert = async (shopperId: string, from: number, to: number): Promise<string> => {
      const cart = await first.carts.create(
        { shopperId, currency: null, country: null, lines: [], couponCodes: [] },
        { key: null, requestHash: "" },
      );
      await shop.testDatabase.query(
        `insert into cart_lines (cart_id, shopper_id, variant_id, quantity) select $1, $2, n, 1 from generate_series($3::int, $4::int) n`,
        [cart.cart.id, shopperId, from, to],
      );
      await shop.testDatabase.query("update carts set line_count = $2 where id = $1", [cart.cart.id, to - from + 1]);
      return cart.cart.id;
    };
    await insert(guestId, 1_490, 2_600);
    const cartId = await insert(customerId, 1, 1_500);
    assert.equal(await mergeCarts(first.db, guestId, customerId), cartId);
    const [row] = await shop.testDatabase.query(
      `select line_count, (select count(*)::int from cart_lines where cart_id = $1) as lines,
         (select max(variant_id) from cart_lines where cart_id = $1) as last,
         (select count(*)::int from cart_lines where cart_id = $1 and quantity = 2) as summed
       from carts where id = $1`,
      [cartId],
    );
    assert.deepEqual({ ...row, last: Number(row!.last) }, { line_count: 2_000, lines: 2_000, last: 2_000, summed: 11 });
  });

  it("loses nothing to adds at the same time", async () => {
    const customer = await register();
    const own = await newCart(customer.token, { lines: [line(0)] });
    const guest = await first.guest();
    await newCart(guest.token, { lines: [line(0, 100)] });
    const adds = Array.from({ length: 10 }, () =>
      second.call("POST", `/v1/carts/${own.id}/lines`, { token: customer.token, payload: line(0) }),
    );
    await Promise.all([...adds, login(customer.email, guest.token)]);
    assert.deepEqual(quantities(await get(customer.token, own.id)), [[0, 111]]);
  });
});
