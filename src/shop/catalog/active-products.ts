import { type Queryable, sql } from "../../platform/database/database.ts";

export type ProductName = { readonly id: number; readonly slug: string; readonly name: string };

const readNames = sql<ProductName>(
  "catalog.read-active-names",
  `select p.id, p.slug, p.name from unnest($1::bigint[]) as i (id)
   cross join lateral (select id, slug, name from products where id = i.id and status = 'active' limit 1) as p`,
);

const readAnyNames = sql<ProductName>(
  "catalog.read-names",
  `select p.id, p.slug, p.name from unnest($1::bigint[]) as i (id)
   cross join lateral (select id, slug, name from products where id = i.id limit 1) as p`,
);

/** Those of the products that shoppers may see, by id. One statement. */
export async function activeProducts(db: Queryable, ids: readonly number[]): Promise<Map<number, ProductName>> {
  return byId(await db.run(readNames, [ids]));
}

/** What products are called, archived ones too: for what is told of the past. One statement, none without ids. */
export async function productNames(db: Queryable, ids: readonly number[]): Promise<Map<number, ProductName>> {
  return ids.length === 0 ? new Map() : byId(await db.run(readAnyNames, [ids]));
}

function byId(rows: readonly ProductName[]): Map<number, ProductName> {
  return new Map(rows.map((row) => [row.id, row]));
}
