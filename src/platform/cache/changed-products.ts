import { type Database, type Queryable, sql } from "../database/database.ts";
import { LONGEST_GAP_MS } from "./invalidations.ts";

/**
 * What each statement that changes what a page shows ends with. It reads `source`, rows of the changed `product_id`s, in the same statement
 * or transaction, so that page and note become visible together. One row for a whole batch: a note for each order would be felt, and NOTIFY
 * even more, because it holds a lock of the whole database until its transaction is on disk. `listing`: an aggregate over `source` that says
 * whether products have come, gone or moved in any list; lists that merely show one of them are known by the product.
 */
export function noteChangedProducts(source: string, { listing = "false" }: { readonly listing?: string } = {}): string {
  return `insert into changed_products (product_ids, listing)
    select array_agg(distinct product_id), ${listing} from ${source} having count(*) > 0`;
}

const snapshotNow = sql<{ snapshot: string }>("cache.snapshot", "select pg_current_snapshot()::text as snapshot");
const deleteSeen = sql<{ deleted: number }>(
  "cache.delete-changes",
  `with old as (delete from changed_products where transaction_id < pg_snapshot_xmin($1::pg_snapshot) returning 1)
   select count(*)::int as deleted from old`,
);

/** Two turns apart every reader has looked, or has been away for so long that it forgets everything anyhow. */
export const SWEEP_INTERVAL_MS = 2 * LONGEST_GAP_MS;

/** Deletes what everybody has seen: what was committed before the turn before. One statement or two. */
export function createChangeSweeper(db: Database): { runOnce(): Promise<number> } {
  let before: string | undefined;
  const snapshot = async (tx: Queryable) => (await tx.run(snapshotNow))[0]!.snapshot;
  return {
    async runOnce() {
      const deleted = before === undefined ? 0 : (await db.run(deleteSeen, [before]))[0]!.deleted;
      before = await snapshot(db);
      return deleted;
    },
  };
}
