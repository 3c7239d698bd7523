import { type Queryable, sql } from "../../platform/database/database.ts";
import { productOfContent } from "../../platform/ids.ts";

const readAskers = sql<{ id: number; shopper_id: string }>(
  "questions.read-askers",
  `select q.id, q.shopper_id from unnest($1::bigint[], $2::bigint[]) as i (product_id, id)
   cross join lateral (
     select id, shopper_id from questions where product_id = i.product_id and id = i.id and shopper_id is not null limit 1
   ) as q`,
);

/** The shoppers who asked these questions, by the question's id; those asked without a session are left out. One statement, none without ids. */
export async function askersOfQuestions(db: Queryable, questionIds: readonly number[]): Promise<Map<number, string>> {
  if (questionIds.length === 0) return new Map();
  const rows = await db.run(readAskers, [questionIds.map(productOfContent), questionIds]);
  return new Map(rows.map((row) => [row.id, row.shopper_id]));
}
