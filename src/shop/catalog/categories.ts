import { type Queryable, sql } from "../../platform/database/database.ts";
import { nextIdIn } from "../../platform/database/id-blocks.ts";
import { invalid, problem } from "../../platform/http/problems.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import { lockAndLoadProducts, saveProducts } from "./product-store.ts";
import { slugOf, slugOrProblem } from "./slug.ts";
import { type CatalogStructure, structureForChange } from "./structure.ts";

export type Category = {
  readonly id: number;
  readonly parentId: number | null;
  readonly slug: string;
  readonly name: string;
  readonly position: number;
};

/** Breadcrumbs longer than this help nobody; it bounds the ancestors of every product. */
export const MAX_CATEGORY_DEPTH = 8;
/** Every process holds the whole tree. */
export const MAX_CATEGORIES = 10_000;
/** Moving a category rewrites the listing and the offers of all products below it, in one transaction: 10,000 take about 5 s. */
export const MAX_MOVED_PRODUCTS = 10_000;
const MOVE_BATCH = 500;

const columns = `id, parent_id as "parentId", slug, name, position`;
const insertCategory = sql<Category>(
  "catalog.insert-category",
  `insert into categories (id, parent_id, slug, name, position) values ($1, $2, $3, $4, $5) returning ${columns}`,
);
const lockCategory = sql<Category>("catalog.lock-category", `select ${columns} from categories where id = $1 for update`);
const updateCategory = sql<Category>(
  "catalog.update-category",
  `update categories set parent_id = $2, slug = $3, name = $4, position = $5 where id = $1 returning ${columns}`,
);
const deleteCategory = sql<object>("catalog.delete-category", "delete from categories where id = $1");
const isCategoryUsed = sql<{ used: boolean }>(
  "catalog.is-category-used",
  `select exists (select from product_categories where category_id = $1) or exists (select from categories where parent_id = $1) as used`,
);
const productsBelow = sql<{ product_id: number }>(
  "catalog.products-below",
  "select product_id from product_categories where category_id = $1 order by product_id limit $2",
);
const allCategories = sql<Category>("catalog.all-categories", `select ${columns} from categories`);

export type CategoryDraft = Omit<Category, "id">;

/** Makes a category. @throws `validation-failed`, `slug-taken`, `conflict` when the shop has MAX_CATEGORIES */
export async function createCategory(tx: Queryable, draft: CategoryDraft): Promise<Category> {
  const structure = await structureForChange(tx);
  if (structure.parents.size >= MAX_CATEGORIES) throw problem("conflict", `A shop has at most ${MAX_CATEGORIES} categories.`);
  validateParent(structure, null, draft.parentId);
  const created = await insert(tx, draft);
  await referenceChanged(tx);
  return created;
}

/**
 * Changes a category. A new name or slug changes no product; a new parent rewrites the products below, MAX_MOVED_PRODUCTS at the most.
 * @throws `not-found`, `validation-failed`, `slug-taken`, `conflict` when too many products would move
 */
export async function changeCategory(
  tx: Queryable,
  id: number,
  change: (category: Category) => CategoryDraft,
): Promise<Category> {
  const structure = await structureForChange(tx);
  const [before] = await tx.run(lockCategory, [id]);
  if (before === undefined) throw problem("not-found");
  const { parentId, slug, name, position } = change(before);
  validateParent(structure, id, parentId);
  const [after] = await slugOrProblem(() => tx.run(updateCategory, [id, parentId, slug, name, position]));
  if (parentId !== before.parentId) {
    await moveProducts(tx, id, { ...structure, parents: new Map(structure.parents).set(id, parentId) });
  }
  await referenceChanged(tx);
  return after!;
}

/** Removes a category that has no products and no subcategories. @throws `not-found`, `conflict` */
export async function removeCategory(tx: Queryable, id: number): Promise<void> {
  const structure = await structureForChange(tx);
  if (!structure.parents.has(id)) throw problem("not-found");
  const [row] = await tx.run(isCategoryUsed, [id]);
  if (row!.used) throw problem("conflict", "The category has products or subcategories.");
  await tx.run(deleteCategory, [id]);
  await referenceChanged(tx);
}

/** Makes what is missing of these paths of names, root first, and answers the id of the last category of each. */
export async function ensureCategoryPaths(tx: Queryable, paths: readonly (readonly string[])[]): Promise<number[]> {
  await structureForChange(tx);
  const known = await tx.run(allCategories);
  const knownBefore = known.length;
  const slugs = new Set(known.map(({ slug }) => slug));
  const found: number[] = [];
  for (const path of paths) {
    if (path.length === 0 || path.length > MAX_CATEGORY_DEPTH) {
      throw new RangeError(`A category path has 1 to ${MAX_CATEGORY_DEPTH} names, not ${path.length}.`);
    }
    let parent: Category | null = null;
    for (const name of path) {
      parent =
        known.find((category) => category.parentId === (parent?.id ?? null) && category.name === name) ??
        (await ensure(parent, name));
    }
    found.push(parent!.id);
  }
  if (known.length > MAX_CATEGORIES) throw problem("conflict", `A shop has at most ${MAX_CATEGORIES} categories.`);
  if (known.length > knownBefore) await referenceChanged(tx);
  return found;

  async function ensure(parent: Category | null, name: string): Promise<Category> {
    const plain = slugOf(name) || "category";
    const slug = slugs.has(plain) ? `${parent?.slug ?? "more"}-${plain}` : plain;
    const made = await insert(tx, { parentId: parent?.id ?? null, slug, name, position: known.length });
    known.push(made);
    slugs.add(slug);
    return made;
  }
}

async function insert(tx: Queryable, { parentId, slug, name, position }: CategoryDraft): Promise<Category> {
  const id = await nextIdIn(tx, "categories");
  const [created] = await slugOrProblem(() => tx.run(insertCategory, [id, parentId, slug, name, position]));
  return created!;
}

function validateParent({ parents }: CatalogStructure, id: number | null, parentId: number | null): void {
  if (parentId === null) return;
  if (!parents.has(parentId)) throw invalid("/body/parentId", `there is no category ${parentId}`);
  let depth = 1;
  for (let above: number | null = parentId; above !== null; above = parents.get(above) ?? null) {
    if (above === id) throw invalid("/body/parentId", "must not be the category itself or one below it");
    depth += 1;
  }
  if (depth + heightBelow(parents, id) > MAX_CATEGORY_DEPTH) {
    throw invalid("/body/parentId", `the tree must not be deeper than ${MAX_CATEGORY_DEPTH} levels`);
  }
}

/** How many levels hang below a category. */
function heightBelow(parents: ReadonlyMap<number, number | null>, id: number | null): number {
  if (id === null) return 0;
  let height = 0;
  for (const start of parents.keys()) {
    let distance = 0;
    for (let above: number | null = start; above !== null; above = parents.get(above) ?? null) {
      if (above === id) height = Math.max(height, distance);
      distance += 1;
    }
  }
  return height;
}

async function moveProducts(tx: Queryable, categoryId: number, structure: CatalogStructure): Promise<void> {
  const below = await tx.run(productsBelow, [categoryId, MAX_MOVED_PRODUCTS + 1]);
  if (below.length > MAX_MOVED_PRODUCTS) {
    throw problem(
      "conflict",
      `A category with more than ${MAX_MOVED_PRODUCTS} products cannot be moved; move its subcategories.`,
    );
  }
  const productIds = below.map((row) => row.product_id);
  for (let start = 0; start < productIds.length; start += MOVE_BATCH) {
    const products = await lockAndLoadProducts(tx, productIds.slice(start, start + MOVE_BATCH));
    await saveProducts(
      tx,
      products.map((product) => ({ before: product, after: product })),
      structure,
    );
  }
}
