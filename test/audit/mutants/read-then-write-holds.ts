import { type Database, sql } from "../../../src/platform/database/database.ts";
import type { Holds } from "../../../src/shop/inventory/holds.ts";

type Level = { readonly reserved: number; readonly version: number; readonly available: number };

const readLevel = sql<Level>(
  "mutant.read-level",
  `select reserved, version, on_hand + backorder_limit - reserved as available from stock_levels
   where product_id = $1::bigint / 10000 and variant_id = $1 and warehouse = $2`,
);

const writeLevel = sql<{ expires_at: Date }>(
  "mutant.write-level",
  `with levelled as (
    update stock_levels set reserved = $3::int + $5, version = $4::bigint + 1
    where product_id = $1::bigint / 10000 and variant_id = $1 and warehouse = $2
  ), entered as (
    insert into stock_ledger (product_id, variant_id, warehouse, version, kind, reserved_delta, reference_id)
    values ($1::bigint / 10000, $1, $2, $4::bigint + 1, 'hold', $5::int, $6)
  )
  insert into reservations (product_id, hold_id, variant_id, part, warehouse, shopper_id, quantity, expires_at)
  values ($1::bigint / 10000, $6, $1, 0, $2, $7, $5::int, now() + interval '10 min') returning expires_at`,
);

/** The classic mistake: looks at the stock, decides, and writes what it thinks is left, without a lock in between. */
export function createReadThenWriteHolds(db: Database, real: Holds, betweenReadAndWrite: () => Promise<void>): Holds {
  return {
    move: real.move,
    abandon: real.abandon,
    async take({ holdId, shopperId, lines, preference }) {
      const { variantId, quantity } = lines[0]!;
      const warehouse = preference[0]!;
      const [level] = await db.run(readLevel, [variantId, warehouse]);
      const { available, reserved, version } = level!;
      if (available < quantity) return { verdict: "out-of-stock", lines: [{ variantId, requested: quantity, available }] };
      await betweenReadAndWrite();
      const [row] = await db.run(writeLevel, [variantId, warehouse, reserved, version, quantity, holdId, shopperId]);
      return { verdict: "held", allocations: [{ variantId, warehouse, quantity }], expiresAt: row!.expires_at, fresh: true };
    },
  };
}
