import type { Check } from "./check.ts";

/** What the ledger says of each level, row by row; the last row is the level's present. */
const FOLDED = `select product_id, variant_id, warehouse, count(*) as entries, max(version) as last_version,
    sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved, sum(allocated_delta) as allocated, sum(backorder_limit_delta) as backorder_limit
  from stock_ledger group by product_id, variant_id, warehouse`;

export const stockChecks: readonly Check[] = [
  {
    id: "stock.ledger-folds-to-level",
    holds: "The ledger of every stock level adds up to the level, without a gap and without an entry too many.",
    sql: `select coalesce(s.variant_id, l.variant_id) as variant_id, coalesce(s.warehouse, l.warehouse) as warehouse,
        s.version, l.entries, l.last_version, s.on_hand, l.on_hand as ledger_on_hand, s.reserved, l.reserved as ledger_reserved,
        s.allocated, l.allocated as ledger_allocated
      from stock_levels s full join (${FOLDED}) l
        on l.product_id = s.product_id and l.variant_id = s.variant_id and l.warehouse = s.warehouse
      where s.version is distinct from coalesce(l.entries, 0) or s.version is distinct from coalesce(l.last_version, 0)
        or s.on_hand is distinct from coalesce(l.on_hand, 0) or s.reserved is distinct from coalesce(l.reserved, 0)
        or s.allocated is distinct from coalesce(l.allocated, 0) or s.backorder_limit is distinct from coalesce(l.backorder_limit, 0)`,
  },
  {
    id: "stock.never-oversold",
    holds: "At no moment in the ledger was more promised than there was, and no quantity was ever negative.",
    sql: `select variant_id, warehouse, version, kind, on_hand, reserved, allocated, backorder_limit from (
        select variant_id, warehouse, version, kind, sum(on_hand_delta) over prefix as on_hand, sum(reserved_delta) over prefix as reserved,
          sum(allocated_delta) over prefix as allocated, sum(backorder_limit_delta) over prefix as backorder_limit
        from stock_ledger window prefix as (partition by product_id, variant_id, warehouse order by version, recorded_at)
      ) history
      where reserved > on_hand + backorder_limit or on_hand < 0 or reserved < 0 or allocated < 0 or allocated > reserved`,
  },
  {
    id: "stock.reservations-fold-to-level",
    holds: "What is reserved and allocated on every level is exactly what the reservations of carts and orders say.",
    sql: `select coalesce(s.variant_id, r.variant_id) as variant_id, coalesce(s.warehouse, r.warehouse) as warehouse,
        s.reserved, r.reserved as reservations, s.allocated, r.allocated as allocated_reservations
      from stock_levels s full join (
        select product_id, variant_id, warehouse, sum(quantity) as reserved, coalesce(sum(quantity) filter (where state = 'allocated'), 0) as allocated
        from reservations group by product_id, variant_id, warehouse
      ) r on r.product_id = s.product_id and r.variant_id = s.variant_id and r.warehouse = s.warehouse
      where s.reserved is distinct from coalesce(r.reserved, 0) or s.allocated is distinct from coalesce(r.allocated, 0)`,
  },
  {
    id: "stock.holds-swept",
    holds: "No hold outlives its time: it becomes an allocation or is given back.",
    sql: `select hold_id, variant_id, warehouse, quantity, expires_at from reservations
      where state = 'held' and expires_at < now() - $1::int * interval '1 second'`,
  },
  {
    id: "stock.paid-orders-allocated",
    holds: "Every paid order that is not shipped yet has exactly its units allocated.",
    sql: `select o.number, o.status, w.variant_id, w.quantity as ordered, coalesce(r.quantity, 0) as allocated
      from orders o
      join lateral (
        select l.variant_id, (select coalesce(sum((a ->> 'quantity')::int), 0) from jsonb_array_elements(l.allocations) a) - l.returned_quantity as quantity
        from order_lines l where l.order_id = o.id and l.shopper_id = o.shopper_id and l.allocations <> '[]'
      ) w on true
      left join lateral (
        select sum(r.quantity) as quantity from reservations r
        where r.product_id = w.variant_id / 10000 and r.hold_id = o.hold_id and r.variant_id = w.variant_id and r.state = 'allocated'
      ) r on true
      where o.status = 'paid' and o.updated_at < now() - $1::int * interval '1 second' and w.quantity is distinct from coalesce(r.quantity, 0)`,
  },
  {
    id: "stock.allocations-belong-to-orders",
    holds: "Every allocated unit belongs to a line of an order.",
    sql: `select r.hold_id, r.variant_id, r.warehouse, r.quantity, o.number
      from reservations r
      left join idempotency_keys k on k.owner_id = r.shopper_id and k.id = r.hold_id
      left join orders o on o.id = k.order_id and o.shopper_id = r.shopper_id
      left join order_lines l on l.order_id = o.id and l.shopper_id = o.shopper_id and l.variant_id = r.variant_id
      where r.state = 'allocated' and l.order_id is null`,
  },
  {
    id: "stock.ended-orders-hold-nothing",
    holds: "Orders that failed, were cancelled or have left the house reserve nothing any more.",
    sql: `select o.number, o.status, r.variant_id, r.warehouse, r.quantity, r.state
      from reservations r
      join idempotency_keys k on k.owner_id = r.shopper_id and k.id = r.hold_id
      join orders o on o.id = k.order_id and o.shopper_id = r.shopper_id
      where o.status not in ('pending', 'paid') and o.updated_at < now() - $1::int * interval '1 second'`,
  },
  {
    id: "stock.order-lines-served-once",
    holds: "Every physical line of an order was served in full when it was placed, no more and no less.",
    sql: `select o.number, l.variant_id, l.quantity, a.quantity as served
      from orders o join order_lines l on l.order_id = o.id and l.shopper_id = o.shopper_id
      join products p on p.id = l.variant_id / 10000 and p.kind = 'physical'
      cross join lateral (select coalesce(sum((e ->> 'quantity')::int), 0) as quantity from jsonb_array_elements(l.allocations) e) a
      where a.quantity <> l.quantity`,
  },
];
