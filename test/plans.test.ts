import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import { createDatabase, type Database, type Statement } from "../src/platform/database/database.ts";
import { neighbourStatements } from "../src/shop/catalog/neighbours.ts";
import { commentStatements } from "../src/shop/engagement/comments.ts";
import { counterStatements } from "../src/shop/engagement/counters.ts";
import { feedStatements } from "../src/shop/engagement/feed.ts";
import { basketStatements } from "../src/shop/orders/order-baskets.ts";
import { companionStatements } from "../src/shop/recommendations/companion-store.ts";
import { heatStatements } from "../src/shop/recommendations/heat.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

let database: TestDatabase;
let db: Database;
let client: pg.Client;

/** Enough rows that reading a table and reading a range of its index are told apart by the planner. */
const PRODUCTS = 10_000;

before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url, poolSize: 1 });
  client = await db.connect();
  await client.query(`
    insert into categories (id, slug, name) select n, 'c' || n, 'C' || n from generate_series(1, 50) n;
    insert into products (id, slug, name, category_id, popularity)
      select n, 'p' || n, 'P' || n, 1 + n % 50, n % 1000 from generate_series(1, ${PRODUCTS}) n;
    insert into product_categories (product_id, category_id, is_direct, popularity) select id, category_id, true, popularity from products;
    insert into product_companions (product_id, companion_ids, scores, together)
      select id, array[1, 2, 3], array[9, 8, 7], array[3, 3, 3] from products;
    insert into product_heat (product_id, heat) select id, id % 777 from products;
    insert into product_category_heat (product_id, category_id, heat) select id, category_id, id % 777 from products;
    insert into engagement_counters (product_id, subject, subject_id) select id, 'product', id from products;
    insert into comment_counters (product_id) select id from products where id <= 20;
    insert into comments (product_id, id, shopper_id, author_name, body, posted_by_event, created_at)
      select p, p * 1000000 + n, gen_random_uuid(), 'a', 'b', gen_random_uuid(), now()
      from generate_series(1, 20) p, generate_series(1, 500) n;
    insert into feed_entries (id, shopper_id, kind, details)
      select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || md5(n::text)::varchar(20))::uuid,
        md5((n % 100)::text)::uuid, 'liked', '{}' from generate_series(1, 10000) n;
    analyze products, product_categories, product_companions, product_heat, product_category_heat, engagement_counters, comments, feed_entries;
  `);
});
after(async () => {
  await client.end();
  await db.close();
  await database.close();
});

/** The plan as the shop's own sessions make it: for any parameters. */
async function planOf({ text }: Statement<unknown>): Promise<string> {
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const statements: readonly (readonly [statement: Statement<unknown>, ...indexes: RegExp[]])[] = [
  [companionStatements.readCompanions, /product_companions_pkey/, /products_(?:pkey|listed)/],
  [neighbourStatements.readNeighbours, /product_categories_listing/, /products_(?:pkey|listed)/, /variant_prices_pkey/],
  [heatStatements.readHottest, /product_heat_hottest/, /products_(?:pkey|listed)/],
  [heatStatements.readHottestOfCategory, /product_category_heat_hottest/, /product_categories_pkey/],
  [commentStatements.listComments, /comments_pkey/],
  [counterStatements.readCounters, /engagement_counters_pkey/],
  [counterStatements.foldLikes, /engagement_counters_pkey/],
  [counterStatements.foldComments, /comments_pkey/, /engagement_counters_pkey/],
  [feedStatements.readPage, /feed_entries_\d{4}_\d{2}_pkey/],
  [feedStatements.deleteEntries, /feed_entries_\d{4}_\d{2}_pkey/],
  [basketStatements.readBaskets, /orders_\d{4}_\d{2}_pkey/, /order_lines_\d{4}_\d{2}_pkey/],
];

for (const [statement, ...indexes] of statements) {
  test(`${statement.name} reads ranges of indexes and no whole table`, async () => {
    const plan = await planOf(statement);
    for (const index of indexes) assert.match(plan, index);
    assert.doesNotMatch(plan, /Seq Scan/, plan);
  });
}

test("a page of the feed and a page of baskets stop at their limit instead of sorting all there is", async () => {
  for (const statement of [feedStatements.readPage, basketStatements.readBaskets, commentStatements.listComments]) {
    assert.match(await planOf(statement), /Limit/);
  }
  const [ofOrders] = (await planOf(basketStatements.readBaskets)).split("SubPlan");
  assert.doesNotMatch(ofOrders!, /Sort/);
  assert.match(await planOf(heatStatements.readHottest), /Index (?:Only )?Scan using product_heat_hottest/);
});
