import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

export type Callers = {
  readonly perSecond: number;
  /** Mean, with the wait for a connection. */
  readonly callerMs: number;
  /** The most that `whileRunning` answered. */
  readonly seen: number;
};

const LOOKS = 3;

/** So many callers, each with one statement at a time and the next at once, on so many connections. */
export async function runCallers(options: {
  readonly url: string;
  readonly callers: number;
  readonly connections: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly statement: (turn: number) => { readonly text: string; readonly values: unknown[] };
  readonly whileRunning: () => Promise<number>;
}): Promise<Callers> {
  const { callers, connections, seconds, signal, statement, whileRunning } = options;
  const pool = new pg.Pool({ connectionString: options.url, max: connections, application_name: "lab callers" });
  pool.on("error", () => undefined);
  let done = 0;
  let waitedMs = 0;
  let seen = 0;
  try {
    // Connections are made beforehand: making them is not what is measured.
    const warm = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
    for (const client of warm) client.release();
    const startedMs = performance.now();
    const endsMs = startedMs + seconds * 1_000;
    const caller = async () => {
      while (performance.now() < endsMs && !signal.aborted) {
        const beganMs = performance.now();
        await pool.query(statement(done));
        waitedMs += performance.now() - beganMs;
        done += 1;
      }
    };
    const looking = async () => {
      for (let look = 0; look < LOOKS; look += 1) {
        await delay((seconds * 1_000) / (LOOKS + 1), undefined, { signal });
        seen = Math.max(seen, await whileRunning());
      }
    };
    await Promise.all([...Array.from({ length: callers }, caller), looking()]);
    const tookSeconds = (performance.now() - startedMs) / 1_000;
    return { perSecond: done / tookSeconds, callerMs: waitedMs / Math.max(1, done), seen };
  } finally {
    await pool.end();
  }
}
