import { type Queryable, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { changeOrder, type LockedOrder, lockOrder, type OrderRef } from "./locked-order.ts";

export type Refund = {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly status: "pending" | "refunded" | "refused";
  readonly reference: string | null;
  readonly createdAt: string;
};

const promise = sql<{ created_at: Date }>(
  "orders.promise-refund",
  `with booked as (
    update payments set refunded_minor = refunded_minor + $4::bigint,
      status = case when refunded_minor + $4::bigint = captured_minor then 'refunded' else 'partially_refunded' end, updated_at = now()
    where order_id = $1 and shopper_id = $2 and refunded_minor + $4::bigint <= captured_minor
    returning order_id, shopper_id
  )
  insert into refunds (order_id, shopper_id, id, amount_minor, reason)
  select order_id, shopper_id, $3, $4::bigint, $5 from booked returning created_at`,
);

/**
 * Promises money back: it counts against the payment at once, a worker brings it to the provider.
 * @param amountMinor above zero
 * @throws `refund-exceeds-payment`
 */
export async function promiseRefund(
  tx: Queryable,
  order: LockedOrder,
  { amountMinor, reason }: { readonly amountMinor: number; readonly reason: string },
): Promise<Refund> {
  const { orderId, shopperId, currency } = order;
  const id = newId();
  const [row] = await tx.run(promise, [orderId, shopperId, id, amountMinor, reason]);
  if (row === undefined) {
    const refundableMinor = order.capturedMinor - order.refundedMinor;
    throw problem("refund-exceeds-payment", undefined, { refundableMinor, currency });
  }
  return {
    id,
    orderId,
    amountMinor,
    currency,
    reason,
    status: "pending",
    reference: null,
    createdAt: row.created_at.toISOString(),
  };
}

/** Promises a part of what was paid back, whatever the state of the order. @throws `not-found`, `refund-exceeds-payment` */
export async function refundOrder(
  tx: Queryable,
  ref: OrderRef,
  refund: { readonly amountMinor: number; readonly reason: string },
): Promise<Refund> {
  return promiseRefund(tx, await lockOrder(tx, ref), refund);
}

/** What the provider finally said about a refund. */
export type RefundSettlement = OrderRef & {
  readonly refundId: string;
} & ({ readonly outcome: "refunded"; readonly reference: string } | { readonly outcome: "refused"; readonly reason: string });

const endRefund = sql<{ amount_minor: number; reason: string }>(
  "orders.end-refund",
  `update refunds set status = $4, reference = $5, updated_at = now()
   where order_id = $1 and shopper_id = $2 and id = $3 and status = 'pending' returning amount_minor, reason`,
);

const giveBack = sql<object>(
  "orders.give-back-refund",
  `update payments set refunded_minor = refunded_minor - $3::bigint,
     status = case when refunded_minor - $3::bigint = 0 then 'paid' else 'partially_refunded' end, updated_at = now()
   where order_id = $1 and shopper_id = $2`,
);

/**
 * Books the outcome of a refund once, with its event; what was refused no longer counts against the payment.
 * Answers false when it was booked before. Runs in the caller's transaction.
 */
export async function settleRefund(tx: Queryable, settlement: RefundSettlement): Promise<boolean> {
  const order = await lockOrder(tx, settlement);
  const { orderId, shopperId } = order;
  const refunded = settlement.outcome === "refunded";
  const reference = refunded ? settlement.reference : null;
  const [ended] = await tx.run(endRefund, [orderId, shopperId, settlement.refundId, settlement.outcome, reference]);
  if (ended === undefined) return false;
  if (!refunded) await tx.run(giveBack, [orderId, shopperId, ended.amount_minor]);
  await changeOrder(tx, order, {
    status: order.status,
    type: refunded ? "order.refunded" : "order.refund_refused",
    payload: {
      refundId: settlement.refundId,
      amountMinor: ended.amount_minor,
      reason: ended.reason,
      ...(refunded ? { reference } : { refusal: settlement.reason }),
    },
  });
  return true;
}
