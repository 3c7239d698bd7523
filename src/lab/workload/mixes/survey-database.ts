import pg from "pg";
import { type Catalogue, MAX_NAMES, queryFor } from "./catalogue.ts";

/** Sixteen bytes each; more would not make the load more like a shop's. */
const MAX_PRODUCTS = 5_000_000;

const PRODUCTS = `select p.id::float8 as id, coalesce(v.id, 0)::float8 as variant
  from (select id, popularity from products where status = 'active' and listed order by popularity desc, id desc limit $1) p
  left join lateral (
    select id from variants where product_id = p.id and status = 'active' and exists (
      select from stock_levels s where s.product_id = p.id and s.variant_id = variants.id and s.on_hand > s.reserved
    ) order by id limit 1
  ) v on true
  order by p.popularity desc, p.id desc`;
const NAMES = "select name from products where status = 'active' and listed order by popularity desc, id desc limit $1";
const CATEGORIES = "select slug from categories order by id";

/** Reads what a shop sells out of its database, the most popular first: the whole range, where the API's lists show its top. */
export async function surveyDatabase(url: string): Promise<Catalogue> {
  const client = new pg.Client({ connectionString: url, application_name: "tenfold load" });
  await client.connect();
  try {
    const { rows } = await client.query({ text: PRODUCTS, values: [MAX_PRODUCTS], rowMode: "array" });
    if (rows.length === 0)
      throw new Error("The shop has nothing that can be bought: `tenfold generate` or the demo data fill it.");
    const names = await client.query<{ name: string }>(NAMES, [MAX_NAMES]);
    const categories = await client.query<{ slug: string }>(CATEGORIES);
    return {
      productIds: Float64Array.from(rows, (row) => Number(row[0])),
      variantIds: Float64Array.from(rows, (row) => Number(row[1])),
      categories: categories.rows.map(({ slug }) => encodeURIComponent(slug)),
      queries: names.rows.map(({ name }) => queryFor(name)),
    };
  } finally {
    await client.end();
  }
}
