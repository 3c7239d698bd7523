import type { OrderStatus } from "./order.ts";

export type OrderAction = "pay" | "decline" | "cancel" | "fulfil" | "return-part" | "return-all";

/** Every state of an order with what may happen in it. What is not listed is refused. */
export const orderTransitions: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderAction, OrderStatus>>>>> = {
  pending: { pay: "paid", decline: "payment_failed" },
  payment_failed: {},
  // What is returned before it was sent simply stays in the warehouse.
  paid: { cancel: "cancelled", fulfil: "fulfilled", "return-part": "paid", "return-all": "returned" },
  fulfilled: { "return-part": "fulfilled", "return-all": "returned" },
  cancelled: {},
  returned: {},
};

/** The state that an action leads to, or null when the order does not allow it. */
export function nextStatus(status: OrderStatus, action: OrderAction): OrderStatus | null {
  return orderTransitions[status][action] ?? null;
}
