import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestServer, type TestServer } from "../http/testing.ts";
import { newId } from "../ids.ts";
import { deadLetterRoutes } from "./dead-letter-routes.ts";
import { createDeadLetters } from "./dead-letters.ts";
import type { ShopEvent } from "./event.ts";
import { createEventWorker } from "./event-worker.ts";
import { noting, silentLogger, testEvents } from "./events.fixture.ts";

let events: Awaited<ReturnType<typeof testEvents>>;
let server: TestServer;
const consumers = [noting("mails"), noting("search")];
before(async () => {
  events = await testEvents();
  const worker = createEventWorker({ db: events.db, logger: silentLogger, consumers });
  server = await createTestServer();
  deadLetterRoutes(server.app, { events: worker });
  await server.app.ready();
});
after(async () => {
  await server.app.close();
  await events.close();
});

async function call(method: "GET" | "POST", path: string, key = "admin-owner") {
  const answer = await server.app.inject({
    method,
    url: `/v1/admin/events/dead-letters${path}`,
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: answer.statusCode, body: answer.json() };
}

test("dead letters are listed page by page, handed over again, and only the owner may", async () => {
  await events.db.run({ name: "", text: "insert into event_consumers (name) values ('mails'), ('search')" });
  const letters = createDeadLetters(events.db);
  const event: ShopEvent = {
    id: newId(),
    position: 4,
    aggregateType: "product",
    aggregateId: "7",
    shopperId: null,
    productId: 7,
    version: 2,
    type: "product.updated",
    payload: { slug: "heart" },
    createdAt: new Date("2026-11-27T08:00:00Z"),
  };
  for (const { name } of consumers) await letters.add(name, event, 5, new Error("no"));
  const first = (await call("GET", "?limit=1")).body;
  const second = (await call("GET", `?limit=1&cursor=${first.nextCursor}`)).body;
  assert.deepEqual([first.items[0].consumer, second.items[0].consumer, second.nextCursor], ["mails", "search", null]);
  assert.deepEqual(first.items[0].aggregate, { type: "product", id: "7", version: 2 });
  assert.equal((await call("GET", "?consumer=search")).body.items.length, 1);
  assert.equal((await call("GET", "", "admin-viewer")).status, 403);

  assert.deepEqual((await call("POST", `/mails/${event.id}/retry`)).body, { outcome: "handled" });
  assert.deepEqual(consumers[0]!.seen, [event]);
  assert.equal((await call("POST", `/mails/${event.id}/retry`)).status, 404);
  assert.equal((await call("POST", `/nobody/${event.id}/retry`)).status, 404);
  assert.deepEqual((await call("GET", "?consumer=mails")).body, { items: [], nextCursor: null });
});
