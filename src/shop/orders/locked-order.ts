import { type Queryable, sql } from "../../platform/database/database.ts";
import { recordShopperEvents } from "../../platform/events/outbox.ts";
import { problem } from "../../platform/http/problems.ts";
import type { OrderStatus } from "./order.ts";

export type OrderRef = { readonly orderId: string; readonly shopperId: string };

export type LockedLine = {
  readonly variantId: number;
  readonly sku: string;
  readonly quantity: number;
  readonly returnedQuantity: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly allocations: readonly { readonly warehouse: string; readonly quantity: number }[];
};

/** An order that nobody else changes until the transaction ends, with what its changes depend on. */
export type LockedOrder = OrderRef & {
  readonly number: string;
  readonly holdId: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly currency: string;
  readonly totalMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly lines: readonly LockedLine[];
};

type PaymentRow = { readonly captured_minor: number; readonly refunded_minor: number };

// Everything that changes an order takes the lock of its payment first, as settling does, so no two changes can block each other.
const lockPayment = sql<PaymentRow>(
  "orders.lock-payment",
  "select captured_minor, refunded_minor from payments where order_id = $1 and shopper_id = $2 for update",
);

type OrderRow = {
  readonly id: string;
  readonly shopper_id: string;
  readonly number: string;
  readonly hold_id: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly currency: string;
  readonly total_minor: number;
  readonly lines: readonly LockedLine[];
};

const readLocked = sql<OrderRow>(
  "orders.read-locked",
  `select o.id, o.shopper_id, o.number, o.hold_id, o.status, o.version, o.currency, o.total_minor,
    (select json_agg(json_build_object('variantId', l.variant_id, 'sku', l.sku, 'quantity', l.quantity,
        'returnedQuantity', l.returned_quantity, 'totalMinor', l.total_minor, 'discountMinor', l.discount_minor,
        'taxMinor', l.tax_minor, 'allocations', l.allocations) order by l.position)
     from order_lines l where l.order_id = o.id and l.shopper_id = o.shopper_id) as lines
  from orders o where o.id = $1 and o.shopper_id = $2`,
);

const moveOrder = sql<{ version: number }>(
  "orders.move",
  `update orders set status = $4, version = version + 1, updated_at = now()
   where id = $1 and shopper_id = $2 and version = $3 returning version`,
);

/** @throws `not-found` when the shopper has no such order */
export async function lockOrder(tx: Queryable, { orderId, shopperId }: OrderRef): Promise<LockedOrder> {
  const [payment] = await tx.run(lockPayment, [orderId, shopperId]);
  // A statement of its own: it sees what the transaction that held the lock before has committed.
  const [row] = payment === undefined ? [] : await tx.run(readLocked, [orderId, shopperId]);
  if (payment === undefined || row === undefined) throw problem("not-found", "There is no such order.");
  return {
    orderId: row.id,
    shopperId: row.shopper_id,
    number: row.number,
    holdId: row.hold_id,
    status: row.status,
    version: row.version,
    currency: row.currency,
    totalMinor: row.total_minor,
    capturedMinor: payment.captured_minor,
    refundedMinor: payment.refunded_minor,
    lines: row.lines,
  };
}

export type OrderChange = {
  /** The state afterwards; it may be the one before. */
  readonly status: OrderStatus;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Moves a locked order on and records the event that tells of it, under the order's next version. */
export async function changeOrder(tx: Queryable, order: LockedOrder, change: OrderChange): Promise<void> {
  const { orderId, shopperId, number, holdId, currency, totalMinor } = order;
  const [moved] = await tx.run(moveOrder, [orderId, shopperId, order.version, change.status]);
  if (moved === undefined) throw new Error(`order ${orderId} was changed under its lock`);
  await recordShopperEvents(tx, [
    {
      shopperId,
      aggregateType: "order",
      aggregateId: orderId,
      version: moved.version,
      type: change.type,
      payload: { number, holdId, currency, totalMinor, ...change.payload },
    },
  ]);
}
