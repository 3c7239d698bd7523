import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../src/platform/database/embedded/start.ts";
import { migrate } from "../../src/platform/database/migrations.ts";
import { makeTemporaryServerDirectory } from "./directories.ts";

/** The URL of the server that `npm test` shares between all test files. */
export const SHARED_SERVER_VARIABLE = "TENFOLD_TEST_POSTGRES";
const TEMPLATE_LOCK_ID = 7_310_442_017;
const POOL_SIZE = 4;
const migrationsDirectory = resolve(import.meta.dirname, "../../migrations");

/** A test's data need not survive a power cut, and so nothing waits for the disk. */
export const testServerSettings: Readonly<Record<string, string>> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  // The data may lie in memory, where old log is wasted.
  max_wal_size: "256MB",
};

export type TestDatabase = {
  readonly url: string;
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
};

export type TestDatabaseOptions = {
  /** With the project's schema (the default), or with nothing in it. */
  readonly schema?: "migrated" | "empty";
  /** Settings of the server that this process starts for itself; a shared server has its own. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A database of the caller's own, copied from the migrated template. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const serverUrl = process.env[SHARED_SERVER_VARIABLE] ?? (await ownServer(options.settings));
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const template = options.schema === "empty" ? "template0" : await ensureTemplate(serverUrl);
  await onServer(serverUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = withDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  // A test may kill the server; the query that meets this reports it.
  pool.on("error", () => undefined);
  return {
    url,
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows;
    },
    async close() {
      await pool.end();
      await onServer(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** The URL of another database on the same server. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(serverUrl);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

let template: Promise<string> | undefined;

/** Makes the template once per server and set of migrations: one process does, the others wait. */
function ensureTemplate(serverUrl: string): Promise<string> {
  template ??= onServer(serverUrl, async (client) => {
    const name = `template_${await migrationsFingerprint()}`;
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK_ID]);
    const found = await client.query("select from pg_database where datname = $1", [name]);
    if (found.rowCount === 1) return name;
    // It gets its name when it is complete, so that an interrupted one is not mistaken for it.
    await client.query(`drop database if exists ${name}_draft with (force)`);
    await client.query(`create database ${name}_draft template template0`);
    await migrate({ database: withDatabase(serverUrl, `${name}_draft`), directory: migrationsDirectory });
    await client.query(`alter database ${name}_draft rename to ${name}`);
    return name;
  });
  return template;
}

async function migrationsFingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await readdir(migrationsDirectory)).sort()) {
    hash.update(file).update(await readFile(join(migrationsDirectory, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

let server: Promise<string> | undefined;

/** A server for this process alone, when a test file is run without the runner. It stops when nothing is left to do. */
function ownServer(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  server ??= (async () => {
    const directory = await makeTemporaryServerDirectory();
    const postgres = await startEmbeddedPostgres({
      dataDirectory: join(directory.path, "postgres"),
      settings: { ...testServerSettings, ...settings },
    });
    postgres.unref();
    process.once("beforeExit", async () => {
      await postgres.stop();
      await directory.remove();
    });
    return postgres.url;
  })();
  return server;
}
