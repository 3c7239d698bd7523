import type { Client } from "pg";
import { explain, type PlanOf } from "../plans.ts";

/** One question, asked in two ways. */
export type Famous = {
  readonly what: string;
  readonly ways: { readonly before: string; readonly after: string };
  readonly before: PlanOf;
  readonly after: PlanOf;
};

const REVIEWS_OF =
  "select id, rating, summary, body from reviews where product_id = $1 and hidden_at is null order by relevance desc, id desc limit 10";
const REVIEWS_OF_STARS = `select r.id, r.rating, r.summary, r.body from unnest(array[1, 2, 3, 4, 5]::smallint[]) s (rating)
  cross join lateral (select * from reviews where product_id = $1 and rating = s.rating and hidden_at is null order by relevance desc, id desc limit 10) r
  order by r.relevance desc, r.id desc limit 10`;
const PAGE_BY_OFFSET =
  "select id, name from products where status = 'active' and listed order by popularity desc, id desc limit 24 offset $1";
const PAGE_BY_KEY =
  "select id, name from products where status = 'active' and listed and (popularity, id) < ($1::bigint, $2::bigint) order by popularity desc, id desc limit 24";
const PLACE_AT =
  "select popularity, id from products where status = 'active' and listed order by popularity desc, id desc limit 1 offset $1";
/** In the last tenth, where what reads from the beginning is slowest. */
const LATE_SHARE = 0.95;
const WAYS_OF_INDEXES = ["indexscan", "bitmapscan", "indexonlyscan"] as const;

/**
 * Queries that were slow in the last tenth of a table, as they were and as they are: a known retail system took 25 s there for what takes 5 ms.
 * @param products how many there are; their ids begin with 1
 */
export async function famousQueries(client: Client, products: number): Promise<Famous[]> {
  const late = Math.floor(products * LATE_SHARE);
  const withoutIndexes = async (text: string, values: readonly unknown[]) => {
    for (const way of WAYS_OF_INDEXES) await client.query(`set enable_${way} = off`);
    await client.query("set enable_seqscan = on");
    const plan = await explain(client, text, values);
    for (const way of WAYS_OF_INDEXES) await client.query(`set enable_${way} = on`);
    await client.query("set enable_seqscan = off");
    return plan;
  };
  const listed = await client.query<{ count: number }>(
    "select count(*)::int as count from products where status = 'active' and listed",
  );
  const offset = Math.floor(listed.rows[0]!.count * LATE_SHARE);
  const place = await client.query<{ popularity: number; id: number }>(PLACE_AT, [offset]);
  const { popularity, id } = place.rows[0]!;
  return [
    {
      what: "reviews of a product in the last tenth",
      ways: { before: "whole table", after: "by index" },
      before: await twice(() => withoutIndexes(REVIEWS_OF, [late])),
      after: await twice(() => explain(client, REVIEWS_OF_STARS, [late])),
    },
    {
      what: "page of a list in its last tenth",
      ways: { before: "by number", after: "by the last product's place" },
      before: await twice(() => explain(client, PAGE_BY_OFFSET, [offset])),
      after: await twice(() => explain(client, PAGE_BY_KEY, [popularity, id])),
    },
  ];
}

/** What is compared is the work, and not whether the first one found its blocks in memory. */
async function twice(work: () => Promise<PlanOf>): Promise<PlanOf> {
  await work();
  return work();
}
