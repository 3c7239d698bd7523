import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "./event.ts";
import { CONSUMER_BATCH, type EventLog } from "./event-log.ts";
import { createEventTail, MAX_KEPT_EVENTS } from "./event-tail.ts";

/** A log in memory of `count` events at every third position, of the types a and b in turn, that counts what is read from it. */
function countingLog(count: number) {
  const events = Array.from({ length: count }, (_, n) => ({ position: 3 * (n + 1), type: n % 2 === 0 ? "a" : "b" }) as ShopEvent);
  const read = { calls: 0, events: 0 };
  const log: EventLog = {
    head: async () => events.at(-1)!.position,
    cursor: async () => 0,
    saveCursor: async () => undefined,
    async read(after, upTo, types) {
      const found = events
        .filter((event) => event.position > after && event.position <= upTo && types.includes(event.type))
        .slice(0, CONSUMER_BATCH);
      read.calls += 1;
      read.events += found.length;
      return found;
    },
  };
  return { log, read };
}

/** Reads to the end as consumers do, `step` positions at a time. */
async function readAll(log: EventLog, types: readonly string[], step: number, from = 0): Promise<number[]> {
  const positions: number[] = [];
  const head = await log.head();
  for (let position = from; position < head; ) {
    const upTo = Math.min(head, position + step);
    const events = await log.read(position, upTo, types);
    positions.push(...events.map((event) => event.position));
    position = events.length === CONSUMER_BATCH ? events.at(-1)!.position : upTo;
  }
  return positions;
}

test("consumers that keep up get what the log has, and each event is read once", async () => {
  const { log, read } = countingLog(900);
  const tail = createEventTail(log, ["a", "b"]);
  const plain = countingLog(900).log;
  for (const [types, step] of [
    [["a"], 70],
    [["b"], 500],
    [["a", "b"], 1_900],
    [["none"], 10],
  ] as const) {
    assert.deepEqual(await readAll(tail, types, step), await readAll(plain, types, step), String(types));
  }
  assert.equal(read.events, 900);
});

test("consumers that ask at once share their reads", async () => {
  const { log, read } = countingLog(600);
  const tail = createEventTail(log, ["a", "b"]);
  const answers = await Promise.all(Array.from({ length: 12 }, () => tail.read(0, 1_800, ["a"])));
  assert.ok(answers.every((events) => events.length === 300));
  assert.equal(read.events, 600);
});

test("who is far behind reads from the log, and memory stays bounded", async () => {
  const { log, read } = countingLog(2 * MAX_KEPT_EVENTS);
  const tail = createEventTail(log, ["a", "b"]);
  await readAll(tail, ["a"], 1_000);
  const before = read.events;
  assert.deepEqual(await readAll(tail, ["b"], 1_000), await readAll(countingLog(2 * MAX_KEPT_EVENTS).log, ["b"], 1_000));
  // The older half of its own events from the log, the rest from memory.
  assert.equal(read.events - before, MAX_KEPT_EVENTS / 2);
});

test("a read that fails is tried again by whoever comes next", async () => {
  const { log } = countingLog(30);
  let broken = true;
  const tail = createEventTail({ ...log, read: (...args) => (broken ? Promise.reject(new Error("away")) : log.read(...args)) }, [
    "a",
    "b",
  ]);
  await assert.rejects(tail.read(0, 90, ["a"]), /away/);
  broken = false;
  assert.equal((await tail.read(0, 90, ["a"])).length, 15);
});

test("those who ask at once for the end share one question, and a question that failed is asked anew", async () => {
  const { log } = countingLog(10);
  let asked = 0;
  const failing = new Error("away");
  const tail = createEventTail({ ...log, head: async () => (++asked === 1 ? Promise.reject(failing) : 30) }, ["a"]);
  await assert.rejects(Promise.all([tail.head(), tail.head()]), failing);
  assert.equal(asked, 1);
  assert.deepEqual(await Promise.all([tail.head(), tail.head(), tail.head()]), [30, 30, 30]);
  assert.equal(asked, 2);
});
