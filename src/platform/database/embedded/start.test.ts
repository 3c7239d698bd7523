import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { testServerSettings } from "../../../../test/support/database.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../../test/support/directories.ts";
import { isAlive, startProcess, type TestProcess } from "../../../../test/support/processes.ts";
import { waitFor } from "../../../../test/support/wait.ts";
import { startEmbeddedPostgres } from "./start.ts";

const ownerProgram = join(import.meta.dirname, "../../../../test/support/embedded-owner.ts");
const notWindows = process.platform === "win32" ? "Windows has neither kill -9 nor the guard" : false;

let directory: TemporaryDirectory;
let data: string;

before(async () => {
  directory = await makeTemporaryDirectory();
  // Deeper than a socket's path may be, with blanks and a letter that is not ASCII.
  data = join(directory.path, "a deep directory with blanks", "größe", "x".repeat(80), "postgres");
});
after(() => directory.remove());

const start = (dataDirectory = data, settings: Readonly<Record<string, string>> = testServerSettings) =>
  startEmbeddedPostgres({ dataDirectory, settings });

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

type Started = { readonly pid: number; readonly url: string; readonly socketDirectory: string };

async function startOwner(dataDirectory = data, settings = testServerSettings): Promise<{ owner: TestProcess } & Started> {
  const owner = startProcess({ args: [ownerProgram, dataDirectory, JSON.stringify(settings)] });
  const line = await owner.waitForOutput(/started (\{.*\})\n/);
  return { owner, ...(JSON.parse(line[1]!) as Started) };
}

/** The pid of the guard that belongs to a socket directory. */
async function guardOf(socketDirectory: string): Promise<number> {
  const list = startProcess({ command: "ps", args: ["-ww", "-axo", "pid=,command="] });
  await list.exited;
  const line = list
    .output()
    .split("\n")
    .find((text) => text.includes("tenfold-guard") && text.includes(socketDirectory));
  return Number.parseInt(line ?? "", 10);
}

test("a new data directory becomes a server that answers over socket and TCP, durable and in UTF-8", async () => {
  const postgres = await start(data, {});
  try {
    const [row] = await query(
      postgres.url,
      `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('full_page_writes') as pages, current_setting('server_encoding') as encoding, upper('é') as upper,
       to_tsvector('simple', 'Crème brûlée')::text as words`,
    );
    assert.deepEqual(row, {
      checksums: "on",
      fsync: "on",
      commit: "on",
      pages: "on",
      encoding: "UTF8",
      upper: "É",
      words: "'brûlée':2 'crème':1",
    });
    assert.deepEqual(await query(postgres.tcpUrl, "select 1 as one"), [{ one: 1 }]);
    await query(postgres.url, "create extension pg_stat_statements");
    await query(postgres.url, "create table kept (id integer)");
    assert.match(postgres.version, /^\d+\.\d+/);
    assert.equal(statSync(`${data}.password`).mode & 0o777, 0o600);
    if (postgres.socketDirectory !== undefined) assert.equal(statSync(postgres.socketDirectory).mode & 0o777, 0o700);
  } finally {
    await postgres.stop();
  }
  assert.deepEqual(await postgres.exited, { code: 0, signal: null });
  assert.equal(isAlive(postgres.pid), false);
  assert.equal(existsSync(`${data}.owner.json`), false);
  if (postgres.socketDirectory !== undefined) assert.equal(existsSync(postgres.socketDirectory), false);
});

test("a wrong password is refused over socket and TCP", async () => {
  const postgres = await start();
  try {
    for (const address of [postgres.url, postgres.tcpUrl]) {
      const url = new URL(address);
      url.password = "wrong";
      await assert.rejects(query(url.href, "select 1"), { code: "28P01" });
    }
  } finally {
    await postgres.stop();
  }
});

test("the data of the last start is there, and a stop may be asked for twice", async () => {
  const postgres = await start();
  assert.deepEqual(await query(postgres.url, "select count(*)::int as count from kept"), [{ count: 0 }]);
  await Promise.all([postgres.stop(), postgres.stop()]);
});

test("a lost password file is replaced, and a given password is taken over", async () => {
  await rm(`${data}.password`);
  const recovered = await start();
  await query(recovered.url, "select 1");
  await recovered.stop();
  const given = await startEmbeddedPostgres({ dataDirectory: data, settings: testServerSettings, password: "it's/new%" });
  await query(given.url, "select 1");
  await given.stop();
  assert.equal(readFileSync(`${data}.password`, "utf8"), "it's/new%\n");
});

test("a server killed by kill -9 says so, and the next start has what was committed", { skip: notWindows }, async () => {
  const first = await start(data, {});
  await query(first.url, "insert into kept values (1)");
  process.kill(first.pid, "SIGKILL");
  assert.deepEqual(await first.exited, { code: null, signal: "SIGKILL" });
  const second = await start();
  assert.deepEqual(await query(second.url, "select id from kept"), [{ id: 1 }]);
  await second.stop();
});

test("the server ends by itself when its owner is killed by kill -9", { skip: notWindows }, async () => {
  const { owner, pid, socketDirectory } = await startOwner();
  owner.kill("SIGKILL");
  await waitFor(() => !isAlive(pid), { message: "PostgreSQL outlived its owner" });
  await waitFor(() => !existsSync(socketDirectory), { message: "the socket directory stayed" });
  assert.match(readFileSync(`${data}.log`, "utf8"), /database system is shut down\n$/);
});

test("an orphan whose guard was killed too is stopped and taken over", { skip: notWindows }, async () => {
  const { owner, pid, socketDirectory } = await startOwner();
  process.kill(await guardOf(socketDirectory), "SIGKILL");
  owner.kill("SIGKILL");
  await owner.exited;
  assert.equal(isAlive(pid), true);
  const messages: string[] = [];
  const postgres = await startEmbeddedPostgres({
    dataDirectory: data,
    settings: testServerSettings,
    onProgress: (message) => messages.push(message),
  });
  assert.equal(isAlive(pid), false);
  assert.equal(existsSync(socketDirectory), false);
  assert.ok(messages.some((message) => message.includes(`pid ${pid}`)));
  assert.deepEqual(await query(postgres.url, "select id from kept"), [{ id: 1 }]);
  await postgres.stop();
});

test("a data directory with a live owner is refused with the owner's pid", async () => {
  const { owner } = await startOwner();
  await assert.rejects(start(), new RegExp(`in use by process ${owner.pid}\\b`));
  await owner.stop();
  assert.match(owner.output(), /stopped/);
});

test("of several processes that start at once one wins and the others name it", async () => {
  const place = join(directory.path, "raced", "postgres");
  const owners = Array.from({ length: 4 }, () =>
    startProcess({ args: [ownerProgram, place, JSON.stringify(testServerSettings)] }),
  );
  const answers = await Promise.all(owners.map((owner) => owner.waitForOutput(/(started|refused) .*\n/)));
  const winner = owners[answers.findIndex((answer) => answer[1] === "started")];
  assert.equal(answers.filter((answer) => answer[1] === "started").length, 1);
  for (const answer of answers)
    if (answer[1] === "refused") assert.match(answer[0], new RegExp(`in use by process ${winner?.pid}\\b`));
  await Promise.all(owners.map((owner) => owner.stop()));
});

test("an owner record of a pid that now belongs to another process does not refuse", async () => {
  writeFileSync(`${data}.owner.json`, JSON.stringify({ pid: process.pid, processStart: "another boot:1" }));
  const postgres = await start();
  await postgres.stop();
});

test("a lock file that names a live process of another kind does not refuse", { skip: notWindows }, async () => {
  writeFileSync(join(data, "postmaster.pid"), `${process.pid}\n${data}\n1\n5432\n/tmp\nlocalhost\n1 1\nready\n`);
  const postgres = await start();
  await postgres.stop();
});

test("an initdb cut off by kill -9 leaves nothing that the next start trips over", { skip: notWindows }, async () => {
  const place = join(directory.path, "cut off", "postgres");
  const owner = startProcess({ args: [ownerProgram, place, "{}"] });
  const draft = await waitFor(async () =>
    (await readdir(dirname(place)).catch(() => [])).find((name) => name.includes(".initdb-")),
  );
  await waitFor(() => existsSync(join(dirname(place), draft, "data")));
  owner.kill("SIGKILL");
  await owner.exited;
  assert.equal(existsSync(place), false);
  const postgres = await start(place);
  assert.deepEqual(await query(postgres.url, "select 1 as one"), [{ one: 1 }]);
  await postgres.stop();
  assert.deepEqual((await readdir(dirname(place))).sort(), ["postgres", "postgres.log", "postgres.password"]);
});

test("data of another major version is refused with both versions", async () => {
  const place = join(directory.path, "old", "postgres");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "PG_VERSION"), "13\n");
  await assert.rejects(start(place), /is of PostgreSQL 13, and this program brings PostgreSQL \d+/);
  assert.equal(existsSync(`${place}.owner.json`), false);
});

test("a directory with other files is refused and left as it is", async () => {
  const place = join(directory.path, "photos");
  mkdirSync(place);
  writeFileSync(join(place, "holiday.jpg"), "");
  await assert.rejects(start(place), /holds other files and no PostgreSQL data/);
  assert.deepEqual(await readdir(place), ["holiday.jpg"]);
});

test("a setting that PostgreSQL does not know is named", async () => {
  await assert.rejects(start(data, { ...testServerSettings, no_such_setting: "1" }), /no_such_setting|configuration file/);
  await assert.rejects(start(data, { "x; drop": "1" }), /not the name of a PostgreSQL setting/);
  await assert.rejects(start(data, { work_mem: "4MB\nfsync = off" }), /must be one line/);
});

test("a fixed port that is taken is named, and the directory is free again afterwards", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await waitFor(() => blocker.listening);
  const { port } = blocker.address() as { port: number };
  await assert.rejects(start(data, { ...testServerSettings, port: String(port) }), new RegExp(`port ${port} is taken`));
  await new Promise((resolve) => blocker.close(resolve));
  const postgres = await start(data, { ...testServerSettings, port: String(port) });
  assert.equal(postgres.port, port);
  await postgres.stop();
});

test("a directory that cannot be written is explained", { skip: notWindows }, async () => {
  const file = join(directory.path, "a file");
  writeFileSync(file, "");
  await assert.rejects(start(join(file, "postgres")), /PostgreSQL cannot use its data directory/);
});

test("an owner that forgets to stop leaves no server behind", { skip: notWindows }, async () => {
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(new URL("./start.ts", import.meta.url).href)};
    const postgres = await startEmbeddedPostgres({ dataDirectory: ${JSON.stringify(data)} });
    console.log("pid " + postgres.pid); process.exit(0);`;
  const owner = startProcess({ args: ["--input-type=module", "--eval", script] });
  const pid = Number((await owner.waitForOutput(/pid (\d+)/))[1]);
  await owner.exited;
  const postgres = await start();
  assert.equal(isAlive(pid), false);
  await postgres.stop();
});

test("the log and the settings stay readable for their owner alone", { skip: notWindows }, () => {
  for (const file of [`${data}.log`, join(data, "tenfold.conf")]) assert.equal(statSync(file).mode & 0o077, 0, file);
});
