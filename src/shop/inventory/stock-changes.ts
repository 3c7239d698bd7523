import { sql } from "../../platform/database/database.ts";

/**
 * The statements that move stock. Each is one atomic statement over many orders, and each keeps the same order of locks:
 * first the stock levels in key order, then the reservations. Levels, reservations and ledger change together or not at all.
 */

export type LevelRow = { readonly variant_id: number; readonly warehouse: string; readonly available: number };

export const readLevels = sql<LevelRow>(
  "inventory.read-levels",
  `select s.variant_id, s.warehouse, s.on_hand + s.backorder_limit - s.reserved as available
   from unnest($1::bigint[]) as i (id)
   join stock_levels s on s.product_id = i.id / 10000 and s.variant_id = i.id`,
);

/**
 * Takes all of the wanted quantities or, when one level no longer has enough, nothing: then the caller decides again.
 * $1 hold ids, $2 shopper ids, $3 variant ids, $4 warehouses, $5 quantities, $6 ttl in ms.
 */
export const takeHolds = sql<{ taken: boolean; expires_at: Date }>(
  "inventory.take-holds",
  `with wanted as (
    select hold_id, shopper_id, variant_id / 10000 as product_id, variant_id, warehouse, quantity, n
    from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::int[]) with ordinality as w (hold_id, shopper_id, variant_id, warehouse, quantity, n)
  ), demand as (
    select product_id, variant_id, warehouse, sum(quantity)::int as quantity, count(*) as changes from wanted group by 1, 2, 3
  ), locked as (
    select s.product_id, s.variant_id, s.warehouse, s.on_hand + s.backorder_limit - s.reserved as available
    from demand d join stock_levels s on s.product_id = d.product_id and s.variant_id = d.variant_id and s.warehouse = d.warehouse
    order by s.product_id, s.variant_id, s.warehouse
    for update of s
  ), verdict as (
    select coalesce(bool_and(l.available >= d.quantity), false) and count(*) = count(l.available) as fits
    from demand d left join locked l on l.product_id = d.product_id and l.variant_id = d.variant_id and l.warehouse = d.warehouse
  ), levelled as (
    update stock_levels s set reserved = s.reserved + d.quantity, version = s.version + d.changes
    from demand d, verdict v
    where v.fits and s.product_id = d.product_id and s.variant_id = d.variant_id and s.warehouse = d.warehouse
      and s.on_hand + s.backorder_limit - s.reserved >= d.quantity
    returning s.product_id, s.variant_id, s.warehouse, s.version - d.changes as base
  ), reserved as (
    insert into reservations (product_id, hold_id, variant_id, warehouse, shopper_id, quantity, expires_at)
    select w.product_id, w.hold_id, w.variant_id, w.warehouse, w.shopper_id, w.quantity, date_trunc('milliseconds', now()) + $6::int * interval '1 ms'
    from wanted w join levelled l on l.product_id = w.product_id and l.variant_id = w.variant_id and l.warehouse = w.warehouse
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, reserved_delta, reference_id)
    select w.product_id, w.variant_id, w.warehouse,
      l.base + row_number() over (partition by w.product_id, w.variant_id, w.warehouse order by w.n), 'hold', w.quantity, w.hold_id
    from wanted w join levelled l on l.product_id = w.product_id and l.variant_id = w.variant_id and l.warehouse = w.warehouse
  )
  select v.fits as taken, date_trunc('milliseconds', now()) + $6::int * interval '1 ms' as expires_at from verdict v`,
);

/** What is held under these holds: $1 hold ids, $2 product ids (pairs). */
export const readHolds = sql<{ hold_id: string; variant_id: number; warehouse: string; quantity: number }>(
  "inventory.read-holds",
  `select r.hold_id, r.variant_id, r.warehouse, r.quantity
   from unnest($1::uuid[], $2::bigint[]) as i (hold_id, product_id)
   join reservations r on r.product_id = i.product_id and r.hold_id = i.hold_id and r.state = 'held'`,
);

/** Takes over holds that are still there, by prolonging them: $1 hold ids, $2 product ids (pairs), $3 ttl in ms. */
export const adoptHolds = sql<{ hold_id: string; variant_id: number; warehouse: string; quantity: number; expires_at: Date }>(
  "inventory.adopt-holds",
  // Later than before in any case, so that whoever took it sees that it is no longer theirs to give back.
  `update reservations r
   set expires_at = greatest(date_trunc('milliseconds', now()) + $3::int * interval '1 ms', r.expires_at + interval '1 ms')
   from unnest($1::uuid[], $2::bigint[]) as i (hold_id, product_id)
   where r.product_id = i.product_id and r.hold_id = i.hold_id and r.state = 'held'
   returning r.hold_id, r.variant_id, r.warehouse, r.quantity, r.expires_at`,
);

/** What happens to the reservations of an order, and what it does to the level per unit. */
export const transitions = {
  allocate: { from: "held", onHand: 0, reserved: 0, allocated: 1, ends: false, onlyExpired: false },
  release: { from: "held", onHand: 0, reserved: -1, allocated: 0, ends: true, onlyExpired: false },
  // A retry of its checkout may have prolonged the hold since somebody saw that it had expired.
  expire: { from: "held", onHand: 0, reserved: -1, allocated: 0, ends: true, onlyExpired: true },
  deallocate: { from: "allocated", onHand: 0, reserved: -1, allocated: -1, ends: true, onlyExpired: false },
  ship: { from: "allocated", onHand: -1, reserved: -1, allocated: -1, ends: true, onlyExpired: false },
} as const;

export type Transition = keyof typeof transitions;

/**
 * Moves every reservation of these holds that is in the state the transition starts from; the others are left, so that
 * doing it twice is doing it once. $1 hold ids, $2 product ids (pairs), $3 kind, $4 from, $5..$7 deltas per unit, $8 ends,
 * $9 leaves those that have not expired, $10 those that do not expire at exactly that time.
 */
export const moveReservations = sql<{ hold_id: string; quantity: number }>(
  "inventory.move-reservations",
  `with wanted as (
    select distinct hold_id, product_id from unnest($1::uuid[], $2::bigint[]) as w (hold_id, product_id)
  ), locked as (
    select s.product_id, s.variant_id, s.warehouse from stock_levels s
    where (s.product_id, s.variant_id, s.warehouse) in (
      select r.product_id, r.variant_id, r.warehouse
      from wanted w join reservations r on r.product_id = w.product_id and r.hold_id = w.hold_id
      where r.state = $4
    )
    order by s.product_id, s.variant_id, s.warehouse
    for update
  ), kept as (
    update reservations r set state = 'allocated'
    from wanted w, locked l
    where not $8::boolean and r.product_id = w.product_id and r.hold_id = w.hold_id and r.state = $4
      and l.product_id = r.product_id and l.variant_id = r.variant_id and l.warehouse = r.warehouse
    returning r.product_id, r.hold_id, r.variant_id, r.warehouse, r.quantity
  ), ended as (
    delete from reservations r using wanted w, locked l
    where $8::boolean and r.product_id = w.product_id and r.hold_id = w.hold_id and r.state = $4
      and (not $9::boolean or r.expires_at <= now()) and ($10::timestamptz is null or r.expires_at = $10)
      and l.product_id = r.product_id and l.variant_id = r.variant_id and l.warehouse = r.warehouse
    returning r.product_id, r.hold_id, r.variant_id, r.warehouse, r.quantity
  ), moved as (
    select * from kept union all select * from ended
  ), sums as (
    select product_id, variant_id, warehouse, sum(quantity)::int as quantity, count(*) as changes from moved group by 1, 2, 3
  ), levelled as (
    update stock_levels s set on_hand = s.on_hand + $5::int * m.quantity, reserved = s.reserved + $6::int * m.quantity,
      allocated = s.allocated + $7::int * m.quantity, version = s.version + m.changes
    from sums m where s.product_id = m.product_id and s.variant_id = m.variant_id and s.warehouse = m.warehouse
    returning s.product_id, s.variant_id, s.warehouse, s.version - m.changes as base
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta, reserved_delta, allocated_delta, reference_id)
    select m.product_id, m.variant_id, m.warehouse,
      l.base + row_number() over (partition by m.product_id, m.variant_id, m.warehouse order by m.hold_id),
      $3, $5::int * m.quantity, $6::int * m.quantity, $7::int * m.quantity, m.hold_id
    from moved m join levelled l on l.product_id = m.product_id and l.variant_id = m.variant_id and l.warehouse = m.warehouse
  )
  select hold_id, sum(quantity)::int as quantity from moved group by hold_id`,
);
