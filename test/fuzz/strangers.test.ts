import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/platform/ids.ts";
import { createTokens } from "../../src/shop/access/tokens.ts";
import type { Operation } from "../support/operations.ts";
import { type HttpAnswer, startWholeShop, TOKEN_SECRET, type WholeShop } from "../support/whole-shop.ts";
import { createAsker } from "./known-values.ts";
import { type Changes, mutationsOf } from "./mutations.ts";
import { asCurl } from "./requests.ts";
import { type FuzzShopper, newCustomer, newGuest, newOrder, newVictim, type Victim } from "./shoppers.ts";
import { complaintsAbout } from "./verdict.ts";

/** Longer than any token lives. */
const LONG_AGO_MS = 70 * 86_400_000;

test("who may not do something gets a problem, sees nothing and changes nothing", async (t) => {
  const shop = await startWholeShop(t);
  const victim = await newVictim(shop);
  const stranger = await newCustomer(shop);
  const before = await shop.rowsOf(victim.shopper.shopperId);

  await t.test("another shopper's ids are as good as none", async () => {
    for (const asking of [stranger, await newGuest(shop)]) await nameTheVictims(shop, victim, asking);
  });
  await t.test("credentials that are missing, garbled, expired, forged, revoked or of the other kind open nothing", () =>
    tryCredentials(shop, victim),
  );
  await t.test("a key that may only read changes nothing", () => writeAsViewer(shop));
  await t.test("a list has one's own things only", () => readLists(shop, victim, stranger));
  await t.test("another shopper's Idempotency-Key brings no order of theirs", async () => {
    const order = await newOrder(shop, stranger, "Stranger", victim.orderKey);
    assert.notEqual(order.id, victim.ids.orderId);
    const { status } = await shop.call("GET", `/v1/orders/${order.id}`, { token: stranger.token });
    assert.equal(status, 200);
  });

  assert.deepEqual(await shop.rowsOf(victim.shopper.shopperId), before, "somebody changed another shopper's rows");
  await shop.assertAuditGreen();
});

async function nameTheVictims(shop: WholeShop, victim: Victim, asking: FuzzShopper): Promise<void> {
  const named = shop.operations.filter(
    ({ access, pathParameters }) => access === "shopper" && pathParameters.some(({ name }) => name in victim.ids),
  );
  assert.ok(named.length >= 8, `${named.length} operations`);
  for (const operation of named) {
    const headers = { authorization: `Bearer ${asking.token}` };
    const forIds = (idOf: (name: string) => string): Changes => ({
      what: "another shopper's ids",
      headers,
      pathParts: Object.fromEntries(
        operation.pathParameters.filter(({ name }) => name in victim.ids).map(({ name }) => [name, idOf(name)]),
      ),
    });
    const theirs = await ask(
      shop,
      operation,
      forIds((name) => victim.ids[name]!),
      victim,
    );
    const inCapitals = await ask(
      shop,
      operation,
      forIds((name) => victim.ids[name]!.toUpperCase()),
      victim,
    );
    const nobodys = await ask(
      shop,
      operation,
      forIds(() => newId()),
      victim,
    );
    const verdict = ({ status, body }: HttpAnswer) => [status, JSON.parse(body).code, JSON.parse(body).detail];
    // Not even whether there is such a thing can be told from the answer.
    assert.deepEqual(verdict(theirs), verdict(nobodys), operation.id);
    assert.deepEqual(verdict(inCapitals), verdict(nobodys), operation.id);
    assert.ok([403, 404].includes(theirs.status), `${operation.id}: ${theirs.status}`);
  }
}

async function tryCredentials(shop: WholeShop, victim: Victim): Promise<void> {
  const { shopperId, token } = victim.shopper;
  const claims = { kind: "customer", shopperId, generation: 1 } as const;
  const longAgo = createTokens([TOKEN_SECRET], { now: () => new Date(Date.now() - LONG_AGO_MS) } as never);
  const elsewhere = createTokens(["a secret that signs the tokens of another shop"]);
  const revoked = await shop.call("POST", "/v1/admin/api-keys", {
    token: shop.keys.owner,
    payload: { name: "revoked", role: "owner" },
  });
  await shop.call("DELETE", `/v1/admin/api-keys/${revoked.body.id}`, { token: shop.keys.owner });
  const forNobody = [
    longAgo.issue(claims).token,
    elsewhere.issue(claims).token,
    createTokens([TOKEN_SECRET]).issue({ ...claims, generation: 7 }).token,
    createTokens([TOKEN_SECRET]).issue({ ...claims, shopperId: newId() }).token,
    token.slice(0, -1) + (token.endsWith("A") ? "B" : "A"),
    token.toUpperCase(),
    `${token}x`,
    revoked.body.key as string,
  ];
  for (const operation of shop.operations.filter(({ access }) => access !== "none")) {
    const ofTheOtherKind = operation.access === "admin" ? token : shop.keys.owner;
    for (const wrong of [...forNobody, ofTheOtherKind]) {
      const changes = { what: "wrong credentials", headers: { authorization: `Bearer ${wrong}` }, pathParts: anyIds(operation) };
      const { status } = await ask(shop, operation, changes, victim);
      assert.equal(status, 401, `${operation.id} with ${wrong}`);
    }
    if (operation.anonymous) continue;
    const { status } = await ask(
      shop,
      operation,
      { what: "nobody", without: ["authorization"], pathParts: anyIds(operation) },
      victim,
    );
    assert.equal(status, 401, operation.id);
  }
}

async function writeAsViewer(shop: WholeShop): Promise<void> {
  const headers = { authorization: `Bearer ${shop.keys.viewer}` };
  for (const operation of shop.operations.filter(({ access, method }) => access === "admin" && method !== "GET")) {
    const { status } = await ask(shop, operation, { what: "a viewer", headers, pathParts: anyIds(operation) });
    assert.equal(status, 403, operation.id);
  }
}

async function readLists(shop: WholeShop, victim: Victim, { token }: FuzzShopper): Promise<void> {
  const lists = shop.operations.filter(
    ({ access, method, pathParameters }) => access === "shopper" && method === "GET" && pathParameters.length === 0,
  );
  assert.ok(lists.length >= 4, `${lists.length} lists`);
  for (const operation of lists) {
    const { body } = await ask(shop, operation, { what: "a list", headers: { authorization: `Bearer ${token}` } }, victim);
    for (const id of Object.values(victim.ids)) assert.ok(!body.includes(id), operation.id);
  }
}

/** Credentials are looked at before anything else, so it does not matter which thing is named. */
function anyIds({ pathParameters }: Operation): Record<string, string> {
  return Object.fromEntries(pathParameters.map(({ name }) => [name, name.endsWith("Id") ? newId() : "A1"]));
}

async function ask(shop: WholeShop, operation: Operation, changes: Changes, victim?: Victim): Promise<HttpAnswer> {
  const { build } = mutationsOf(operation, createAsker(shop, operation), { seed: 1, stride: 1, cursors: new Map() });
  const request = await build(changes);
  const { method, url, headers, body } = request;
  const answer = await shop.inject({
    method: method as "GET",
    url,
    headers: headers as Record<string, string>,
    ...(body === null ? {} : { payload: body }),
  });
  assert.deepEqual(complaintsAbout(request, answer, victim?.secrets ?? []), [], asCurl(request));
  return answer;
}
