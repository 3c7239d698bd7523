import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { parseLsn } from "../database/consistency-token.ts";
import { createDatabase, type Database } from "../database/database.ts";
import { createInvalidations } from "./invalidations.ts";
import { createSeenMoments } from "./seen-moments.ts";

const at = (lsn: number, timeline = 1) => ({ timeline, lsn: BigInt(lsn) });
const look = (startedMs: number, lsn: number, underWay: readonly number[] = [], timeline = 1) => ({
  position: at(lsn, timeline),
  snapshot: `1:99:${underWay.join()}`,
  startedMs,
});

test("what was written at one look was surely seen by the next, when nothing was under way", () => {
  const moments = createSeenMoments();
  moments.note(look(10, 100));
  assert.equal(moments.momentOf(at(100)), undefined);
  moments.note(look(20, 200));
  assert.equal(moments.momentOf(at(100)), 20);
  assert.equal(moments.momentOf(at(101)), undefined);
  moments.note(look(30, 300));
  assert.deepEqual(
    [50, 100, 101, 200, 201].map((lsn) => moments.momentOf(at(lsn))),
    [20, 20, 30, 30, undefined],
  );
});

test("a transaction that was under way may have been committing, and is waited for", () => {
  const moments = createSeenMoments();
  moments.note(look(10, 100, [7]));
  moments.note(look(20, 200, [7, 8]));
  assert.equal(moments.momentOf(at(100)), undefined);
  moments.note(look(30, 300, [8, 9]));
  assert.equal(moments.momentOf(at(100)), undefined);
  moments.note(look(40, 400, [9]));
  assert.equal(moments.momentOf(at(100)), 40);
});

test("one that runs for long is asked after, and holds nothing up when it does not wait for a replica", () => {
  const moments = createSeenMoments();
  moments.note(look(10, 100, [7]));
  assert.deepEqual(moments.note(look(20, 200, [7])), []);
  assert.deepEqual(moments.note(look(60, 300, [7])), []);
  assert.deepEqual(moments.note(look(80, 400, [7, 9])), ["7"]);
  assert.equal(moments.momentOf(at(100)), undefined);
  moments.settled(80);
  assert.equal(moments.momentOf(at(100)), 80);
});

test("behind a promotion nothing of before is known", () => {
  const moments = createSeenMoments();
  moments.note(look(10, 100));
  moments.note(look(20, 200));
  moments.note(look(30, 150, [], 2));
  assert.equal(moments.momentOf(at(100)), undefined);
  moments.note(look(40, 160, [], 2));
  assert.equal(moments.momentOf(at(100)), 40);
  assert.equal(moments.momentOf(at(150, 2)), 40);
  // It was written on a server that is no more, beyond where the new one is.
  assert.equal(moments.momentOf(at(180)), undefined);
});

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

test("looks at PostgreSQL tell when they have seen a commit, also while another transaction stays open", async () => {
  const invalidations = createInvalidations({ connect: db.connect, withPositions: true });
  const open = await db.connect();
  await open.query("begin; create temporary table held ()");
  await invalidations.check();
  const startedMs = performance.now();
  await testDatabase.query("create table written ()");
  const [row] = await testDatabase.query<{ timeline: string; lsn: string }>(
    "select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as timeline, pg_current_wal_lsn()::text as lsn",
  );
  const seen = { timeline: Number.parseInt(row!.timeline, 16), lsn: parseLsn(row!.lsn) };
  const moment = await waitFor(async () => {
    await invalidations.check();
    return invalidations.momentOf(seen);
  });
  assert.ok(moment > startedMs);
  assert.ok(invalidations.position!.lsn >= seen.lsn);
  await open.query("rollback");
  await Promise.all([open.end(), invalidations.close()]);
});
