import { type Queryable, sql } from "../../platform/database/database.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import { changeOrder, type LockedLine, type LockedOrder, lockOrder, type OrderRef } from "./locked-order.ts";
import { nextStatus } from "./order-states.ts";
import { promiseRefund } from "./refunds.ts";
import { returnAllocations, returnShareMinor } from "./return-lines.ts";

export type ReturnRequest = {
  readonly lines: readonly { readonly variantId: number; readonly quantity: number }[];
  /** Whether what was sent goes back on the shelf. What was not sent yet never left it. */
  readonly restock: boolean;
  /** Null: what was paid for the units, as far as it was not refunded otherwise. */
  readonly refundMinor: number | null;
  readonly reason: string;
};

export type OrderReturn = {
  readonly id: string;
  readonly orderId: string;
  readonly lines: { readonly variantId: number; readonly quantity: number }[];
  readonly restock: boolean;
  readonly reason: string;
  readonly refundId: string | null;
  readonly refundMinor: number;
  readonly currency: string;
  readonly createdAt: string;
};

const countReturned = sql<{ variant_id: number }>(
  "orders.count-returned",
  `update order_lines l set returned_quantity = l.returned_quantity + i.quantity
   from unnest($3::bigint[], $4::int[]) as i (variant_id, quantity)
   where l.order_id = $1 and l.shopper_id = $2 and l.variant_id = i.variant_id and l.returned_quantity + i.quantity <= l.quantity
   returning l.variant_id`,
);

const insertReturn = sql<{ created_at: Date }>(
  "orders.insert-return",
  `insert into returns (order_id, shopper_id, id, refund_id, lines, restock, reason)
   values ($1, $2, $3, $4, $5, $6, $7) returning created_at`,
);

/**
 * Takes units of an order back, before or after they were sent, and promises the money for them. The stock follows by the event.
 * @throws `not-found`, `conflict`, `return-exceeds-order`, `refund-exceeds-payment`, `validation-failed`
 */
export async function returnOrder(tx: Queryable, ref: OrderRef, request: ReturnRequest): Promise<OrderReturn> {
  const order = await lockOrder(tx, ref);
  const status = nextStatus(order.status, returnsAll(order, request) ? "return-all" : "return-part");
  if (status === null)
    throw problem("conflict", "Only a paid or fulfilled order can be returned.", { orderStatus: order.status });
  const lines = returnedLines(order, request);

  const { orderId, shopperId, currency } = order;
  const counted = await tx.run(countReturned, [
    orderId,
    shopperId,
    lines.map(({ line }) => line.variantId),
    lines.map((l) => l.quantity),
  ]);
  if (counted.length !== lines.length) throw new Error(`lines of order ${orderId} were changed under its lock`);
  const refundMinor = request.refundMinor ?? shareMinor(order, lines);
  const refund = refundMinor === 0 ? null : await promiseRefund(tx, order, { amountMinor: refundMinor, reason: request.reason });

  const id = newId();
  const { restock, reason } = request;
  const kept = lines.map(({ line, quantity }) => ({ variantId: line.variantId, quantity }));
  const refundId = refund?.id ?? null;
  const [row] = await tx.run(insertReturn, [orderId, shopperId, id, refundId, JSON.stringify(kept), restock, reason]);
  await changeOrder(tx, order, {
    status,
    type: "order.returned",
    payload: {
      returnId: id,
      lines: kept,
      allocations: lines.flatMap(({ line, quantity }) => returnAllocations(line, quantity)),
      sent: order.status === "fulfilled",
      restock,
      reason,
      refundId,
      refundMinor,
    },
  });
  return { id, orderId, lines: kept, restock, reason, refundId, refundMinor, currency, createdAt: row!.created_at.toISOString() };
}

type ReturnedLine = { readonly line: LockedLine; readonly quantity: number };

function returnedLines(order: LockedOrder, request: ReturnRequest): ReturnedLine[] {
  const bought = new Map(order.lines.map((line) => [line.variantId, line]));
  const returned = request.lines.map(({ variantId, quantity }, position) => {
    const line = bought.get(variantId);
    if (line === undefined) throw invalid(`/body/lines/${position}/variantId`, "is not in this order, or is listed twice");
    bought.delete(variantId);
    return { line, quantity };
  });
  const exceeding = returned.filter(({ line, quantity }) => line.returnedQuantity + quantity > line.quantity);
  if (exceeding.length > 0) {
    const lines = exceeding.map(({ line, quantity }) => ({
      variantId: line.variantId,
      requested: quantity,
      returnable: line.quantity - line.returnedQuantity,
    }));
    throw problem("return-exceeds-order", undefined, { lines });
  }
  return returned;
}

function returnsAll(order: LockedOrder, { lines }: ReturnRequest): boolean {
  const now = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  return order.lines.every((line) => line.returnedQuantity + (now.get(line.variantId) ?? 0) === line.quantity);
}

function shareMinor(order: LockedOrder, lines: readonly ReturnedLine[]): number {
  const refundableMinor = order.capturedMinor - order.refundedMinor;
  return Math.min(
    refundableMinor,
    lines.reduce((sum, { line, quantity }) => sum + returnShareMinor(line, quantity), 0),
  );
}
