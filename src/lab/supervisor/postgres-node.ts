import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { runningServer } from "../../platform/database/embedded/orphan.ts";
import { becomesTrue, signalProcess } from "../../platform/database/embedded/processes.ts";
import { type EmbeddedPostgres, followLink, startEmbeddedPostgres } from "../../platform/database/embedded/start.ts";
import { readFrom } from "./readiness.ts";

/** One PostgreSQL of a cluster: a data directory, and the server that runs on it. */
export interface PostgresNode {
  readonly index: number;
  readonly dataDirectory: string;
  /** Null while none runs. */
  readonly server: EmbeddedPostgres | null;
  start(settings: Readonly<Record<string, string>>): Promise<EmbeddedPostgres>;
  /**
   * Ends the server and everything that belongs to it at once, so that nothing is acknowledged any more; also one that is still being
   * started. Its files belong to nobody afterwards.
   */
  fence(): Promise<void>;
  /** The same, and fulfilled when they are gone: one that waits for a slow disk ends only when that has answered. */
  clear(): Promise<void>;
  stop(): Promise<void>;
  /** Runs on a new connection, and gives up after the deadline. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], deadlineMs?: number): Promise<Row[]>;
  /** From here on its log is of interest. */
  markLog(): void;
  logSinceMark(): string;
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
/** Between two looks whether a server that was killed while it started has ended. */
const FENCE_POLL_MS = 50;
const CLEAR_DEADLINE_MS = 60_000;

export function createPostgresNode({ index, dataDirectory, password, onProgress, onExit }: NodeOptions): PostgresNode {
  let server: EmbeddedPostgres | null = null;
  /** Fulfilled when the start under way has ended, well or not. */
  let starting: Promise<unknown> | null = null;
  let logMark = 0;
  const logFile = `${dataDirectory}.log`;
  const logSize = () => statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;

  const node: PostgresNode = {
    index,
    dataDirectory,
    get server() {
      return server;
    },
    async start(settings) {
      const known = password();
      const options = { dataDirectory, settings, onProgress, ...(known === undefined ? {} : { password: known }) };
      const start = startEmbeddedPostgres(options);
      const over = start.catch(() => undefined);
      starting = over;
      const started = await start.finally(() => {
        if (starting === over) starting = null;
      });
      server = started;
      void started.exited.then(({ code, signal }) => {
        if (server !== started) return;
        server = null;
        onExit(node, signal ?? `exit code ${code}`);
      });
      return started;
    },
    async fence() {
      // It may be a child of the system's for a moment yet, or become ready between two looks.
      for (let isStarting = starting !== null; ; isStarting = starting !== null) {
        const running = server;
        server = null;
        const files = followLink(dataDirectory);
        killAll(running?.pid ?? runningServer(files), files);
        await running?.exited;
        if (!isStarting) return;
        await Promise.race([starting, delay(FENCE_POLL_MS)]);
      }
    },
    async clear() {
      await node.fence();
      const files = followLink(dataDirectory);
      const isEmpty = () => killAll(undefined, files).length === 0;
      if (!(await becomesTrue(isEmpty, CLEAR_DEADLINE_MS))) throw new Error("processes of the server that was there do not end");
    },
    async stop() {
      if (starting !== null) return node.fence();
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
    markLog() {
      logMark = logSize();
    },
    logSinceMark() {
      const size = logSize();
      // A new log begins when the old one was set aside.
      return size === 0 ? "" : readFrom(logFile, logMark > size ? 0 : logMark);
    },
  };
  return node;
}

/**
 * The postmaster first, so that it starts no more. Then all whose working directory is that of the data: those of a postmaster that was killed
 * have no parent any more by which they could be found, and may acknowledge a last commit, or hold on to its memory, before they notice.
 */
function killAll(postmaster: number | undefined, dataDirectory: string): number[] {
  const pids = [...new Set([...(postmaster === undefined ? [] : [postmaster]), ...processesIn(dataDirectory)])];
  for (const pid of pids) signalProcess(pid, "SIGKILL");
  return pids;
}

/** Other systems than Linux have no such list; there they end by themselves. */
function processesIn(directory: string): number[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return pids.filter((pid) => {
    try {
      // Somebody may look at the files in a shell.
      return readlinkSync(`/proc/${pid}/cwd`) === directory && readFileSync(`/proc/${pid}/comm`, "utf8") === "postgres\n";
    } catch {
      return false;
    }
  });
}
