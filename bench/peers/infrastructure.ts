import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { freePorts } from "../../src/lab/supervisor/free-ports.ts";
import { startEmbeddedPostgres } from "../../src/platform/database/embedded/start.ts";
import { type Started, start } from "./processes.ts";
import { folder } from "./settings.ts";

/** One PostgreSQL for all, with the settings that Tenfold gives its own. */
export interface Server {
  readonly pid: number;
  readonly settings: Readonly<Record<string, string>>;
  urlOf(database: string): string;
  /** An empty database in the place of one that may be there. */
  fresh(database: string): Promise<void>;
  /** A copy of `template` in the place of one that may be there. */
  copy(template: string, database: string): Promise<void>;
  /** Marks a filled database as whole for `fingerprint`, and says whether one is. */
  markFilled(database: string, fingerprint: string): Promise<void>;
  isFilled(database: string, fingerprint: string): Promise<boolean>;
  query<Row>(database: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

const SHOWN_SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "shared_buffers",
  "max_connections",
  "jit",
];

export async function startServer(): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, "postgres") });
  const urlOf = (database: string) => {
    const url = new URL(postgres.tcpUrl);
    url.pathname = `/${database}`;
    return url.href;
  };
  async function query<Row>(database: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(urlOf(database));
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }
  const admin = (text: string) => query("postgres", text);
  const name = (database: string) => pg.escapeIdentifier(database);
  const rows = await query<{ name: string; setting: string }>(
    "postgres",
    "select name, setting from pg_settings where name = any($1)",
    [SHOWN_SETTINGS],
  );
  const markOf = (database: string) => join(folder, `${database}.filled`);
  return {
    pid: postgres.pid,
    settings: Object.fromEntries(rows.map((row) => [row.name, row.setting])),
    urlOf,
    query,
    stop: () => postgres.stop(),
    async fresh(database) {
      rmSync(markOf(database), { force: true });
      await admin(`drop database if exists ${name(database)} with (force)`);
      await admin(`create database ${name(database)}`);
    },
    async copy(template, database) {
      await admin(`drop database if exists ${name(database)} with (force)`);
      await admin(`create database ${name(database)} template ${name(template)}`);
    },
    async markFilled(database, fingerprint) {
      await query(database, "vacuum analyze");
      writeFileSync(markOf(database), fingerprint);
    },
    async isFilled(database, fingerprint) {
      if (!existsSync(markOf(database)) || readFileSync(markOf(database), "utf8") !== fingerprint) return false;
      return (await query("postgres", "select from pg_database where datname = $1", [database])).length === 1;
    },
  };
}

/** A Redis of its own for each peer, in memory: what it holds may be lost, as their guides have it. */
export async function startRedis(name: string): Promise<Started & { readonly url: string }> {
  const [port] = await freePorts(1);
  const args = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
  ];
  const program = { name: `${name}-redis`, command: "redis-server", args, cwd: folder };
  const started = await start(program, () => listens(port!)).catch((error: Error) => {
    if (!/ENOENT/.test(error.message)) throw error;
    throw new Error(
      "redis-server is not installed, and both peers' production set-ups need it: `apt-get install redis-server`, or `brew install redis`.",
    );
  });
  return { ...started, url: `redis://127.0.0.1:${port}` };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });
}
