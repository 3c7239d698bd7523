import { pino } from "pino";
import type { Database } from "../../src/platform/database/database.ts";
import type { EventConsumer } from "../../src/platform/events/event.ts";
import { createEventLog } from "../../src/platform/events/event-log.ts";
import { createRelay } from "../../src/platform/events/relay.ts";
import { createCounterConsumer } from "../../src/shop/engagement/counters.ts";
import { createFeedConsumer } from "../../src/shop/engagement/feed-consumer.ts";
import { createInventoryConsumer } from "../../src/shop/inventory/order-consumer.ts";
import { cancelOrder } from "../../src/shop/orders/cancel-order.ts";
import { createCancellationConsumer } from "../../src/shop/orders/cancellation-consumer.ts";
import { createOrderStocks } from "../../src/shop/orders/order-stock.ts";
import { createRefundRunner } from "../../src/shop/orders/refund-runner.ts";
import { createPaymentRecovery } from "../../src/shop/payments/recovery.ts";
import type { TestShop } from "./shop.ts";

type WorkerShop = Pick<TestShop, "db" | "parts">;

/** More than any test needs; consumers that feed each other for ever are a defect. */
const MAX_ROUNDS = 20;
const logger = pino({ level: "silent" });

/** Gives all events their positions; answers how many got one. */
export async function relayEvents(db: Database): Promise<number> {
  const relay = createRelay({
    db,
    onError: (error) => {
      throw error;
    },
  });
  let relayed = 0;
  for (let count = await relay.round(); count > 0; count = await relay.round()) relayed += count;
  return relayed;
}

/** What a worker does after checkouts, until nothing is left to do: events, refunds, and payments that are not known yet. */
export async function workOff({ db, parts }: WorkerShop): Promise<void> {
  const consumers = [
    createInventoryConsumer({
      db,
      holds: parts.holds,
      redemptions: parts.redemptions,
      orders: createOrderStocks(db),
      preference: async () => ["LON1", "RTM1", "EWR1", "SIN1"],
      cancelSoldOut: (ref) => cancelOrder(db, ref, "sold-out"),
    }),
    createCancellationConsumer(db),
    createCounterConsumer(db),
    createFeedConsumer(db),
  ];
  const refunds = createRefundRunner({ db, provider: parts.provider, logger });
  const payments = createPaymentRecovery({ db, settlements: parts.settlements, provider: parts.provider, logger });
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const relayed = await relayEvents(db);
    for (const consumer of consumers) await consume(db, consumer);
    if (relayed + (await refunds.runOnce()) + (await payments.runOnce()) === 0) return;
  }
  throw new Error(`there is still something to do after ${MAX_ROUNDS} rounds`);
}

async function consume(db: Database, consumer: EventConsumer): Promise<void> {
  const log = createEventLog(db);
  const head = await log.head();
  for (;;) {
    const events = await log.read(await log.cursor(consumer), head, consumer.types);
    if (events.length > 0) await consumer.handle(events);
    await log.saveCursor(consumer.name, events.at(-1)?.position ?? head);
    if (events.length === 0) return;
  }
}
