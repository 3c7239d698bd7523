import type { Offer } from "../pricing/offers.ts";
import type { PriceEntry } from "../pricing/reference.ts";
import { type AttributeValue, byPosition, type Media, type Product } from "./product.ts";

/**
 * What a product page needs besides live stock, exchange rates and the names of categories and brands, which are in the reference
 * snapshot: so renaming a category changes no document.
 */
export type ProductDocument = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly kind: Product["kind"];
  readonly status: Product["status"];
  readonly categoryId: number | null;
  readonly brandId: number | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly media: readonly Omit<Media, "id">[];
  readonly variants: readonly {
    readonly id: number;
    readonly sku: string;
    readonly options: Readonly<Record<string, string>>;
    readonly prices: readonly PriceEntry[];
  }[];
  readonly rating: { readonly average: number | null; readonly count: number };
};

export type OfferBody = Omit<Offer, "variantId" | "productId">;

export function documentOf(product: Product): ProductDocument {
  const { slug, name, description, kind, status, categoryIds, brandId, attributes, media, variants } = product;
  return {
    slug,
    name,
    description,
    kind,
    status,
    categoryId: categoryIds[0] ?? null,
    brandId,
    attributes,
    media: media.map(({ kind, url, alt }) => ({ kind, url, alt })),
    variants: variants
      .filter((variant) => variant.status === "active")
      .toSorted(byPosition)
      .map(({ id, sku, options, prices }) => ({ id, sku, options, prices })),
    rating: { average: null, count: 0 },
  };
}

/** `categoryIds`: the product's categories with their ancestors. One offer per variant, archived ones too: they are not sellable. */
export function offersOf(
  product: Product,
  categoryIds: readonly number[],
): { readonly variantId: number; readonly body: OfferBody }[] {
  const { name, kind, status, taxCategory } = product;
  return product.variants.map(({ id, sku, options, weightGrams, prices, status: variantStatus }) => ({
    variantId: id,
    body: {
      sku,
      name,
      options,
      kind,
      weightGrams,
      taxCategory,
      categoryIds,
      prices,
      sellable: status === "active" && variantStatus === "active",
    },
  }));
}
