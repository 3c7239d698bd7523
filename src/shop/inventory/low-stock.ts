import { type Queryable, sql } from "../../platform/database/database.ts";
import { recordProductEvents } from "../../platform/events/outbox.ts";

type Crossing = {
  readonly product_id: number;
  readonly variant_id: number;
  readonly warehouse: string;
  readonly version: number;
  readonly available: number;
  readonly reorder_level: number;
  readonly is_low: boolean;
};

const markCrossings = sql<Crossing>(
  "inventory.mark-low",
  `with crossing as (
    select s.product_id, s.variant_id, s.warehouse from stock_levels s
    where (s.product_id, s.variant_id) in (select i.id / 10000, i.id from unnest($1::bigint[]) as i (id))
      and (s.reorder_level is not null and s.on_hand - s.reserved < s.reorder_level) <> (s.low_since is not null)
    order by s.product_id, s.variant_id, s.warehouse for update
  )
  update stock_levels s set low_since = case when s.low_since is null then now() end
  from crossing c where s.product_id = c.product_id and s.variant_id = c.variant_id and s.warehouse = c.warehouse
  returning s.product_id, s.variant_id, s.warehouse, s.version, s.on_hand - s.reserved as available, s.reorder_level,
    s.low_since is not null as is_low`,
);

/**
 * Gives the reorder alert for those levels of these variants that fell below their reorder level: one event `stock.low`, and the next
 * only after the level has recovered. Backorders do not count as stock. Call it after the stock has changed.
 */
export async function alertLowStock(tx: Queryable, variantIds: readonly number[]): Promise<void> {
  if (variantIds.length === 0) return;
  const crossings = await tx.run(markCrossings, [variantIds]);
  await recordProductEvents(
    tx,
    crossings
      .filter((level) => level.is_low)
      .map((level) => ({
        productId: level.product_id,
        aggregateType: "stock",
        aggregateId: `${level.variant_id}@${level.warehouse}`,
        version: level.version,
        type: "stock.low",
        payload: {
          variantId: level.variant_id,
          warehouse: level.warehouse,
          available: level.available,
          reorderLevel: level.reorder_level,
        },
      })),
  );
}
