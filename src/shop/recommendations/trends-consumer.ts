import type { Database } from "../../platform/database/database.ts";
import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { orderOf } from "../orders/cancellation-consumer.ts";
import type { OrderStocks } from "../orders/order-stock.ts";
import { addHeat, foldHeat, heatOf } from "./heat.ts";

/** A paid order says as much about a product as so many looks at it: about one look in ten ends in an order. */
const ORDER_WEIGHT = 10;
/**
 * Orders of one batch that are looked at. What comes faster is sampled: every k-th counts k times, which leaves the order of what is popular
 * as it is and keeps a busy sale from writing several rows per order for it: a product of an order costs 0.35 ms, and orders of trade customers
 * have two dozen.
 */
export const MAX_ORDERS_PER_BATCH = 8;
/** What is popular now is not another thing two seconds later, and a sample is one only of more than a few orders. */
const REST_MS = 2_000;
/** Views that one event may stand for: more in two seconds is somebody's program. */
const MAX_VIEWS = 1_000;

export type TrendsDependencies = { readonly db: Database; readonly orders: Pick<OrderStocks, "load"> };

/**
 * What is popular now follows orders and views, a batch of events at a time. A batch that is delivered again, because a process died between
 * folding it and saving its cursor, counts once more: that is no harm here, and it fades.
 */
export function createTrendsConsumer({ db, orders }: TrendsDependencies): EventConsumer {
  return {
    name: "recommendations.trends",
    types: ["order.paid", "product.viewed"],
    restMs: REST_MS,
    async handle(events) {
      const heats = new Map<number, number>();
      const add = (productId: number, weight: number, at: Date) => {
        const heat = heatOf(weight, at);
        const before = heats.get(productId);
        heats.set(productId, before === undefined ? heat : addHeat(before, heat));
      };
      const allPaid = events.filter(({ type }) => type === "order.paid");
      const every = Math.ceil(allPaid.length / MAX_ORDERS_PER_BATCH);
      const paid = allPaid.filter((_, index) => index % every === 0);
      const loaded = paid.length === 0 ? [] : await orders.load(paid.map(orderOf));
      const byOrder = new Map(loaded.map((order) => [order.orderId, order]));
      for (const event of events) {
        if (event.type === "product.viewed") add(event.productId!, viewsOf(event), event.createdAt);
      }
      for (const { aggregateId, createdAt } of paid) {
        const products = new Set(byOrder.get(aggregateId)?.lines.map((line) => productOfVariant(line.variantId)));
        for (const productId of products) add(productId, ORDER_WEIGHT * every, createdAt);
      }
      await foldHeat(db, heats);
    },
  };
}

function viewsOf({ payload }: ShopEvent): number {
  const { views } = payload;
  return typeof views === "number" && views >= 1 ? Math.min(views, MAX_VIEWS) : 1;
}
