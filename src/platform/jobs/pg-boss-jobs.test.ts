import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase } from "../database/database.ts";
import { newId } from "../ids.ts";
import { createLogger } from "../telemetry/logger.ts";
import type { Jobs } from "./jobs.ts";
import { createPgBossJobs } from "./pg-boss-jobs.ts";

declare module "./jobs.ts" {
  interface JobTypes {
    "test.note": { n: number };
    "test.poison": { n: number };
    "test.crash": { n: number };
    "test.sweep": Record<string, never>;
  }
}

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());

const lines: string[] = [];
const logger = createLogger({ level: "warn", pretty: false, destination: { write: (line) => void lines.push(line) } });
const createJobs = () => createPgBossJobs({ url: database.url, logger, monitorMs: 1_000 });
const quick = { attempts: 2, firstRetryMs: 1_000, pollMs: 500 } as const;

async function running<T>(jobs: Jobs, work: () => Promise<T>): Promise<T> {
  await jobs.start();
  try {
    return await work();
  } finally {
    await jobs.stop();
  }
}

test("a job is done once, by a worker that was told by nobody but the database", async () => {
  const done: number[] = [];
  const worker = createJobs();
  worker.define("test.note", quick, async ({ n }) => void done.push(n));
  const sender = createJobs();
  sender.define("test.note", quick, async () => assert.fail("a process that only sends does not work"));
  await sender.start({ work: false });
  await running(worker, async () => {
    await sender.send("test.note", { n: 1 });
    await sender.sendMany("test.note", [{ n: 2 }, { n: 3 }]);
    await waitFor(() => done.length === 3);
  });
  await sender.stop();
  assert.deepEqual(done.toSorted(), [1, 2, 3]);
});

test("a job sent in a transaction is there if, and only if, it commits", async () => {
  const done: number[] = [];
  const jobs = createJobs();
  jobs.define("test.note", quick, async ({ n }) => void done.push(n));
  const db = createDatabase({ url: database.url, poolSize: 2 });
  await running(jobs, async () => {
    const undone = db.transaction(async (tx) => {
      await jobs.send("test.note", { n: 1 }, { tx });
      throw new Error("changed my mind");
    });
    await assert.rejects(undone, /changed my mind/);
    await db.transaction((tx) => jobs.sendMany("test.note", [{ n: 2 }], { tx }));
    await waitFor(() => done.length > 0);
  });
  await db.close();
  assert.deepEqual(done, [2]);
});

test("a poison job blocks nobody, ends in the list of failed jobs and can be sent back", async () => {
  const done: number[] = [];
  let cured = false;
  const jobs = createJobs();
  jobs.define("test.poison", quick, async ({ n }, { attempt }) => {
    if (n === 1 && !cured) throw new Error(`cannot do it for ada@example.com, attempt ${attempt}`);
    done.push(n);
  });
  await running(jobs, async () => {
    await jobs.sendMany("test.poison", [{ n: 1 }, { n: 2 }, { n: 3 }]);
    await waitFor(() => done.length === 2);
    const [failed, ...more] = await waitFor(async () => {
      const list = (await jobs.failedJobs({ limit: 10 }))!;
      return list.length > 0 ? list : null;
    });
    assert.equal(more.length, 0);
    assert.deepEqual([failed!.name, failed!.data, failed!.attempts], ["test.poison", { n: 1 }, 2]);
    assert.match(failed!.error, /cannot do it for \[email\], attempt 2/);
    assert.deepEqual(await jobs.failedJobs({ limit: 10, after: failed!.id }), []);
    assert.equal(
      await jobs.failedJobs({ limit: 10, after: newId() }),
      null,
      "nobody knows what is behind a job that is not there",
    );
    cured = true;
    assert.equal(await jobs.retryFailedJob(failed!.id), true);
    await waitFor(() => done.includes(1));
    assert.equal(await jobs.retryFailedJob(failed!.id), false);
  });
  assert.ok(lines.some((line) => line.includes("for the last time")));
  assert.ok(lines.every((line) => !line.includes("ada@")));
});

test("a job that hangs is given up after its time, and its place is free for others", async () => {
  const done: number[] = [];
  const jobs = createJobs();
  jobs.define("test.note", { ...quick, attempts: 1, timeoutMs: 1_000 }, async ({ n }) => {
    if (n === 1) await new Promise(() => undefined);
    done.push(n);
  });
  await running(jobs, async () => {
    await jobs.sendMany("test.note", [{ n: 1 }, { n: 2 }]);
    await waitFor(() => done.includes(2));
    await waitFor(async () => (await jobs.failedJobs({ limit: 10 }))!.some((job) => /exceeded 1s/.test(job.error)));
  });
});

test("the job of a process that was killed is done by another", async () => {
  const done: number[] = [];
  const jobs = createJobs();
  jobs.define("test.crash", { ...quick, attempts: 3 }, async ({ n }) => void done.push(n));
  await jobs.start({ work: false });
  await jobs.send("test.crash", { n: 7 });
  const crashing = startProcess({ args: [join(import.meta.dirname, "worker.fixture.ts"), database.url] });
  await crashing.waitForOutput(/working on 7/);
  crashing.kill("SIGKILL");
  await crashing.exited;
  await jobs.stop();
  // As if its heartbeat had been missing for longer than it may; a test does not wait for that.
  await database.query("update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'");
  await running(jobs, () => waitFor(() => done.length === 1));
  assert.deepEqual(done, [7]);
});

test("of an exclusive job only one waits or runs", async () => {
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const jobs = createJobs();
  jobs.define("test.sweep", { ...quick, exclusive: true }, async () => {
    runs += 1;
    await gate.promise;
  });
  await running(jobs, async () => {
    assert.equal(await jobs.send("test.sweep", {}), true);
    await waitFor(() => runs === 1);
    assert.equal(await jobs.send("test.sweep", {}), false);
    assert.equal(await jobs.send("test.sweep", {}, { key: "other" }), true);
    gate.resolve();
    await waitFor(() => runs === 2);
    await waitFor(() => jobs.send("test.sweep", {}));
  });
});

test("processes that start at once make the queues and schedules once, and later options replace the earlier", async () => {
  await database.query("drop schema pgboss cascade");
  const fleet = Array.from({ length: 4 }, createJobs);
  for (const jobs of fleet) {
    jobs.define("test.note", quick, async () => undefined);
    jobs.define("test.sweep", { exclusive: true }, async () => undefined);
    jobs.schedule("test.sweep", "*/5 * * * *", {});
  }
  await Promise.all(fleet.map((jobs) => jobs.start()));
  await Promise.all(fleet.map((jobs) => jobs.stop()));
  const queues = () =>
    database.query("select name, retry_limit, policy from pgboss.queue where name like 'test.%' order by name");
  assert.deepEqual(await queues(), [
    { name: "test.note", retry_limit: 1, policy: "standard" },
    { name: "test.sweep", retry_limit: 7, policy: "exclusive" },
  ]);
  assert.equal((await database.query("select from pgboss.schedule")).length, 1);
  const later = createJobs();
  later.define("test.note", { ...quick, attempts: 5 }, async () => undefined);
  later.define("test.sweep", { exclusive: true }, async () => undefined);
  await later.start();
  await later.stop();
  assert.equal((await queues())[0]!.retry_limit, 4);
  assert.equal((await database.query("select from pgboss.schedule")).length, 0);
});

test("a job that runs when the process stops is finished first", async () => {
  let finished = false;
  let working = false;
  const jobs = createJobs();
  jobs.define("test.note", quick, async () => {
    working = true;
    await new Promise((resolve) => setImmediate(resolve));
    finished = true;
  });
  await jobs.start();
  await jobs.send("test.note", { n: 1 });
  await waitFor(() => working);
  await jobs.stop();
  assert.equal(finished, true);
});
