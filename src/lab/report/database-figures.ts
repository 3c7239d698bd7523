import pg from "pg";
import type { GaugeBoard } from "./gauges.ts";

/** Looks at a PostgreSQL through its statistics, on one connection of its own. */
export interface DatabaseFigures {
  /** Does nothing while the database is away. */
  note(board: GaugeBoard, atSecond: number): Promise<void>;
  /** Settings that decide about durability and memory, with the server's version. */
  settings(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

const FIGURES = `select
    (select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend')::float8 as active,
    (select count(*) from pg_stat_activity where wait_event_type = 'Lock')::float8 as locks,
    d.xact_commit::float8 as commits, d.blks_hit::float8 as hit, d.blks_read::float8 as read,
    (pg_current_wal_insert_lsn() - '0/0')::float8 as wal
  from pg_stat_database d where d.datname = current_database()`;

const SHOWN_SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_level",
  "synchronous_standby_names",
  "shared_buffers",
  "effective_cache_size",
  "work_mem",
  "max_connections",
  "max_wal_size",
  "checkpoint_timeout",
  "wal_compression",
  "commit_delay",
];
/** A statement that reads statistics has no business to take longer, and a sample that is late is of no use. */
const STATEMENT_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;

type Figures = {
  readonly active: number;
  readonly locks: number;
  readonly commits: number;
  readonly hit: number;
  readonly read: number;
  readonly wal: number;
};

export function createDatabaseFigures(url: string): DatabaseFigures {
  let client: pg.Client | null = null;
  let before: Figures | null = null;

  async function connected(): Promise<pg.Client> {
    if (client !== null) return client;
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "tenfold load",
      statement_timeout: STATEMENT_TIMEOUT_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    fresh.on("error", forget);
    await fresh.connect();
    client = fresh;
    return fresh;
  }

  function forget(): void {
    client?.end().catch(() => undefined);
    client = null;
    before = null;
  }

  return {
    async note(board, atSecond) {
      try {
        const { rows } = await (await connected()).query<Figures>(FIGURES);
        const now = rows[0]!;
        const of = "database";
        board.note(atSecond, { id: "database-active", of, value: now.active });
        board.note(atSecond, { id: "database-lock-waits", of, value: now.locks });
        board.noteCounter(atSecond, { id: "database-commits", of, value: now.commits });
        board.noteCounter(atSecond, { id: "wal-bytes", of, value: now.wal });
        const looked = before === null ? 0 : now.hit + now.read - before.hit - before.read;
        if (looked > 0) board.note(atSecond, { id: "database-hit", of, value: (now.hit - before!.hit) / looked });
        before = now;
      } catch {
        forget();
      }
    },
    async settings() {
      const { rows } = await (await connected()).query<{ name: string; value: string }>(
        "select name, current_setting(name) as value from unnest($1::text[]) with ordinality as n (name, at) order by at",
        [SHOWN_SETTINGS],
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    },
    async close() {
      await client?.end().catch(() => undefined);
      client = null;
    },
  };
}
