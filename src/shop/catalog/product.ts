import { isDeepStrictEqual } from "node:util";
import { VARIANTS_PER_PRODUCT } from "../../platform/ids.ts";
import type { PriceEntry, TaxCategory } from "../pricing/reference.ts";

/** Variants are numbered from 1, and the number is the end of the variant's id; numbers are never used again. */
export const MAX_VARIANTS = VARIANTS_PER_PRODUCT - 1;
/** Each category adds its ancestors to the listing index and to every offer. */
export const MAX_CATEGORIES_PER_PRODUCT = 20;
export const MAX_ATTRIBUTES = 100;
export const MAX_OPTIONS = 5;
export const MAX_MEDIA = 50;
/** Lists times quantity tiers of one variant; each is read with every cart that holds the variant. */
export const MAX_PRICES_PER_VARIANT = 100;

/** The list that every shop starts with, in its base currency. */
export const BASE_PRICE_LIST_ID = 1;

export const productKinds = ["physical", "service"] as const;
export const productStatuses = ["draft", "active", "archived"] as const;
export const variantStatuses = ["active", "archived"] as const;
export const mediaKinds = ["image", "video"] as const;

export type AttributeValue = string | number | boolean;

export type Media = {
  readonly id: string;
  readonly kind: (typeof mediaKinds)[number];
  readonly url: string;
  readonly alt: string;
  /** Which variants it shows, such as `{ colour: "Pink" }`; `{}` is all of them. */
  readonly options: Readonly<Record<string, string>>;
};

export type Variant = {
  readonly id: number;
  readonly sku: string;
  /** One value for each of the product's option names. */
  readonly options: Readonly<Record<string, string>>;
  readonly weightGrams: number;
  /** Place in the list of variants, the lowest first, then by id. */
  readonly position: number;
  readonly status: (typeof variantStatuses)[number];
  readonly prices: readonly PriceEntry[];
};

/** A product with everything that belongs to it, as the staff sees it. */
export type Product = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** One line that says why one would want it; "" is none. */
  readonly slogan: string;
  readonly description: string;
  /** The categories it was put in, not their ancestors; the first is the one that its page shows. */
  readonly categoryIds: readonly number[];
  readonly brandId: number | null;
  /** A service has no stock. */
  readonly kind: (typeof productKinds)[number];
  readonly status: (typeof productStatuses)[number];
  /** False: has a page and can be bought, but no list shows it. */
  readonly listed: boolean;
  readonly taxCategory: TaxCategory;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly optionNames: readonly string[];
  /** Lists are sorted by it, the highest first. */
  readonly popularity: number;
  readonly media: readonly Media[];
  readonly variants: readonly Variant[];
  /** Grows with every change; documents and offers carry it. */
  readonly version: number;
};

export function variantIdOf(productId: number, number: number): number {
  return productId * VARIANTS_PER_PRODUCT + number;
}

/** The next free number for a variant, counting archived ones; more than MAX_VARIANTS when there is none. */
export function nextVariantNumber(variants: readonly { readonly id: number }[]): number {
  return 1 + variants.reduce((highest, { id }) => Math.max(highest, id % VARIANTS_PER_PRODUCT), 0);
}

export function byPosition(a: Variant, b: Variant): number {
  return a.position - b.position || a.id - b.id;
}

/** What a product was (null: it is new) and what it shall be. */
export type ProductChange = { readonly before: Product | null; readonly after: Product };

export const sameSku = (a: Variant, b: Variant) => a.sku === b.sku;
export const samePrices = (a: Variant, b: Variant) => isDeepStrictEqual(a.prices, b.prices);

/** The variants that are new or not the `same` as before. */
export function changedVariants(
  before: Product | null,
  after: Product,
  same: (a: Variant, b: Variant) => boolean,
): readonly Variant[] {
  if (before === null) return after.variants;
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  return after.variants.filter((variant) => {
    const old = known.get(variant.id);
    return old === undefined || !same(old, variant);
  });
}

/**
 * Whether lists show others than before, or in another order, or an address leads somewhere that led nowhere: not so for a new price, name or
 * picture, which only concern what shows this very product. A category that moves takes its products along and is reference data.
 */
export function hasMoved(before: Product | null, after: Product): boolean {
  if (before === null || before.status !== after.status || before.slug !== after.slug) return true;
  if (before.listed !== after.listed) return true;
  return after.listed && (before.popularity !== after.popularity || !isDeepStrictEqual(before.categoryIds, after.categoryIds));
}
