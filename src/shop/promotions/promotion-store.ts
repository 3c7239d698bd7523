import { type Queryable, sql } from "../../platform/database/database.ts";
import { isCheckViolation, isUniqueViolation } from "../../platform/database/errors.ts";
import { problem } from "../../platform/http/problems.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import type { Promotion } from "./promotion.ts";

/** As the staff sees it. */
export type StoredPromotion = Promotion & { readonly active: boolean; readonly uses: number; readonly createdAt: Date };
export type PromotionToSave = Promotion & { readonly active: boolean };

/** Every process holds the active ones, and each cart is compared with all that have no code. */
export const MAX_ACTIVE_PROMOTIONS = 10_000;

const columns = `p.id, p.name, p.code, p.effect, p.conditions, p.currency, p.priority, p.exclusive, p.starts_at as "startsAt",
  p.ends_at as "endsAt", p.max_uses as "maxUses", p.max_uses_per_customer as "maxUsesPerCustomer", p.active, coalesce(u.uses, 0) as uses,
  p.created_at as "createdAt"`;

const upsert = sql<object>(
  "promotions.save",
  `insert into promotions (id, name, code, effect, conditions, currency, priority, exclusive, starts_at, ends_at, max_uses,
     max_uses_per_customer, active)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (id) do update set name = excluded.name, code = excluded.code, effect = excluded.effect,
     conditions = excluded.conditions, currency = excluded.currency, priority = excluded.priority, exclusive = excluded.exclusive,
     starts_at = excluded.starts_at, ends_at = excluded.ends_at, max_uses = excluded.max_uses,
     max_uses_per_customer = excluded.max_uses_per_customer, active = excluded.active`,
);

const setLimit = sql<object>(
  "promotions.set-limit",
  `insert into promotion_uses (promotion_id, max_uses) values ($1, $2)
   on conflict (promotion_id) do update set max_uses = excluded.max_uses`,
);

const countActive = sql<{ active: number }>("promotions.count-active", "select count(*) as active from promotions where active");

const read = sql<StoredPromotion>(
  "promotions.read",
  `select ${columns} from promotions p left join promotion_uses u on u.promotion_id = p.id where p.id = $1`,
);

const list = sql<StoredPromotion>(
  "promotions.list",
  `select ${columns} from promotions p left join promotion_uses u on u.promotion_id = p.id
   where p.id < coalesce($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) order by p.id desc limit $2`,
);

/**
 * Makes or replaces a promotion, with its limit where uses are counted.
 * @throws `conflict` when the code belongs to another promotion, when it has been used more often than the new limit, or when
 * MAX_ACTIVE_PROMOTIONS are active
 */
export async function savePromotion(tx: Queryable, promotion: PromotionToSave): Promise<StoredPromotion> {
  const { id, name, code, currency, priority, exclusive, startsAt, endsAt, maxUses, maxUsesPerCustomer, active } = promotion;
  const [effect, conditions] = [JSON.stringify(promotion.effect), JSON.stringify(promotion.conditions)];
  try {
    await tx.run(upsert, [
      id,
      name,
      code,
      effect,
      conditions,
      currency,
      priority,
      exclusive,
      startsAt,
      endsAt,
      maxUses,
      maxUsesPerCustomer,
      active,
    ]);
    await tx.run(setLimit, [id, maxUses]);
  } catch (error) {
    if (isUniqueViolation(error, "promotions_code_key"))
      throw problem("conflict", `The code ${code} belongs to another promotion.`);
    if (isCheckViolation(error, "promotion_uses_within_limit")) {
      throw problem("conflict", `The promotion has been used more than ${maxUses} times.`);
    }
    throw error;
  }
  const [count] = await tx.run(countActive);
  if (count!.active > MAX_ACTIVE_PROMOTIONS) {
    throw problem("conflict", `A shop has at most ${MAX_ACTIVE_PROMOTIONS} active promotions.`);
  }
  await referenceChanged(tx);
  const [saved] = await tx.run(read, [id]);
  return saved!;
}

export async function readPromotion(db: Queryable, id: string): Promise<StoredPromotion | null> {
  return (await db.run(read, [id]))[0] ?? null;
}

/** Newest first, `limit` of those whose id is below `beforeId`. */
export function listPromotions(db: Queryable, beforeId: string | null, limit: number): Promise<StoredPromotion[]> {
  return db.run(list, [beforeId, limit]);
}
