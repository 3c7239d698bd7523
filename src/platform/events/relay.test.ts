import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { newId } from "../ids.ts";
import { idAt, insertShopperEvent, testEvents } from "./events.fixture.ts";
import { recordProductEvents, recordShopperEvents } from "./outbox.ts";
import { createRelay, RELAY_BATCH } from "./relay.ts";

let events: Awaited<ReturnType<typeof testEvents>>;
const throwing = (error: unknown) => {
  throw error;
};

before(async () => {
  events = await testEvents();
});
after(() => events.close());
beforeEach(() => query("truncate outbox_shopper, outbox_product"));

function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return events.db.run<Row>({ name: "", text }, values);
}

type Positioned = { aggregate_id: string; version: number; position: number | null; type: string };
const byPosition = () =>
  query<Positioned>(
    `select aggregate_id::text, version, position, type from outbox_shopper
    union all select aggregate_id, version, position, type from outbox_product order by position`,
  );

test("events of both outboxes get a position each, and only once", async () => {
  const { db } = events;
  const relay = createRelay({ db, onError: throwing });
  await db.transaction(async (tx) => {
    const order = { shopperId: newId(), aggregateType: "order", aggregateId: newId(), payload: {} };
    await recordShopperEvents(tx, [
      { ...order, version: 1, type: "order.placed" },
      { ...order, version: 2, type: "order.paid" },
    ]);
    await recordProductEvents(tx, [
      { productId: 7, aggregateType: "product", aggregateId: "7", version: 1, type: "product.created", payload: { slug: "a" } },
    ]);
  });
  assert.equal(await relay.round(), 3);
  assert.equal(await relay.round(), 0);
  const positions = (await byPosition()).map((row) => row.position);
  assert.equal(new Set(positions).size, 3);
  assert.ok(positions.every((position) => position !== null));
});

test("a version gets its position before the later ones, whatever the clocks of the writers said", async () => {
  const { db } = events;
  const [first, second] = [newId(), newId()];
  // The writer of each later version has a clock that is a minute further behind.
  for (const version of [1, 2, 3, 4]) {
    for (const aggregateId of [first, second])
      await insertShopperEvent(db, { id: idAt(-60_000 * version), aggregateId, version });
  }
  await createRelay({ db, onError: throwing }).round();
  const rows = await byPosition();
  for (const aggregate of [first, second]) {
    assert.deepEqual(
      rows.filter((row) => row.aggregate_id === aggregate).map((row) => row.version),
      [1, 2, 3, 4],
    );
  }
});

test("events of one version keep the order in which they were recorded", async () => {
  const { db } = events;
  const types = Array.from({ length: 20 }, (_, index) => `type.${String(index).padStart(2, "0")}`);
  await recordProductEvents(
    db,
    types.map((type) => ({ productId: 7, aggregateType: "product", aggregateId: "7", version: 3, type, payload: {} })),
  );
  await createRelay({ db, onError: throwing }).round();
  assert.deepEqual(
    (await byPosition()).map((row) => row.type),
    types,
  );
});

test("an aggregate with more events than a round takes stays in order, and what is behind it is reached", async () => {
  const { db } = events;
  const [big, behind] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];
  await query(
    `insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
    select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - i), 12, '0') || '7000800000000000' || lpad(to_hex(i), 4, '0'))::uuid,
      gen_random_uuid(), 'order', case when i % 100 = 0 then $2::uuid else $1::uuid end, i, 'order.placed', '{}'
    from generate_series(1, ${RELAY_BATCH + 500}) as i`,
    [big, behind],
  );
  const relay = createRelay({ db, onError: throwing });
  assert.equal(await relay.round(), RELAY_BATCH);
  // Both start again from where the round came to; versions written meanwhile come behind those that wait.
  await insertShopperEvent(db, { id: idAt(-3_600_000), aggregateId: big, version: RELAY_BATCH + 501 });
  assert.equal(await relay.round(), 501);
  const rows = await byPosition();
  assert.equal(rows.length, RELAY_BATCH + 501);
  for (const aggregate of [big, behind]) {
    const versions = rows.filter((row) => row.aggregate_id === aggregate).map((row) => row.version);
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    );
  }
});

test("relays that run at once while writers go on lose nothing and give positions in order of versions and of visibility", async () => {
  const { db } = events;
  const aggregates = Array.from({ length: 20 }, newId);
  await query("create table test_aggregates (id uuid primary key, version int not null default 0)");
  await query("insert into test_aggregates (id) select unnest($1::uuid[])", [aggregates]);
  const writersDone = new AbortController();
  let greatest = 0;
  const relays = [createRelay({ db, onError: throwing }), createRelay({ db, onError: throwing })].map(async (relay) => {
    while (!writersDone.signal.aborted) await relay.round();
    while ((await relay.round()) > 0);
  });
  // Reads as a consumer does; whatever is at or below the greatest position it saw must not change any more.
  const seen: number[] = [];
  const reader = (async () => {
    for (let last = false; !last; ) {
      last = writersDone.signal.aborted;
      const rows = await query<{ position: number }>(
        "select position from outbox_shopper where position > $1 order by position",
        [greatest],
      );
      seen.push(...rows.map((row) => row.position));
      greatest = seen.at(-1) ?? 0;
    }
  })();
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; n < 50; n += 1) {
      const aggregateId = aggregates[(n * 7 + writer * 3) % aggregates.length]!;
      await db.transaction(async (tx) => {
        const [row] = await tx.run<{ version: number }>(
          { name: "test.bump", text: "update test_aggregates set version = version + 1 where id = $1 returning version" },
          [aggregateId],
        );
        await insertShopperEvent(tx, { id: idAt(((n + writer) % 3) * -60_000), aggregateId, version: row!.version });
      });
    }
  });
  await Promise.all(writers);
  writersDone.abort();
  await Promise.all([...relays, reader]);
  const rows = await byPosition();
  assert.equal(rows.length, 200);
  assert.equal(new Set(rows.map((row) => row.position)).size, 200);
  for (const aggregate of aggregates) {
    const versions = rows.filter((row) => row.aggregate_id === aggregate).map((row) => row.version);
    assert.deepEqual(
      versions,
      Array.from({ length: versions.length }, (_, index) => index + 1),
    );
  }
  // All that the reader passed over while relays and writers ran is what is there now: nothing appeared behind it.
  assert.deepEqual(
    seen,
    rows.map((row) => row.position!).filter((position) => position <= greatest),
  );
});
