import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { addVariants } from "../../../test/support/shop.ts";
import { hookStatement } from "../../../test/support/statement-hooks.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { relayEvents } from "../../../test/support/worker.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { createConsumerRunner } from "../../platform/events/consumers.ts";
import { createDeadLetters } from "../../platform/events/dead-letters.ts";
import type { EventConsumer } from "../../platform/events/event.ts";
import { createEventLog } from "../../platform/events/event-log.ts";
import { contentId, newId } from "../../platform/ids.ts";
import { createComments } from "./comments.ts";
import { countersOf, createCounterConsumer } from "./counters.ts";
import { createLikes } from "./likes.ts";
import type { Subject } from "./subject.ts";

const KILLS = 3;
/** Of each writer, at the most; they stop with the last kill. */
const MAX_STEPS = 20_000;

let database: TestDatabase;
let db: Database;
let other: Database;
let productId: number;
before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url, poolSize: 8 });
  other = createDatabase({ url: database.url, poolSize: 8 });
});
beforeEach(async () => {
  productId = Math.floor((await addVariants(database, { kind: "service" }))[0]! / 10_000);
});
afterEach(async () => {
  await database.query("truncate event_consumers, outbox_shopper, outbox_product cascade");
});
after(async () => {
  await db.close();
  await other.close();
  await database.close();
});

const product = (): Subject => ({ kind: "product", id: productId, productId });
const review = (number: number): Subject => ({ kind: "review", id: contentId(productId, number), productId });

/** What the rows say, subject by subject. */
async function likesInRows(): Promise<Record<string, number>> {
  const rows = await database.query<{ subject: string; likes: number }>(
    `select subject || ' ' || subject_id as subject, count(*)::int as likes from likes where version % 2 = 1 and product_id = $1 group by 1`,
    [productId],
  );
  return Object.fromEntries(rows.map(({ subject, likes }) => [subject, likes]));
}

async function likesInCounters(): Promise<Record<string, number>> {
  const rows = await database.query<{ subject: string; likes: number }>(
    `select subject || ' ' || subject_id as subject, likes from engagement_counters where product_id = $1 and likes <> 0`,
    [productId],
  );
  return Object.fromEntries(rows.map(({ subject, likes }) => [subject, likes]));
}

/** Runs the consumer, as a process of the shop does, until it is stopped. */
function startWorker(url: Database, consumer: EventConsumer) {
  const stopping = new AbortController();
  const run = createConsumerRunner({ log: createEventLog(url), deadLetters: createDeadLetters(url), onFailure: () => undefined });
  const ended = run(consumer, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** All of it, as many times over as asked. */
async function foldAll(times = 1): Promise<void> {
  await relayEvents(db);
  const log = createEventLog(db);
  const consumer = createCounterConsumer(db);
  for (let time = 0; time < times; time += 1) {
    const events = await log.read(0, await log.head(), consumer.types);
    if (events.length > 0) await consumer.handle(events);
  }
}

test("a shopper likes a thing once, however often and from however many connections at once", async () => {
  const shopperId = newId();
  const processes = [createLikes(db), createLikes(other)];
  await Promise.all(Array.from({ length: 40 }, (_, index) => processes[index % 2]!.give(shopperId, product())));
  const events = await database.query("select type from outbox_shopper where shopper_id = $1", [shopperId]);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["like.added"],
  );
  await foldAll();
  assert.equal((await countersOf(db, productId, [])).likes, 1);
  const own = await processes[0]!.ofShopper(shopperId, productId, []);
  assert.equal(own.product, true);
});

test("a like that was never given can be taken back, and nothing happens", async () => {
  const likes = createLikes(db);
  await likes.takeBack(newId(), product());
  await foldAll();
  assert.deepEqual(await likesInCounters(), {});
  assert.equal((await database.query("select from outbox_shopper")).length, 0);
});

test("events that come twice, late, one by one or in two processes at once add exactly what the rows say", async () => {
  const likes = createLikes(db);
  const shoppers = Array.from({ length: 20 }, newId);
  for (const [index, shopperId] of shoppers.entries()) {
    await likes.give(shopperId, product());
    if (index % 2 === 0) await likes.takeBack(shopperId, product());
    if (index % 4 === 0) await likes.give(shopperId, product());
    await likes.give(shopperId, review((index % 3) + 1));
  }
  await relayEvents(db);
  const log = createEventLog(db);
  const consumers = [createCounterConsumer(db), createCounterConsumer(other)];
  const events = await log.read(0, await log.head(), consumers[0]!.types);
  const upsideDown = events.toReversed();
  await Promise.all([
    consumers[0]!.handle(events),
    consumers[1]!.handle(events),
    ...upsideDown.map((event, index) => consumers[index % 2]!.handle([event])),
  ]);
  const expected = await likesInRows();
  assert.deepEqual(await likesInCounters(), expected);
  assert.equal(expected[`product ${productId}`], 15);
  await consumers[0]!.handle(events);
  assert.deepEqual(await likesInCounters(), expected);
});

test("while shoppers like and take back at once, and workers die in the middle of a batch, no like is lost and none counts twice", async () => {
  const shoppers = Array.from({ length: 30 }, newId);
  const subjects = [product(), review(1), review(2)];
  const processes = [createLikes(db), createLikes(other)];
  let deaths = 0;
  // Every third fold is done and its answer lost, or not done at all: the process is gone, and its cursor not saved.
  const mortal = (pool: Database) =>
    hookStatement(pool, "engagement.fold-likes", async (proceed) => {
      deaths += 1;
      if (deaths % 3 === 1) throw Object.assign(new Error("the worker died before its fold"), { code: "57P01" });
      const rows = await proceed();
      if (deaths % 3 === 2) throw Object.assign(new Error("the worker died after its fold"), { code: "57P01" });
      return rows;
    });
  // Two at once: one was frozen, lost its lease and does not know it.
  const workers = [startWorker(db, createCounterConsumer(mortal(db))), startWorker(other, createCounterConsumer(mortal(other)))];
  let writing = true;
  const relaying = (async () => {
    while (writing) await relayEvents(db);
  })();
  await Promise.all(
    shoppers.map(async (shopperId, index) => {
      for (let step = 0; step < 12 || (deaths < 12 && step < 2_000); step += 1) {
        const likes = processes[(index + step) % 2]!;
        const subject = subjects[(index + step) % 3]!;
        await ((index * 31 + step * 17) % 5 < 2 ? likes.takeBack(shopperId, subject) : likes.give(shopperId, subject));
      }
    }),
  );
  writing = false;
  await relaying;
  await relayEvents(db);
  const expected = await likesInRows();
  await waitFor(async () => {
    assert.deepEqual(await likesInCounters(), expected);
    const [late] = await database.query<{ late: boolean }>(
      "select max(position) > (select position from event_consumers where name = 'engagement.counters') as late from outbox_shopper",
    );
    return late?.late === false;
  });
  for (const worker of workers) await worker.stop();
  assert.deepEqual(await likesInCounters(), expected);
  assert.ok(deaths >= 12, `${deaths} folds`);
  assert.equal(Object.keys(expected).length, subjects.length);
});

test("worker processes that are killed while shoppers like lose nothing and count nothing twice, in counters and feeds", async () => {
  const fixture = join(import.meta.dirname, "worker.fixture.ts");
  const startOne = async () => {
    const worker = startProcess({ args: [fixture, database.url] });
    await worker.waitForOutput(/started/);
    return worker;
  };
  const marks = async () => (await database.query("select from like_marks where product_id = $1", [productId])).length;
  const likes = createLikes(db);
  const subjects = [product(), review(1), review(2)];
  let writing = true;
  const writers = Array.from({ length: 6 }, async (_, index) => {
    for (let step = 0; writing && step < MAX_STEPS; step += 1) {
      const shopperId = newId();
      const subject = subjects[(index + step) % 3]!;
      await likes.give(shopperId, subject);
      if (step % 3 === 0) await likes.takeBack(shopperId, subject);
    }
  });
  let workers = await Promise.all([startOne(), startOne()]);
  for (let kills = 0; kills < KILLS; kills += 1) {
    // In the middle of the work: some of it is done, and more comes all the time.
    const before = await marks();
    await waitFor(async () => (await marks()) > before, { timeoutMs: 30_000, message: "nothing is folded" });
    for (const worker of workers) worker.kill("SIGKILL");
    await Promise.all(workers.map((worker) => worker.exited));
    workers = await Promise.all([startOne(), startOne()]);
  }
  writing = false;
  await Promise.all(writers);
  await waitFor(
    async () => {
      assert.deepEqual(await likesInCounters(), await likesInRows());
      const wrong = await database.query(
        `select from likes l left join feed_entries f on f.id = l.liked_by_event and f.shopper_id = l.shopper_id
         where l.product_id = $1 and (l.version % 2 = 1) is distinct from (f.id is not null)`,
        [productId],
      );
      assert.equal(wrong.length, 0, "the feeds differ from the likes");
      return true;
    },
    { timeoutMs: 30_000, message: "the workers do not catch up" },
  );
  for (const worker of workers) await worker.stop();
  assert.deepEqual(await likesInCounters(), await likesInRows());
  assert.ok((await marks()) > KILLS);
});

test("the counter of comments is what is shown, through hiding, showing again and deleting at once", async () => {
  const comments = createComments(db);
  const second = createComments(other);
  const authors = Array.from({ length: 12 }, newId);
  const posted = await Promise.all(
    authors.map((ownerId, index) =>
      (index % 2 === 0 ? comments : second).post(
        { productId, name: `Author ${index}`, body: `Comment ${index}` },
        { ownerId, key: null, requestHash: "" },
      ),
    ),
  );
  const ids = posted.map(({ comment }) => comment.id);
  assert.equal(new Set(ids).size, authors.length);
  await foldAll(2);
  assert.equal((await countersOf(db, productId, [])).comments, 12);

  await Promise.all([
    ...ids.slice(0, 6).map((id) => comments.decide(id, "hide")),
    ...ids.slice(6, 9).map((id, index) => second.remove(id, authors[index + 6]!)),
    foldAll(),
  ]);
  await Promise.all([...ids.slice(0, 2).map((id) => second.decide(id, "restore")), foldAll(2)]);
  await foldAll(2);
  assert.equal((await countersOf(db, productId, [])).comments, 5);
  assert.equal((await comments.list(productId, null, 50))!.length, 5);
});
