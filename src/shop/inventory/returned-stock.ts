import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import type { Allocation } from "./allocate.ts";
import { noteStock, recordAvailability } from "./availability-events.ts";

export type ReturnedStock = {
  readonly returnId: string;
  readonly holdId: string;
  /** False: the units never left the warehouse, so their promise ends. True: they come back on the shelf. */
  readonly sent: boolean;
  readonly units: readonly Allocation[];
};

const lockLevels = sql<object>(
  "inventory.lock-levels",
  `select from stock_levels s where (s.product_id, s.variant_id, s.warehouse) in (
     select i.variant_id / 10000, i.variant_id, i.warehouse from unnest($1::bigint[], $2::text[]) as i (variant_id, warehouse))
   order by s.product_id, s.variant_id, s.warehouse for update`,
);

/**
 * Books returned units once. $1 return ids, $2 hold ids, $3 variant ids, $4 warehouses, $5 quantities, $6 sent.
 * What was sent is added to the shelf; of what was not, the reservation shrinks, whether it is held or allocated.
 */
const bookReturns = sql<object>(
  "inventory.book-returns",
  `with wanted as (
    select return_id, hold_id, variant_id / 10000 as product_id, variant_id, warehouse, quantity, sent
    from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::int[], $6::boolean[])
      as w (return_id, hold_id, variant_id, warehouse, quantity, sent)
  ), fresh as (
    insert into stock_returns (product_id, return_id, variant_id, warehouse, quantity)
    select product_id, return_id, variant_id, warehouse, quantity from wanted
    on conflict do nothing returning product_id, return_id, variant_id, warehouse
  ), todo as (
    select w.* from wanted w join fresh f on f.product_id = w.product_id and f.return_id = w.return_id
      and f.variant_id = w.variant_id and f.warehouse = w.warehouse
  ), promised as (
    select product_id, hold_id, variant_id, warehouse, sum(quantity)::int as quantity from todo where not sent group by 1, 2, 3, 4
  ), ended as (
    delete from reservations r using promised p
    where r.product_id = p.product_id and r.hold_id = p.hold_id and r.variant_id = p.variant_id and r.warehouse = p.warehouse
      and r.quantity <= p.quantity
    returning r.product_id, r.variant_id, r.warehouse, r.hold_id, r.state, r.quantity
  ), reduced as (
    update reservations r set quantity = r.quantity - p.quantity from promised p
    where r.product_id = p.product_id and r.hold_id = p.hold_id and r.variant_id = p.variant_id and r.warehouse = p.warehouse
      and r.quantity > p.quantity
    returning r.product_id, r.variant_id, r.warehouse, r.hold_id, r.state, p.quantity
  ), changes as (
    select product_id, variant_id, warehouse, case state when 'held' then 'release' else 'deallocate' end as kind, 0 as on_hand,
      -quantity as reserved, case state when 'held' then 0 else -quantity end as allocated, hold_id as reference_id
    from (select * from ended union all select * from reduced) r
    union all
    select product_id, variant_id, warehouse, 'restock', quantity, 0, 0, return_id from todo where sent
  ), sums as (
    select product_id, variant_id, warehouse, sum(on_hand)::int as on_hand, sum(reserved)::int as reserved,
      sum(allocated)::int as allocated, count(*) as changes
    from changes group by 1, 2, 3
  ), levelled as (
    update stock_levels s set on_hand = s.on_hand + m.on_hand, reserved = s.reserved + m.reserved,
      allocated = s.allocated + m.allocated, version = s.version + m.changes
    from sums m where s.product_id = m.product_id and s.variant_id = m.variant_id and s.warehouse = m.warehouse
    returning s.product_id, s.variant_id, s.warehouse, s.version - m.changes as base, s.version,
      s.on_hand + s.backorder_limit - s.reserved as sellable,
      s.on_hand + s.backorder_limit - s.reserved - m.on_hand + m.reserved as sellable_before
  ), told as (
    ${recordAvailability}
  ), noted as (
    ${noteStock}
  )
  insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta, reserved_delta, allocated_delta, reference_id)
  select c.product_id, c.variant_id, c.warehouse,
    l.base + row_number() over (partition by c.product_id, c.variant_id, c.warehouse order by c.reference_id),
    c.kind, c.on_hand, c.reserved, c.allocated, c.reference_id
  from changes c join levelled l on l.product_id = c.product_id and l.variant_id = c.variant_id and l.warehouse = c.warehouse`,
);

/** Books what came back of orders; a return that is booked already is left alone. */
export async function bookReturnedStock(db: Database, returns: readonly ReturnedStock[]): Promise<void> {
  const units = returns.flatMap((one) => one.units.map((unit) => ({ ...one, ...unit })));
  if (units.length === 0) return;
  const variantIds = units.map((unit) => unit.variantId);
  const warehouses = units.map((unit) => unit.warehouse);
  await retryTransient(() =>
    db.transaction(async (tx) => {
      // A statement of its own, so that the next one sees the reservations as the last holder of the locks has left them.
      await tx.run(lockLevels, [variantIds, warehouses]);
      await tx.run(bookReturns, [
        units.map((unit) => unit.returnId),
        units.map((unit) => unit.holdId),
        variantIds,
        warehouses,
        units.map((unit) => unit.quantity),
        units.map((unit) => unit.sent),
      ]);
    }),
  );
}
