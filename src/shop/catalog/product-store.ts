import { isDeepStrictEqual } from "node:util";
import type { Queryable, Statement } from "../../platform/database/database.ts";
import { recordProductEvents } from "../../platform/events/outbox.ts";
import { problem } from "../../platform/http/problems.ts";
import { pageTextOf } from "./page-text.ts";
import { changedVariants, hasMoved, type Product, type ProductChange, samePrices, sameSku } from "./product.ts";
import { documentOf, offersOf } from "./product-document.ts";
import { productEvents } from "./product-events.ts";
import {
  claimSkus,
  claimSlugs,
  lockProducts,
  readProducts,
  releaseSkus,
  releaseSlugs,
  removeCategories,
  removeMedia,
  removePrices,
  writeCategories,
  writeDocuments,
  writeMedia,
  writeOffers,
  writePrices,
  writeProducts,
  writeVariants,
} from "./product-statements.ts";
import { type CatalogStructure, withAncestors } from "./structure.ts";

export type StoredProduct = Product & { readonly createdAt: Date; readonly updatedAt: Date };

/** The products as they are stored, in the order of their ids; those that do not exist are missing. */
export function loadProducts(db: Queryable, ids: readonly number[]): Promise<StoredProduct[]> {
  return db.run(readProducts, [ids]);
}

/** The same, locked until the end of the transaction: what is derived from a product is derived from its last state. */
export async function lockAndLoadProducts(tx: Queryable, ids: readonly number[]): Promise<StoredProduct[]> {
  await tx.run(lockProducts, [ids]);
  return loadProducts(tx, ids);
}

/**
 * Stores products that are new or locked, with everything made from them: claims, listing index, documents, offers, events. The number of
 * statements does not depend on the number of products.
 * @throws `slug-taken`, `sku-taken`
 */
export async function saveProducts(
  tx: Queryable,
  changes: readonly ProductChange[],
  structure: CatalogStructure,
): Promise<Product[]> {
  const saved = changes.map(({ before, after }) => ({ ...after, version: (before?.version ?? 0) + 1 }));
  const versioned = changes.map(({ before }, index) => ({ before, after: saved[index]! }));
  await claimNames(tx, versioned);
  await write(tx, writeProducts, saved);
  await saveCategories(tx, versioned, structure);
  await saveVariants(tx, versioned);
  await saveMedia(tx, versioned);
  await write(
    tx,
    writeDocuments,
    versioned.map(({ before, after }) => {
      const { id, version } = after;
      const body = documentOf(after);
      return { product_id: id, version, body, page: pageTextOf(id, version, body), moved: hasMoved(before, after) };
    }),
  );
  await write(
    tx,
    writeOffers,
    saved.flatMap((product) =>
      offersOf(product, withAncestors(structure.parents, product.categoryIds)).map(({ variantId, body }) => ({
        product_id: product.id,
        variant_id: variantId,
        version: product.version,
        body,
      })),
    ),
  );
  await recordProductEvents(tx, versioned.flatMap(productEvents));
  return saved;
}

async function write(tx: Queryable, statement: Statement<object>, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await tx.run(statement, [JSON.stringify(rows)]);
}

async function claimNames(tx: Queryable, changes: readonly ProductChange[]): Promise<void> {
  const renamed = changes.filter(({ before, after }) => before?.slug !== after.slug);
  const slugs = renamed.map(({ after }) => ({ slug: after.slug, product_id: after.id }));
  const claimedSlugs = slugs.length === 0 ? [] : await tx.run(claimSlugs, [JSON.stringify(slugs)]);
  const takenSlugs = missing(
    slugs.map(({ slug }) => slug),
    claimedSlugs.map(({ slug }) => slug),
  );
  if (takenSlugs.length > 0) throw problem("slug-taken", undefined, { slugs: takenSlugs });
  const freedSlugs = renamed.flatMap(({ before }) => (before === null ? [] : [{ slug: before.slug, product_id: before.id }]));
  await write(tx, releaseSlugs, freedSlugs);

  const skus = changes.flatMap(({ before, after }) =>
    changedVariants(before, after, sameSku).map(({ sku, id }) => ({ sku, product_id: after.id, variant_id: id })),
  );
  const claimedSkus = skus.length === 0 ? [] : await tx.run(claimSkus, [JSON.stringify(skus)]);
  const takenSkus = missing(
    skus.map(({ sku }) => sku),
    claimedSkus.map(({ sku }) => sku),
  );
  if (takenSkus.length > 0) throw problem("sku-taken", undefined, { skus: takenSkus });
  const newSkuOf = new Map(skus.map(({ variant_id, sku }) => [variant_id, sku]));
  const freedSkus = changes.flatMap(({ before }) => (before?.variants ?? []).filter(({ id }) => newSkuOf.has(id)));
  await write(
    tx,
    releaseSkus,
    freedSkus.map(({ sku, id }) => ({ sku, variant_id: id })),
  );
}

/** More than a few names help nobody to find the fault. */
const MAX_NAMES_IN_PROBLEM = 20;

/** What was wanted and not got, counting what was wanted twice. */
function missing(wanted: readonly string[], got: readonly string[]): string[] {
  const left = new Set(got);
  return wanted.filter((name) => !left.delete(name)).slice(0, MAX_NAMES_IN_PROBLEM);
}

async function saveCategories(tx: Queryable, changes: readonly ProductChange[], structure: CatalogStructure): Promise<void> {
  const stored = changes.filter(({ before }) => before !== null).map(({ after }) => after.id);
  if (stored.length > 0) await tx.run(removeCategories, [stored]);
  const rows = changes.flatMap(({ after }) => {
    const direct = new Set(after.categoryIds);
    return withAncestors(structure.parents, after.categoryIds).map((categoryId) => ({
      product_id: after.id,
      category_id: categoryId,
      is_direct: direct.has(categoryId),
      popularity: after.popularity,
      visible: after.status === "active" && after.listed,
    }));
  });
  await write(tx, writeCategories, rows);
}

async function saveVariants(tx: Queryable, changes: readonly ProductChange[]): Promise<void> {
  const rows = changes.flatMap(({ before, after }) =>
    changedVariants(before, after, isDeepStrictEqual).map((variant) => ({ ...variant, product_id: after.id })),
  );
  await write(tx, writeVariants, rows);
  const stored = new Set(changes.flatMap(({ before }) => (before?.variants ?? []).map(({ id }) => id)));
  const repriced = changes.flatMap(({ before, after }) => changedVariants(before, after, samePrices));
  const replaced = repriced.filter(({ id }) => stored.has(id)).map(({ id }) => id);
  if (replaced.length > 0) await tx.run(removePrices, [replaced]);
  await write(
    tx,
    writePrices,
    repriced.flatMap(({ id, prices }) => prices.map((price) => ({ variant_id: id, ...price }))),
  );
}

async function saveMedia(tx: Queryable, changes: readonly ProductChange[]): Promise<void> {
  const changed = changes.filter(({ before, after }) => !isDeepStrictEqual(before?.media ?? [], after.media));
  const stored = changed.filter(({ before }) => before !== null).map(({ after }) => after.id);
  if (stored.length > 0) await tx.run(removeMedia, [stored]);
  const rows = changed.flatMap(({ after }) =>
    after.media.map((media, position) => ({ product_id: after.id, ...media, position })),
  );
  await write(tx, writeMedia, rows);
}
