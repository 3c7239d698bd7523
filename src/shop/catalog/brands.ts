import { type Queryable, sql } from "../../platform/database/database.ts";
import { nextIdIn } from "../../platform/database/id-blocks.ts";
import { problem } from "../../platform/http/problems.ts";
import { referenceChanged } from "../pricing/reference-store.ts";
import { slugOrProblem } from "./slug.ts";
import { structureForChange } from "./structure.ts";

export type Brand = { readonly id: number; readonly slug: string; readonly name: string };

/** Every process holds all of them. */
export const MAX_BRANDS = 20_000;

const insertBrand = sql<Brand>(
  "catalog.insert-brand",
  "insert into brands (id, slug, name) values ($1, $2, $3) returning id, slug, name",
);
const updateBrand = sql<Brand>(
  "catalog.update-brand",
  "update brands set slug = $2, name = $3 where id = $1 returning id, slug, name",
);
const isBrandUsed = sql<{ used: boolean }>(
  "catalog.is-brand-used",
  "select exists (select from products where brand_id = $1) as used",
);
const deleteBrand = sql<object>("catalog.delete-brand", "delete from brands where id = $1");

/** Makes a brand. @throws `slug-taken`, `conflict` when the shop has MAX_BRANDS */
export async function createBrand(tx: Queryable, { slug, name }: Omit<Brand, "id">): Promise<Brand> {
  const { brandIds } = await structureForChange(tx);
  if (brandIds.size >= MAX_BRANDS) throw problem("conflict", `A shop has at most ${MAX_BRANDS} brands.`);
  const id = await nextIdIn(tx, "brands");
  const [created] = await slugOrProblem(() => tx.run(insertBrand, [id, slug, name]));
  await referenceChanged(tx);
  return created!;
}

/** Renames a brand; no product changes with it. @throws `not-found`, `slug-taken` */
export async function changeBrand(tx: Queryable, { id, slug, name }: Brand): Promise<Brand> {
  await structureForChange(tx);
  const [changed] = await slugOrProblem(() => tx.run(updateBrand, [id, slug, name]));
  if (changed === undefined) throw problem("not-found");
  await referenceChanged(tx);
  return changed;
}

/** Removes a brand that has no products. @throws `not-found`, `conflict` */
export async function removeBrand(tx: Queryable, id: number): Promise<void> {
  const { brandIds } = await structureForChange(tx);
  if (!brandIds.has(id)) throw problem("not-found");
  const [row] = await tx.run(isBrandUsed, [id]);
  if (row!.used) throw problem("conflict", "Products have this brand.");
  await tx.run(deleteBrand, [id]);
  await referenceChanged(tx);
}
