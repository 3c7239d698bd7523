import { isDeepStrictEqual } from "node:util";
import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { createIdBlocks } from "../../platform/database/id-blocks.ts";
import { ensureAttributes } from "./attributes.ts";
import { ensureCategoryPaths } from "./categories.ts";
import { normalized } from "./change-product.ts";
import {
  type AttributeValue,
  BASE_PRICE_LIST_ID,
  nextVariantNumber,
  type Product,
  type ProductChange,
  type Variant,
  variantIdOf,
} from "./product.ts";
import { lockAndLoadProducts, saveProducts } from "./product-store.ts";
import { type CatalogStructure, structureForProducts } from "./structure.ts";
import { validateProduct } from "./validate-product.ts";

export type VariantToImport = {
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  /** The price of one unit in the currency of the list that is imported into. */
  readonly priceMinor: number;
  readonly tiers: readonly { readonly minQuantity: number; readonly amountMinor: number }[];
  readonly weightGrams: number;
};

export type ProductToImport = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Without it a product that is there keeps its own, and a new one has none. */
  readonly slogan?: string;
  /** Names from the root down; categories that are missing are made. */
  readonly categoryPath: readonly string[];
  /** Attributes that are missing are defined by the type of their first value. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly variants: readonly VariantToImport[];
  /** Without it a product that is there keeps its own, and a new one has 0. */
  readonly popularity?: number;
  readonly kind?: Product["kind"];
  readonly listed?: boolean;
};

/** The database, or one transaction of it that takes the whole import. */
export type Transactor = Pick<Database, "run" | "transaction">;

export type ImportOptions = {
  /** The list that the prices go to; prices in other lists stay. */
  readonly priceListId?: number;
  readonly onProgress?: (done: number, total: number) => void;
};

export type ImportResult = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly variantIdOfSku: ReadonlyMap<string, number>;
};

/** Products per transaction: enough that the statements cost nothing, few enough that a reader of the outbox does not wait. */
const BATCH = 500;

const findBySlug = sql<{ slug: string; product_id: number }>(
  "catalog.find-by-slug",
  "select slug, product_id from product_slugs where slug = any($1::text[])",
);

/**
 * Creates the products whose slugs are new and updates the others, in batches of one transaction each: an import that broke off is simply
 * run again. Variants are known by their SKU; those that no longer come are archived. Unchanged products are not written.
 * @throws `validation-failed`, `sku-taken`
 */
export async function importProducts(
  db: Transactor,
  products: readonly ProductToImport[],
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { priceListId = BASE_PRICE_LIST_ID, onProgress = () => undefined } = options;
  const categoryIds = await db.transaction(async (tx) => {
    await ensureAttributes(
      tx,
      products.flatMap((product) => Object.entries(product.attributes)),
    );
    return ensureCategories(tx, products);
  });
  const ids = createIdBlocks(db, "products", Math.max(1, Math.min(products.length, BATCH)));
  const total = { created: 0, updated: 0, unchanged: 0 };
  const variantIdOfSku = new Map<string, number>();

  async function importBatch(tx: Queryable, batch: readonly ProductToImport[]): Promise<void> {
    const structure = await structureForProducts(tx);
    const idOf = new Map((await tx.run(findBySlug, [batch.map(({ slug }) => slug)])).map((row) => [row.slug, row.product_id]));
    const stored = new Map((await lockAndLoadProducts(tx, [...idOf.values()])).map((product) => [product.id, product]));
    const changes: ProductChange[] = [];
    for (const product of batch) {
      const id = idOf.get(product.slug) ?? (await ids.next());
      const before = stored.get(id) ?? null;
      const after = merge(product, id, before, categoryIds.get(pathKey(product))!, { priceListId, structure });
      for (const { sku, id: variantId } of after.variants) variantIdOfSku.set(sku, variantId);
      validateProduct(after, structure);
      if (!isDeepStrictEqual(before, after)) changes.push({ before, after });
      if (before === null) total.created += 1;
      else if (changes.at(-1)?.after === after) total.updated += 1;
      else total.unchanged += 1;
    }
    await saveProducts(tx, changes, structure);
  }

  for (let start = 0; start < products.length; start += BATCH) {
    const batch = products.slice(start, start + BATCH);
    await db.transaction((tx) => importBatch(tx, batch));
    onProgress(Math.min(start + BATCH, products.length), products.length);
  }
  return { ...total, variantIdOfSku };
}

function pathKey({ categoryPath }: ProductToImport): string {
  return JSON.stringify(categoryPath);
}

async function ensureCategories(tx: Queryable, products: readonly ProductToImport[]): Promise<Map<string, number>> {
  const paths = new Map(products.map((product) => [pathKey(product), product.categoryPath]));
  const ids = await ensureCategoryPaths(tx, [...paths.values()]);
  return new Map([...paths.keys()].map((key, index) => [key, ids[index]!]));
}

type MergeContext = { readonly priceListId: number; readonly structure: CatalogStructure };

function merge(product: ProductToImport, id: number, before: Product | null, categoryId: number, context: MergeContext): Product {
  const { slug, name, description, attributes } = product;
  const kept: Product = before ?? newProduct(id);
  return normalized({
    ...kept,
    slug,
    name,
    slogan: product.slogan ?? kept.slogan,
    description,
    attributes,
    categoryIds: [categoryId, ...kept.categoryIds.slice(1).filter((other) => other !== categoryId)],
    optionNames: Object.keys(product.variants[0]?.options ?? {}),
    popularity: product.popularity ?? kept.popularity,
    kind: product.kind ?? kept.kind,
    listed: product.listed ?? kept.listed,
    variants: mergeVariants(id, kept.variants, product.variants, context),
  });
}

function newProduct(id: number): Product {
  return {
    id,
    slug: "",
    name: "",
    slogan: "",
    description: "",
    categoryIds: [],
    brandId: null,
    kind: "physical",
    status: "active",
    listed: true,
    taxCategory: "standard",
    attributes: {},
    optionNames: [],
    popularity: 0,
    media: [],
    variants: [],
    version: 0,
  };
}

function mergeVariants(
  productId: number,
  kept: readonly Variant[],
  imported: readonly VariantToImport[],
  { priceListId, structure }: MergeContext,
): Variant[] {
  const currency = structure.priceListCurrencies.get(priceListId) ?? "";
  const known = new Map(kept.map((variant) => [variant.sku, variant]));
  let next = nextVariantNumber(kept);
  const current = imported.map(({ sku, options, priceMinor, tiers, weightGrams }, position): Variant => {
    const old = known.get(sku);
    known.delete(sku);
    const entries = [{ minQuantity: 1, amountMinor: priceMinor }, ...tiers].map((tier) => ({ priceListId, currency, ...tier }));
    const prices = [...(old?.prices ?? []).filter((price) => price.priceListId !== priceListId), ...entries];
    let id = old?.id;
    if (id === undefined) {
      id = variantIdOf(productId, next);
      next += 1;
    }
    return { id, sku, options, weightGrams, position, status: "active", prices };
  });
  const gone = [...known.values()].map((variant): Variant => ({ ...variant, status: "archived" }));
  return [...current, ...gone].sort((a, b) => a.id - b.id);
}
