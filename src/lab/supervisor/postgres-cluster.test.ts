import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { testServerSettings } from "../../../test/support/database.ts";
import { makeTemporaryServerDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.ts";

const settings = { ...testServerSettings, synchronous_commit: "on", shared_buffers: "16MB", max_connections: "50" };
const insert = sql<object>("test.insert", "insert into marks (id) values ($1) on conflict do nothing");
const readIds = sql<{ id: number }>("test.ids", "select id from marks order by id");
const WRITERS = 4;

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe("a primary with two replicas and synchronous commits", () => {
  let directory: TemporaryDirectory;
  let cluster: PostgresCluster;
  let db: Database;
  const events: string[] = [];
  const replicas = [{ name: "near" }, { name: "far" }];
  const start = () =>
    startPostgresCluster({
      directory: directory.path,
      replicas,
      settings,
      synchronous: true,
      onEvent: (message) => events.push(message),
    });
  const whole = async () => {
    const streaming = "select from pg_stat_replication where sync_state = 'quorum'";
    const isWhole = async () => cluster.isProtected() && (await query(cluster.url, streaming)).length === replicas.length;
    await waitFor(isWhole, { timeoutMs: 40_000, message: "not all replicas stream" }).catch((error) => {
      throw new Error(events.join("\n"), { cause: error });
    });
  };

  before(async () => {
    directory = await makeTemporaryServerDirectory();
    cluster = await start();
    db = createDatabase({ url: cluster.url, poolSize: WRITERS });
    await query(cluster.url, "create table marks (id int primary key)");
    await whole();
  });
  after(async () => {
    await db.close();
    await cluster.stop();
    await directory.remove();
  });

  /** Writes until told to stop; answers what was acknowledged, and the longest time without any acknowledgement. */
  function writeOn(first: number) {
    const acknowledged: number[] = [];
    let next = first;
    let isOver = false;
    let lastMs = performance.now();
    let longestGapMs = 0;
    const lanes = Array.from({ length: WRITERS }, async () => {
      while (!isOver) {
        const id = next++;
        await retryTransient(() => db.run(insert, [id]), 20_000);
        acknowledged.push(id);
        longestGapMs = Math.max(longestGapMs, performance.now() - lastMs);
        lastMs = performance.now();
        await delay(1);
      }
    });
    return {
      acknowledged,
      async stop() {
        isOver = true;
        await Promise.all(lanes);
        return { acknowledged, longestGapMs };
      },
    };
  }

  for (const [round, kill] of (["SIGKILL", "SIGSTOP"] as const).entries()) {
    it(`loses nothing that was acknowledged when the primary gets ${kill}, and has all replicas again`, async (t) => {
      const failovers = cluster.failovers();
      const writing = writeOn((round + 1) * 1_000_000);
      t.after(() => writing.stop());
      await waitFor(() => writing.acknowledged.length > 50);
      process.kill(cluster.pid()!, kill);
      await waitFor(() => cluster.failovers() === failovers + 1, { timeoutMs: 20_000 });
      const before = writing.acknowledged.length;
      await waitFor(() => writing.acknowledged.length > before + 50, { timeoutMs: 20_000 });
      const { acknowledged, longestGapMs } = await writing.stop();
      t.diagnostic(`${acknowledged.length} acknowledged, longest time without one ${Math.round(longestGapMs)} ms`);
      const kept = new Set((await db.run(readIds)).map(({ id }) => id));
      assert.deepEqual(
        acknowledged.filter((id) => !kept.has(id)),
        [],
      );
      await whole();
      for (const { url } of cluster.replicas) {
        assert.equal((await query(url, "select pg_is_in_recovery() as standby"))[0]!.standby, true);
      }
    });
  }

  it("starts again as it was left: the promoted server is the primary", async () => {
    const data = (await query(cluster.url, "select current_setting('data_directory') as path"))[0]!.path;
    const count = (await db.run(readIds)).length;
    await cluster.stop();
    await db.close();
    cluster = await start();
    db = createDatabase({ url: cluster.url, poolSize: WRITERS });
    assert.equal((await query(cluster.url, "select current_setting('data_directory') as path"))[0]!.path, data);
    assert.equal((await db.run(readIds)).length, count);
    await whole();
  });

  it("starts the primary again in its place when a replica that may have the last commit does not answer", async () => {
    const failovers = cluster.failovers();
    const [near] = cluster.parts.map((part) => part.now());
    process.kill(near!.pid!, "SIGSTOP");
    const pid = cluster.pid()!;
    process.kill(pid, "SIGKILL");
    await waitFor(() => cluster.pid() !== undefined && cluster.pid() !== pid, { timeoutMs: 20_000 });
    assert.equal(cluster.failovers(), failovers);
    process.kill(near!.pid!, "SIGCONT");
    await retryTransient(() => db.run(insert, [1]), 20_000);
    await whole();
  });

  it("goes on without replicas when none is there, and says so", async () => {
    const pids = cluster.parts.filter((part) => part.now().kind === "postgres-replica").map((part) => part.now().pid!);
    const seen = events.length;
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await retryTransient(() => db.run(insert, [2]), 20_000);
    await whole();
    assert.ok(events.slice(seen).some((event) => event.includes("replica near ended")));
  });
});

describe("a primary with one replica and commits that wait for nobody", () => {
  it("copies an old primary anew that has what nobody else has, however often it streams the old history", async (t) => {
    const directory = await makeTemporaryServerDirectory();
    const events: string[] = [];
    const cluster = await startPostgresCluster({
      directory: directory.path,
      replicas: [{ name: "near" }],
      settings,
      onEvent: (message) => events.push(message),
    });
    t.after(async () => {
      await cluster.stop();
      await directory.remove();
    });
    await query(cluster.url, "create table marks (id int primary key)");
    const [sender] = await query(cluster.url, "select pid from pg_stat_replication");
    // What is written from now on stays here.
    process.kill(Number(sender!.pid), "SIGSTOP");
    await query(cluster.url, "insert into marks select generate_series(1, 1000)");
    process.kill(cluster.pid()!, "SIGKILL");
    await waitFor(() => cluster.failovers() === 1, { timeoutMs: 20_000 });
    await query(cluster.url, "insert into marks values (-1)");
    const { url } = cluster.replicas[0]!;
    const ids = async () => (await query(url, "select id from marks").catch(() => [])).map(({ id }) => id);
    await waitFor(async () => (await ids()).join() === "-1", {
      timeoutMs: 40_000,
      message: "the old primary does not follow the new one",
    });
    // The sender, which was stopped, is a process of the old server that nobody is the parent of.
    assert.ok(!events.some((event) => event.includes("still in use")), events.join("\n"));
  });
});
