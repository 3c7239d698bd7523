import { type Database, sql } from "../../platform/database/database.ts";

/** What is held for checkouts under way, each counted up to `MAX_COUNTED`. */
export type HeldStock = {
  /** Lines of holds that are neither allocated nor given back. */
  readonly held: number;
  /** Those of them whose time is up, which the sweeper has yet to look at. */
  readonly overdue: number;
};

/** Nobody needs to know how much more than this there is, and counting has to stay cheap in a sale. */
const MAX_COUNTED = 10_000;

const readHeld = sql<HeldStock>(
  "inventory.held-stock",
  `select count(*)::int as held, (count(*) filter (where expires_at < now()))::int as overdue
   from (select expires_at from reservations where state = 'held' order by expires_at limit ${MAX_COUNTED}) as held`,
);

export async function readHeldStock(db: Database): Promise<HeldStock> {
  const [row] = await db.run(readHeld);
  return row!;
}
