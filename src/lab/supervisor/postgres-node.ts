import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { parseLsn } from "../../platform/database/consistency-token.ts";
import { runningServer } from "../../platform/database/embedded/orphan.ts";
import { type EmbeddedPostgres, followLink, startEmbeddedPostgres } from "../../platform/database/embedded/start.ts";

/** One PostgreSQL of a cluster: a data directory, and the server that runs on it. */
export interface PostgresNode {
  readonly index: number;
  readonly dataDirectory: string;
  /** Null while none runs. */
  readonly server: EmbeddedPostgres | null;
  start(settings: Readonly<Record<string, string>>): Promise<EmbeddedPostgres>;
  /** Ends the server and everything that belongs to it at once, so that nothing is acknowledged any more. */
  fence(): Promise<void>;
  stop(): Promise<void>;
  /** Runs on a new connection, and gives up after the deadline. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], deadlineMs?: number): Promise<Row[]>;
}

export type NodeOptions = {
  readonly index: number;
  readonly dataDirectory: string;
  readonly password: () => string | undefined;
  readonly onProgress: (message: string) => void;
  /** The server that was started last has ended. */
  readonly onExit: (node: PostgresNode, how: string) => void;
};

const QUERY_DEADLINE_MS = 1_000;

export function createPostgresNode({ index, dataDirectory, password, onProgress, onExit }: NodeOptions): PostgresNode {
  let server: EmbeddedPostgres | null = null;

  const node: PostgresNode = {
    index,
    dataDirectory,
    get server() {
      return server;
    },
    async start(settings) {
      const known = password();
      const options = { dataDirectory, settings, onProgress, ...(known === undefined ? {} : { password: known }) };
      const started = await startEmbeddedPostgres(options);
      server = started;
      void started.exited.then(({ code, signal }) => {
        if (server !== started) return;
        server = null;
        onExit(node, signal ?? `exit code ${code}`);
      });
      return started;
    },
    async fence() {
      const running = server;
      const pid = running?.pid ?? runningServer(followLink(dataDirectory));
      server = null;
      if (pid === undefined) return;
      // The postmaster first, so that it starts no more; its children would only notice at their next pause.
      const children = childrenOf(pid);
      for (const each of [pid, ...children]) kill(each);
      await running?.exited;
    },
    async stop() {
      const running = server;
      server = null;
      await running?.stop();
    },
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = [], deadlineMs = QUERY_DEADLINE_MS) {
      if (server === null) throw new Error("the server does not run");
      const client = new pg.Client({
        connectionString: server.url,
        application_name: "tenfold supervisor",
        connectionTimeoutMillis: deadlineMs,
        query_timeout: deadlineMs,
      });
      client.on("error", () => undefined);
      try {
        await client.connect();
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        void client.end().catch(() => undefined);
      }
    },
  };
  return node;
}

/** The last position that this standby has written to its disk. */
export async function receivedLsn(node: PostgresNode): Promise<bigint> {
  const [row] = await node.query<{ lsn: string }>(
    "select greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text as lsn",
  );
  return parseLsn(row!.lsn);
}

export async function isInRecovery(node: PostgresNode): Promise<boolean> {
  return (await node.query<{ standby: boolean }>("select pg_is_in_recovery() as standby"))[0]!.standby;
}

/** Makes a cluster that was a primary start as a standby. */
export async function demote(node: PostgresNode): Promise<void> {
  await writeFile(join(node.dataDirectory, "standby.signal"), "", { mode: 0o644 });
}

/** Other systems than Linux have no such list; there the children end by themselves. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .split(" ")
      .map(Number)
      .filter((child) => child > 0);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
