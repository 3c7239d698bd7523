import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { newId } from "../ids.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { readEventLag, registerEventMetrics } from "./event-lag.ts";
import { createEventWorker, type EventWorker } from "./event-worker.ts";
import { insertShopperEvent, noting, silentLogger, testEvents } from "./events.fixture.ts";

let events: Awaited<ReturnType<typeof testEvents>>;
before(async () => {
  events = await testEvents();
});
after(() => events.close());
beforeEach(() => query("truncate outbox_shopper, outbox_product, event_dead_letters, event_consumers"));

function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return events.db.run<Row>({ name: "", text }, values);
}

async function happen(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  for (const id of ids) await insertShopperEvent(events.db, { id, aggregateId: id, version: 1 });
  return ids;
}

function worker(consumers: Parameters<typeof createEventWorker>[0]["consumers"]): EventWorker {
  return createEventWorker({ db: events.db, logger: silentLogger, consumers });
}

test("what happens reaches the consumers, and the lag is known", async () => {
  const consumer = noting("all");
  const one = worker([consumer]);
  const ids = await happen(3);
  assert.equal((await readEventLag(events.db)).waiting, 3);
  one.start();
  await waitFor(() => consumer.seen.length === 3);
  await one.stop();
  assert.deepEqual(consumer.seen.map((event) => event.id).sort(), ids.sort());
  const metrics = createMetrics({ processMetrics: false });
  registerEventMetrics(metrics, events.db);
  assert.match(await metrics.registry.metrics(), /^event_consumer_lag_events\{consumer="all"\} 0$/m);
  assert.deepEqual(await readEventLag(events.db), {
    waiting: 0,
    consumers: [{ consumer: "all", events: 0, seconds: 0, deadLetters: 0 }],
  });
});

test("one process at a time does each piece of work, and another takes it over when the first stops", async () => {
  const consumers = [noting("shared"), noting("shared")];
  const [first, second] = consumers.map((consumer) => worker([consumer]));
  first!.start();
  await waitFor(() => first!.leases.length === 2);
  second!.start();
  await happen(5);
  await waitFor(() => consumers[0]!.seen.length === 5);
  assert.deepEqual(second!.leases, []);
  await first!.stop();
  await waitFor(() => second!.leases.length === 2);
  await happen(5);
  await waitFor(() => consumers[1]!.seen.length === 5);
  await second!.stop();
  assert.equal(consumers[0]!.seen.length, 5);
});

test("a worker whose session the server ends gets its leases back and loses nothing", async () => {
  const consumer = noting("ended");
  const one = worker([consumer]);
  one.start();
  await waitFor(() => one.leases.length === 2);
  const ended = await query<{ ended: boolean }>(
    `select pg_terminate_backend(pid) as ended from pg_locks where locktype = 'advisory' and objsubid = 1 and granted
       and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())`,
  );
  assert.ok(ended.length > 0);
  const ids = await happen(5);
  await waitFor(() => new Set(consumer.seen.map((event) => event.id)).size === ids.length);
  await one.stop();
});

test("a worker that is killed in the middle is followed by another: every event is handled, in order, at least once", async () => {
  await query(
    "create table test_notes (n bigint generated always as identity, event_id uuid not null, position bigint not null, pid int not null)",
  );
  const fixture = join(import.meta.dirname, "worker.fixture.ts");
  const workers = [1, 2].map(() => startProcess({ args: [fixture, events.url] }));
  try {
    await Promise.all(workers.map((process) => process.waitForOutput(/started/)));
    let total = 0;
    let roundsLeft = Number.POSITIVE_INFINITY;
    const writing = (async () => {
      for (; roundsLeft > 0; roundsLeft -= 1) total += (await happen(20)).length;
    })();
    const [note] = await waitFor(async () => {
      const notes = await query<{ pid: number }>("select pid from test_notes limit 1");
      return notes.length > 0 ? notes : null;
    });
    const killed = workers.find((process) => process.pid === note!.pid)!;
    killed.kill("SIGKILL");
    await killed.exited;
    roundsLeft = 5;
    await writing;
    await waitFor(async () => {
      const [row] = await query<{ count: number }>("select count(distinct event_id)::int as count from test_notes");
      return row!.count === total;
    });
    const rows = await query<{ pid: number; position: number }>("select pid, position from test_notes order by n");
    for (const process of workers) {
      const positions = rows.filter((row) => row.pid === process.pid).map((row) => row.position);
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
      );
    }
    assert.ok(
      rows.some((row) => row.pid !== killed.pid),
      "the second worker took over",
    );
  } finally {
    await Promise.all(workers.map((process) => process.stop()));
  }
});
