import { type Database, type Queryable, retryTransient, sql } from "../../platform/database/database.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { noteStock, recordAvailability } from "./availability-events.ts";
import { alertLowStock } from "./low-stock.ts";

export type StockChangeKind = "receive" | "adjust" | "transfer-out" | "transfer-in";

/** One row of the ledger to be: units that come to a level or, below zero, leave it. */
export type StockChange = {
  readonly variantId: number;
  readonly warehouse: string;
  readonly kind: StockChangeKind;
  /** Not zero. */
  readonly delta: number;
  /** Where the caller named it, for the problem that says what is wrong with it. */
  readonly path: string;
};

const createLevels = sql<{ n: number; variant_found: boolean; warehouse_found: boolean }>(
  "inventory.create-levels",
  `with wanted as (
    select i.variant_id / 10000 as product_id, i.variant_id, i.warehouse, i.n, v.id is not null as variant_found,
      w.code is not null as warehouse_found
    from unnest($1::bigint[], $2::text[]) with ordinality as i (variant_id, warehouse, n)
    left join variants v on v.product_id = i.variant_id / 10000 and v.id = i.variant_id
    left join warehouses w on w.code = i.warehouse
  ), created as (
    insert into stock_levels (product_id, variant_id, warehouse)
    select distinct product_id, variant_id, warehouse from wanted where variant_found and warehouse_found
    order by product_id, variant_id, warehouse
    on conflict do nothing
  )
  select n::int, variant_found, warehouse_found from wanted where not (variant_found and warehouse_found) order by n`,
);

/** Makes the levels that are not there yet, empty. @throws `validation-failed` for a variant or warehouse that does not exist */
async function ensureLevels(
  tx: Queryable,
  places: readonly Pick<StockChange, "variantId" | "warehouse" | "path">[],
): Promise<void> {
  const unknown = await tx.run(createLevels, [places.map((place) => place.variantId), places.map((place) => place.warehouse)]);
  const [first] = unknown;
  if (first === undefined) return;
  const place = places[first.n - 1]!;
  if (!first.variant_found) throw invalid(`${place.path}/variantId`, `there is no variant ${place.variantId}`);
  throw invalid(`${place.path}/warehouse`, `there is no warehouse ${place.warehouse}`);
}

/** The largest number of units of a level, so that it and the largest backorder limit together fit the database's 32 bits. */
export const MAX_ON_HAND = 1_000_000_000;

type LevelRow = { readonly variant_id: number; readonly warehouse: string; readonly on_hand: number; readonly reserved: number };

type ChangedRow = LevelRow & { readonly delta: number; readonly is_short: boolean; readonly is_over: boolean };

/**
 * Changes levels, all or none, with one ledger row for each change. Answers the levels as they were, with what speaks against it:
 * one would fall below what is promised, or grow too large. $1 variant ids, $2 warehouses, $3 kinds, $4 deltas, $5 note,
 * $6 reference id, $7 largest level.
 */
const changeLevels = sql<ChangedRow>(
  "inventory.change-levels",
  `with wanted as (
    select variant_id / 10000 as product_id, variant_id, warehouse, kind, delta, n
    from unnest($1::bigint[], $2::text[], $3::text[], $4::int[]) with ordinality as i (variant_id, warehouse, kind, delta, n)
  ), sums as (
    select product_id, variant_id, warehouse, sum(delta)::bigint as delta, count(*) as changes from wanted group by 1, 2, 3
  ), locked as (
    select s.product_id, s.variant_id, s.warehouse, s.on_hand, s.reserved, m.delta,
      m.delta < 0 and (s.on_hand + m.delta < 0 or s.on_hand + m.delta + s.backorder_limit < s.reserved) as is_short,
      s.on_hand + m.delta > $7::int as is_over
    from sums m join stock_levels s on s.product_id = m.product_id and s.variant_id = m.variant_id and s.warehouse = m.warehouse
    order by s.product_id, s.variant_id, s.warehouse
    for update of s
  ), levelled as (
    update stock_levels s set on_hand = s.on_hand + m.delta, version = s.version + m.changes
    from sums m
    where not exists (select from locked where is_short or is_over)
      and s.product_id = m.product_id and s.variant_id = m.variant_id and s.warehouse = m.warehouse
    returning s.product_id, s.variant_id, s.warehouse, s.version - m.changes as base, s.version,
      s.on_hand + s.backorder_limit - s.reserved as sellable, s.on_hand + s.backorder_limit - s.reserved - m.delta as sellable_before
  ), told as (
    ${recordAvailability}
  ), noted as (
    ${noteStock}
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta, note, reference_id)
    select w.product_id, w.variant_id, w.warehouse,
      l.base + row_number() over (partition by w.product_id, w.variant_id, w.warehouse order by w.n), w.kind, w.delta, $5, $6
    from wanted w join levelled l on l.product_id = w.product_id and l.variant_id = w.variant_id and l.warehouse = w.warehouse
  )
  select variant_id, warehouse, on_hand, reserved, delta, is_short, is_over from locked order by variant_id, warehouse`,
);

export type ChangedLevel = {
  readonly variantId: number;
  readonly warehouse: string;
  readonly onHand: number;
  readonly reserved: number;
};

/**
 * Books stock changes in the caller's transaction, all or none, gives reorder alerts, and answers the levels afterwards.
 * @param reference names the request in the ledger
 * @throws `validation-failed`, `stock-below-reserved`
 */
export async function changeStock(
  tx: Queryable,
  changes: readonly StockChange[],
  { note, reference }: { readonly note: string | null; readonly reference: string | null },
): Promise<ChangedLevel[]> {
  await ensureLevels(tx, changes);
  const variantIds = changes.map((change) => change.variantId);
  const levels = await tx.run(changeLevels, [
    variantIds,
    changes.map((change) => change.warehouse),
    changes.map((change) => change.kind),
    changes.map((change) => change.delta),
    note,
    reference,
    MAX_ON_HAND,
  ]);
  assertNoneShort(levels.filter((level) => level.is_short));
  const over = levels.find((level) => level.is_over);
  if (over !== undefined) {
    const change = changes.find(({ variantId, warehouse }) => variantId === over.variant_id && warehouse === over.warehouse)!;
    throw invalid(change.path, `a level has at most ${MAX_ON_HAND} units`);
  }
  await alertLowStock(tx, [...new Set(variantIds)]);
  return levels.map((level) => ({ ...levelOf(level), onHand: level.on_hand + level.delta }));
}

function levelOf(row: LevelRow): ChangedLevel {
  return { variantId: row.variant_id, warehouse: row.warehouse, onHand: row.on_hand, reserved: row.reserved };
}

function assertNoneShort(short: readonly LevelRow[]): void {
  if (short.length > 0) throw problem("stock-below-reserved", undefined, { lines: short.map(levelOf) });
}

export type StockSetting = {
  readonly variantId: number;
  readonly warehouse: string;
  readonly onHand: number;
  /** Left as it is when undefined. */
  readonly backorderLimit?: number | undefined;
  /** Left as it is when undefined; null gives no more alerts. */
  readonly reorderLevel?: number | null | undefined;
};

/**
 * Sets a level; the differences become ledger rows. $1 product id, $2 variant id, $3 warehouse, $4 on hand, $5 backorder limit or null,
 * $6 whether to set the reorder level, $7 reorder level, $8 note. Answers the level when it would fall below what is promised.
 */
const setLevel = sql<LevelRow>(
  "inventory.set-level",
  `with locked as (
    select on_hand, reserved, backorder_limit, $4::int - on_hand as on_hand_delta,
      coalesce($5::int, backorder_limit) - backorder_limit as limit_delta
    from stock_levels where product_id = $1 and variant_id = $2 and warehouse = $3 for update
  ), verdict as (
    select *, (on_hand_delta <> 0)::int + (limit_delta <> 0)::int as changes,
      (on_hand_delta < 0 or limit_delta < 0) and $4::int + backorder_limit + limit_delta < reserved as is_short
    from locked
  ), levelled as (
    update stock_levels s set on_hand = $4::int, backorder_limit = s.backorder_limit + v.limit_delta, version = s.version + v.changes,
      reorder_level = case when $6::boolean then $7::int else s.reorder_level end
    from verdict v where not v.is_short and s.product_id = $1 and s.variant_id = $2 and s.warehouse = $3
    returning s.version - v.changes as base, v.on_hand_delta, v.limit_delta, s.product_id, s.variant_id, s.warehouse, s.version,
      s.on_hand + s.backorder_limit - s.reserved as sellable,
      s.on_hand + s.backorder_limit - s.reserved - v.on_hand_delta - v.limit_delta as sellable_before
  ), told as (
    ${recordAvailability}
  ), noted as (
    ${noteStock}
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta, backorder_limit_delta, note)
    select $1, $2, $3, l.base + row_number() over (order by e.n), e.kind, e.on_hand, e.backorder, $8
    from levelled l cross join lateral (values (1, 'adjust', l.on_hand_delta, 0), (2, 'limit', 0, l.limit_delta)) as e (n, kind, on_hand, backorder)
    where e.on_hand <> 0 or e.backorder <> 0
  )
  select $2::bigint as variant_id, $3::text as warehouse, on_hand, reserved from verdict where is_short`,
);

/** Sets what a warehouse has of a variant. @throws `validation-failed`, `stock-below-reserved` */
export function setStock(db: Database, setting: StockSetting): Promise<void> {
  const { variantId, warehouse, onHand, backorderLimit, reorderLevel } = setting;
  return retryTransient(() =>
    db.transaction(async (tx) => {
      await ensureLevels(tx, [{ variantId, warehouse, path: "/body" }]);
      const short = await tx.run(setLevel, [
        productOfVariant(variantId),
        variantId,
        warehouse,
        onHand,
        backorderLimit ?? null,
        reorderLevel !== undefined,
        reorderLevel ?? null,
        "set",
      ]);
      assertNoneShort(short);
      await alertLowStock(tx, [variantId]);
    }),
  );
}
