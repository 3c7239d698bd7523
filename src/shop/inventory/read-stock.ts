import { type Database, sql } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";

export type WarehouseStock = {
  readonly warehouse: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly backorderLimit: number;
  readonly reorderLevel: number | null;
};

export type VariantStock = {
  readonly variantId: number;
  readonly onHand: number;
  readonly reserved: number;
  /** onHand − reserved, at least 0: what can be sold without a backorder. */
  readonly available: number;
  readonly warehouses: WarehouseStock[];
};

export type LedgerEntry = {
  readonly warehouse: string;
  readonly version: number;
  readonly kind: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly allocatedDelta: number;
  readonly backorderLimitDelta: number;
  readonly referenceId: string | null;
  readonly note: string | null;
  readonly recordedAt: string;
};

export type LowStock = {
  readonly variantId: number;
  readonly sku: string;
  readonly warehouse: string;
  readonly available: number;
  readonly reorderLevel: number;
  readonly lowSince: string;
};

/** Where a page of the ledger starts: below this row. */
export type LedgerPosition = { readonly warehouse: string; readonly version: number };
/** Where a page of low levels starts: after this level. */
export type LevelPosition = { readonly variantId: number; readonly warehouse: string };

export interface StockReads {
  /** Null when there is no such variant. */
  variant(variantId: number): Promise<VariantStock | null>;
  /** By warehouse from Z to A, newest first within each. */
  ledger(variantId: number, warehouse: string | null, before: LedgerPosition | null, limit: number): Promise<LedgerEntry[]>;
  /** Levels below their reorder level, by variant. */
  low(after: LevelPosition | null, limit: number): Promise<LowStock[]>;
}

const readVariant = sql<{ warehouses: WarehouseStock[] | null }>(
  "inventory.read-variant",
  `select (select json_agg(json_build_object('warehouse', s.warehouse, 'onHand', s.on_hand, 'reserved', s.reserved,
      'allocated', s.allocated, 'backorderLimit', s.backorder_limit, 'reorderLevel', s.reorder_level) order by s.warehouse)
    from stock_levels s where s.product_id = v.product_id and s.variant_id = v.id) as warehouses
  from variants v where v.product_id = $1 and v.id = $2`,
);

// The order of the primary key, backwards, so that a page is a range of it however long the ledger is.
const readLedger = sql<{
  warehouse: string;
  version: number;
  kind: string;
  on_hand_delta: number;
  reserved_delta: number;
  allocated_delta: number;
  backorder_limit_delta: number;
  reference_id: string | null;
  note: string | null;
  recorded_at: Date;
}>(
  "inventory.read-ledger",
  `select warehouse, version, kind, on_hand_delta, reserved_delta, allocated_delta, backorder_limit_delta, reference_id, note, recorded_at
  from stock_ledger
  where product_id = $1 and variant_id = $2 and ($3::text is null or warehouse = $3)
    and ($4::text is null or (warehouse, version) < ($4, $5::bigint))
  order by warehouse desc, version desc limit $6`,
);

const readLow = sql<{
  variant_id: number;
  sku: string;
  warehouse: string;
  available: number;
  reorder_level: number;
  low_since: Date;
}>(
  "inventory.read-low",
  `select s.variant_id, v.sku, s.warehouse, s.on_hand - s.reserved as available, s.reorder_level, s.low_since
  from stock_levels s join variants v on v.product_id = s.product_id and v.id = s.variant_id
  where s.low_since is not null and s.on_hand - s.reserved < s.reorder_level
    and ($1::bigint is null or (s.product_id, s.variant_id, s.warehouse) > ($1, $2::bigint, $3))
  order by s.product_id, s.variant_id, s.warehouse limit $4`,
);

export function createStockReads(db: Database): StockReads {
  return {
    async variant(variantId) {
      const [row] = await db.run(readVariant, [productOfVariant(variantId), variantId]);
      if (row === undefined) return null;
      const warehouses = row.warehouses ?? [];
      const onHand = warehouses.reduce((sum, level) => sum + level.onHand, 0);
      const reserved = warehouses.reduce((sum, level) => sum + level.reserved, 0);
      // A backorder at one warehouse takes nothing from the shelf of another.
      const available = warehouses.reduce((sum, level) => sum + Math.max(0, level.onHand - level.reserved), 0);
      return { variantId, onHand, reserved, available, warehouses };
    },
    async ledger(variantId, warehouse, before, limit) {
      const values = [
        productOfVariant(variantId),
        variantId,
        warehouse,
        before?.warehouse ?? null,
        before?.version ?? null,
        limit,
      ];
      return (await db.run(readLedger, values)).map((row) => ({
        warehouse: row.warehouse,
        version: row.version,
        kind: row.kind,
        onHandDelta: row.on_hand_delta,
        reservedDelta: row.reserved_delta,
        allocatedDelta: row.allocated_delta,
        backorderLimitDelta: row.backorder_limit_delta,
        referenceId: row.reference_id,
        note: row.note,
        recordedAt: row.recorded_at.toISOString(),
      }));
    },
    async low(after, limit) {
      const productId = after === null ? null : productOfVariant(after.variantId);
      return (await db.run(readLow, [productId, after?.variantId ?? null, after?.warehouse ?? null, limit])).map((row) => ({
        variantId: row.variant_id,
        sku: row.sku,
        warehouse: row.warehouse,
        available: row.available,
        reorderLevel: row.reorder_level,
        lowSince: row.low_since.toISOString(),
      }));
    },
  };
}
