import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { categoryTreeOf, pathTo } from "../catalog/category-tree.ts";
import type { Product } from "../catalog/product.ts";
import type { LiveProduct, ProductReads } from "../catalog/product-reads.ts";
import { loadProducts, type StoredProduct } from "../catalog/product-store.ts";
import { PricingError } from "../pricing/limits.ts";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import { priceContext, variantPrice } from "../pricing/variant-price.ts";
import type { SearchAttribute, SearchDocument } from "./engine.ts";

/** Products read at once: whole ones with their variants and prices, 5 KB each. */
export const SOURCE_BATCH = 250;

// Taken before the products are read: what changes after it comes with an event of its own.
const readNow = sql<{ version: number }>(
  "search.read-now",
  "select (extract(epoch from clock_timestamp()) * 1000000)::bigint as version",
);

export type Source = { readonly db: Database; readonly reads: Pick<ProductReads, "byIds">; readonly now: () => Date };

export type SourceBatch = {
  readonly version: number;
  readonly documents: readonly SearchDocument[];
  /** Those of the products asked for that no list shows, or that are not there. */
  readonly hidden: readonly number[];
};

/** What search shall know of these products now. Four statements for any number of them. */
export async function readDocuments({ db, reads, now }: Source, productIds: readonly number[]): Promise<SourceBatch> {
  const [row] = await db.run(readNow);
  const version = row!.version;
  const stored = new Map((await loadProducts(db, productIds)).map((product) => [product.id, product]));
  const shown = productIds.filter((id) => isShown(stored.get(id)));
  const live = shown.length === 0 ? [] : await reads.byIds(shown);
  const documents = live.flatMap((product) =>
    product === null ? [] : [documentOf(stored.get(product.id)!, product, version, now())],
  );
  const found = new Set(documents.map(({ productId }) => productId));
  return { version, documents, hidden: productIds.filter((id) => !found.has(id)) };
}

function isShown(product: Product | undefined): boolean {
  return product !== undefined && product.status === "active" && product.listed;
}

export function documentOf(stored: StoredProduct, live: LiveProduct, version: number, now: Date): SearchDocument {
  const { reference } = live;
  const tree = categoryTreeOf(reference);
  const brand = stored.brandId === null ? undefined : tree.brands.get(stored.brandId);
  const paths = stored.categoryIds.map((id) => pathTo(tree, id));
  const variants = stored.variants.filter((variant) => variant.status === "active");
  return {
    productId: stored.id,
    version,
    name: stored.name,
    slug: stored.slug,
    description: [stored.slogan, stored.description].filter((text) => text !== "").join("\n"),
    brand: brand ?? null,
    categoryIds: [...new Set(paths.flat().map(({ id }) => id))],
    categoryPath: (paths[0] ?? []).map(({ name }) => name),
    attributes: attributesOf(stored),
    skus: variants.map(({ sku }) => sku),
    popularity: stored.popularity,
    prices: lowestPrices(variants, reference, now),
    available: stored.kind === "service" || variants.some(({ id }) => (live.stock.get(id)?.orderable ?? 0) > 0),
    rating: live.rating,
    createdAt: stored.createdAt,
  };
}

function attributesOf({ attributes, variants }: Product): SearchAttribute[] {
  const found = Object.entries(attributes).map(([name, value]): SearchAttribute => ({ name, value }));
  const seen = new Set(found.map(({ name, value }) => `${name}\u001f${value}`));
  for (const { options, status } of variants) {
    if (status !== "active") continue;
    for (const [name, value] of Object.entries(options)) {
      const key = `${name}\u001f${value}`;
      if (!seen.has(key)) found.push({ name, value });
      seen.add(key);
    }
  }
  return found;
}

/** For each currency that a list in force names; what is converted from the base currency is converted when it is asked for. */
function lowestPrices(variants: Product["variants"], reference: ReferenceSnapshot, now: Date): Record<string, number> {
  const lowest: Record<string, number> = {};
  const currencies = new Set(variants.flatMap(({ prices }) => prices.map(({ currency }) => currency)));
  for (const currency of currencies) {
    const region = { id: "", name: "", currency, adjustmentBasisPoints: 0, pricesIncludeTax: true };
    const context = priceContext(reference, region, currency, now);
    for (const { prices } of variants) {
      const amount = listedPrice(context, prices);
      if (amount !== null) lowest[currency] = Math.min(lowest[currency] ?? amount, amount);
    }
  }
  return lowest;
}

function listedPrice(context: ReturnType<typeof priceContext>, prices: Product["variants"][number]["prices"]): number | null {
  try {
    const price = variantPrice(context, prices, null, 1);
    return price.sellable && price.rule === "price-list" ? price.unitPriceMinor : null;
  } catch (error) {
    if (error instanceof PricingError) return null;
    throw error;
  }
}

const readIds = sql<{ id: number }>("search.read-product-ids", "select id from products where id > $1 order by id limit $2");
const countProducts = sql<{ count: number }>("search.count-products", "select count(*) as count from products");

export async function countSource(db: Queryable): Promise<number> {
  return (await db.run(countProducts))[0]!.count;
}

/** All that search shall know, in the order of the ids. */
export async function* allDocuments(source: Source): AsyncGenerator<readonly SearchDocument[]> {
  for (let after = 0; ; ) {
    const ids = (await source.db.run(readIds, [after, SOURCE_BATCH])).map(({ id }) => id);
    if (ids.length === 0) return;
    yield (await readDocuments(source, ids)).documents;
    after = ids.at(-1)!;
  }
}
