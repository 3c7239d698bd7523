import { type Database, sql } from "../../../src/platform/database/database.ts";
import { customerKey, type Redemptions } from "../../../src/shop/promotions/redemptions.ts";

const readUses = sql<{ uses: number; of_customer: number }>(
  "mutant.read-uses",
  `select coalesce((select uses from promotion_uses where promotion_id = $1), 0) as uses,
     coalesce((select uses from promotion_customers where promotion_id = $1 and customer_key = $2), 0) as of_customer`,
);

const writeUses = sql<{ expires_at: Date }>(
  "mutant.write-uses",
  `with counted as (
    insert into promotion_uses (promotion_id, max_uses, uses) values ($1, $5, $3::int + 1) on conflict (promotion_id) do update set uses = excluded.uses
  ), of_customer as (
    insert into promotion_customers (promotion_id, customer_key, uses) values ($1, $2, $4::int + 1)
    on conflict (promotion_id, customer_key) do update set uses = excluded.uses
  )
  insert into promotion_redemptions (promotion_id, hold_id, shopper_id, customer_key, expires_at)
  values ($1, $6, $7, $2, now() + interval '10 min') returning expires_at`,
);

/** Counts a coupon's uses outside the transaction that takes one. */
export function createReadThenWriteRedemptions(
  db: Database,
  real: Redemptions,
  betweenReadAndWrite: () => Promise<void>,
): Redemptions {
  return {
    use: real.use,
    release: real.release,
    abandon: real.abandon,
    async hold({ holdId, shopperId, email, promotions }) {
      const promotion = promotions[0]!;
      const key = customerKey(email);
      const [row] = await db.run(readUses, [promotion.id, key]);
      const { uses, of_customer: ofCustomer } = row!;
      const { maxUses, maxUsesPerCustomer } = promotion;
      if (uses >= (maxUses ?? uses + 1) || ofCustomer >= (maxUsesPerCustomer ?? ofCustomer + 1)) return { usedUp: promotion };
      await betweenReadAndWrite();
      const [written] = await db.run(writeUses, [promotion.id, key, uses, ofCustomer, maxUses, holdId, shopperId]);
      return { usedUp: null, holdId, expiresAt: written!.expires_at, fresh: true };
    },
  };
}
