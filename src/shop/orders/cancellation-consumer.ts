import type { Database } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { Problem } from "../../platform/http/problems.ts";
import { forEachLimited } from "../../platform/resilience/for-each-limited.ts";
import { cancelOrder, paidThoughCancelled } from "./cancel-order.ts";
import type { OrderRef } from "./locked-order.ts";

/** Transactions at once; half of a usual pool. */
const CONCURRENCY = 4;

/** Keeps the word given to shoppers who cancelled before their payment was known: what turns out to be paid is cancelled and refunded. */
export function createCancellationConsumer(db: Database): EventConsumer {
  return {
    name: "order-cancellations",
    types: ["order.paid"],
    async handle(events) {
      const failures: unknown[] = [];
      await forEachLimited(await paidThoughCancelled(db, events.map(orderOf)), CONCURRENCY, cancel, (error) =>
        failures.push(error),
      );
      if (failures.length > 0) throw failures[0];
    },
  };

  async function cancel(ref: OrderRef): Promise<void> {
    try {
      await cancelOrder(db, ref, "requested");
    } catch (error) {
      // Sent or returned since: there is nothing left to cancel.
      if (!(error instanceof Problem && error.code === "order-not-cancellable")) throw error;
    }
  }
}

/** The order that an event of an order tells of. */
export function orderOf(event: ShopEvent): OrderRef {
  if (event.shopperId === null) throw new Error(`event ${event.id} of an order names no shopper`);
  return { orderId: event.aggregateId, shopperId: event.shopperId };
}
