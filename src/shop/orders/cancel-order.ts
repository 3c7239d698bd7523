import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { changeOrder, lockOrder, type OrderRef } from "./locked-order.ts";
import { nextStatus } from "./order-states.ts";
import { promiseRefund } from "./refunds.ts";

export type CancelReason = "requested" | "sold-out";

/** `requested`: the payment is not known yet; when it turns out to be paid, the order is cancelled and the money goes back. */
export type CancelOutcome = "cancelled" | "requested";

const requestCancellation = sql<object>(
  "orders.request-cancellation",
  `update orders set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now()
   where id = $1 and shopper_id = $2 and status = 'pending'`,
);

/**
 * Cancels an order that is paid and not yet sent, and promises back whatever was paid and not refunded before.
 * Cancelling twice is cancelling once.
 * @throws `not-found`, `order-not-cancellable`
 */
export function cancelOrder(db: Database, ref: OrderRef, reason: CancelReason): Promise<CancelOutcome> {
  return retryTransient(() =>
    db.transaction(async (tx) => {
      const order = await lockOrder(tx, ref);
      if (order.status === "cancelled") return "cancelled";
      if (order.status === "pending") {
        await tx.run(requestCancellation, [order.orderId, order.shopperId]);
        return "requested";
      }
      const status = nextStatus(order.status, "cancel");
      if (status === null) throw problem("order-not-cancellable", undefined, { orderStatus: order.status });
      const amountMinor = order.capturedMinor - order.refundedMinor;
      const refund = amountMinor === 0 ? null : await promiseRefund(tx, order, { amountMinor, reason: "cancelled" });
      const payload = { reason, refundId: refund?.id ?? null, refundMinor: amountMinor };
      await changeOrder(tx, order, { status, type: "order.cancelled", payload });
      return "cancelled";
    }),
  );
}

const readRequested = sql<{ order_id: string; shopper_id: string }>(
  "orders.read-cancel-requested",
  `select o.id as order_id, o.shopper_id from unnest($1::uuid[], $2::uuid[]) as i (id, shopper_id)
   join orders o on o.id = i.id and o.shopper_id = i.shopper_id
   where o.cancel_requested_at is not null and o.status = 'paid'`,
);

/** Those of the orders that were to be cancelled while their payment was not known, and that turned out to be paid. */
export async function paidThoughCancelled(db: Database, refs: readonly OrderRef[]): Promise<OrderRef[]> {
  const rows = await db.run(readRequested, [refs.map((ref) => ref.orderId), refs.map((ref) => ref.shopperId)]);
  return rows.map((row) => ({ orderId: row.order_id, shopperId: row.shopper_id }));
}
