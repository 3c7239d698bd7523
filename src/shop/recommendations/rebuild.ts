import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Jobs } from "../../platform/jobs/jobs.ts";
import { standingBaskets } from "../orders/order-baskets.ts";
import { createBasketCollector, MAX_BASKET_LINES } from "./baskets.ts";
import { dropStaleCompanions, storeCompanions, WRITE_BATCH } from "./companion-store.ts";
import { type Companions, companionsOf, REST } from "./companions.ts";

declare module "../../platform/jobs/jobs.ts" {
  interface JobTypes {
    "recommendations.rebuild": Record<string, never>;
  }
}

/** A year and a month, so that last year's season still counts when this year's begins. */
const WINDOW_MS = 396 * 86_400_000;
/** Longest that counting keeps the process from its other work. */
const MAX_BUSY_MS = 8;
/** Ten million lines take minutes, most of it reading; a run that takes longer than this is stuck. */
const JOB_TIMEOUT_MS = 3_600_000;
/** At night in Europe, before the day's orders and after the partitions are made. */
const NIGHTLY = "23 3 * * *";
/** Of 5,000 each: more products than a shop has. */
const MAX_STALE_BATCHES = 1_000;

export type RebuildResult = {
  readonly orders: number;
  /** Products that something is bought together with. */
  readonly products: number;
  /** True when there were more order lines than fit; the oldest were left out. */
  readonly cut: boolean;
};

export type RebuildOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly maxLines?: number;
  readonly signal?: AbortSignal;
};

/**
 * Computes anew what is bought together, from the orders of the last year. A full rebuild: it is exact, forgets orders that were taken back
 * and products that fell out of use, and needs no counters in the order path. Memory is bounded by `maxLines`; a product's row is replaced
 * whole, so readers see the old or the new. A run that breaks off leaves a mix of both and is simply run again.
 */
export async function rebuildCompanions(options: RebuildOptions): Promise<RebuildResult> {
  const { db, clock, signal, maxLines = MAX_BASKET_LINES } = options;
  const startedAt = clock.now();
  const collector = createBasketCollector(maxLines);
  let orders = 0;
  let cut = false;
  reading: for await (const page of standingBaskets(db, new Date(startedAt.getTime() - WINDOW_MS))) {
    signal?.throwIfAborted();
    for (const { productIds } of page) {
      if (!collector.add(productIds)) {
        cut = true;
        break reading;
      }
      orders += 1;
    }
  }

  let products = 0;
  let batch: Companions[] = [];
  let busySince = performance.now();
  for (const found of companionsOf(collector.build())) {
    if (found !== REST) {
      batch.push(found);
      products += 1;
    }
    if (batch.length >= WRITE_BATCH) {
      await storeCompanions(db, batch, "orders", startedAt);
      batch = [];
    } else if (performance.now() - busySince > MAX_BUSY_MS) await nextTurn();
    else continue;
    signal?.throwIfAborted();
    busySince = performance.now();
  }
  await storeCompanions(db, batch, "orders", startedAt);
  for (let count = 0; count < MAX_STALE_BATCHES; count += 1) {
    signal?.throwIfAborted();
    if ((await dropStaleCompanions(db, startedAt)).done) break;
  }
  return { orders, products, cut };
}

/** Before `jobs.start`. */
export function defineRebuild(jobs: Jobs, dependencies: Pick<RebuildOptions, "db" | "clock">): void {
  jobs.define(
    "recommendations.rebuild",
    { exclusive: true, timeoutMs: JOB_TIMEOUT_MS, attempts: 3 },
    async (_data, { signal }) => {
      await rebuildCompanions({ ...dependencies, signal });
    },
  );
  jobs.schedule("recommendations.rebuild", NIGHTLY, {});
}
