import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Database, sql } from "../../platform/database/database.ts";

/** A cart without changes for this long is given up. */
export const CART_LIFETIME_MS = 30 * 24 * 3_600_000;
/** Carts looked at by one statement: some milliseconds of reading the primary key. */
const BATCH_SIZE = 5_000;
const SMALLEST_ID = "00000000-0000-0000-0000-000000000000";

// An id begins with the time of its cart, so only carts that are old enough are looked at, in the order of the primary key. An index of the
// open ones would find them faster, and every checkout would pay for it.
const expireBatch = sql<{ seen: number; last_id: string | null; expired: number }>(
  "carts.expire",
  `with seen as materialized (
    select id, shopper_id, status, updated_at from carts
    where id > $1 and id < uuid_v7_lower_bound($2::timestamptz) order by id limit $3
  ), expired as (
    update carts c set status = 'expired', version = c.version + 1
    from seen s
    where c.id = s.id and c.shopper_id = s.shopper_id and s.status = 'open' and s.updated_at < $2
      and c.status = 'open' and c.updated_at < $2
    returning 1
  )
  select count(*)::int as seen, (array_agg(id order by id desc))[1] as last_id, (select count(*)::int from expired) as expired from seen`,
);

export type ExpiryBatch = {
  readonly expired: number;
  /** Where the next batch begins; null at the end. */
  readonly next: string | null;
};

/** For a job: looks at one batch of old carts, from `after` on, and expires those without changes. Call it again with `next` until that is null. */
export async function expireCarts(db: Database, after: string | null = null, clock: Clock = systemClock): Promise<ExpiryBatch> {
  const cutoff = new Date(clock.now().getTime() - CART_LIFETIME_MS);
  const [batch] = await db.run(expireBatch, [after ?? SMALLEST_ID, cutoff, BATCH_SIZE]);
  return { expired: batch!.expired, next: batch!.seen < BATCH_SIZE ? null : batch!.last_id };
}
