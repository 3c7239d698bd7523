import { plainArray, textArray } from "../../platform/database/arrays.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { OrderToPlace } from "./order.ts";

/**
 * Places a batch of orders: the cart is closed in the version that was priced, and only where that succeeded come order, lines,
 * payment, idempotency record and event, all in this one statement. A cart that changed, or was ordered already, yields no row.
 * A second order under one idempotency key violates a primary key and fails.
 * Arrays, one per column: measured, 64 orders as JSON took 1.6 ms to parse, as arrays 0.4 ms.
 */
const placeOrders = sql<{ id: string; placed_at: Date }>(
  "orders.place",
  `with input as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::uuid[], $7::text[], $8::timestamptz[],
      $9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::text[],
      $18::text[], $19::text[], $20::text[], $21::uuid[], $22::text[], $23::text[], $24::uuid[], $25::text[])
      as o (id, shopper_id, number, cart_id, cart_version, hold_id, request_hash, hold_expires_at,
        currency, country, subtotal_minor, discount_minor, shipping_minor, tax_minor, included_tax_minor, total_minor, shipping_method,
        email, shipping_address, promotions, payment_id, provider, token, event_id, event)
  ), closed as (
    update carts c set status = 'ordered', order_id = i.id, version = c.version + 1, updated_at = now()
    from input i
    where c.id = i.cart_id and c.shopper_id = i.shopper_id and c.status = 'open' and c.version = i.cart_version
      and i.hold_expires_at > now()
    returning i.*
  ), placed as (
    insert into orders (id, shopper_id, number, cart_id, hold_id, currency, country, subtotal_minor, discount_minor, shipping_minor,
      tax_minor, included_tax_minor, total_minor, shipping_method, email, shipping_address, promotions)
    select id, shopper_id, number, cart_id, hold_id, currency, country, subtotal_minor, discount_minor, shipping_minor,
      tax_minor, included_tax_minor, total_minor, shipping_method, email, shipping_address::jsonb, promotions::jsonb from closed
    returning id, placed_at
  ), lines as (
    insert into order_lines (order_id, shopper_id, variant_id, position, sku, name, quantity, unit_price_minor, total_minor,
      discount_minor, tax_minor, included_tax_minor, allocations)
    select c.id, c.shopper_id, l.variant_id, l.position, l.sku, l.name, l.quantity, l.unit_price_minor, l.unit_price_minor * l.quantity,
      l.discount_minor, l.tax_minor, l.included_tax_minor, l.allocations::jsonb
    from unnest($26::uuid[], $27::bigint[], $28::int[], $29::text[], $30::text[], $31::int[], $32::bigint[], $33::bigint[], $34::bigint[],
      $35::bigint[], $36::text[]) as l (order_id, variant_id, position, sku, name, quantity, unit_price_minor, discount_minor, tax_minor,
      included_tax_minor, allocations)
    join closed c on c.id = l.order_id
  ), payment as (
    insert into payments (order_id, shopper_id, id, provider, token, currency, amount_minor, next_attempt_at)
    select id, shopper_id, payment_id, provider, token, currency, total_minor, now() + $37::int * interval '1 ms' from closed
  ), key as (
    insert into idempotency_keys (owner_id, id, request_hash, order_id)
    select shopper_id, hold_id, decode(request_hash, 'hex'), id from closed
  ), event as (
    insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
    select event_id, shopper_id, 'order', id, 1, 'order.placed', event::jsonb from closed
  )
  select id, placed_at from placed`,
);

export interface OrderPlacement {
  /** Answers when the order was placed, or null when the cart is no longer open in that version (or the hold ran out). */
  place(order: OrderToPlace): Promise<Date | null>;
}

const LANES = 2;
const MAX_BATCH_LINES = 3_000;

/** @param firstAttemptMs how long the placing process has for the payment before a worker asks after it */
export function createOrderPlacement(db: Database, firstAttemptMs: number, observer?: PartObserver): OrderPlacement {
  const batcher = createBatcher<OrderToPlace, Date | null>({
    name: "place",
    observer,
    lanes: LANES,
    maxWeight: MAX_BATCH_LINES,
    weigh: (order) => order.lines.length,
    async run(orders) {
      const rows = await db.run(placeOrders, [...orderColumns(orders), ...lineColumns(orders), firstAttemptMs]);
      const placedAt = new Map(rows.map((row) => [row.id, row.placed_at]));
      return orders.map((order) => placedAt.get(order.id) ?? null);
    },
  });
  return { place: (order) => batcher.submit(order) };
}

/** $1 to $25 of `placeOrders`. */
function orderColumns(orders: readonly OrderToPlace[]): string[] {
  const plain = (pick: (order: OrderToPlace) => string | number) => plainArray(orders.map(pick));
  const text = (pick: (order: OrderToPlace) => string | null) => textArray(orders.map(pick));
  return [
    plain((order) => order.id),
    plain((order) => order.shopperId),
    plain((order) => order.number),
    plain((order) => order.cartId),
    plain((order) => order.cartVersion),
    plain((order) => order.holdId),
    plain((order) => order.requestHash.toString("hex")),
    plain((order) => order.holdExpiresAt.toISOString()),
    plain((order) => order.currency),
    plain((order) => order.country),
    plain((order) => order.subtotalMinor),
    plain((order) => order.discountMinor),
    plain((order) => order.shippingMinor),
    plain((order) => order.taxMinor),
    plain((order) => order.includedTaxMinor),
    plain((order) => order.totalMinor),
    text((order) => order.shippingMethod),
    text((order) => order.email),
    text((order) => JSON.stringify(order.shippingAddress)),
    text((order) => JSON.stringify(order.promotions)),
    plain((order) => order.payment.id),
    text((order) => order.payment.provider),
    text((order) => order.payment.token),
    plain(() => newId()),
    text((order) => JSON.stringify(placedEvent(order))),
  ];
}

function placedEvent({ number, holdId, currency, totalMinor }: OrderToPlace) {
  return { number, holdId, currency, totalMinor };
}

/** $26 to $36 of `placeOrders`. */
function lineColumns(orders: readonly OrderToPlace[]): string[] {
  const lines = orders.flatMap((order) => {
    const allocations = allocationsByVariant(order.allocations);
    return order.lines.map((line, position) => ({
      ...line,
      orderId: order.id,
      position,
      allocations: allocations.get(line.variantId),
    }));
  });
  return [
    plainArray(lines.map((line) => line.orderId)),
    plainArray(lines.map((line) => line.variantId)),
    plainArray(lines.map((line) => line.position)),
    textArray(lines.map((line) => line.sku)),
    textArray(lines.map((line) => line.name)),
    plainArray(lines.map((line) => line.quantity)),
    plainArray(lines.map((line) => line.unitPriceMinor)),
    plainArray(lines.map((line) => line.discountMinor)),
    plainArray(lines.map((line) => line.taxMinor)),
    plainArray(lines.map((line) => line.includedTaxMinor)),
    textArray(lines.map((line) => JSON.stringify(line.allocations ?? []))),
  ];
}

export function allocationsByVariant(
  allocations: OrderToPlace["allocations"],
): Map<number, { warehouse: string; quantity: number }[]> {
  const byVariant = new Map<number, { warehouse: string; quantity: number }[]>();
  for (const { variantId, warehouse, quantity } of allocations) {
    const list = byVariant.get(variantId);
    if (list === undefined) byVariant.set(variantId, [{ warehouse, quantity }]);
    else list.push({ warehouse, quantity });
  }
  return byVariant;
}
