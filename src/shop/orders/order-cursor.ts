import { createCursor } from "../../platform/http/cursor.ts";
import type { Order } from "./order.ts";
import { NEWEST } from "./read-orders.ts";

const cursor = createCursor("orders:newest", ["uuid"]);

/** Where a list of orders, newest first, goes on. */
export function ordersBefore(text: string | undefined): string {
  return cursor.decode(text)?.[0] ?? NEWEST;
}

/** A page of orders that were read with one more than the page holds. */
export function pageOfOrders<View>(orders: readonly Order[], limit: number, view: (order: Order) => View) {
  const shown = orders.slice(0, limit);
  return { items: shown.map(view), nextCursor: orders.length > limit ? cursor.encode([shown.at(-1)!.id]) : null };
}
