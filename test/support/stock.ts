import assert from "node:assert/strict";
import type { TestDatabase } from "./database.ts";

/** Every level is the sum of its ledger, versions have no gap, and what is reserved is what reservations say. */
export async function assertStockAddsUp(database: TestDatabase): Promise<void> {
  const wrong = await database.query(
    `select s.variant_id, s.warehouse, s.on_hand, s.reserved, s.allocated, s.version, l.*, r.*
    from stock_levels s
    left join lateral (
      select coalesce(sum(on_hand_delta), 0) as ledger_on_hand, coalesce(sum(reserved_delta), 0) as ledger_reserved,
        coalesce(sum(allocated_delta), 0) as ledger_allocated, coalesce(sum(backorder_limit_delta), 0) as ledger_limit,
        count(*) as entries, coalesce(max(version), 0) as last_version
      from stock_ledger l where l.product_id = s.product_id and l.variant_id = s.variant_id and l.warehouse = s.warehouse
    ) l on true
    left join lateral (
      select coalesce(sum(quantity), 0) as promised, coalesce(sum(quantity) filter (where state = 'allocated'), 0) as allocated_rows
      from reservations r where r.product_id = s.product_id and r.variant_id = s.variant_id and r.warehouse = s.warehouse
    ) r on true
    where (s.on_hand, s.reserved, s.allocated, s.backorder_limit, s.version, s.version)
      is distinct from (l.ledger_on_hand, l.ledger_reserved, l.ledger_allocated, l.ledger_limit, l.entries, l.last_version)
      or (s.reserved, s.allocated) is distinct from (r.promised, r.allocated_rows)`,
  );
  assert.deepEqual(wrong, []);
}

/** Every payment counts its refunds, nothing exceeds what was captured, and the events of an order count its versions without a gap. */
export async function assertOrdersAddUp(database: TestDatabase): Promise<void> {
  const wrong = await database.query(
    `select o.id, o.status, o.version, p.captured_minor, p.refunded_minor, r.refunds, e.versions
    from orders o
    join payments p on p.order_id = o.id and p.shopper_id = o.shopper_id
    left join lateral (
      select coalesce(sum(amount_minor), 0) as refunds from refunds r where r.order_id = o.id and r.status <> 'refused'
    ) r on true
    left join lateral (
      select array_agg(version order by version) as versions from outbox_shopper e where e.aggregate_id = o.id
    ) e on true
    where p.refunded_minor <> r.refunds or p.refunded_minor > p.captured_minor
      or e.versions is distinct from array(select generate_series(1, o.version))`,
  );
  assert.deepEqual(wrong, []);
}
