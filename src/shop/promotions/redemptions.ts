import { createHash } from "node:crypto";
import { type Database, type Queryable, retryTransient, sql } from "../../platform/database/database.ts";
import type { Promotion } from "./promotion.ts";

export type RedemptionRequest = {
  readonly holdId: string;
  readonly shopperId: string;
  readonly email: string;
  readonly promotions: readonly Promotion[];
  readonly ttlMs: number;
};

/** A promotion with a limit is used up like stock: held while the order is placed, used when it is paid, else given back. */
export interface Redemptions {
  /**
   * Takes one use of each, all or none. Doing it again with the same hold takes nothing more.
   * Answers null, or the promotion that is used up, and then nothing was taken.
   */
  hold(request: RedemptionRequest): Promise<Promotion | null>;
  /** The order is paid: the uses of its hold stay. */
  use(holdIds: readonly string[]): Promise<void>;
  /** The order did not come about: the uses of its hold are given back. */
  release(holdIds: readonly string[]): Promise<void>;
}

const insertRedemption = sql<{ promotion_id: string }>(
  "promotions.insert-redemption",
  `insert into promotion_redemptions (promotion_id, hold_id, shopper_id, customer_key, expires_at)
   values ($1, $2, $3, $4, now() + $5::int * interval '1 ms')
   on conflict (promotion_id, hold_id) do nothing returning promotion_id`,
);

const countUse = sql<{ uses: number }>(
  "promotions.count-use",
  `insert into promotion_uses as u (promotion_id, max_uses, uses) values ($1, $2, 1)
   on conflict (promotion_id) do update set uses = u.uses + 1, max_uses = excluded.max_uses
   where excluded.max_uses is null or u.uses < excluded.max_uses
   returning uses`,
);

const countCustomerUse = sql<{ uses: number }>(
  "promotions.count-customer-use",
  `insert into promotion_customers as u (promotion_id, customer_key, max_uses, uses) values ($1, $2, $3, 1)
   on conflict (promotion_id, customer_key) do update set uses = u.uses + 1, max_uses = excluded.max_uses
   where excluded.max_uses is null or u.uses < excluded.max_uses
   returning uses`,
);

const markUsed = sql<object>(
  "promotions.mark-used",
  "update promotion_redemptions set state = 'used' where hold_id = any($1::uuid[]) and state = 'held'",
);

const giveBack = sql<object>(
  "promotions.give-back",
  `with ended as (
    delete from promotion_redemptions where hold_id = any($1::uuid[]) returning promotion_id, customer_key
  ), per_promotion as (
    update promotion_uses u set uses = u.uses - e.uses
    from (select promotion_id, count(*) as uses from ended group by 1) e where u.promotion_id = e.promotion_id
  )
  update promotion_customers u set uses = u.uses - e.uses
  from (select promotion_id, customer_key, count(*) as uses from ended group by 1, 2) e
  where u.promotion_id = e.promotion_id and u.customer_key = e.customer_key`,
);

/** A guest who opens a new session is still the same customer to a limit; the address itself is not kept here. */
export function customerKey(email: string): Buffer {
  return createHash("sha256").update(email.trim().toLowerCase()).digest();
}

/** Rolls the transaction back. */
class UsedUp extends Error {
  readonly promotion: Promotion;
  constructor(promotion: Promotion) {
    super(`promotion ${promotion.id} is used up`);
    this.promotion = promotion;
  }
}

export function createRedemptions(db: Database): Redemptions {
  async function takeAll(tx: Queryable, request: RedemptionRequest): Promise<void> {
    const key = customerKey(request.email);
    for (const promotion of request.promotions.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const [inserted] = await tx.run(insertRedemption, [promotion.id, request.holdId, request.shopperId, key, request.ttlMs]);
      if (inserted === undefined) continue;
      const counted = await tx.run(countUse, [promotion.id, promotion.maxUses]);
      const ofCustomer = await tx.run(countCustomerUse, [promotion.id, key, promotion.maxUsesPerCustomer]);
      if (counted.length === 0 || ofCustomer.length === 0) {
        throw new UsedUp(promotion);
      }
    }
  }

  return {
    async hold(request) {
      try {
        await retryTransient(() => db.transaction((tx) => takeAll(tx, request)));
        return null;
      } catch (error) {
        if (error instanceof UsedUp) return error.promotion;
        throw error;
      }
    },
    async use(holdIds) {
      await retryTransient(() => db.run(markUsed, [holdIds]));
    },
    async release(holdIds) {
      await retryTransient(() => db.run(giveBack, [holdIds]));
    },
  };
}
