import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { isAuthentic } from "./signature.ts";
import { type Answer, type Received, someEvent, startSubscriber, startWebhooks } from "./webhooks.fixture.ts";
import { DEFAULT_RETRY, retryDelayMs, type Webhooks } from "./webhooks.ts";

let own: TestDatabase;
let db: Database;
before(async () => {
  own = await createTestDatabase();
  db = createDatabase({ url: own.url });
});
after(async () => {
  await db.close();
  await own.close();
});
beforeEach(async () => {
  await own.query("truncate webhook_endpoints, webhook_deliveries");
});

const subscribe = (webhooks: Webhooks, url: string, eventTypes: readonly string[] = ["order.paid"]) =>
  db.transaction((tx) => webhooks.endpoints.create(tx, url, eventTypes));

async function withSubscriber(
  answer: (request: Received, count: number) => Answer,
  work: (subscriber: Awaited<ReturnType<typeof startSubscriber>>, webhooks: Webhooks) => Promise<void>,
  options: Parameters<typeof startWebhooks>[1] = {},
): Promise<void> {
  const subscriber = await startSubscriber(answer);
  const { webhooks, stop } = await startWebhooks(db, options);
  try {
    await work(subscriber, webhooks);
  } finally {
    await stop();
    await subscriber.close();
  }
}

async function settled(webhooks: Webhooks, endpointId: string) {
  return waitFor(async () => {
    const list = await webhooks.deliveries.list(endpointId, null, null, 10);
    return list.length > 0 && list.every((delivery) => delivery.status !== "waiting") ? list : null;
  });
}

test("an event reaches whoever asked for its type, once and signed", () =>
  withSubscriber(
    () => 204,
    async (subscriber, webhooks) => {
      const { id, secret } = await subscribe(webhooks, `${subscriber.url}/hook`);
      await subscribe(webhooks, `${subscriber.url}/other`, ["stock.low"]);
      const event = someEvent();
      await webhooks.consumer.handle([event, someEvent({ type: "order.placed" })]);
      // At least once from the outbox: the second time changes nothing.
      await webhooks.consumer.handle([event]);
      const [delivery] = await settled(webhooks, id);
      assert.deepEqual(
        [delivery!.status, delivery!.attempts, delivery!.lastStatus, delivery!.eventId],
        ["delivered", 1, 204, event.id],
      );
      assert.equal(subscriber.received.length, 1);
      const { headers, body, path } = subscriber.received[0]!;
      assert.equal(path, "/hook");
      assert.equal(headers["tenfold-event-id"], event.id);
      assert.equal(headers["tenfold-event-type"], "order.paid");
      assert.match(String(headers["tenfold-delivery"]), /^[0-9a-f-]{36}$/);
      assert.deepEqual(JSON.parse(body), {
        id: event.id,
        type: "order.paid",
        createdAt: "2026-11-27T08:00:00.000Z",
        aggregate: { type: "order", id: event.aggregateId, version: 2 },
        data: { number: "T-1", totalMinor: 1999, currency: "GBP" },
      });
      const signature = String(headers["tenfold-signature"]);
      assert.equal(isAuthentic(secret, body, signature, Date.now()), true);
      assert.equal(isAuthentic(secret, `${body} `, signature, Date.now()), false);
      assert.equal(isAuthentic("whsec_other", body, signature, Date.now()), false);
      assert.equal(isAuthentic(secret, body, signature, Date.now() + 600_000), false);
    },
  ));

test("a delivery that fails is tried again under the same name until it succeeds", () =>
  withSubscriber(
    (_request, count) => (count < 3 ? 503 : 200),
    async (subscriber, webhooks) => {
      const { id } = await subscribe(webhooks, subscriber.url);
      await webhooks.consumer.handle([someEvent()]);
      const [delivery] = await settled(webhooks, id);
      assert.deepEqual([delivery!.status, delivery!.attempts, delivery!.nextAttemptAt], ["delivered", 3, null]);
      assert.equal(new Set(subscriber.received.map(({ headers }) => headers["tenfold-delivery"])).size, 1);
    },
  ));

test("after the last attempt a delivery is dead, and can be sent again", () => {
  let cured = false;
  return withSubscriber(
    () => (cured ? 200 : 500),
    async (subscriber, webhooks) => {
      const { id } = await subscribe(webhooks, subscriber.url);
      const event = someEvent();
      await webhooks.consumer.handle([event]);
      const [dead] = await settled(webhooks, id);
      assert.deepEqual([dead!.status, dead!.attempts, dead!.lastError], ["dead", 3, "answered 500"]);
      assert.equal((await webhooks.deliveries.list(id, "dead", null, 10)).length, 1);
      assert.deepEqual(await webhooks.deliveries.list(id, "waiting", null, 10), []);
      cured = true;
      await webhooks.redeliver({ endpointId: id, eventId: event.id });
      const [again] = await settled(webhooks, id);
      assert.deepEqual([again!.status, again!.attempts], ["delivered", 1]);
      assert.deepEqual(await webhooks.deliveries.list(id, "dead", null, 10), []);
    },
  );
});

test("an endpoint that is gone for good is not asked again, and a redirect is not followed", () =>
  withSubscriber(
    ({ path }) => (path === "/gone" ? 410 : { redirect: "http://127.0.0.1:1/inner" }),
    async (subscriber, webhooks) => {
      const gone = await subscribe(webhooks, `${subscriber.url}/gone`);
      const moved = await subscribe(webhooks, `${subscriber.url}/moved`);
      await webhooks.consumer.handle([someEvent()]);
      assert.deepEqual(
        (await settled(webhooks, gone.id)).map((one) => [one.status, one.attempts]),
        [["dead", 1]],
      );
      assert.deepEqual(
        (await settled(webhooks, moved.id)).map((one) => [one.status, one.lastStatus]),
        [["dead", 302]],
      );
    },
  ));

test("an endpoint that does not answer holds nobody else up", () =>
  withSubscriber(
    ({ path }) => (path === "/silent" ? "silence" : 200),
    async (subscriber, webhooks) => {
      const silent = await subscribe(webhooks, `${subscriber.url}/silent`);
      const quick = await subscribe(webhooks, `${subscriber.url}/quick`);
      await webhooks.consumer.handle(Array.from({ length: 12 }, () => someEvent()));
      await waitFor(async () => (await webhooks.deliveries.list(quick.id, "delivered", null, 20)).length === 12);
      assert.equal((await webhooks.deliveries.list(silent.id, "waiting", null, 20)).length, 12);
      const slow = await waitFor(async () =>
        (await webhooks.deliveries.list(silent.id, "waiting", null, 20)).find((one) => one.attempts > 0),
      );
      assert.equal(slow.lastError, "no answer within 1000 ms");
      await webhooks.endpoints.delete(silent.id);
    },
  ));

test("an address that has moved into a private network since it was entered is not called", () =>
  withSubscriber(
    () => 200,
    async (subscriber, webhooks) => {
      const byName = await subscribe(webhooks, "https://hooks.example.com/");
      const byAddress = await subscribe(webhooks, subscriber.url.replace("http:", "https:"));
      await webhooks.consumer.handle([someEvent()]);
      for (const { id } of [byName, byAddress]) {
        const [delivery] = await settled(webhooks, id);
        assert.equal(delivery!.status, "dead");
        assert.match(delivery!.lastError!, /private network/);
      }
      assert.equal(subscriber.received.length, 0);
    },
    { allowPrivateTargets: false, resolveAll: async () => [{ address: "127.0.0.1", family: 4 }] },
  ));

test("events of a consumer that fails in the middle leave neither deliveries nor jobs", async () => {
  const { webhooks, stop } = await startWebhooks(db);
  const { id } = await subscribe(webhooks, "http://127.0.0.1:1/");
  await assert.rejects(webhooks.consumer.handle([someEvent(), someEvent({ id: "no uuid" })]));
  assert.deepEqual(await webhooks.deliveries.list(id, null, null, 10), []);
  await stop();
});

test("the eight attempts of a delivery span some hours and never come all at once", () => {
  const plain = Array.from({ length: 7 }, (_, index) => retryDelayMs(DEFAULT_RETRY, index + 1, 0.5));
  assert.deepEqual(plain, [10_000, 40_000, 160_000, 640_000, 2_560_000, 7_200_000, 7_200_000]);
  assert.deepEqual([retryDelayMs(DEFAULT_RETRY, 1, 0), retryDelayMs(DEFAULT_RETRY, 1, 1)], [7_500, 12_500]);
});
