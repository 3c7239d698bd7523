import { noteChangedProducts } from "../../platform/cache/changed-products.ts";
import { type Queryable, sql } from "../../platform/database/database.ts";

export type OpeningStock = {
  readonly variantId: number;
  readonly warehouse: string;
  readonly onHand: number;
  readonly backorderLimit: number;
  readonly reorderLevel: number | null;
};

// Level and ledger row are made by one statement, so that the ledger folds to the level from the first unit on.
const openLevels = sql<{ variant_id: number }>(
  "inventory.open-levels",
  `with opened as (
    insert into stock_levels (product_id, variant_id, warehouse, on_hand, backorder_limit, reorder_level, version)
    select "variantId" / 10000, "variantId", warehouse, "onHand", "backorderLimit", "reorderLevel", 1
    from json_to_recordset($1) as x ("variantId" bigint, warehouse text, "onHand" integer, "backorderLimit" integer,
      "reorderLevel" integer)
    order by "variantId", warehouse
    on conflict (product_id, variant_id, warehouse) do nothing
    returning product_id, variant_id, warehouse, on_hand, backorder_limit
  ), noted as (
    ${noteChangedProducts("opened")}
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, on_hand_delta, backorder_limit_delta, note)
    select product_id, variant_id, warehouse, 1, 'receive', on_hand, backorder_limit, 'opening stock' from opened
  )
  select variant_id from opened`,
);

/** Levels per statement. */
const BATCH = 5_000;

/**
 * Gives variants their first stock in a warehouse, with its entry in the ledger. Where there is a level already, nothing changes.
 * Answers how many levels were opened.
 */
export async function openStock(db: Queryable, stock: readonly OpeningStock[]): Promise<number> {
  let opened = 0;
  for (let start = 0; start < stock.length; start += BATCH) {
    opened += (await db.run(openLevels, [JSON.stringify(stock.slice(start, start + BATCH))])).length;
  }
  return opened;
}
