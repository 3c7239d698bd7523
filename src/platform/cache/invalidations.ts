import type pg from "pg";
import { parseLsn, type WalPosition } from "../database/consistency-token.ts";
import { createSeenMoments } from "./seen-moments.ts";

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
  /** Of the reference data, as that look saw it; 0: never. */
  readonly referenceVersion: number;
  /** Where the primary was just after that look: a server that has come so far shows all that was told. Null where nobody needs it. */
  readonly position: WalPosition | null;
  /** When a look was begun that surely saw all that lies before this place, as early as is known; undefined: none, or nobody knows. */
  momentOf(seen: WalPosition): number | undefined;
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
  /** Whether sessions say what they have seen: then each look says where in its history the database is. */
  readonly withPositions?: boolean;
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
const lookText = (
  position: string,
) => `select pg_current_snapshot()::text as snapshot, v.version as reference, c.product_ids, c.listing, ${position} as position
    from reference_version v
    left join lateral (
      select product_ids, listing from changed_products
      where transaction_id >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
      limit ${MAX_ROWS}
    ) c on true`;
const LOOK = { name: "cache.look", text: lookText("null::text[]") };
/** What a statement calls is called after its snapshot was taken, so the place is not before what the snapshot shows. */
const LOOK_WITH_POSITION = {
  name: "cache.look-with-position",
  text: lookText(`(select array[substr(pg_walfile_name(at.lsn), 1, 8), at.lsn::text]
      from (select case when current_setting('synchronous_commit') = 'off' then pg_current_wal_insert_lsn() else pg_current_wal_lsn() end) as at (lsn))`),
};
/** Whether one of these transactions has committed, and waits to hear that a replica has it before anybody may see it. */
const AWAITED = {
  name: "cache.awaited-commits",
  text: `select exists (select from pg_stat_activity
    where backend_xid::text = any($1::text[]) and state = 'active' and wait_event = 'SyncRep') as awaited`,
};
type LookRow = {
  readonly snapshot: string;
  readonly reference: number;
  readonly product_ids: readonly number[] | null;
  readonly listing: boolean | null;
  /** The timeline in hexadecimal digits, and the place. */
  readonly position: readonly [string, string] | null;
};
type Seen = { readonly snapshot: string; readonly reference: number; readonly atMs: number };

/** Looks lazily: a process that remembers nothing asks nothing. */
export function createInvalidations(options: InvalidationOptions): Invalidations {
  const { connect, onError = () => undefined, now = () => performance.now(), intervalMs = CHECK_INTERVAL_MS } = options;
  const statement = options.withPositions ? LOOK_WITH_POSITION : LOOK;
  const moments = createSeenMoments();
  const listeners: ((changes: Changes) => void)[] = [];
  let client: pg.Client | undefined;
  let seen: Seen | undefined;
  let referenceVersion = 0;
  let position: WalPosition | null = null;
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
      const { rows } = await withTimeout(client.query<LookRow>({ ...statement, values: [seen?.snapshot ?? null] }));
      const [{ snapshot, reference, position: place }] = rows as [LookRow, ...LookRow[]];
      tell(rows, startedMs);
      seen = { snapshot, reference, atMs: startedMs };
      referenceVersion = reference;
      checkedAtMs = startedMs;
      if (place !== null) await noteAt(place, snapshot, startedMs);
      return true;
    } catch (error) {
      // What happens until there is another connection, perhaps to another server, is unknown.
      seen = undefined;
      moments.reset();
      drop();
      if (!closed) onError(error);
      return false;
    }
  }

  async function noteAt([timeline, lsn]: readonly [string, string], snapshot: string, startedMs: number): Promise<void> {
    position = { timeline: Number.parseInt(timeline, 16), lsn: parseLsn(lsn) };
    const late = moments.note({ position, snapshot, startedMs });
    if (late.length === 0) return;
    const { rows } = await withTimeout(client!.query<{ awaited: boolean }>({ ...AWAITED, values: [late.map(shortId)] }));
    if (!rows[0]!.awaited) moments.settled(startedMs);
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
    get referenceVersion() {
      return referenceVersion;
    },
    get position() {
      return position;
    },
    momentOf: moments.momentOf,
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

/** As pg_stat_activity shows it: the count of the rounds through four thousand million is left out. */
function shortId(transaction: string): string {
  return String(BigInt.asUintN(32, BigInt(transaction)));
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
