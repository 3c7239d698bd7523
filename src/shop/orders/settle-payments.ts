import { plainArray, textArray } from "../../platform/database/arrays.ts";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";

/** What a provider finally said about the payment of an order. */
export type Settlement = {
  readonly orderId: string;
  readonly shopperId: string;
  readonly paymentId: string;
} & (
  | { readonly outcome: "paid"; readonly reference: string }
  | { readonly outcome: "declined"; readonly reference: string | null; readonly declineCode: string }
);

export interface Settlements {
  /**
   * Books the outcome once: only a pending payment changes, and with it the order and, when declined, the cart, which opens again.
   * Answers false when the payment was settled before.
   */
  settle(settlement: Settlement): Promise<boolean>;
}

/** Told how long an order took from being placed to being settled. */
export interface SettlementObserver {
  readonly orderSettled: (outcome: Settlement["outcome"], durationMs: number) => void;
}

const settlePayments = sql<{ event_id: string; paid: boolean; age_ms: number }>(
  "orders.settle",
  `with input as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::text[], $6::text[], $7::uuid[])
      as i (order_id, shopper_id, payment_id, paid, reference, decline_code, event_id)
  ), settled as (
    update payments p set status = case when i.paid then 'paid' else 'declined' end, reference = i.reference,
      decline_code = i.decline_code, captured_minor = case when i.paid then p.amount_minor else 0 end, updated_at = now()
    from input i
    where p.order_id = i.order_id and p.shopper_id = i.shopper_id and p.id = i.payment_id and p.status = 'pending'
    returning p.order_id, p.shopper_id, i.paid, i.decline_code, i.event_id, p.amount_minor, p.currency
  ), moved as (
    update orders o set status = case when s.paid then 'paid' else 'payment_failed' end, version = o.version + 1, updated_at = now()
    from settled s
    where o.id = s.order_id and o.shopper_id = s.shopper_id and o.status = 'pending'
    returning o.id, o.shopper_id, o.version, o.cart_id, o.hold_id, o.number, o.placed_at, s.paid, s.decline_code, s.event_id, s.amount_minor, s.currency
  ), reopened as (
    update carts c set status = 'open', order_id = null, version = c.version + 1, updated_at = now()
    from moved m
    where not m.paid and c.id = m.cart_id and c.shopper_id = m.shopper_id and c.order_id = m.id
  ), event as (
    insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
    select event_id, shopper_id, 'order', id, version, case when paid then 'order.paid' else 'order.payment_failed' end,
      json_build_object('number', number, 'holdId', hold_id, 'currency', currency, 'totalMinor', amount_minor, 'declineCode', decline_code)
    from moved
  )
  select event_id, paid, greatest(extract(epoch from now() - placed_at) * 1000, 0)::float8 as age_ms from moved`,
);

const LANES = 2;

export function createSettlements(db: Database, observer?: PartObserver & Partial<SettlementObserver>): Settlements {
  const batcher = createBatcher<Settlement, boolean>({
    name: "settle",
    observer,
    lanes: LANES,
    run: (settlements) => settleBatch(db, settlements, observer),
  });
  return { settle: (settlement) => batcher.submit(settlement) };
}

/** The statement of `settle` itself, for what must be booked in one transaction with something else. */
export async function settleBatch(
  db: Queryable,
  settlements: readonly Settlement[],
  observer?: Partial<SettlementObserver>,
): Promise<boolean[]> {
  const eventIds = settlements.map(() => newId());
  const rows = await db.run(settlePayments, columns(settlements, eventIds));
  for (const row of rows) observer?.orderSettled?.(row.paid ? "paid" : "declined", row.age_ms);
  // Of several settlements of one order only the one whose event was written is the one that was booked.
  const booked = new Set(rows.map((row) => row.event_id));
  return eventIds.map((eventId) => booked.has(eventId));
}

function columns(settlements: readonly Settlement[], eventIds: readonly string[]): string[] {
  return [
    plainArray(settlements.map((settlement) => settlement.orderId)),
    plainArray(settlements.map((settlement) => settlement.shopperId)),
    plainArray(settlements.map((settlement) => settlement.paymentId)),
    plainArray(settlements.map((settlement) => settlement.outcome === "paid")),
    textArray(settlements.map((settlement) => settlement.reference)),
    textArray(settlements.map((settlement) => (settlement.outcome === "declined" ? settlement.declineCode : null))),
    plainArray(eventIds),
  ];
}
