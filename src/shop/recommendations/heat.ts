import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";

/** After so long something counts half. Short enough to follow a weekend's fashion, long enough not to forget it over a night. */
const HALF_LIFE_MS = 3 * 86_400_000;
/** From where half-lives are counted; any moment before the first event would do. */
const ORIGIN_MS = Date.UTC(2020, 0, 1);
/** Beyond so many doublings the smaller of two numbers is less than the rounding of the larger. */
const NEGLIGIBLE_DOUBLINGS = 60;

/**
 * What something of this weight adds, as a base-2 logarithm in which time is counted in half-lives. What comes one half-life later is
 * twice as large instead of what came before being halved, so sums never have to be touched again and keep their order for ever.
 */
export function heatOf(weight: number, at: Date): number {
  return Math.log2(weight) + (at.getTime() - ORIGIN_MS) / HALF_LIFE_MS;
}

/** The heat of both together: log2(2^a + 2^b), without ever making the powers. */
export function addHeat(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Math.max(a, b) + (apart > NEGLIGIBLE_DOUBLINGS ? 0 : Math.log2(1 + 2 ** -apart));
}

/** `addHeat` of what is stored and what comes, in SQL: `h` is the row, `excluded` what comes. */
const ADDED = `greatest(h.heat, excluded.heat)
     + ln(1 + power(2::float8, -least(abs(h.heat - excluded.heat), ${NEGLIGIBLE_DOUBLINGS}))) / ln(2::float8)`;

// In the order of the keys, so that two workers do not wait for each other crosswise. Products that are gone are left out.
const fold = sql<object>(
  "recommendations.fold-heat",
  `with input as (
    select i.product_id, i.heat from unnest($1::bigint[], $2::float8[]) as i (product_id, heat)
    cross join lateral (select from products p where p.id = i.product_id limit 1) as known
  ), hot as (
    insert into product_heat as h (product_id, heat) select product_id, heat from input order by product_id
    on conflict (product_id) do update set heat = ${ADDED}
  )
  insert into product_category_heat as h (product_id, category_id, heat)
  select i.product_id, c.category_id, i.heat from input i
  cross join lateral (select category_id from product_categories where product_id = i.product_id) as c
  order by i.product_id, c.category_id
  on conflict (product_id, category_id) do update set heat = ${ADDED}`,
);

// Some of the hottest may have been taken from sale or from the category since, so a few more are looked at.
const readHottest = sql<{ id: number }>(
  "recommendations.read-hottest",
  `select p.id from (select product_id, heat from product_heat order by heat desc, product_id desc limit 2 * $1::int + 10) as h
   join products p on p.id = h.product_id and p.status = 'active' and p.listed
   order by h.heat desc, p.id desc limit $1`,
);

const readHottestOfCategory = sql<{ id: number }>(
  "recommendations.read-hottest-of-category",
  `select c.product_id as id from (
     select product_id, heat from product_category_heat where category_id = $2
     order by heat desc, product_id desc limit 2 * $1::int + 10
   ) as h
   join product_categories c on c.product_id = h.product_id and c.category_id = $2 and c.visible
   order by h.heat desc, c.product_id desc limit $1`,
);

/** For the test of their plans. */
export const heatStatements = { readHottest, readHottestOfCategory };

/** Adds to the heat of products and of their places in their categories. One statement. */
export async function foldHeat(db: Queryable, heats: ReadonlyMap<number, number>): Promise<void> {
  if (heats.size > 0) await db.run(fold, [[...heats.keys()], [...heats.values()]]);
}

/** The ids of what is popular now, in the whole shop or a category: listed products, the hottest first. One statement. */
export async function hottest(db: ReadOnly, categoryId: number | null, limit: number): Promise<number[]> {
  const rows = await (categoryId === null ? db.run(readHottest, [limit]) : db.run(readHottestOfCategory, [limit, categoryId]));
  return rows.map(({ id }) => id);
}
