import { type ReadOnly, sql } from "../../platform/database/database.ts";
import type { AttributeValue } from "./product.ts";

/** What tells how much two products have in common. */
export type ProductTraits = {
  readonly id: number;
  readonly categoryId: number | null;
  readonly brandId: number | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Lowest price of one unit in the shop's currency; null when it has none in it. */
  readonly priceMinor: number | null;
  readonly popularity: number;
};

/** Of each category that a product is in, from its own up to the root. */
const PER_CATEGORY = 40;

type Row = ProductTraits & { readonly status: string };

// A product is in eight categories at most with their ancestors, so some hundred candidates are looked up by their keys.
const readNeighbours = sql<Row>(
  "catalog.read-neighbours",
  `select p.id, p.status, p.category_id as "categoryId", p.brand_id as "brandId", p.attributes, p.popularity, price.amount as "priceMinor"
   from (
     select $1::bigint as id
     union
     select near.product_id from product_categories own
     cross join lateral (
       select product_id from product_categories where category_id = own.category_id and visible
       order by popularity desc, product_id desc limit ${PER_CATEGORY}
     ) as near
     where own.product_id = $1
   ) as candidate
   join products p on p.id = candidate.id
   left join lateral (
     select min(amount_minor) as amount from variant_prices where product_id = p.id and currency = $2 and min_quantity = 1
   ) as price on true`,
);

/** For the test of its plan. */
export const neighbourStatements = { readNeighbours };

/** A product that shoppers may see, with the most popular products of its categories; null when there is none. One statement. */
export async function neighboursOf(
  db: ReadOnly,
  productId: number,
  currency: string,
): Promise<{ readonly product: ProductTraits; readonly neighbours: readonly ProductTraits[] } | null> {
  const rows = await db.run(readNeighbours, [productId, currency]);
  const product = rows.find(({ id }) => id === productId);
  if (product === undefined || product.status !== "active") return null;
  return { product, neighbours: rows.filter((row) => row !== product) };
}
