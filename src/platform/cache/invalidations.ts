import type pg from "pg";

/** What was committed between two looks. `everything`: nobody knows what, so nothing that was remembered may be used. */
export type Changes = {
  readonly everything: boolean;
  readonly productIds: ReadonlySet<number>;
  /** What lists show, or in which order, may have changed beyond these products. */
  readonly listing: boolean;
  /** On the process's clock: until then nothing of it had happened. */
  readonly notBeforeMs: number;
};

/** Tells what other processes have changed, by looking; and, what a message could not tell, until when nothing has changed. */
export interface Invalidations {
  /** When the last look that succeeded was begun, in ms of `now`: all that was committed before has been told. Minus infinity: never. */
  readonly checkedAtMs: number;
  /** Keeps the looks frequent; the first call starts them. Costs an assignment. */
  use(): void;
  /** Fulfilled when a look that was begun after this call has ended, also when it failed: `checkedAtMs` says. */
  check(): Promise<void>;
  /** Called after each look that found something, before `checkedAtMs` moves on. */
  onChanges(listener: (changes: Changes) => void): void;
  close(): Promise<void>;
}

export type InvalidationOptions = {
  /** A connection of its own: looks must not wait behind a busy pool. */
  readonly connect: () => Promise<pg.Client>;
  readonly onError?: (error: unknown) => void;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
  readonly intervalMs?: number;
};

/** Forty looks a second cost the database 0.2 % of a core, and a change is known within this and one round trip. */
export const CHECK_INTERVAL_MS = 25;
/** While nobody reads. The first reader after that asks anew, see `createByteCache`. */
const IDLE_INTERVAL_MS = 1_000;
const IDLE_AFTER_MS = 1_000;
const ERROR_PAUSE_MS = 100;
/** A look reads one small index range; who has not answered by then is cut off or gone. */
const CHECK_TIMEOUT_MS = 2_000;
/** Rows are kept for longer than this, see `createChangeSweeper`. */
export const LONGEST_GAP_MS = 30_000;
/** As many transactions between two looks mean that reading them one by one is dearer than forgetting everything. */
const MAX_ROWS = 5_000;

/**
 * A snapshot names every transaction whose effects it sees. What the present one sees and the last one did not is exactly what was
 * committed in between; times and sequences cannot tell that, because a transaction that began earlier may commit later.
 */
const LOOK = {
  name: "cache.look",
  text: `select pg_current_snapshot()::text as snapshot, v.version as reference, c.product_ids, c.listing
    from reference_version v
    left join lateral (
      select product_ids, listing from changed_products
      where transaction_id >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
      limit ${MAX_ROWS}
    ) c on true`,
};
type LookRow = {
  readonly snapshot: string;
  readonly reference: number;
  readonly product_ids: readonly number[] | null;
  readonly listing: boolean | null;
};
type Seen = { readonly snapshot: string; readonly reference: number; readonly atMs: number };

/** Looks lazily: a process that remembers nothing asks nothing. */
export function createInvalidations(options: InvalidationOptions): Invalidations {
  const { connect, onError = () => undefined, now = () => performance.now(), intervalMs = CHECK_INTERVAL_MS } = options;
  const listeners: ((changes: Changes) => void)[] = [];
  let client: pg.Client | undefined;
  let seen: Seen | undefined;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let usedAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<boolean> | undefined;
  let following: Promise<void> | undefined;
  let closed = false;

  async function look(): Promise<boolean> {
    const startedMs = now();
    try {
      client ??= await connect();
      const { rows } = await withTimeout(client.query<LookRow>({ ...LOOK, values: [seen?.snapshot ?? null] }));
      const [{ snapshot, reference }] = rows as [LookRow, ...LookRow[]];
      tell(rows, startedMs);
      seen = { snapshot, reference, atMs: startedMs };
      checkedAtMs = startedMs;
      return true;
    } catch (error) {
      // What happens until there is another connection, perhaps to another server, is unknown.
      seen = undefined;
      drop();
      if (!closed) onError(error);
      return false;
    }
  }

  function tell(rows: readonly LookRow[], startedMs: number): void {
    const everything =
      seen === undefined ||
      rows[0]!.reference !== seen.reference ||
      rows.length >= MAX_ROWS ||
      startedMs - seen.atMs > LONGEST_GAP_MS;
    const productIds = new Set<number>();
    let listing = false;
    for (const row of rows) {
      for (const id of row.product_ids ?? []) productIds.add(id);
      listing ||= row.listing === true;
    }
    if (!everything && productIds.size === 0 && !listing) return;
    for (const listener of listeners) listener({ everything, productIds, listing, notBeforeMs: checkedAtMs });
  }

  function drop(): void {
    const dropped = client;
    client = undefined;
    if (dropped === undefined) return;
    // A server that does not answer would not take the farewell either.
    dropped.end().catch(() => undefined);
    (dropped as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  function next(pauseMs: number): void {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => void run(), pauseMs);
    timer.unref();
  }

  function run(): Promise<boolean> {
    running ??= look().then((succeeded) => {
      running = undefined;
      const pauseMs = now() - usedAtMs > IDLE_AFTER_MS ? IDLE_INTERVAL_MS : intervalMs;
      next(succeeded ? pauseMs : Math.max(pauseMs, ERROR_PAUSE_MS));
      return succeeded;
    });
    return running;
  }

  return {
    get checkedAtMs() {
      return checkedAtMs;
    },
    use() {
      usedAtMs = now();
      if (timer === undefined && running === undefined && !closed) void run();
    },
    check() {
      if (closed) return Promise.resolve();
      if (running === undefined) return run().then(() => undefined);
      // The look that is under way may have begun before what the caller wants to see.
      following ??= running.then(() => {
        following = undefined;
        return run().then(() => undefined);
      });
      return following;
    },
    onChanges: (listener) => void listeners.push(listener),
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
      await client?.end().catch(() => undefined);
    },
  };
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The database did not tell what has changed within ${CHECK_TIMEOUT_MS} ms.`)),
      CHECK_TIMEOUT_MS,
    );
    timer.unref();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
