import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { giveBack } from "./redemptions.ts";

export type ExpiredRedemption = { readonly holdId: string; readonly shopperId: string };

/** What the sweeper needs of the uses that were held for a checkout and never became used or given back. */
export interface ExpiredRedemptions {
  /** Holds with uses that expired more than `graceMs` ago; at most `limit` uses are looked at. */
  list(graceMs: number, limit: number): Promise<ExpiredRedemption[]>;
  prolong(holdIds: readonly string[], ttlMs: number): Promise<void>;
  /** Gives back what is held and still expired. */
  expire(holdIds: readonly string[]): Promise<void>;
}

const listExpired = sql<{ hold_id: string; shopper_id: string }>(
  "promotions.list-expired",
  `select distinct hold_id, shopper_id from (
     select hold_id, shopper_id from promotion_redemptions
     where state = 'held' and expires_at < now() - $1::int * interval '1 ms' order by expires_at limit $2
   ) r`,
);

const prolong = sql<object>(
  "promotions.prolong",
  `update promotion_redemptions set expires_at = now() + $2::int * interval '1 ms'
   where hold_id = any($1::uuid[]) and state = 'held'`,
);

export function createExpiredRedemptions(db: Database): ExpiredRedemptions {
  return {
    async list(graceMs, limit) {
      const rows = await db.run(listExpired, [graceMs, limit]);
      return rows.map((row) => ({ holdId: row.hold_id, shopperId: row.shopper_id }));
    },
    async prolong(holdIds, ttlMs) {
      await retryTransient(() => db.run(prolong, [holdIds, ttlMs]));
    },
    async expire(holdIds) {
      await retryTransient(() => db.run(giveBack, [holdIds, null, true]));
    },
  };
}
