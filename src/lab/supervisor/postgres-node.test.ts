import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { testServerSettings } from "../../../test/support/database.ts";
import { makeTemporaryServerDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { isAlive } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { whyHopeless } from "./cluster/standby.ts";
import { createPostgresNode, type PostgresNode } from "./postgres-node.ts";

const settings = { ...testServerSettings, shared_buffers: "16MB", max_connections: "20" };
let directory: TemporaryDirectory;
let node: PostgresNode;
before(async () => {
  directory = await makeTemporaryServerDirectory();
  node = createPostgresNode({
    index: 0,
    dataDirectory: join(directory.path, "postgres"),
    password: () => "a-password-of-tests",
    onProgress: () => undefined,
    onExit: () => undefined,
  });
  await node.start(settings);
});
after(async () => {
  await node.stop();
  await directory.remove();
});

test("a process that its killed server has left behind does not keep the next one from starting", async () => {
  const client = new pg.Client(node.server!.url);
  client.on("error", () => undefined);
  await client.connect();
  const { pid } = (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!;
  // It will not notice that its server is gone.
  process.kill(pid, "SIGSTOP");
  const server = node.server!;
  process.kill(server.pid, "SIGKILL");
  await server.exited;
  assert.equal(isAlive(pid), true);
  await node.clear();
  await waitFor(() => !isAlive(pid));
  await node.start(settings);
});

test("a server that is fenced while it starts has ended then, and nothing of it comes later", async () => {
  await node.stop();
  const starting = node.start(settings).then(
    () => "started",
    () => "did not start",
  );
  await waitFor(() => existsSync(join(node.dataDirectory, "postmaster.pid")));
  await node.fence();
  await starting;
  assert.equal(node.server, null);
  await node.clear();
  await node.start(settings);
  assert.deepEqual(await node.query("select 1 as one"), [{ one: 1 }]);
});

test("what the log says of a standby that can never follow is found, and nothing else", () => {
  const usual = "2026-05-01 10:00:00.000 UTC [1]  LOG:  started streaming WAL from primary at 0/4000000 on timeline 2\n";
  assert.equal(whyHopeless(usual), null);
  const forked = "new timeline 2 forked off current database system timeline 1 before current recovery point 0/40001B0";
  assert.equal(whyHopeless(`${usual}2026-05-01 10:00:01.000 UTC [2]  LOG:  ${forked}\n`), forked);
});
