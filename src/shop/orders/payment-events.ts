import { type Database, type Queryable, retryTransient, sql } from "../../platform/database/database.ts";
import type { ProviderEvent } from "../payments/provider.ts";
import { settleRefund } from "./refunds.ts";
import { type SettlementObserver, settleBatch } from "./settle-payments.ts";

/**
 * `applied` now, or `known` from before; `stranger`: about no payment of this shop; `mismatch`: the amount is not the payment's,
 * so nothing was done and a person should look at it.
 */
export type EventOutcome = "applied" | "known" | "stranger" | "mismatch";

export interface PaymentEvents {
  /** Records what a provider told and books it, in one transaction: told twice is booked once. */
  take(provider: string, event: ProviderEvent): Promise<EventOutcome>;
}

const recordEvent = sql<{ amount_minor: number; currency: string; is_new: boolean }>(
  "orders.record-payment-event",
  `with payment as (
    select order_id, shopper_id, amount_minor, currency from payments
    where order_id = $1 and shopper_id = $2 and id = $3 and provider = $4
  ), recorded as (
    insert into payment_events (order_id, shopper_id, provider, event_id, kind, amount_minor)
    select order_id, shopper_id, $4, $5, $6, $7::bigint from payment
    on conflict do nothing returning event_id
  )
  select p.amount_minor, p.currency, exists (select from recorded) as is_new from payment p`,
);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function createPaymentEvents(db: Database, observer?: Partial<SettlementObserver>): PaymentEvents {
  async function take(tx: Queryable, provider: string, event: ProviderEvent, settled: SettlementObserver): Promise<EventOutcome> {
    const { orderId, shopperId, paymentId, eventId, kind, amountMinor } = event;
    const [payment] = await tx.run(recordEvent, [orderId, shopperId, paymentId, provider, eventId, kind, amountMinor]);
    if (payment === undefined) return "stranger";
    if (!payment.is_new) return "known";
    if (payment.currency !== event.currency) return "mismatch";
    // The amount of a refund is that of the refund which the event names.
    if (kind.startsWith("charge.") && payment.amount_minor !== amountMinor) return "mismatch";
    await book(tx, event, settled);
    return "applied";
  }

  return {
    async take(provider, event) {
      const ids = [event.orderId, event.shopperId, event.paymentId, event.refundId ?? event.paymentId];
      if (!ids.every((id) => UUID.test(id))) return "stranger";
      return retryTransient(async () => {
        const settled: Parameters<SettlementObserver["orderSettled"]>[] = [];
        const noted: SettlementObserver = { orderSettled: (...how) => void settled.push(how) };
        const outcome = await db.transaction((tx) => take(tx, provider, event, noted));
        // Only what was committed has happened.
        for (const how of settled) observer?.orderSettled?.(...how);
        return outcome;
      });
    },
  };
}

async function book(tx: Queryable, event: ProviderEvent, settled: SettlementObserver): Promise<void> {
  const { orderId, shopperId, paymentId, reference, refundId } = event;
  const ofOrder = { orderId, shopperId };
  switch (event.kind) {
    case "charge.paid":
      await settleBatch(tx, [{ ...ofOrder, paymentId, outcome: "paid", reference }], settled);
      return;
    case "charge.declined":
      await settleBatch(
        tx,
        [{ ...ofOrder, paymentId, outcome: "declined", reference, declineCode: event.declineCode ?? "declined" }],
        settled,
      );
      return;
    case "refund.done":
      await settleRefund(tx, { ...ofOrder, refundId: refundId!, outcome: "refunded", reference });
      return;
    case "refund.refused":
      await settleRefund(tx, { ...ofOrder, refundId: refundId!, outcome: "refused", reason: "refused" });
  }
}
