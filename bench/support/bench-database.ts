import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../src/platform/database/embedded/start.ts";
import { migrate } from "../../src/platform/database/migrations.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";

export type BenchDatabase = { readonly url: string; readonly settings: Readonly<Record<string, string>>; readonly pid: number };

const SHOWN_SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_level",
  "shared_buffers",
  "max_wal_size",
];

/** A new PostgreSQL on the project's own disk (not in memory), with the durable settings that the shop runs with. */
export async function withBenchDatabase(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(projectRoot, ".tenfold-bench-"));
  const postgres = await startEmbeddedPostgres({ dataDirectory: join(directory, "postgres") });
  try {
    await migrate({ database: postgres.url });
    const client = new pg.Client(postgres.url);
    await client.connect();
    const { rows } = await client.query("select name, setting from pg_settings where name = any($1)", [SHOWN_SETTINGS]);
    await client.end();
    const settings = Object.fromEntries(rows.map((row) => [row.name, row.setting]));
    process.stdout.write(`settings: ${JSON.stringify(settings)}\n`);
    await work({ url: postgres.url, settings, pid: postgres.pid });
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
