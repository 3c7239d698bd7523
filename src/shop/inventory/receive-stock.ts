import { type Database, type Queryable, retryTransient, sql } from "../../platform/database/database.ts";
import { changeStock } from "./stock-admin.ts";

/** How many units of a variant one warehouse shall have to sell, apart from what it has promised already. */
export type StockTarget = { readonly variantId: number; readonly warehouse: string; readonly sellable: number };

export type Received = { readonly levels: number; readonly units: number };

const readMissing = sql<{ units: number }>(
  "inventory.read-missing",
  `select greatest(0, i.sellable - coalesce(s.on_hand - s.reserved, 0)) as units
   from unnest($1::bigint[], $2::text[], $3::int[]) with ordinality as i (variant_id, warehouse, sellable, n)
   left join stock_levels s on s.product_id = i.variant_id / 10000 and s.variant_id = i.variant_id and s.warehouse = i.warehouse
   order by i.n`,
);

const readWarehouses = sql<{ code: string }>(
  "inventory.warehouses-from-country",
  "select code from warehouses where active order by (country = $1) desc, code",
);

/** The active warehouses, those of a country first. */
export async function warehousesFrom(db: Queryable, country: string): Promise<string[]> {
  return (await db.run(readWarehouses, [country])).map((row) => row.code);
}

/** Targets per transaction; a sale of one of these variants waits for as long as it takes, about 100 ms. */
const BATCH = 2_000;

/**
 * Receives what is missing to the targets, with an entry in the ledger for each level; a level that has as much already stays as it is.
 * Done again, it receives nothing more.
 */
export async function receiveUpTo(db: Database, targets: readonly StockTarget[], note: string): Promise<Received> {
  let levels = 0;
  let units = 0;
  for (let start = 0; start < targets.length; start += BATCH) {
    const received = await retryTransient(() => receiveBatch(db, targets.slice(start, start + BATCH), note));
    levels += received.length;
    units += received.reduce((sum, change) => sum + change.delta, 0);
  }
  return { levels, units };
}

function receiveBatch(db: Database, targets: readonly StockTarget[], note: string) {
  return db.transaction(async (tx) => {
    const missing = await tx.run(readMissing, [
      targets.map((target) => target.variantId),
      targets.map((target) => target.warehouse),
      targets.map((target) => target.sellable),
    ]);
    const changes = targets.flatMap(({ variantId, warehouse }, index) => {
      const delta = missing[index]!.units;
      return delta === 0 ? [] : [{ variantId, warehouse, kind: "receive", delta, path: `/${index}` } as const];
    });
    if (changes.length > 0) await changeStock(tx, changes, { note, reference: null });
    return changes;
  });
}
