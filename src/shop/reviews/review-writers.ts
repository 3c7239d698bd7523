import { type Queryable, sql } from "../../platform/database/database.ts";
import { productOfContent } from "../../platform/ids.ts";

const readWriters = sql<{ id: number; shopper_id: string }>(
  "reviews.read-writers",
  `select r.id, r.shopper_id from unnest($1::bigint[], $2::bigint[]) as i (product_id, id)
   cross join lateral (
     select id, shopper_id from reviews where product_id = i.product_id and id = i.id and shopper_id is not null limit 1
   ) as r`,
);

/** The shoppers who wrote these reviews, by the review's id; those written without a session are left out. One statement, none without ids. */
export async function writersOfReviews(db: Queryable, reviewIds: readonly number[]): Promise<Map<number, string>> {
  if (reviewIds.length === 0) return new Map();
  const rows = await db.run(readWriters, [reviewIds.map(productOfContent), reviewIds]);
  return new Map(rows.map((row) => [row.id, row.shopper_id]));
}
