import pg from "pg";
import { isTransient } from "./errors.ts";
import { IDLE_IN_TRANSACTION_TIMEOUT_MS, STATEMENT_TIMEOUT_MS, startupOptions } from "./session-settings.ts";

// Sums and counts stay far below 2^53, so bigint columns are read as numbers; int8 arrays likewise.
const INT8_ARRAY = 1016;
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(INT8_ARRAY as never, (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(Number)));

/** A named SQL statement; the name is its identity in the server's prepared statements and in the metrics. */
export type Statement<Row> = { readonly name: string; readonly text: string; readonly row?: Row };

/** `sql<Row>("part.what", "select …")`: the row type is the caller's promise about the columns. */
export function sql<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** What can run statements that only read. Anything that can run statements at all will do. */
export interface ReadOnly {
  run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** True: the answers may come from a replica, and be older than what was committed last. */
  readonly mayBeBehind?: boolean;
}

/** Reads that may come from a replica. Nothing that writes, or decides what to write, takes these: they are no `Queryable`. */
export interface ReplicaReads extends ReadOnly {
  readonly mayBeBehind: true;
}

/** What can run statements on the primary: the pool, or one transaction of it. */
export interface Queryable extends ReadOnly {
  readonly mayBeBehind?: false;
}

export interface Database extends Queryable {
  /** Runs `work` in one transaction (READ COMMITTED); it commits when the promise is fulfilled, else rolls back. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** A connection of its own, for advisory locks and LISTEN; the caller ends it. */
  connect(): Promise<pg.Client>;
  readonly url: string;
  /** Counters since the start, for metrics and for tests of the statement budgets. */
  readonly counters: { statements: number; errors: number };
  pool(): { total: number; idle: number; waiting: number; max: number };
  close(): Promise<void>;
}

export type DatabaseOptions = {
  readonly url: string;
  /** To the server itself, when `url` leads through a pooler; for `connect()`. */
  readonly directUrl?: string;
  /** A pooler in transaction mode is on the way: it gives the sessions their settings and their limits. */
  readonly pooled?: boolean;
  /** False where named statements are forgotten on the way. */
  readonly preparedStatements?: boolean;
  /** Connections at the most. Measured on two cores: 8 serve 4.3k orders a second one by one where 32 serve 2.3k. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** No statement runs longer than this. */
  readonly statementTimeoutMs?: number;
  readonly onIdleError?: (error: Error) => void;
  /** Told how long each statement took, with the wait for its connection, and its name. */
  readonly onStatement?: ((durationMs: number, name: string) => void) | undefined;
};

const DEFAULT_POOL_SIZE = 10;
const CONNECTION_TIMEOUT_MS = 5_000;
/** How long idempotent work is tried again while the server is away; a killed PostgreSQL is back within 1 s here. */
export const RETRY_DEADLINE_MS = 8_000;
const RETRY_FIRST_DELAY_MS = 20;
const RETRY_LONGEST_DELAY_MS = 400;

export function createDatabase(options: DatabaseOptions): Database {
  const config: pg.PoolConfig = {
    connectionString: options.url,
    application_name: options.applicationName ?? "tenfold",
    max: options.poolSize ?? DEFAULT_POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
  };
  const session = { options: startupOptions };
  const limits = {
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  };
  const named = options.preparedStatements ?? true;
  const pool = new pg.Pool(options.pooled ? config : { ...config, ...session, ...limits });
  const query = ({ name, text }: Statement<unknown>, values: readonly unknown[]): pg.QueryConfig => ({
    ...(named ? { name } : {}),
    text,
    values: values as unknown[],
  });
  // A connection that breaks while idle is dropped by the pool; the next query opens another.
  // pg hangs the whole client on the error, ten kilobytes that no log wants.
  pool.on("error", (error: Error & { client?: unknown }) => {
    delete error.client;
    options.onIdleError?.(error);
  });
  // The pool takes its own listener off before its promise of a connection is kept. A server that ends in that instant, as a killed one
  // does while callers wait, would end this process too.
  pool.on("connect", (client) => client.on("error", ignore));
  const counters = { statements: 0, errors: 0 };

  async function counted<T>(name: string, run: () => Promise<T>): Promise<T> {
    counters.statements += 1;
    const start = performance.now();
    try {
      return await run();
    } catch (error) {
      counters.errors += 1;
      throw error;
    } finally {
      options.onStatement?.(performance.now() - start, name);
    }
  }

  async function transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    // A connection that breaks between two statements says so by an event; without a listener it would end the process.
    const noteBroken = (error: Error) => {
      broken = error;
    };
    client.on("error", noteBroken);
    const tx: Queryable = {
      run: async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) =>
        (await counted(statement.name, () => client.query(query(statement, values)))).rows as Row[],
    };
    try {
      await counted("begin", () => client.query("begin"));
      const result = await work(tx);
      await counted("commit", () => client.query("commit"));
      return result;
    } catch (error) {
      await client.query("rollback").catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.off("error", noteBroken);
      client.release(broken);
    }
  }

  return {
    url: options.url,
    counters,
    transaction,
    run: async <Row>(statement: Statement<Row>, values: readonly unknown[] = []) =>
      (await counted(statement.name, () => pool.query(query(statement, values)))).rows as Row[],
    async connect() {
      const client = new pg.Client({
        ...config,
        ...session,
        connectionString: options.directUrl ?? options.url,
      } as pg.ClientConfig);
      client.on("error", ignore);
      await client.connect();
      return client;
    },
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: pool.options.max }),
    close: () => pool.end(),
  };
}

/** The next query on a broken connection fails and says why. */
function ignore(): void {}

/**
 * Tries idempotent work again while the server is away or chose it as a deadlock's victim, until the deadline.
 * The last error is thrown as it is.
 */
export async function retryTransient<T>(work: () => Promise<T>, deadlineMs: number = RETRY_DEADLINE_MS): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (let delayMs = RETRY_FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, RETRY_LONGEST_DELAY_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || performance.now() + delayMs > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}
