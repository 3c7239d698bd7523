import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database, sql } from "../database/database.ts";
import { createChangeSweeper, noteChangedProducts } from "./changed-products.ts";
import { type Changes, createInvalidations, LONGEST_GAP_MS } from "./invalidations.ts";

let testDatabase: TestDatabase;
let db: Database;
before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
});
after(async () => {
  await db.close();
  await testDatabase.close();
});

const note = (ids: readonly number[], listing = false) =>
  sql<object>("", noteChangedProducts(`unnest(array[${ids.join()}]::bigint[]) as u (product_id)`, { listing: String(listing) }));

function watch(now?: () => number) {
  const seen: Changes[] = [];
  const errors: unknown[] = [];
  const invalidations = createInvalidations({
    connect: db.connect,
    onError: (error) => void errors.push(error),
    ...(now === undefined ? {} : { now }),
  });
  invalidations.onChanges((changes) => void seen.push(changes));
  const look = async () => {
    seen.length = 0;
    await invalidations.check();
    const ids = [...new Set(seen.flatMap(({ productIds }) => [...productIds]))].sort((a, b) => a - b);
    return { everything: seen.some((changes) => changes.everything), listing: seen.some((changes) => changes.listing), ids };
  };
  return { invalidations, errors, look };
}
const NOTHING = { everything: false, listing: false, ids: [] };

test("a look tells what was committed since the last one, once, and the first one that nothing is known", async () => {
  const { invalidations, look } = watch();
  await db.run(note([1]));
  assert.equal((await look()).everything, true);
  assert.deepEqual(await look(), NOTHING);
  await db.run(note([3, 2, 3]));
  await db.run(note([4], true));
  assert.deepEqual(await look(), { everything: false, listing: true, ids: [2, 3, 4] });
  assert.deepEqual(await look(), NOTHING);
  await invalidations.close();
});

test("transactions that began long ago are told of when they commit, and those that roll back never", async () => {
  const { invalidations, look } = watch();
  const [slow, undone] = [await db.connect(), await db.connect()];
  await slow.query(`begin; ${note([10]).text}`);
  await undone.query(`begin; ${note([11]).text}`);
  await look();
  await db.run(note([12]));
  assert.deepEqual((await look()).ids, [12]);
  await slow.query("commit");
  await undone.query("rollback");
  assert.deepEqual((await look()).ids, [10]);
  assert.deepEqual(await look(), NOTHING);
  await Promise.all([slow.end(), undone.end(), invalidations.close()]);
});

test("of a thousand transactions in parallel each is told of exactly once, however they overlap", async () => {
  const { invalidations, look } = watch();
  await look();
  let writing = true;
  const writers = Array.from({ length: 8 }, (_, writer) => async () => {
    for (let n = 0; n < 125; n += 1) await db.transaction((tx) => tx.run(note([1_000 + writer * 125 + n])));
  });
  const told: number[] = [];
  const reader = (async () => {
    while (writing) told.push(...(await look()).ids);
    told.push(...(await look()).ids);
  })();
  await Promise.all(writers.map((write) => write()));
  writing = false;
  await reader;
  assert.deepEqual(
    told.sort((a, b) => a - b),
    Array.from({ length: 1_000 }, (_, n) => 1_000 + n),
  );
  await invalidations.close();
});

test("a new version of the reference data, a lost connection and a long absence each make everything unknown", async () => {
  let nowMs = 0;
  const { invalidations, errors, look } = watch(() => nowMs);
  await look();
  await db.run({ name: "", text: "update reference_version set version = version + 1" });
  assert.equal((await look()).everything, true);
  assert.deepEqual(await look(), NOTHING);
  const { checkedAtMs } = invalidations;
  await testDatabase.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_current_snapshot%' and pid <> pg_backend_pid() and datname = current_database()",
  );
  nowMs += 5;
  // The look that meets the end moves nothing on.
  await look();
  assert.equal(errors.length, 1);
  assert.equal(invalidations.checkedAtMs, checkedAtMs);
  assert.equal((await look()).everything, true);
  nowMs += LONGEST_GAP_MS + 1;
  assert.equal((await look()).everything, true);
  assert.deepEqual(await look(), NOTHING);
  await invalidations.close();
});

test("only what everybody has seen is swept", async () => {
  await db.run({ name: "", text: "delete from changed_products" });
  const count = async () =>
    (await testDatabase.query<{ count: number }>("select count(*)::int as count from changed_products"))[0]!.count;
  const sweeper = createChangeSweeper(db);
  const slow = await db.connect();
  await slow.query(`begin; ${note([1]).text}`);
  await db.run(note([2]));
  assert.equal(await sweeper.runOnce(), 0);
  await slow.query("commit");
  // Its transaction was under way at the turn before, and so was what began after it.
  assert.equal(await sweeper.runOnce(), 0);
  assert.equal(await count(), 2);
  assert.equal(await sweeper.runOnce(), 2);
  assert.equal(await count(), 0);
  await slow.end();
});
