import { setImmediate as nextTurn } from "node:timers/promises";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { type CatalogueProduct, readDemoCatalogue } from "../catalog/demo-catalogue.ts";
import { importProducts, type ProductToImport, type Transactor } from "../catalog/import-products.ts";
import { loadProducts } from "../catalog/product-store.ts";
import { styleIds } from "../catalog/styles.ts";
import { openStock } from "../inventory/opening-stock.ts";
import { createPriceList } from "../pricing/price-list-store.ts";
import { importQuestions } from "../questions/import-questions.ts";
import { importReviews } from "../reviews/import-reviews.ts";
import { demoQuestions } from "./content/demo-questions.ts";
import { demoReviews } from "./content/demo-reviews.ts";
import type { Reviewed } from "./content/topic.ts";
import { toImport } from "./demo.ts";
import { demoClothing, demoSale } from "./demo-clothing.ts";
import { demoStock } from "./demo-stock.ts";
import { lockSeeding } from "./reference-data.ts";

export type DemoContentOptions = {
  readonly now: Date;
  readonly products?: readonly CatalogueProduct[];
  readonly onProgress?: (message: string) => void;
};

export type DemoContentResult = { readonly reviews: number; readonly questions: number; readonly clothing: number };

const findSlugs = sql<{ slug: string; product_id: number }>(
  "seed.find-slugs",
  "select slug, product_id from product_slugs where slug = any($1::text[])",
);

const SALE = { name: "Winter sale", currency: "GBP", priority: 10, kind: "sale", startsAt: null, endsAt: null } as const;

/**
 * Gives a shop that has the demo catalogue what people say of it, generated and marked as such, and a small collection of clothing: once,
 * in one transaction, also to a shop that was made before there was any. Answers null when there is nothing to do.
 */
export async function seedDemoContent(db: Database, options: DemoContentOptions): Promise<DemoContentResult | null> {
  const { now, onProgress = () => undefined } = options;
  return db.transaction(async (tx) => {
    await lockSeeding(tx);
    // The clothing comes with the rest, so where it is the rest is too.
    if ((await tx.run(findSlugs, [demoClothing.map(({ slug }) => slug)])).length > 0) return null;
    const catalogue = (options.products ?? (await readDemoCatalogue()).products).map(toImport);
    const there = await tx.run(findSlugs, [catalogue.map(({ slug }) => slug)]);
    if (there.length === 0) return null;

    const within: Transactor = { ...tx, transaction: (work) => work(tx) };
    const idOf = new Map([...there.map((row) => [row.slug, row.product_id] as const), ...(await addClothing(tx, within))]);
    const reviewed = await reviewedProducts(tx, [...catalogue, ...demoClothing], idOf);
    const reviews = await loadWhileWriting(demoReviews(reviewed, now), (batch) => importReviews(within, batch));
    onProgress(`demo reviews: ${reviews}`);
    const questions = await loadWhileWriting(demoQuestions(reviewed, now), (batch) => importQuestions(within, batch));
    onProgress(`demo questions: ${questions}`);
    return { reviews, questions, clothing: demoClothing.length };
  });
}

/** Made in a twentieth of a second, and stored in about as much. */
const BATCH = 1_000;

/** The next batch is made while the database stores the last one: half the time on two cores. Answers how many there were. */
async function loadWhileWriting<T>(items: Iterable<T>, load: (batch: readonly T[]) => Promise<unknown>): Promise<number> {
  let total = 0;
  let batch: T[] = [];
  let loading: Promise<unknown> = Promise.resolve();
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    await loading;
    loading = load(batch);
    total += batch.length;
    batch = [];
    // The first statement goes out before the next batch is made.
    await nextTurn();
  }
  await loading;
  if (batch.length > 0) await load(batch);
  return total + batch.length;
}

/** Slugs and ids of the clothing, which is in stock and partly on sale from now on. */
async function addClothing(tx: Queryable, within: Transactor): Promise<(readonly [string, number])[]> {
  const { variantIdOfSku } = await importProducts(within, demoClothing);
  const { id: priceListId } = await createPriceList(tx, SALE);
  await importProducts(within, demoSale, { priceListId });
  const stock = [...variantIdOfSku].flatMap(([sku, variantId]) => demoStock(variantId, { sku, unitsSold: unitsSoldOf(sku) }));
  await openStock(tx, stock);
  return demoClothing.map(({ slug, variants }) => [slug, productOfVariant(variantIdOfSku.get(variants[0]!.sku)!)] as const);
}

/** Middle sizes sell most; the end of a range is sometimes sold out, see `demoStock`. */
function unitsSoldOf(sku: string): number {
  return /-(?:M|L|10|12|UK-[5-8])$/.test(sku) ? 400 : 90;
}

/** Documents per statement: some megabytes at the most. */
const READ_BATCH = 1_000;

async function reviewedProducts(
  tx: Queryable,
  products: readonly ProductToImport[],
  idOf: ReadonlyMap<string, number>,
): Promise<Reviewed[]> {
  const variantIdsOf = new Map<number, readonly number[]>();
  const several = products.filter(({ variants }) => variants.length > 1).flatMap(({ slug }) => idOf.get(slug) ?? []);
  for (let start = 0; start < several.length; start += READ_BATCH) {
    for (const { id, variants } of await loadProducts(tx, several.slice(start, start + READ_BATCH))) {
      variantIdsOf.set(id, [...new Set(styleIds(variants).values())]);
    }
  }
  return products.flatMap(({ slug, name, categoryPath, attributes, popularity = 0 }) => {
    const id = idOf.get(slug);
    return id === undefined
      ? []
      : [{ id, slug, name, categoryPath, attributes, popularity, variantIds: variantIdsOf.get(id) ?? [] }];
  });
}
