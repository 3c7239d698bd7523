import type pg from "pg";
import type { Database } from "../database/database.ts";
import { type Pause, realPause } from "./pause.ts";

/** Work that only one process of the shop does at a time; when that process dies, another takes it over. */
export interface Leases {
  /** Before `start`. `work` runs while this process holds the lease and ends soon after the signal is aborted. */
  hold(name: string, work: (signal: AbortSignal) => Promise<void>): void;
  start(): void;
  /** Ends the work in hand, waits for it, and lets the leases go. */
  stop(): Promise<void>;
  readonly held: readonly string[];
}

export type LeaseOptions = {
  readonly db: Pick<Database, "connect">;
  readonly onError: (error: unknown) => void;
  readonly pause?: Pause;
};

/** How often a free lease is looked for, and a held one confirmed: the longest that work rests after its process has died. */
const BEAT_MS = 1_000;
/** The server ends a session that is silent for so long: a frozen process or a cut line gives its leases up. */
const SILENCE_LIMIT_MS = 10_000;
/** Half of it: whoever gets no answer stops the work well before the server gives the lease to another. */
const ANSWER_LIMIT_MS = 5_000;
const RECONNECT_PAUSE_MS = 500;

/**
 * Leases are session-level advisory locks on one connection of its own (which therefore must not go through a pooler in transaction mode).
 * A process that was frozen may go on for a moment after it lost a lease, so the work must also be safe when two do it.
 */
export function createLeases({ db, onError, pause = realPause }: LeaseOptions): Leases {
  const works = new Map<string, (signal: AbortSignal) => Promise<void>>();
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;

  async function keepSession(): Promise<void> {
    while (!stopping.signal.aborted) {
      await session().catch(onError);
      await pause(RECONNECT_PAUSE_MS, stopping.signal);
    }
  }

  async function session(): Promise<void> {
    const client = await db.connect();
    const lost = new AbortController();
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    const end = AbortSignal.any([lost.signal, stopping.signal]);
    try {
      await answered(client.query(`set idle_session_timeout = ${SILENCE_LIMIT_MS}`));
      while (!end.aborted) {
        for (const name of await tryLocks(client)) begin(name, end);
        await pause(BEAT_MS, end);
      }
    } finally {
      lost.abort();
      await Promise.all(running.values());
      // Ending the session frees its locks; one that does not answer is cut off.
      client.end().catch(() => undefined);
    }
  }

  async function tryLocks(client: pg.Client): Promise<string[]> {
    const wanted = [...works.keys()].filter((name) => !running.has(name));
    const result = await answered(
      client.query<{ name: string; locked: boolean }>(
        "select name, pg_try_advisory_lock(hashtextextended(name, 0)) as locked from unnest($1::text[]) as name",
        [wanted],
      ),
    );
    return result.rows.filter((row) => row.locked).map((row) => row.name);
  }

  function begin(name: string, signal: AbortSignal): void {
    const work = works.get(name)!;
    // Work that ends by itself is begun again with the next beat, for the lock is still ours.
    const done = work(signal)
      .catch(onError)
      .finally(() => running.delete(name));
    running.set(name, done);
  }

  return {
    hold(name, work) {
      if (works.has(name)) throw new Error(`the lease ${name} is taken twice`);
      works.set(name, work);
    },
    start() {
      loop ??= keepSession();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
    get held() {
      return [...running.keys()];
    },
  };
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database does not answer the keeper of the leases")), ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
