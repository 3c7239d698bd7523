import type { Queryable } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { newId, productOfVariant } from "../../platform/ids.ts";
import { type Media, nextVariantNumber, type Product, type Variant, variantIdOf } from "./product.ts";
import { lockAndLoadProducts, saveProducts } from "./product-store.ts";
import { structureForProducts } from "./structure.ts";
import { validateProduct } from "./validate-product.ts";

export type VariantDraft = Omit<Variant, "id" | "status">;
export type ProductDraft = Omit<Product, "id" | "version" | "media" | "variants"> & {
  readonly media: readonly Omit<Media, "id">[];
  readonly variants: readonly VariantDraft[];
};

/**
 * The calls that write a product, each inside the caller's transaction. The product's row is locked while it changes, so that its document
 * and its offers are always those of its last state. `ifVersion`: the version that the caller has seen, null to change whatever is there.
 */

/** `id` is leased beforehand, because a lease needs a connection of its own. @throws `validation-failed`, `slug-taken`, `sku-taken` */
export async function createProduct(tx: Queryable, id: number, draft: ProductDraft): Promise<Product> {
  const structure = await structureForProducts(tx);
  const product = normalized({
    ...draft,
    id,
    version: 0,
    media: withIds(draft.media),
    variants: draft.variants.map((variant, index) => ({ ...variant, id: variantIdOf(id, index + 1), status: "active" })),
  });
  validateProduct(product, structure);
  const [saved] = await saveProducts(tx, [{ before: null, after: product }], structure);
  return saved!;
}

/** @throws `not-found`, `precondition-failed`, `validation-failed`, `slug-taken`, `sku-taken` */
export async function changeProduct(
  tx: Queryable,
  productId: number,
  ifVersion: number | null,
  change: (product: Product) => Product,
): Promise<Product> {
  const structure = await structureForProducts(tx);
  const [before] = await lockAndLoadProducts(tx, [productId]);
  if (before === undefined) throw problem("not-found");
  if (ifVersion !== null && before.version !== ifVersion) {
    throw problem("precondition-failed", `The product is at version ${before.version}.`, { version: before.version });
  }
  const after = normalized(change(before));
  validateProduct(after, structure);
  const [saved] = await saveProducts(tx, [{ before, after }], structure);
  return saved!;
}

/** Adds a variant under the next free number. Errors as `changeProduct`. */
export function addVariant(tx: Queryable, productId: number, ifVersion: number | null, draft: VariantDraft): Promise<Product> {
  return changeProduct(tx, productId, ifVersion, (product) => {
    const id = variantIdOf(productId, nextVariantNumber(product.variants));
    return { ...product, variants: [...product.variants, { ...draft, id, status: "active" }] };
  });
}

/** `ifVersion` is the product's. Errors as `changeProduct`. */
export function changeVariant(
  tx: Queryable,
  variantId: number,
  ifVersion: number | null,
  change: (variant: Variant) => Variant,
): Promise<Product> {
  return changeProduct(tx, productOfVariant(variantId), ifVersion, (product) => {
    if (!product.variants.some(({ id }) => id === variantId)) throw problem("not-found");
    return { ...product, variants: product.variants.map((variant) => (variant.id === variantId ? change(variant) : variant)) };
  });
}

export function withIds(media: readonly Omit<Media, "id">[]): Media[] {
  return media.map((item) => ({ ...item, id: newId() }));
}

/** The one order in which what has no order of its own is stored, so that equal products look equal. */
export function normalized(product: Product): Product {
  const [first, ...others] = product.categoryIds;
  return {
    ...product,
    categoryIds: first === undefined ? [] : [first, ...others.sort((a, b) => a - b)],
    variants: product.variants.map((variant) => ({
      ...variant,
      prices: variant.prices.toSorted((a, b) => a.priceListId - b.priceListId || a.minQuantity - b.minQuantity),
    })),
  };
}
