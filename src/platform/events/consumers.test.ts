import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { newId } from "../ids.ts";
import { type ConsumerFailure, createConsumerRunner } from "./consumers.ts";
import { createDeadLetters } from "./dead-letters.ts";
import type { EventConsumer, ShopEvent } from "./event.ts";
import { CONSUMER_BATCH, createEventLog, type EventLog } from "./event-log.ts";
import { insertShopperEvent, noting, testEvents } from "./events.fixture.ts";
import { createRelay } from "./relay.ts";

let events: Awaited<ReturnType<typeof testEvents>>;
before(async () => {
  events = await testEvents();
});
after(() => events.close());
beforeEach(() => query("truncate outbox_shopper, outbox_product, event_dead_letters, event_consumers"));

function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return events.db.run<Row>({ name: "", text }, values);
}

async function happen(types: readonly string[]): Promise<void> {
  for (const [index, type] of types.entries()) {
    await insertShopperEvent(events.db, { aggregateId: newId(), version: 1, type, payload: { index } });
  }
  await createRelay({ db: events.db, onError: assert.ifError }).round();
}

const cursorOf = async (name: string) =>
  (await query<{ position: number }>("select position from event_consumers where name = $1", [name]))[0]?.position;
const head = () => createEventLog(events.db).head();

/** Runs the consumer without pauses until the condition holds, then stops it. */
async function runUntil(
  consumer: EventConsumer,
  condition: () => boolean | Promise<boolean>,
  log: EventLog = createEventLog(events.db),
): Promise<ConsumerFailure[]> {
  const failures: ConsumerFailure[] = [];
  const stop = new AbortController();
  const run = createConsumerRunner({
    log,
    deadLetters: createDeadLetters(events.db),
    onFailure: (failure) => failures.push(failure),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const running = run(consumer, stop.signal);
  try {
    await waitFor(condition);
  } finally {
    stop.abort();
    await running;
  }
  return failures;
}

test("a consumer gets the events of its types in order, and its cursor passes the others", async () => {
  await happen(["order.placed", "order.paid", "order.placed", "stock.low", "order.placed", "order.paid"]);
  const consumer = noting("mails");
  await runUntil(consumer, async () => (await cursorOf("mails")) === (await head()));
  assert.deepEqual(
    consumer.seen.map((event) => event.type),
    ["order.placed", "order.placed", "order.placed"],
  );
  const positions = consumer.seen.map((event) => event.position);
  assert.deepEqual(
    positions,
    positions.toSorted((a, b) => a - b),
  );
  const [first] = consumer.seen;
  assert.equal(first!.aggregateType, "order");
  assert.equal(first!.productId, null);
  assert.ok(first!.createdAt instanceof Date);
});

test("more events than a batch holds come in batches, each once", async () => {
  await query(
    `insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload, position)
    select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7000800000000000' || lpad(to_hex(i), 4, '0'))::uuid,
      gen_random_uuid(), 'order', gen_random_uuid(), 1, case when i % 3 = 0 then 'order.paid' else 'order.placed' end, '{}',
      nextval('outbox_position')
    from generate_series(1, 3 * $1::int) as i`,
    [CONSUMER_BATCH],
  );
  const sizes: number[] = [];
  const consumer = noting("batches");
  const measured: EventConsumer = {
    ...consumer,
    async handle(batch) {
      sizes.push(batch.length);
      await consumer.handle(batch);
    },
  };
  await runUntil(measured, async () => (await cursorOf("batches")) === (await head()));
  assert.equal(consumer.seen.length, 2 * CONSUMER_BATCH);
  assert.equal(new Set(consumer.seen.map((event) => event.id)).size, 2 * CONSUMER_BATCH);
  assert.ok(Math.max(...sizes) <= CONSUMER_BATCH);
});

test("a consumer that starts from now gets only what comes", async () => {
  await happen(["order.placed"]);
  const consumer = { ...noting("late"), from: "now" as const };
  await runUntil(consumer, async () => {
    if ((await cursorOf("late")) === undefined) return false;
    if (consumer.seen.length === 0) await happen(["order.placed"]);
    return consumer.seen.length > 0;
  });
  assert.ok(consumer.seen.every((event) => event.position > 1));
  assert.equal((await query("select 1 from outbox_shopper")).length > consumer.seen.length, true);
});

test("a poison event becomes a dead letter and holds nobody up", async () => {
  await happen(["order.placed", "order.placed", "order.placed"]);
  const handled: ShopEvent[] = [];
  let attempts = 0;
  const consumer: EventConsumer = {
    name: "fragile",
    types: ["order.placed"],
    async handle(batch) {
      for (const event of batch) {
        if (event.payload.index !== 1) continue;
        attempts += 1;
        throw new Error("cannot digest this of ada@example.com");
      }
      handled.push(...batch);
    },
  };
  const failures = await runUntil(consumer, async () => (await cursorOf("fragile")) === (await head()));
  assert.deepEqual(
    handled.map((event) => event.payload.index),
    [0, 2],
  );
  assert.equal(attempts, 6, "once in the batch, five times alone");
  assert.equal(failures.filter((failure) => failure.outcome === "dead-letter").length, 1);
  const [letter, ...more] = await createDeadLetters(events.db).list({ limit: 10 });
  assert.equal(more.length, 0);
  assert.equal(letter!.consumer, "fragile");
  assert.equal(letter!.event.payload.index, 1);
  assert.equal(letter!.attempts, 5);
  assert.match(letter!.error, /cannot digest/);
  assert.doesNotMatch(letter!.error, /ada@/);
});

test("a dead letter is handed over again on request and is gone when it is handled", async () => {
  const deadLetters = createDeadLetters(events.db);
  await happen(["order.placed"]);
  await query("insert into event_consumers (name) values ('again')");
  const [event] = await createEventLog(events.db).read(0, await head(), ["order.placed"]);
  await deadLetters.add("again", event!, 5, new Error("no"));
  const failing: EventConsumer = { ...noting("again"), handle: () => Promise.reject(new Error("still no")) };
  assert.equal(await deadLetters.retry(failing, event!.id), "failed");
  assert.deepEqual(
    (await deadLetters.list({ consumer: "again", limit: 1 })).map((letter) => [letter.attempts, letter.error]),
    [[6, "Error: still no"]],
  );
  const consumer = noting("again");
  assert.equal(await deadLetters.retry(consumer, event!.id), "handled");
  assert.deepEqual(consumer.seen, [event]);
  assert.deepEqual(await deadLetters.list({ limit: 1 }), []);
  assert.equal(await deadLetters.retry(consumer, event!.id), "not-found");
});

test("while the database is away an event is tried without limit and never put aside", async () => {
  await happen(["order.placed", "order.placed"]);
  let failures = 0;
  const consumer = noting("patient");
  const troubled: EventConsumer = {
    ...consumer,
    async handle(batch) {
      failures += 1;
      if (failures <= 50) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      await consumer.handle(batch);
    },
  };
  await runUntil(troubled, async () => (await cursorOf("patient")) === (await head()));
  assert.equal(consumer.seen.length, 2);
  assert.deepEqual(await createDeadLetters(events.db).list({ limit: 1 }), []);
});

test("events handled by a process that died before saving its cursor are handed over again", async () => {
  await happen(["order.placed", "order.placed", "order.placed"]);
  const log = createEventLog(events.db);
  const first = noting("resumed");
  await runUntil(first, () => first.seen.length >= 3, { ...log, saveCursor: () => Promise.reject(new Error("killed")) });
  assert.equal(await cursorOf("resumed"), 0);
  const second = noting("resumed");
  await runUntil(second, async () => (await cursorOf("resumed")) === (await head()));
  assert.deepEqual(second.seen, first.seen.slice(0, 3));
});

test("a process that lost its lease cannot take the cursor back", async () => {
  const log = createEventLog(events.db);
  await log.cursor(noting("forward"));
  await log.saveCursor("forward", 20);
  await log.saveCursor("forward", 10);
  assert.equal(await cursorOf("forward"), 20);
});

test("two processes that start a new consumer at once agree on its cursor", async () => {
  const logs = Array.from({ length: 6 }, () => createEventLog(events.db));
  const positions = await Promise.all(logs.map((log) => log.cursor(noting("new"))));
  assert.deepEqual(positions, [0, 0, 0, 0, 0, 0]);
});
