import { type Database, sql } from "../../src/platform/database/database.ts";
import { newId } from "../../src/platform/ids.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";

export type Cart = { readonly cartId: string; readonly shopperId: string };

export const SKUS = 100_000;
/** The one SKU that everybody wants: product 1. */
export const HOT_VARIANT = 10_001;
const CARTS_PER_STATEMENT = 500;

const seedStatements = [
  "insert into products (id, slug, name) select i, 'p' || i, 'Product ' || i from generate_series(1, $1::int) i",
  "insert into variants (product_id, id, sku) select i, i * 10000::bigint + 1, 'S' || i from generate_series(1, $1::int) i",
  `insert into variant_offers (product_id, variant_id, version, body) select i, i * 10000::bigint + 1, 1, jsonb_build_object('sku', 'S' || i,
     'name', 'Product number ' || i, 'options', '{}'::jsonb, 'kind', 'physical', 'weightGrams', 200, 'taxCategory', 'standard',
     'categoryIds', '[1]'::jsonb, 'sellable', true,
     'prices', '[{"priceListId":1,"currency":"GBP","minQuantity":1,"amountMinor":999}]'::jsonb) from generate_series(1, $1::int) i`,
  `insert into stock_levels (product_id, variant_id, warehouse, on_hand, version)
     select i, i * 10000::bigint + 1, w.code, 10000000, 1 from generate_series(1, $1::int) i, (select code from warehouses order by code limit 2) w
     union all select i, i * 10000::bigint + 1, 'LON1', 10000000, 1 from generate_series(1, $1::int) i
     where not exists (select from (select code from warehouses order by code limit 2) w where w.code = 'LON1')`,
  // Nobody searches here: an index that seems filled is not filled by the worker while the sale is measured.
  "update search_statistics set documents = $1::int",
];

/** One product with one variant each, in stock at several warehouses. */
export async function seedSkus(db: Database): Promise<void> {
  await seedReferenceData(db);
  for (const [index, text] of seedStatements.entries()) await db.run(sql(`bench.seed-${index}`, text), [SKUS]);
  // Only what is filled: statistics of an empty table would make the plans of the whole run.
  await db.run(sql("bench.analyze", "analyze products, variants, variant_offers, stock_levels"));
}

const insertCarts = sql<object>(
  "bench.carts",
  `with carts as (
    insert into carts (id, shopper_id, currency, country) select id, shopper_id, 'GBP', 'GB' from unnest($1::uuid[], $2::uuid[]) as c (id, shopper_id)
  )
  insert into cart_lines (cart_id, shopper_id, variant_id, quantity)
  select cart_id, shopper_id, variant_id, 1 from unnest($3::uuid[], $4::uuid[], $5::bigint[]) as l (cart_id, shopper_id, variant_id)`,
);

/** Carts ready to be checked out, each of a shopper of its own. */
export async function fillCarts(db: Database, count: number, basket: () => readonly number[]): Promise<Cart[]> {
  const carts: Cart[] = [];
  for (let start = 0; start < count; start += CARTS_PER_STATEMENT) {
    const some = Array.from({ length: Math.min(CARTS_PER_STATEMENT, count - start) }, () => ({
      cartId: newId(),
      shopperId: newId(),
    }));
    const lines = some.flatMap((cart) => basket().map((variantId) => ({ ...cart, variantId })));
    await db.run(insertCarts, [
      some.map((cart) => cart.cartId),
      some.map((cart) => cart.shopperId),
      lines.map((line) => line.cartId),
      lines.map((line) => line.shopperId),
      lines.map((line) => line.variantId),
    ]);
    carts.push(...some);
  }
  return carts;
}

/** Three different products, any but the hot one. */
export function randomBasket(): number[] {
  const products = new Set<number>();
  while (products.size < 3) products.add(2 + Math.floor(Math.random() * (SKUS - 1)));
  return [...products].map((product) => product * 10_000 + 1);
}
