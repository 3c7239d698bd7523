import { createCursor } from "../../platform/http/cursor.ts";
import { invalid } from "../../platform/http/problems.ts";
import type { Order } from "./order.ts";
import { NEWEST } from "./read-orders.ts";

const cursor = createCursor("orders:newest", ["string"]);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a list of orders, newest first, goes on. A cursor is not signed, and what is no id would fail in the database. */
export function ordersBefore(text: string | undefined): string {
  const [id] = cursor.decode(text) ?? [NEWEST];
  if (!UUID.test(id)) throw invalid("/query/cursor", "is not a cursor of this API");
  return id;
}

/** A page of orders that were read with one more than the page holds. */
export function pageOfOrders<View>(orders: readonly Order[], limit: number, view: (order: Order) => View) {
  const shown = orders.slice(0, limit);
  return { items: shown.map(view), nextCursor: orders.length > limit ? cursor.encode([shown.at(-1)!.id]) : null };
}
