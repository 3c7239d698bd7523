import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { testServerSettings } from "../../../test/support/database.ts";
import {
  makeTemporaryDirectory,
  makeTemporaryServerDirectory,
  type TemporaryDirectory,
} from "../../../test/support/directories.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createPostgresNode, type PostgresNode } from "../supervisor/postgres-node.ts";
import { findProgram } from "../supervisor/programs.ts";
import { BALLAST_FILE, isOnFileSystemOfItsOwn } from "./disk-full.ts";
import { createFaultBoard, type FaultBoard } from "./fault-board.ts";
import { createThawGuard } from "./thaw-guard.ts";

const settings = { ...testServerSettings, fsync: "on", synchronous_commit: "on", shared_buffers: "16MB", commit_delay: "7" };
const DELAY_MS = 100;

function createNode(directory: string): PostgresNode {
  return createPostgresNode({
    index: 0,
    dataDirectory: join(directory, "postgres"),
    password: () => "a-password-of-tests",
    onProgress: () => undefined,
    onExit: () => undefined,
  });
}

function boardOf(node: PostgresNode): FaultBoard {
  const parts = () => [
    { name: "postgres", kind: "postgres-primary" as const, pid: node.server?.pid ?? null, url: node.server?.tcpUrl ?? null },
    { name: "worker", kind: "worker" as const, pid: process.pid, url: null },
  ];
  const nothing = { tell: () => false, links: null, isProtected: () => null, failovers: () => [] };
  return createFaultBoard({ parts, thawGuard: createThawGuard(), ...nothing }, () => undefined);
}

async function run(node: PostgresNode, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(node.server!.url);
  client.on("error", () => undefined);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** More than fits into what is left of a file of the log. */
const writeMuch = "insert into marks select g, repeat('x', 1000) from generate_series(1, 2000) as g";

describe("the disk of a PostgreSQL", () => {
  let directory: TemporaryDirectory;
  let node: PostgresNode;
  let board: FaultBoard;
  before(async () => {
    directory = await makeTemporaryServerDirectory();
    node = createNode(directory.path);
    await node.start(settings);
    board = boardOf(node);
    await run(node, "create table marks (id int, text text)");
  });
  after(async () => {
    await board.close();
    await node.stop();
    await directory.remove();
  });

  it("is slow to the millisecond, and then as fast as its settings say", async () => {
    const { id } = await board.inject({ kind: "disk-slow", part: "postgres", flushDelayMs: DELAY_MS, forMs: 60_000 });
    await waitFor(async () => (await run(node, "show commit_delay"))[0]!.commit_delay === String(DELAY_MS * 1_000));
    const startedAtMs = performance.now();
    await run(node, "insert into marks values (1)", "insert into marks values (2)", "insert into marks values (3)");
    assert.ok(performance.now() - startedAtMs >= 3 * DELAY_MS - 1);
    assert.equal((await board.heal(id)).trouble, null);
    await waitFor(async () => (await run(node, "show commit_delay"))[0]!.commit_delay === "7");
  });

  it("has others that write beside it, and nobody and nothing of them afterwards", async () => {
    const { id } = await board.inject({ kind: "disk-slow", part: "postgres", writers: 1, forMs: 60_000 });
    assert.equal((await board.heal(id)).trouble, null);
    assert.deepEqual(
      readdirSync(directory.path).filter((name) => name.startsWith(".disk-writer")),
      [],
    );
  });

  it("takes nothing more, and everything again", {
    skip: findProgram(["prlimit"]) ? false : "needs prlimit (util-linux)",
  }, async () => {
    const { id, what } = await board.inject({ kind: "disk-full", part: "postgres", forMs: 60_000 });
    assert.equal(what, "postgres can write nothing more to its log");
    await assert.rejects(run(node, writeMuch));
    await board.heal(id);
    if (node.server === null) await node.start(settings);
    await waitFor(async () => (await run(node, writeMuch, "select count(*) >= 2000 as done from marks"))[0]!.done);
  });

  it("is no concern of a worker's", async () => {
    await assert.rejects(board.inject({ kind: "disk-full", part: "worker", forMs: 500 }), { reason: "impossible" });
    await assert.rejects(board.inject({ kind: "disk-slow", part: "worker", forMs: 500 }), { reason: "impossible" });
  });
});

/** Whether this process may mount; the reason when not. */
async function mountProblem(): Promise<string | false> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "only root may mount a small file system";
  const place = await makeTemporaryDirectory();
  try {
    mountSmall(place.path);
    execFileSync("umount", [place.path]);
    return false;
  } catch {
    return "this root may not mount";
  } finally {
    await place.remove();
  }
}

function mountSmall(path: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m,mode=711", "tmpfs", path], { stdio: "ignore" });
}

it("a small file system of its own is really filled, and emptied again", { skip: await mountProblem() }, async (t) => {
  const place = await makeTemporaryDirectory();
  mountSmall(place.path);
  const data = join(place.path, "data");
  mkdirSync(data, { mode: 0o711 });
  const node = createNode(data);
  t.after(async () => {
    await node.stop();
    execFileSync("umount", [place.path]);
    await place.remove();
  });
  await node.start(settings);
  const board = boardOf(node);
  await run(node, "create table marks (id int, text text)");
  assert.equal(isOnFileSystemOfItsOwn(data), true);
  const { id, what } = await board.inject({ kind: "disk-full", part: "postgres", forMs: 60_000 });
  assert.equal(what, "the disk of postgres is full");
  assert.equal(existsSync(join(data, BALLAST_FILE)), true);
  await assert.rejects(run(node, writeMuch), { code: "53100" });
  await board.heal(id);
  assert.equal(existsSync(join(data, BALLAST_FILE)), false);
  await run(node, writeMuch);
  await board.close();
});
