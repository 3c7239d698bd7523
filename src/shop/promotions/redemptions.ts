import { createHash } from "node:crypto";
import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import { isCheckViolation, isUniqueViolation } from "../../platform/database/errors.ts";
import { problem } from "../../platform/http/problems.ts";
import type { Promotion } from "./promotion.ts";

export type RedemptionRequest = {
  readonly holdId: string;
  readonly shopperId: string;
  readonly email: string;
  readonly promotions: readonly Promotion[];
  readonly ttlMs: number;
};

/** `expiresAt` names the try: whoever takes a hold over prolongs it. `fresh`: nothing was there before. */
export type HeldRedemptions = { readonly holdId: string; readonly expiresAt: Date; readonly fresh: boolean };
export type RedemptionHold = { readonly usedUp: Promotion } | (HeldRedemptions & { readonly usedUp: null });

/** A promotion with a limit is used up like stock: held while the order is placed, used when it is paid, else given back. */
export interface Redemptions {
  /**
   * Takes one use of each, all or none. Doing it again with the same hold takes nothing more and keeps what is held.
   * `usedUp` names the promotion that is, and then nothing was taken.
   */
  hold(request: RedemptionRequest): Promise<RedemptionHold>;
  /** Gives back what this call of `hold` took, unless another try of the same checkout has taken it over since. */
  abandon(hold: HeldRedemptions): Promise<void>;
  /** The order is paid: the uses of its hold stay. */
  use(holdIds: readonly string[]): Promise<void>;
  /** The order did not come about: the uses of its hold are given back. */
  release(holdIds: readonly string[]): Promise<void>;
}

type RedeemRow = {
  readonly promotion_id: string;
  readonly has_room: boolean;
  readonly fresh: boolean;
  /** Somebody took or gave back a use while the statement waited for its turn; it may have been another try of the same checkout. */
  readonly overtaken: boolean;
  /** No use was ever counted, so there is no row to wait at. */
  readonly uncounted: boolean;
  readonly expires_at: Date | null;
};

/**
 * Takes one use of every promotion, or of none: all within their limits, or nothing is written. What the statement cannot see because it
 * happens at the same time is stopped by the limits' constraints. $1 promotion ids, $2 limits, $3 limits per customer, $4 hold id,
 * $5 customer key, $6 shopper id, $7 ttl in ms.
 */
const redeem = sql<RedeemRow>(
  "promotions.redeem",
  `with wanted as (
    select * from unnest($1::uuid[], $2::int[], $3::int[]) as w (promotion_id, max_uses, max_uses_per_customer)
  ), fresh as (
    select w.* from wanted w
    where not exists (select from promotion_redemptions r where r.promotion_id = w.promotion_id and r.hold_id = $4::uuid)
  ), locked as (
    select u.promotion_id, u.uses, u.ctid as place from promotion_uses u join fresh f on f.promotion_id = u.promotion_id
    order by u.promotion_id for update of u
  ), room as (
    select f.promotion_id, (f.max_uses is null or coalesce(l.uses, 0) < f.max_uses)
      and (f.max_uses_per_customer is null or coalesce(c.uses, 0) < f.max_uses_per_customer) as has_room,
      l.place is distinct from seen.ctid as overtaken, l.place is null as uncounted
    from fresh f left join locked l on l.promotion_id = f.promotion_id
    left join promotion_uses seen on seen.promotion_id = f.promotion_id
    left join promotion_customers c on c.promotion_id = f.promotion_id and c.customer_key = $5::bytea
  ), verdict as (
    select coalesce(bool_and(has_room and not uncounted), true) as fits from room
  ), redeemed as (
    -- Whole milliseconds, because that is what comes back in abandon, and the same for all.
    insert into promotion_redemptions (promotion_id, hold_id, shopper_id, customer_key, expires_at)
    select f.promotion_id, $4, $6::uuid, $5, date_trunc('milliseconds', now()) + $7::int * interval '1 ms'
    from fresh f, verdict v where v.fits order by f.promotion_id
    returning promotion_id, expires_at
  ), prolonged as (
    update promotion_redemptions r
    set expires_at = greatest(date_trunc('milliseconds', now()) + $7::int * interval '1 ms', r.expires_at + interval '1 ms')
    from wanted w where r.promotion_id = w.promotion_id and r.hold_id = $4
    returning r.promotion_id, r.expires_at
  ), counted as (
    update promotion_uses u set uses = u.uses + 1, max_uses = f.max_uses
    from fresh f, verdict v where v.fits and u.promotion_id = f.promotion_id
  ), counted_of_customer as (
    insert into promotion_customers as u (promotion_id, customer_key, max_uses, uses)
    select f.promotion_id, $5, f.max_uses_per_customer, 1 from fresh f, verdict v where v.fits order by f.promotion_id
    on conflict (promotion_id, customer_key) do update set uses = u.uses + 1, max_uses = excluded.max_uses
  )
  select w.promotion_id, coalesce(r.has_room, true) as has_room, r.promotion_id is not null as fresh, coalesce(r.overtaken, false) as overtaken,
    coalesce(r.uncounted, false) as uncounted,
    coalesce((select expires_at from redeemed d where d.promotion_id = w.promotion_id),
      (select expires_at from prolonged p where p.promotion_id = w.promotion_id)) as expires_at
  from wanted w left join room r on r.promotion_id = w.promotion_id
  order by w.promotion_id`,
);

/**
 * The rows that `redeem` waits at: only where all of them are there can it lock them in one order. Made by itself, because whoever holds a
 * new one while waiting for an old one would stand in the way of those who lock the old ones first.
 */
const startCounting = sql<object>(
  "promotions.start-counting",
  `insert into promotion_uses (promotion_id, max_uses, uses)
   select promotion_id, max_uses, 0 from unnest($1::uuid[], $2::int[]) as w (promotion_id, max_uses) order by promotion_id
   on conflict (promotion_id) do nothing`,
);

const markUsed = sql<object>(
  "promotions.mark-used",
  "update promotion_redemptions set state = 'used' where hold_id = any($1::uuid[]) and state = 'held'",
);

/**
 * Gives back the uses of holds: $1 hold ids; $2 only those that are held until exactly then; $3 only those that are held and have expired.
 * The counts are locked in the same order as `redeem` locks them.
 */
export const giveBack = sql<object>(
  "promotions.give-back",
  `with ended as (
    delete from promotion_redemptions
    where hold_id = any($1::uuid[]) and ($2::timestamptz is null or (state = 'held' and expires_at = $2))
      and (not $3::boolean or (state = 'held' and expires_at <= now()))
    returning promotion_id, customer_key
  ), per_promotion as (
    select promotion_id, count(*) as uses from ended group by promotion_id
  ), locked as (
    select from promotion_uses where promotion_id in (select promotion_id from per_promotion) order by promotion_id for update
  ), counted as (
    update promotion_uses u set uses = u.uses - e.uses
    from per_promotion e where (select count(*) from locked) >= 0 and u.promotion_id = e.promotion_id
  )
  update promotion_customers u set uses = u.uses - e.uses
  from (select promotion_id, customer_key, count(*) as uses from ended group by 1, 2) e
  where (select count(*) from locked) >= 0 and u.promotion_id = e.promotion_id and u.customer_key = e.customer_key`,
);

/** A guest who opens a new session is still the same customer to a limit; the address itself is not kept here. */
export function customerKey(email: string): Buffer {
  return createHash("sha256").update(email.trim().toLowerCase()).digest();
}

/** What happens at the very same time is not in a statement's snapshot; a second look sees it, and a few more are plenty. */
const MAX_LOOKS = 5;

function isRace(error: unknown): boolean {
  return (
    isUniqueViolation(error) ||
    isCheckViolation(error, "promotion_uses_within_limit") ||
    isCheckViolation(error, "promotion_customers_within_limit")
  );
}

export function createRedemptions(db: Database): Redemptions {
  /** Null when what it saw had changed before it could have it. */
  async function look({ holdId, shopperId, email, promotions, ttlMs }: RedemptionRequest, isLast: boolean) {
    const ids = promotions.map((promotion) => promotion.id);
    const rows = await retryTransient(() =>
      db.run(redeem, [
        ids,
        promotions.map((promotion) => promotion.maxUses),
        promotions.map((promotion) => promotion.maxUsesPerCustomer),
        holdId,
        customerKey(email),
        shopperId,
        ttlMs,
      ]),
    );
    const refused = rows.find((row) => !row.has_room);
    if (refused === undefined && rows.some((row) => row.uncounted)) {
      await retryTransient(() => db.run(startCounting, [ids, promotions.map((promotion) => promotion.maxUses)]));
      return null;
    }
    if (refused !== undefined) {
      if (refused.overtaken && !isLast) return null;
      return { usedUp: promotions.find((promotion) => promotion.id === refused.promotion_id)! };
    }
    // Without a time, a use that was held before has just been given back.
    const expiresAt = rows.some((row) => row.expires_at === null) ? null : rows[0]!.expires_at;
    return expiresAt === null ? null : { usedUp: null, holdId, expiresAt, fresh: rows.every((row) => row.fresh) };
  }

  return {
    async hold(request) {
      for (let looks = 1; looks <= MAX_LOOKS; looks += 1) {
        try {
          const hold = await look(request, looks === MAX_LOOKS);
          if (hold !== null) return hold;
        } catch (error) {
          if (!isRace(error)) throw error;
        }
      }
      throw problem("overloaded", "These promotions are used too often at the moment.");
    },
    async abandon({ holdId, expiresAt, fresh }) {
      if (fresh) await retryTransient(() => db.run(giveBack, [[holdId], expiresAt, false]));
    },
    async use(holdIds) {
      await retryTransient(() => db.run(markUsed, [holdIds]));
    },
    async release(holdIds) {
      await retryTransient(() => db.run(giveBack, [holdIds, null, false]));
    },
  };
}
