import { type Database, sql } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { orderOf } from "../orders/cancellation-consumer.ts";
import type { OrderRef } from "../orders/locked-order.ts";
import type { OrderStock, OrderStocks } from "../orders/order-stock.ts";
import type { Redemptions } from "../promotions/redemptions.ts";
import type { Allocation } from "./allocate.ts";
import type { Holds } from "./holds.ts";
import { alertLowStock } from "./low-stock.ts";
import { bookReturnedStock, type ReturnedStock } from "./returned-stock.ts";
import type { Transition } from "./stock-changes.ts";

export type InventoryConsumerDependencies = {
  readonly db: Database;
  readonly holds: Holds;
  readonly redemptions: Redemptions;
  readonly orders: OrderStocks;
  /** Warehouses for a country, best first. */
  readonly preference: (country: string) => Promise<readonly string[]>;
  /** Cancels a paid order that cannot be served, with all its money back. */
  readonly cancelSoldOut: (ref: OrderRef) => Promise<unknown>;
};

// An order's reservations all name its hold, and its variants name their products.
const readReserved = sql<{ hold_id: string; variant_id: number }>(
  "inventory.read-reserved",
  `select distinct r.hold_id, r.variant_id from unnest($1::uuid[], $2::bigint[]) as i (hold_id, product_id)
   join reservations r on r.product_id = i.product_id and r.hold_id = i.hold_id`,
);

/**
 * The stock follows the orders: what is paid is allocated, what is not is given back, what is sent leaves the shelf, what comes back
 * returns to it. Every step can be done twice, and cancelling works whether the stock was allocated before or not.
 */
export function createInventoryConsumer(deps: InventoryConsumerDependencies): EventConsumer {
  const { db, holds, redemptions, orders } = deps;

  async function handle(events: readonly ShopEvent[]): Promise<void> {
    for (const round of roundsOf(events)) {
      const stocks = new Map((await orders.load(round.map(orderOf))).map((order) => [order.orderId, order]));
      const of = (...types: string[]) =>
        round.filter((event) => types.includes(event.type)).flatMap((event) => stocks.get(event.aggregateId) ?? []);
      await Promise.all([
        paid(of("order.paid")),
        givenBack(of("order.payment_failed", "order.cancelled")),
        sent(of("order.fulfilled")),
        bookReturnedStock(db, round.filter((event) => event.type === "order.returned").flatMap(returnedStock)),
      ]);
      const variantIds = [...new Set([...stocks.values()].flatMap(trackedVariants))];
      await db.transaction((tx) => alertLowStock(tx, variantIds));
    }
  }

  /** Concurrent moves share one statement. */
  async function moveAll(transition: Transition, list: readonly OrderStock[]): Promise<void> {
    await Promise.all(list.map((order) => holds.move(transition, order.holdId, productsOf(order))));
  }

  async function paid(list: readonly OrderStock[]): Promise<void> {
    if (list.length === 0) return;
    await Promise.all([moveAll("allocate", list), redemptions.use(list.map((order) => order.holdId))]);
    const reserved = await reservedVariants(list);
    for (const order of list) {
      const missing = order.lines.filter(
        (line) =>
          line.allocations.length > 0 &&
          line.returnedQuantity < line.quantity &&
          !reserved.has(`${order.holdId} ${line.variantId}`),
      );
      if (missing.length > 0) await takeAgain(order, missing);
    }
  }

  async function reservedVariants(list: readonly OrderStock[]): Promise<Set<string>> {
    const pairs = list.flatMap((order) => productsOf(order).map((productId) => ({ holdId: order.holdId, productId })));
    const rows = await db.run(readReserved, [pairs.map((pair) => pair.holdId), pairs.map((pair) => pair.productId)]);
    return new Set(rows.map((row) => `${row.hold_id} ${row.variant_id}`));
  }

  /** The hold of a paid order is gone. The order is served from what there is now, or cancelled. */
  async function takeAgain(seen: OrderStock, missing: OrderStock["lines"]): Promise<void> {
    // Read after the reservations: an order that has moved on has none, rightly.
    if (!(await isStillPaid(seen))) return;
    const { holdId, shopperId } = seen;
    const lines = missing
      .map(({ variantId, quantity, returnedQuantity }) => ({ variantId, quantity: quantity - returnedQuantity, tracked: true }))
      .filter((line) => line.quantity > 0);
    const hold = await holds.take({ holdId, shopperId, lines, preference: await deps.preference(seen.country) });
    if (hold.verdict === "out-of-stock") {
      await deps.cancelSoldOut(seen);
      return;
    }
    if (hold.verdict === "in-use") throw new Error(`the hold ${holdId} of a paid order is there in part`);
    await orders.reallocate(seen, hold.allocations);
    await moveAll("allocate", [seen]);
    // Whoever cancelled in between has looked for reservations too early.
    if (!(await isStillPaid(seen))) await givenBack([seen]);
  }

  async function isStillPaid(order: OrderStock): Promise<boolean> {
    const [now] = await orders.load([order]);
    return now?.status === "paid";
  }

  async function givenBack(list: readonly OrderStock[]): Promise<void> {
    if (list.length === 0) return;
    await moveAll("release", list);
    // Afterwards: what was allocated while the first looked for it is found by the second.
    await moveAll("deallocate", list);
    await redemptions.release(list.map((order) => order.holdId));
  }

  async function sent(list: readonly OrderStock[]): Promise<void> {
    await moveAll("allocate", list);
    await moveAll("ship", list);
  }

  return {
    name: "inventory",
    types: ["order.paid", "order.payment_failed", "order.cancelled", "order.fulfilled", "order.returned"],
    handle,
  };
}

/** Cuts a batch into parts that hold each order once: within a part all go together, and one order's events keep their order. */
export function roundsOf(events: readonly ShopEvent[]): ShopEvent[][] {
  const rounds: ShopEvent[][] = [];
  const roundOf = new Map<string, number>();
  for (const event of events) {
    const round = roundOf.get(event.aggregateId) ?? 0;
    roundOf.set(event.aggregateId, round + 1);
    rounds[round] ??= [];
    rounds[round].push(event);
  }
  return rounds;
}

function trackedVariants(order: OrderStock): number[] {
  return order.lines.filter((line) => line.allocations.length > 0).map((line) => line.variantId);
}

function productsOf(order: OrderStock): number[] {
  return [...new Set(trackedVariants(order).map(productOfVariant))];
}

type ReturnPayload = {
  readonly returnId: string;
  readonly holdId: string;
  readonly sent: boolean;
  readonly restock: boolean;
  readonly allocations: readonly Allocation[];
};

function returnedStock(event: ShopEvent): ReturnedStock[] {
  const { returnId, holdId, sent, restock, allocations } = event.payload as ReturnPayload;
  // What was sent and is not put back on the shelf is no longer the warehouse's.
  return sent && !restock ? [] : [{ returnId, holdId, sent, units: allocations }];
}
