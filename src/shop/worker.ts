import { SWEEP_INTERVAL_MS as CHANGES_INTERVAL_MS } from "../platform/cache/changed-products.ts";
import { createEventWorker } from "../platform/events/event-worker.ts";
import { createIntervalLoop, type IntervalLoop } from "../platform/resilience/interval-loop.ts";
import type { Logger } from "../platform/telemetry/logger.ts";
import type { ShopObserver } from "./figures.ts";
import { SWEEP_BATCH } from "./inventory/sweeper.ts";
import { CLAIM_BATCH } from "./payments/attempts.ts";
import type { Shop } from "./shop.ts";

/** A hundred levels by key every five seconds cost a thousandth of a processor; a million are looked at in fourteen hours. */
const ACCURACY_INTERVAL_MS = 5_000;
const RECOVERY_INTERVAL_MS = 500;
const SWEEP_INTERVAL_MS = 5_000;
/** How soon a search follows a category that was renamed or a price list that has begun; products have events. */
const SEARCH_INTERVAL_MS = 5_000;

/** What goes on behind the API: events, payments that are not known yet, refunds, holds that ran out. Several workers share the work. */
export function createWorker(
  shop: Shop,
  logger: Logger,
  observer?: Pick<ShopObserver, "eventsRelayed" | "turnEnded" | "stockChecked">,
) {
  const events = createEventWorker({ db: shop.db, consumers: shop.consumers, logger, onRelayed: observer?.eventsRelayed });
  observer?.stockChecked(shop.stockAccuracy.figures);
  const loop = (name: string, intervalMs: number, fullBatch: number, runOnce: () => Promise<number>): IntervalLoop =>
    createIntervalLoop({
      intervalMs,
      fullBatch,
      async runOnce() {
        const done = await runOnce();
        observer?.turnEnded(name, "done");
        return done;
      },
      onError: (error) => {
        observer?.turnEnded(name, "failed");
        logger.warn({ err: error, loop: name }, "a worker's turn failed");
      },
    });
  const loops = [
    loop("payments", RECOVERY_INTERVAL_MS, CLAIM_BATCH, shop.paymentRecovery.runOnce),
    loop("refunds", RECOVERY_INTERVAL_MS, CLAIM_BATCH, shop.refundRunner.runOnce),
    loop("holds", SWEEP_INTERVAL_MS, SWEEP_BATCH, shop.sweeper.runOnce),
    loop("stock-accuracy", ACCURACY_INTERVAL_MS, Number.POSITIVE_INFINITY, shop.stockAccuracy.runOnce),
    loop("changes", CHANGES_INTERVAL_MS, Number.POSITIVE_INFINITY, shop.changeSweeper.runOnce),
    loop("search", SEARCH_INTERVAL_MS, Number.POSITIVE_INFINITY, async () => {
      await shop.searchIndexers.fillWhenEmpty();
      return shop.followReference();
    }),
  ];
  return {
    events,
    start() {
      events.start();
      for (const each of loops) each.start();
    },
    async stop() {
      await Promise.all([events.stop(), ...loops.map((each) => each.stop())]);
    },
  };
}
