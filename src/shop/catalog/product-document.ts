import type { Offer } from "../pricing/offers.ts";
import type { PriceEntry } from "../pricing/reference.ts";
import { type AttributeValue, byPosition, type Media, type Product } from "./product.ts";
import { styleIds } from "./styles.ts";

/**
 * What a product page needs besides live stock, the rating, exchange rates and the names of categories and brands, which are in the reference
 * snapshot: so renaming a category changes no document.
 */
export type ProductDocument = {
  readonly slug: string;
  readonly name: string;
  readonly slogan: string;
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
    /** See `styleIds`. */
    readonly styleId: number;
    readonly prices: readonly PriceEntry[];
  }[];
  /** Both as PostgreSQL writes them into JSON. */
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type OfferBody = Omit<Offer, "variantId" | "productId">;

/** The two times are added where it is stored, by the clock that the product's row has. */
export function documentOf(product: Product): Omit<ProductDocument, "createdAt" | "updatedAt"> {
  const { slug, name, slogan, description, kind, status, categoryIds, brandId, attributes, media, variants } = product;
  const styleIdOf = styleIds(variants);
  return {
    slug,
    name,
    slogan,
    description,
    kind,
    status,
    categoryId: categoryIds[0] ?? null,
    brandId,
    attributes,
    media: media.map(({ kind, url, alt, options }) => ({ kind, url, alt, options })),
    variants: variants
      .filter((variant) => variant.status === "active")
      .toSorted(byPosition)
      .map(({ id, sku, options, prices }) => ({ id, sku, options, styleId: styleIdOf.get(id)!, prices })),
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
