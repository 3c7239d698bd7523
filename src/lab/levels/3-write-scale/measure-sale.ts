import { type Cart, createOrderDesk, type DeskOptions } from "./order-desk.ts";
import type { Scratch } from "./scratch.ts";

/** What a PostgreSQL has counted since its start. */
export type ServerCounters = {
  readonly commits: number;
  /** Flushes of the log to the disk. */
  readonly flushes: number;
  readonly walBytes: number;
  readonly walRecords: number;
  /** Whole pages in the log, after the first change of each since a checkpoint. */
  readonly fullPageImages: number;
};

export type Sale = ServerCounters & {
  readonly orders: number;
  readonly seconds: number;
  readonly statements: number;
};

const readCounters = `select d.xact_commit::float8 as commits, w.wal_sync::float8 as flushes, w.wal_bytes::float8 as "walBytes",
    w.wal_records::float8 as "walRecords", w.wal_fpi::float8 as "fullPageImages"
  from pg_stat_database d, pg_stat_wal w where d.datname = current_database()`;

/** Exact once every other session has ended. */
export async function countersOf(scratch: Scratch): Promise<ServerCounters> {
  await scratch.quiet();
  // What this session itself did is counted later, unless it is told to say so.
  await scratch.query("select pg_stat_force_next_flush()");
  const [row] = await scratch.query<ServerCounters>(readCounters);
  return row!;
}

export type SaleOptions = Pick<DeskOptions, "queues" | "buyers"> & {
  readonly carts: readonly Cart[];
  readonly signal: AbortSignal;
};

/** Sells the carts, as fast as the buyers can, and answers what the server counted meanwhile. */
export async function measureSale(scratch: Scratch, options: SaleOptions): Promise<Sale> {
  const { carts, buyers, queues, signal } = options;
  const before = await countersOf(scratch);
  const desk = createOrderDesk({ url: scratch.url, buyers, queues });
  let statements: number;
  let seconds: number;
  try {
    const startedMs = performance.now();
    let next = 0;
    const buyer = async () => {
      for (let index = next++; index < carts.length; index = next++) {
        signal.throwIfAborted();
        await desk.buy(carts[index]!);
      }
    };
    await Promise.all(Array.from({ length: buyers }, buyer));
    seconds = (performance.now() - startedMs) / 1_000;
    statements = desk.db.counters.statements;
  } finally {
    await desk.close();
  }
  return { ...minus(await countersOf(scratch), before), orders: carts.length, seconds, statements };
}

function minus(after: ServerCounters, before: ServerCounters): ServerCounters {
  return {
    commits: after.commits - before.commits,
    flushes: after.flushes - before.flushes,
    walBytes: after.walBytes - before.walBytes,
    walRecords: after.walRecords - before.walRecords,
    fullPageImages: after.fullPageImages - before.fullPageImages,
  };
}

/** Several sales of one kind as one. */
export function together(sales: readonly Sale[]): Sale {
  return sales.reduce((sum, sale) => ({
    commits: sum.commits + sale.commits,
    flushes: sum.flushes + sale.flushes,
    walBytes: sum.walBytes + sale.walBytes,
    walRecords: sum.walRecords + sale.walRecords,
    fullPageImages: sum.fullPageImages + sale.fullPageImages,
    orders: sum.orders + sale.orders,
    seconds: sum.seconds + sale.seconds,
    statements: sum.statements + sale.statements,
  }));
}
