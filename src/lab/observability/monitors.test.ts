import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import pg from "pg";
import { createTestDatabase } from "../../../test/support/database.ts";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { freePorts } from "../supervisor/free-ports.ts";
import type { Part } from "../supervisor/part.ts";
import { pgBouncerPart } from "../supervisor/parts/pgbouncer.ts";
import { howToInstall, pathOf, pgBouncer } from "../supervisor/programs.ts";
import { createSupervisor } from "../supervisor/supervisor.ts";
import { alertReceiverPart, dataSourceOf, poolerExporter, postgresExporter } from "./monitors.ts";
import { monitors } from "./programs.ts";

const postgresProgram = pathOf(monitors.postgres);
const poolerProgram = pathOf(pgBouncer);
const without = (program: string | undefined, how: Parameters<typeof howToInstall>[0] & { readonly name: string }) =>
  program === undefined ? `${how.name} is not installed (${howToInstall(how)})` : false;

/** The first answer of a part's /metrics that has this text. */
function metricsWith(url: string, part: string): Promise<string> {
  return waitFor(
    async () => {
      const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
      return text.includes(part) ? text : "";
    },
    { timeoutMs: 30_000, message: `${url} does not say ${part}` },
  );
}

async function supervised(t: TestContext) {
  const directory = await makeTemporaryDirectory();
  const supervisor = createSupervisor({ logDirectory: join(directory.path, "logs"), onEvent: () => undefined });
  t.after(async () => {
    await supervisor.stop();
    await directory.remove();
  });
  return { supervisor, directory: directory.path };
}

test("an exporter is told of its server without an address that it could take apart wrongly", () => {
  assert.deepEqual(dataSourceOf("postgresql://shop:a%20b%27c@%2Ftmp%2Fa%20b:5433/the%20shop"), {
    DATA_SOURCE_NAME: "postgresql://?sslmode=disable&application_name=tenfold-exporter",
    PGHOST: "/tmp/a b",
    PGPORT: "5433",
    PGDATABASE: "the shop",
    PGUSER: "shop",
    PGPASSWORD: "a b'c",
  });
  assert.match(dataSourceOf("postgres://shop:secret@db.example:5432/shop?sslmode=require").DATA_SOURCE_NAME!, /sslmode=require/);
});

test("postgres_exporter reads a server whose socket's folder has a space in its path", {
  skip: without(postgresProgram, monitors.postgres),
}, async (t) => {
  const [database, directory] = await Promise.all([createTestDatabase(), makeTemporaryDirectory()]);
  t.after(async () => {
    await database.close();
    await directory.remove();
  });
  const url = new URL(database.url);
  const folder = join(directory.path, "a folder");
  symlinkSync(decodeURIComponent(url.hostname), folder);
  url.hostname = encodeURIComponent(folder);
  const [port] = (await freePorts(1)) as [number];
  const running = { name: "primary", kind: "postgres-primary", pid: null, url: url.href } as const;
  const { part } = postgresExporter(postgresProgram!, running, "queries.yml", port);
  const args = part.args.filter((arg) => !arg.startsWith("--extend"));
  const process = startProcess({ command: part.program, args, env: part.env! });
  t.after(() => process.stop());
  assert.match(await metricsWith(part.url!, "pg_up 1"), /^pg_up 1$/m);
});

test("PgBouncer's figures come from whatever version is installed, and no connection of it is no answer", {
  skip: without(poolerProgram, pgBouncer),
}, async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { supervisor, directory } = await supervised(t);
  const [{ port: serverPort }] = (await database.query<{ port: string }>("select current_setting('port') as port")) as [
    { port: string },
  ];
  const tcp = new URL(database.url);
  tcp.host = `127.0.0.1:${serverPort}`;
  const pooler = { managed: true, mode: "transaction", poolSize: 1, maxClients: 20, maxPreparedStatements: 0 } as const;
  const found = await pgBouncerPart({
    program: poolerProgram!,
    directory: join(directory, "pooler"),
    serverUrl: tcp.href,
    pooler,
  });
  await supervisor.start(found.part);
  const [port] = (await freePorts(1)) as [number];
  const { part } = poolerExporter(found.statisticsUrl, port);
  assert.doesNotMatch(part.args.join(" "), new RegExp(tcp.password));
  const { url } = await supervisor.start(part);

  // One client has the only connection, another waits for it.
  const clients = [new pg.Client(found.url), new pg.Client(found.url)] as const;
  for (const client of clients) await client.connect();
  await clients[0].query("begin");
  const waits = clients[1].query("select 1");
  const text = await metricsWith(url!, 'pgbouncer_pools_client_waiting_connections{database="');
  assert.match(text, /^pgbouncer_pools_server_active_connections\{[^}]+\} 1$/m);
  await waitFor(async () => /client_maxwait_seconds\{[^}]+\} (?!0$)/m.test(await (await fetch(`${url}/metrics`)).text()));
  assert.doesNotMatch(text, /database="pgbouncer"/);
  await clients[0].query("rollback");
  await waits;
  for (const client of clients) await client.end();
});

test("an exporter whose PgBouncer is away says so", async (t) => {
  const { supervisor } = await supervised(t);
  const [nobody, port] = (await freePorts(2)) as [number, number];
  const { part } = poolerExporter(`postgres://who:secret@127.0.0.1:${nobody}/pgbouncer`, port);
  const { url } = await supervisor.start(part);
  assert.equal((await fetch(`${url}/metrics`)).status, 503);
});

test("the receiver of alerts is a part at the address that Alertmanager was told, also after it was started again", async (t) => {
  const { supervisor } = await supervised(t);
  const [port] = (await freePorts(1)) as [number];
  const part: Part = alertReceiverPart(port);
  const { url, pid } = await supervisor.start(part);
  assert.equal(url, part.url);
  const told = {
    status: "firing",
    labels: { alertname: "ApiSlow" },
    annotations: {},
    startsAt: "2026-11-27T10:00:00Z",
    endsAt: "0001-01-01T00:00:00Z",
    fingerprint: "f",
  };
  const tell = () =>
    fetch(`${url}/page`, { method: "POST", body: JSON.stringify({ alerts: [told] }) }).then(({ status }) => status);
  assert.equal(await tell(), 200);
  process.kill(pid!, "SIGKILL");
  await waitFor(async () => (await tell().catch(() => 0)) === 200, { timeoutMs: 30_000 });
});
