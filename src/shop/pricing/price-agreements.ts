import { type Queryable, sql } from "../../platform/database/database.ts";

/** A price that was agreed with one shopper, in minor units; it stands above all price lists. */
export type PriceAgreement = {
  readonly variantId: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly taxIncluded: boolean;
};

/** Of one call; a wholesaler's list comes in several. */
export const MAX_AGREEMENTS_PER_CALL = 2_000;

const save = sql<object>(
  "pricing.save-agreements",
  `insert into price_agreements (shopper_id, variant_id, currency, amount_minor, tax_included)
   select $1, * from unnest($2::bigint[], $3::text[], $4::bigint[], $5::boolean[]) as a (variant_id, currency, amount_minor, tax_included)
   order by 2, 3
   on conflict (shopper_id, variant_id, currency)
   do update set amount_minor = excluded.amount_minor, tax_included = excluded.tax_included`,
);
const list = sql<PriceAgreement>(
  "pricing.list-agreements",
  `select variant_id as "variantId", currency, amount_minor as "amountMinor", tax_included as "taxIncluded" from price_agreements
   where shopper_id = $1 and (variant_id, currency) > ($2::bigint, $3) order by variant_id, currency limit $4`,
);
const remove = sql<object>("pricing.remove-agreements", "delete from price_agreements where shopper_id = $1");

/** Sets these prices for a shopper and leaves the others. One statement. No two of them may be for the same variant and currency. */
export async function savePriceAgreements(
  db: Queryable,
  shopperId: string,
  agreements: readonly PriceAgreement[],
): Promise<void> {
  await db.run(save, [
    shopperId,
    agreements.map(({ variantId }) => variantId),
    agreements.map(({ currency }) => currency),
    agreements.map(({ amountMinor }) => amountMinor),
    agreements.map(({ taxIncluded }) => taxIncluded),
  ]);
}

/** `limit` agreements of a shopper behind one, by variant and currency. */
export function listPriceAgreements(
  db: Queryable,
  shopperId: string,
  after: { readonly variantId: number; readonly currency: string },
  limit: number,
): Promise<PriceAgreement[]> {
  return db.run(list, [shopperId, after.variantId, after.currency, limit]);
}

export async function removePriceAgreements(db: Queryable, shopperId: string): Promise<void> {
  await db.run(remove, [shopperId]);
}
