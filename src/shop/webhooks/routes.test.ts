import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { createTestServer, type TestServer } from "../../platform/http/testing.ts";
import { newId } from "../../platform/ids.ts";
import { webhookRoutes } from "./routes.ts";
import { someEvent, startSubscriber, startWebhooks } from "./webhooks.fixture.ts";

let own: TestDatabase;
let db: Database;
let server: TestServer;
let stop: () => Promise<void>;
let webhooks: Awaited<ReturnType<typeof startWebhooks>>["webhooks"];
const keyId = newId();

before(async () => {
  own = await createTestDatabase();
  db = createDatabase({ url: own.url });
  ({ webhooks, stop } = await startWebhooks(db));
  server = await createTestServer({
    authenticateAdmin: (key) => (key === "owner" || key === "viewer" ? { keyId, role: key } : null),
  });
  webhookRoutes(server.app, { db, webhooks });
  await server.app.ready();
});
after(async () => {
  await server.app.close();
  await stop();
  await db.close();
  await own.close();
});

async function call(method: "GET" | "POST" | "DELETE", url: string, options: { body?: object; key?: string; as?: string } = {}) {
  const answer = await server.app.inject({
    method,
    url: `/v1/admin/webhooks${url}`,
    headers: {
      authorization: `Bearer ${options.as ?? "owner"}`,
      ...(options.key === undefined ? {} : { "idempotency-key": options.key }),
    },
    ...(options.body === undefined ? {} : { payload: options.body }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body === "" ? null : answer.json() };
}

test("a webhook is made, shown without its secret, listed and deleted", async () => {
  const body = { url: "http://127.0.0.1:9/hook", eventTypes: ["order.paid", "stock.low"] };
  const made = await call("POST", "", { body });
  assert.equal(made.status, 201);
  assert.match(made.body.secret, /^whsec_[\w-]{43}$/);
  const { secret: _secret, ...shown } = made.body;
  assert.deepEqual((await call("GET", `/${made.body.id}`)).body, shown);
  const other = await call("POST", "", { body });
  const first = await call("GET", "?limit=1");
  const second = await call("GET", `?limit=1&cursor=${first.body.nextCursor}`);
  const listed = [...first.body.items, ...second.body.items].map(({ id }) => id);
  assert.deepEqual(listed.sort(), [made.body.id, other.body.id].sort());
  assert.deepEqual([first.body.items.length, second.body.nextCursor], [1, null]);
  assert.equal((await call("DELETE", `/${made.body.id}`)).status, 204);
  assert.equal((await call("GET", `/${made.body.id}`)).status, 404);
  assert.equal((await call("DELETE", `/${made.body.id}`)).status, 404);
});

test("the same call with the same key makes one webhook", async () => {
  const body = { url: "http://127.0.0.1:9/once", eventTypes: ["order.paid"] };
  const made = await call("POST", "", { body, key: "k-1" });
  const again = await call("POST", "", { body, key: "k-1" });
  assert.deepEqual(again.body, made.body);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal(
    (await call("POST", "", { body: { ...body, url: "http://127.0.0.1:9/other" }, key: "k-1" })).body.code,
    "idempotency-key-reused",
  );
});

test("wrong addresses and event types are refused, and only the owner may subscribe", async () => {
  for (const url of ["ftp://127.0.0.1/", "http://user:pw@127.0.0.1/", "no url"]) {
    const answer = await call("POST", "", { body: { url, eventTypes: ["order.paid"] } });
    assert.deepEqual([answer.status, answer.body.errors[0].path], [400, "/body/url"]);
  }
  for (const eventTypes of [[], ["order.eaten"], ["*"]]) {
    assert.equal((await call("POST", "", { body: { url: "http://127.0.0.1:9/", eventTypes } })).status, 400);
  }
  assert.equal(
    (await call("POST", "", { body: { url: "http://127.0.0.1:9/", eventTypes: ["order.paid"] }, as: "viewer" })).status,
    403,
  );
  assert.equal((await call("GET", "", { as: "viewer" })).status, 200);
});

test("an endpoint can be tried, its deliveries listed page by page, and one sent again", async () => {
  const subscriber = await startSubscriber(({ path }) => (path === "/bad" ? 500 : 200));
  try {
    const good = (await call("POST", "", { body: { url: `${subscriber.url}/good`, eventTypes: ["order.paid"] } })).body;
    const bad = (await call("POST", "", { body: { url: `${subscriber.url}/bad`, eventTypes: ["order.paid"] } })).body;
    assert.deepEqual((await call("POST", `/${good.id}/ping`)).body, { delivered: true, status: 200, error: null });
    assert.deepEqual((await call("POST", `/${bad.id}/ping`)).body, { delivered: false, status: 500, error: "answered 500" });
    assert.equal((await call("POST", `/${newId()}/ping`)).status, 404);

    const events = [someEvent(), someEvent(), someEvent()];
    await webhooks.consumer.handle(events);
    await waitFor(async () => (await call("GET", `/${good.id}/deliveries?status=delivered`)).body.items.length === 3);
    const first = (await call("GET", `/${good.id}/deliveries?limit=2`)).body;
    const second = (await call("GET", `/${good.id}/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
    assert.deepEqual(
      [...first.items, ...second.items].map((item: { eventId: string }) => item.eventId),
      events
        .map((event) => event.id)
        .sort()
        .reverse(),
    );
    assert.equal(second.nextCursor, null);

    await waitFor(async () => (await call("GET", `/${bad.id}/deliveries?status=dead`)).body.items.length === 3);
    const again = await call("POST", `/${good.id}/deliveries/${events[0]!.id}/redeliver`);
    assert.deepEqual([again.status, again.body.status, again.body.attempts], [202, "waiting", 0]);
    const arrived = () =>
      subscriber.received.filter((one) => one.path === "/good" && one.headers["tenfold-event-id"] === events[0]!.id);
    await waitFor(() => arrived().length === 2);
    assert.equal((await call("POST", `/${good.id}/deliveries/${newId()}/redeliver`)).status, 404);
    assert.equal((await call("GET", `/${newId()}/deliveries`)).status, 404);
  } finally {
    await subscriber.close();
  }
});
