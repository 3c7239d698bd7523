import { type Queryable, sql } from "../../platform/database/database.ts";

const readOfStructure = sql<{ id: number }>(
  "catalog.products-of-structure",
  `select p.id from products p
   where p.id > $1 and (p.brand_id = any($2::int[])
     or exists (select from product_categories c where c.product_id = p.id and c.category_id = any($3::int[]) and c.is_direct))
   order by p.id limit $4`,
);

const readOfPriceLists = sql<{ id: number }>(
  "catalog.products-of-price-lists",
  `select distinct product_id as id from variant_prices where product_id > $1 and price_list_id = any($2::int[]) order by 1 limit $3`,
);

export type PageOfIds = { readonly after: number; readonly limit: number };

/** Products of these brands or directly in these categories, in the order of their ids. Looks at every product: for work behind the scenes. */
export async function productsOfStructure(
  db: Queryable,
  { brandIds, categoryIds }: { readonly brandIds: readonly number[]; readonly categoryIds: readonly number[] },
  { after, limit }: PageOfIds,
): Promise<number[]> {
  return (await db.run(readOfStructure, [after, brandIds, categoryIds, limit])).map(({ id }) => id);
}

/** Products with a price in one of these lists, likewise. */
export async function productsOfPriceLists(
  db: Queryable,
  priceListIds: readonly number[],
  { after, limit }: PageOfIds,
): Promise<number[]> {
  return (await db.run(readOfPriceLists, [after, priceListIds, limit])).map(({ id }) => id);
}
