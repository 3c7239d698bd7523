import type { Socket } from "node:net";
import type pg from "pg";
import type { Database, Queryable, Statement } from "./database.ts";
import { LAG_INTERVAL_MS } from "./replica-lag.ts";
import { type ServerPosition, serverPosition } from "./wal-position.ts";

export type Measurement = ServerPosition & { readonly atMs: number };

export type MonitorOptions = {
  readonly db: Pick<Database, "connect">;
  /** Told of every answer. */
  readonly onMeasured: (measurement: Measurement) => void;
  /** The connection broke, or gave no answer in time: what was known of the server no longer holds. */
  readonly onLost: (error: unknown) => void;
  readonly now?: () => number;
};

export interface ServerMonitor {
  /** Fulfilled when the server was asked for the first time, whatever came of it. */
  readonly first: Promise<void>;
  /** Connects anew: the address may lead elsewhere by now. */
  reconnect(): void;
  stop(): Promise<void>;
}

/** A server that does not say in this time where it is, is not one to read from. */
const ANSWER_DEADLINE_MS = 1_000;

/**
 * Asks a server every 100 ms where it is, on a connection of its own: neither a busy pool nor a pooler stands between, and a server that
 * dies breaks the connection, which is noticed at once. A server that came back with less than it had is so never taken for the one before.
 */
export function watchServer(options: MonitorOptions): ServerMonitor {
  const { now = () => performance.now() } = options;
  let connection: Promise<pg.Client> | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let round = measure();

  async function open(): Promise<pg.Client> {
    const client = await options.db.connect();
    client.once("end", () => {
      if (connection !== opening) return;
      connection = undefined;
      if (!stopping) options.onLost(new Error("The connection that measures the lag has ended."));
    });
    return client;
  }
  let opening: Promise<pg.Client> | undefined;

  function connected(): Promise<pg.Client> {
    if (connection === undefined) {
      opening = open();
      connection = opening;
    }
    return connection;
  }

  async function measure(): Promise<void> {
    const startedAtMs = now();
    try {
      const position = await within(
        ANSWER_DEADLINE_MS,
        connected().then((open) => serverPosition(queryable(open))),
      );
      if (!stopping) options.onMeasured({ ...position, atMs: startedAtMs });
    } catch (error) {
      discard();
      if (!stopping) options.onLost(error);
    }
    if (!stopping) timer = setTimeout(() => (round = measure()), Math.max(0, startedAtMs + LAG_INTERVAL_MS - now()));
  }

  /** A connection that hangs is not waited for: its socket is closed. */
  function discard(): void {
    connection?.then(closeSocket, () => undefined);
    connection = undefined;
  }

  return {
    first: round,
    reconnect: discard,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      discard();
      await round;
    },
  };
}

function closeSocket(client: pg.Client): void {
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

function queryable(client: pg.Client): Queryable {
  return {
    run: async <Row>(statement: Statement<Row>) => (await client.query({ text: statement.text })).rows as Row[],
  };
}

export async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded(deadlineMs)), deadlineMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server has not answered in time; whether it will is not known. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
  constructor(deadlineMs: number) {
    super(`The database gave no answer within ${deadlineMs} ms.`);
  }
}
