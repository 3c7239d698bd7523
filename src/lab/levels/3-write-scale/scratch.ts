import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { createDatabase } from "../../../platform/database/database.ts";
import { migrate } from "../../../platform/database/migrations.ts";
import { ensurePartitions } from "../../../shop/maintenance.ts";
import { seedReferenceData } from "../../../shop/seed/reference-data.ts";
import { createPostgresNode } from "../../supervisor/postgres-node.ts";

/** A PostgreSQL of an experiment's own, on the disk and as durable as the shop's unless told otherwise. Nothing of it is left afterwards. */
export interface Scratch {
  /** Another one after `crash`. */
  readonly url: string;
  readonly pid: number;
  /** On one session that begins with PostgreSQL's own settings, and not with the shop's. No limit of time. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Settings that need no restart, for every session from now on. */
  set(settings: Readonly<Record<string, string>>): Promise<void>;
  /** Until every session but this one has ended: a server counts a session's last statements when it ends. */
  quiet(): Promise<void>;
  /** Kills every process of the server at the same instant, without a word to any of them. */
  crash(): Promise<void>;
  /** After a crash: starts again on what is on the disk. */
  restart(): Promise<void>;
}

export type ScratchOptions = {
  /** Of the experiment; the server gets a folder in it. */
  readonly directory: string;
  readonly settings?: Readonly<Record<string, string>>;
};

const QUIET_POLL_MS = 20;
const QUIET_DEADLINE_MS = 30_000;

/** Starts a server with the shop's schema and reference data, and removes it when the work is done. */
export async function withScratch<T>(options: ScratchOptions, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(options.directory, "scratch-"));
  const node = createPostgresNode({
    index: 0,
    dataDirectory: join(directory, "postgres"),
    password: () => undefined,
    onProgress: () => undefined,
    onExit: () => undefined,
  });
  const settings = options.settings ?? {};
  let session: pg.Client | undefined;
  // Where root's folders are closed to PostgreSQL its data lies elsewhere.
  let dataDirectory: string | undefined;

  async function start(): Promise<void> {
    ({ dataDirectory } = await node.start(settings));
  }

  async function connected(): Promise<pg.Client> {
    if (session !== undefined) return session;
    const client = new pg.Client({ connectionString: node.server!.url, application_name: SESSION });
    client.on("error", () => {
      session = undefined;
    });
    await client.connect();
    session = client;
    return client;
  }

  const scratch: Scratch = {
    get url() {
      return node.server!.url;
    },
    get pid() {
      return node.server!.pid;
    },
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await (await connected()).query<Row>(text, [...values])).rows,
    async set(changed) {
      for (const [name, value] of Object.entries(changed)) {
        await scratch.query(`alter system set ${pg.escapeIdentifier(name)} = ${pg.escapeLiteral(value)}`);
      }
      await scratch.query("select pg_reload_conf()");
      // A session sees new settings at its next statement, once it was told of them.
      for (const [name, value] of Object.entries(changed)) await becomes(scratch, name, value);
    },
    quiet: () => quiet(scratch),
    async crash() {
      await node.fence();
      session = undefined;
    },
    restart: start,
  };
  try {
    await start();
    await prepare(scratch.url);
    await quiet(scratch);
    return await work(scratch);
  } finally {
    await session?.end().catch(() => undefined);
    await node.stop().catch(() => node.fence());
    if (dataDirectory !== undefined) await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 });
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Not called `tenfold…`: a generation of data refuses a database that a shop uses. */
const SESSION = "lab experiment";

async function prepare(url: string): Promise<void> {
  await migrate({ database: url });
  const db = createDatabase({ url, poolSize: 1, applicationName: SESSION, statementTimeoutMs: 0 });
  try {
    await ensurePartitions(db);
    await seedReferenceData(db);
    await db.run({ name: "", text: "create extension if not exists pg_stat_statements" });
  } finally {
    await db.close();
  }
}

async function becomes(scratch: Scratch, name: string, value: string): Promise<void> {
  await until(`${name} does not become ${value}`, async () => {
    // Compared as the server writes it: "8GB" is shown as it was given, "200" with its unit.
    const [row] = await scratch.query<{ is: boolean }>(
      "select setting = $2 or current_setting(name) = $2 as is from pg_settings where name = $1",
      [name, value],
    );
    return row?.is === true;
  });
}

async function quiet(scratch: Scratch): Promise<void> {
  await until("there are still sessions", async () => {
    const others = await scratch.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    return others.length === 0;
  });
}

async function until(message: string, condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + QUIET_DEADLINE_MS;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`Gave up after ${QUIET_DEADLINE_MS / 1_000} s: ${message}.`);
    await delay(QUIET_POLL_MS);
  }
}
