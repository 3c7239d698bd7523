import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { MAX_ADDRESSES } from "./addresses.ts";
import { createShopFixture, type ShopFixture, type ShopProcess } from "./shop.fixture.ts";

const password = "correct horse battery";
/** Stands still, so that no window of a rate limit ends in between. */
const now = new Date();
const clock = { now: () => now };
const address = { name: "Ada", line1: "1 High Street", city: "London", postalCode: "N1", country: "GB" };

describe("customers", () => {
  let shop: ShopFixture;
  let first: ShopProcess;
  let second: ShopProcess;
  let count = 0;
  before(async () => {
    shop = await createShopFixture(3);
    first = await shop.startProcess({ clock });
    second = await shop.startProcess({ clock });
  });
  after(() => shop.close());

  const newEmail = () => {
    count += 1;
    return `ada-${count}@example.com`;
  };
  const register = async (email = newEmail(), token?: string) =>
    first.call("POST", "/v1/customers", { payload: { email, password, name: "Ada" }, ...(token === undefined ? {} : { token }) });
  const login = (process: ShopProcess, email: string, given = password, token?: string) =>
    process.call("POST", "/v1/customers/login", {
      payload: { email, password: given },
      ...(token === undefined ? {} : { token }),
    });
  const me = (process: ShopProcess, token: string) => process.call("GET", "/v1/customers/me", { token });

  it("sessions of guests write nothing", async () => {
    const start = first.db.counters.statements;
    const answer = await first.call("POST", "/v1/sessions");
    assert.deepEqual([answer.status, first.db.counters.statements], [201, start]);
    assert.equal((await first.call("GET", "/v1/carts", { token: answer.body.token })).status, 200);
    assert.equal((await me(first, answer.body.token)).body.code, "forbidden");
  });

  it("register, keep the guest's id with its cart, and say so in an event without their address", async () => {
    const guest = await first.guest();
    const cart = await first.call("POST", "/v1/carts", { token: guest.token });
    const { status, body } = await register(undefined, guest.token);
    assert.deepEqual([status, body.shopperId], [201, guest.shopperId]);
    assert.equal((await second.call("GET", `/v1/carts/${cart.body.id}`, { token: body.token })).status, 200);
    assert.deepEqual((await me(second, body.token)).body.email, body.email);
    const events = await shop.testDatabase.query("select type, payload from outbox_shopper where shopper_id = $1", [
      guest.shopperId,
    ]);
    assert.deepEqual(events, [{ type: "customer.registered", payload: { wasGuest: true } }]);
  });

  it("get an id of their own when the guest became a customer at the same time, or when they are one already", async () => {
    const guest = await first.guest();
    const [one, two] = await Promise.all([register(undefined, guest.token), register(undefined, guest.token)]);
    const three = await register(undefined, one.body.token);
    assert.equal(new Set([one, two, three].map(({ body }) => body.shopperId)).size, 3);
  });

  it("end the guest's token by registering: it opens the account at no process, neither before nor after the log-out", async () => {
    const [one, other] = [await shop.startProcess(), await shop.startProcess()];
    const guest = await one.guest();
    const payload = { email: newEmail(), password, name: "Ada" };
    const { body } = await one.call("POST", "/v1/customers", { token: guest.token, payload });
    assert.equal(body.shopperId, guest.shopperId);
    const carts = async (process: ShopProcess) => (await process.call("GET", "/v1/carts", { token: guest.token })).status;
    assert.equal(await carts(one), 401);
    await waitFor(async () => (await carts(other)) === 401);
    await one.call("POST", "/v1/customers/logout", { token: body.token });
    assert.deepEqual([await carts(one), await carts(other)], [401, 401]);
  });

  it("take a guest at his word for as long as a revoked token is good, and ask once in that time afterwards", async () => {
    let ms = now.getTime();
    const revocationDelayMs = 60_000;
    const shopper = await shop.startProcess({ clock: { now: () => new Date(ms) }, revocationDelayMs });
    const { token } = await shopper.guest();
    const statementsFor = async () => {
      const before = shopper.db.counters.statements;
      assert.equal((await shopper.call("GET", "/v1/carts", { token })).status, 200);
      return shopper.db.counters.statements - before;
    };
    const unasked = await statementsFor();
    ms += revocationDelayMs;
    assert.deepEqual([await statementsFor(), await statementsFor()], [unasked + 1, unasked]);
  });

  it("have an e-mail address to themselves, in any case and under parallel registration", async () => {
    const email = newEmail();
    const answers = await Promise.all([email, email.toUpperCase(), email, email].map((each) => register(each)));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [201, 409, 409, 409]);
    assert.equal(answers.find(({ status }) => status === 409)!.body.code, "email-taken");
    const [rows] = await shop.testDatabase.query(
      `select (select count(*)::int from customers where email = $1) as customers,
         (select count(*)::int from outbox_shopper o join customers c using (shopper_id) where email = $1) as events`,
      [email],
    );
    assert.deepEqual(rows, { customers: 1, events: 1 });
  });

  it("log in with any spelling of their address, and not with a wrong password or an unknown address", async () => {
    const email = newEmail();
    await register(email);
    assert.equal((await login(second, email.toUpperCase())).status, 200);
    for (const wrong of [await login(second, email, "wrong password"), await login(second, newEmail())]) {
      assert.deepEqual([wrong.status, wrong.body.code], [401, "invalid-credentials"]);
    }
  });

  it("refuse passwords that are too short or too long", async () => {
    for (const bad of ["seven77", "x".repeat(129)]) {
      const { status } = await first.call("POST", "/v1/customers", { payload: { email: newEmail(), password: bad } });
      assert.equal(status, 400);
    }
    assert.equal(
      (await first.call("POST", "/v1/customers", { payload: { email: newEmail(), password: "👩‍🚀".repeat(20) } })).status,
      201,
    );
  });

  it("are throttled after too many failures over all processes, and told how long", async () => {
    const email = newEmail();
    await register(email);
    const attempts = Array.from({ length: 14 }, (_, index) => login(index % 2 ? first : second, email, "wrong password"));
    const codes = (await Promise.all(attempts)).map(({ body }) => body.code);
    assert.equal(codes.filter((code) => code === "invalid-credentials").length, 10);
    const refused = await login(second, email);
    assert.deepEqual([refused.status, refused.body.code], [429, "login-throttled"]);
    assert.ok(Number(refused.headers["retry-after"]) > 0);
  });

  it("are throttled by address too, and successes count for nothing", async () => {
    const limited = await shop.startProcess({ clock, limits: { loginsPerIp: 3 } });
    const email = newEmail();
    await register(email);
    await shop.testDatabase.query("delete from rate_limits");
    for (let attempt = 0; attempt < 5; attempt += 1) assert.equal((await login(limited, email)).status, 200);
    for (let attempt = 0; attempt < 3; attempt += 1) await login(limited, newEmail());
    assert.equal((await login(limited, newEmail())).body.code, "login-throttled");
    await shop.testDatabase.query("delete from rate_limits");
  });

  it("log out everywhere", async () => {
    const { body } = await register();
    const other = await login(second, body.email);
    assert.equal((await first.call("POST", "/v1/customers/logout", { token: body.token })).status, 204);
    assert.equal((await me(first, body.token)).status, 401);
    await waitFor(async () => (await me(second, other.body.token)).status === 401);
    assert.equal((await me(first, (await login(second, body.email)).body.token)).status, 200);
  });

  it("change their password, which ends every older session", async () => {
    const { body } = await register();
    const change = (token: string, currentPassword: string) =>
      first.call("POST", "/v1/customers/password", { token, payload: { currentPassword, newPassword: "another long one" } });
    assert.equal((await change(body.token, "wrong password")).body.code, "invalid-credentials");
    const changed = await change(body.token, password);
    assert.equal(changed.status, 200);
    assert.equal((await me(first, body.token)).status, 401);
    assert.equal((await me(second, changed.body.token)).status, 200);
    await waitFor(async () => (await me(second, body.token)).status === 401);
    assert.deepEqual(
      [(await login(second, body.email)).status, (await login(second, body.email, "another long one")).status],
      [401, 200],
    );
  });

  it("are accepted with a new token at a process that remembers the generation before it", async () => {
    const slow = await shop.startProcess({ revocationDelayMs: 60_000 });
    const { body } = await register();
    assert.equal((await me(slow, body.token)).status, 200);
    await first.call("POST", "/v1/customers/logout", { token: body.token });
    assert.equal((await me(slow, (await login(first, body.email)).body.token)).status, 200);
    assert.equal((await me(slow, body.token)).status, 401);
  });

  it("change their name", async () => {
    const { body } = await register();
    const renamed = await first.call("PATCH", "/v1/customers/me", { token: body.token, payload: { name: "Countess" } });
    assert.equal(renamed.body.name, "Countess");
    assert.deepEqual((await me(second, body.token)).body, renamed.body);
  });

  it("keep addresses of which one is always the default, up to a limit that holds under parallel calls", async () => {
    const { body } = await register();
    const { token } = body;
    const url = "/v1/customers/me/addresses";
    const add = (payload: object, key?: string) =>
      first.call("POST", url, { token, payload, ...(key === undefined ? {} : { key }) });
    const list = async () => (await second.call("GET", url, { token })).body.items;
    const one = await add({ address });
    assert.deepEqual([one.status, one.body.isDefault], [201, true]);
    const two = await add({ address: { ...address, city: "York" }, isDefault: true }, "key-1");
    assert.equal((await add({ address: { ...address, city: "York" }, isDefault: true }, "key-1")).body.id, two.body.id);
    const three = await first.call("PUT", `${url}/${one.body.id}`, { token, payload: { address: { ...address, city: "Bath" } } });
    assert.deepEqual(await list(), [two.body, three.body]);
    assert.equal((await first.call("DELETE", `${url}/${two.body.id}`, { token })).status, 204);
    assert.deepEqual(await list(), [{ ...three.body, isDefault: true }]);
    const stranger = await register();
    for (const method of ["PUT", "DELETE"] as const) {
      const payload = method === "PUT" ? { payload: { address } } : {};
      assert.equal((await first.call(method, `${url}/${one.body.id}`, { token: stranger.body.token, ...payload })).status, 404);
    }
    const answers = await Promise.all(Array.from({ length: MAX_ADDRESSES + 2 }, () => add({ address })));
    assert.equal(answers.filter(({ status }) => status === 201).length, MAX_ADDRESSES - 1);
    assert.equal(answers.find(({ status }) => status !== 201)!.body.code, "address-limit-reached");
    assert.equal((await list()).filter(({ isDefault }: { isDefault: boolean }) => isDefault).length, 1);
  });

  it("leave neither address nor password in the logs", async () => {
    const { body } = await register();
    await login(first, body.email, "wrong password");
    const log = first.lines.join();
    assert.ok(!log.includes(body.email) && !log.includes(password) && !log.includes(body.token));
  });
});
