import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import type { Companions } from "./companions.ts";

export type CompanionSource = "orders" | "given";

/** Products in one statement of a rebuild: 300 rows of 24 companions are about 100 KB. */
export const WRITE_BATCH = 300;
/** Each looks at the whole table until it has found so many; a rebuild leaves few behind. */
const DELETE_BATCH = 5_000;

// A list travels as text, because an array of arrays of different lengths is no array to PostgreSQL. What was sold once and is gone is left out.
const writeCompanions = sql<object>(
  "recommendations.write-companions",
  `insert into product_companions as c (product_id, companion_ids, scores, together, source, computed_at)
   select i.product_id, string_to_array(i.companion_ids, ' ')::bigint[], string_to_array(i.scores, ' ')::real[],
     string_to_array(i.together, ' ')::integer[], $5, $6
   from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as i (product_id, companion_ids, scores, together)
   cross join lateral (select from products p where p.id = i.product_id limit 1) as known
   order by i.product_id
   on conflict (product_id) do update set companion_ids = excluded.companion_ids, scores = excluded.scores, together = excluded.together,
     source = excluded.source, computed_at = excluded.computed_at`,
);

const deleteStale = sql<{ deleted: number }>(
  "recommendations.delete-stale-companions",
  `with old as (
    delete from product_companions where product_id = any(array(
      select product_id from product_companions where source = 'orders' and computed_at < $1 limit $2
    )) returning 1
  ) select count(*)::int as deleted from old`,
);

const readCompanions = sql<{ id: number }>(
  "recommendations.read-companions",
  `select p.id from product_companions c
   cross join lateral unnest(c.companion_ids) with ordinality as u (id, n)
   join products p on p.id = u.id and p.status = 'active' and p.listed
   where c.product_id = $1 order by u.n limit $2`,
);

/** For the test of its plan. */
export const companionStatements = { readCompanions };

/** Stores what is bought together with these products, in place of what was stored before. One statement. */
export async function storeCompanions(
  db: Queryable,
  batch: readonly Companions[],
  source: CompanionSource,
  computedAt: Date,
): Promise<void> {
  if (batch.length === 0) return;
  const joined = (pick: (companion: Companions["companions"][number]) => number) =>
    batch.map(({ companions }) => companions.map(pick).join(" "));
  await db.run(writeCompanions, [
    batch.map(({ productId }) => productId),
    joined(({ productId }) => productId),
    joined(({ score }) => Math.fround(score)),
    joined(({ together }) => together),
    source,
    computedAt,
  ]);
}

/** Removes one batch of what a rebuild before `computedAt` has found and this one has not; what came with the catalogue stays. */
export async function dropStaleCompanions(db: Queryable, computedAt: Date): Promise<{ readonly done: boolean }> {
  const [row] = await db.run(deleteStale, [computedAt, DELETE_BATCH]);
  return { done: row!.deleted < DELETE_BATCH };
}

/** Products that are sold and listed and bought together with this one, the strongest first. One statement. */
export async function companionIdsOf(db: ReadOnly, productId: number, limit: number): Promise<number[]> {
  return (await db.run(readCompanions, [productId, limit])).map(({ id }) => id);
}
