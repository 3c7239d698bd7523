import { generatedProduct, vocabulary } from "../search/generated-products.ts";

export type CatalogueVariant = {
  readonly sku: string;
  readonly size: string;
  readonly priceMinor: number;
  readonly stock: number;
};

export type CatalogueProduct = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Place in `categories`. */
  readonly category: number;
  readonly variants: readonly CatalogueVariant[];
};

/** The same shop for all: prices in pounds with 20 % tax in them, one warehouse, one shipping method. */
export type Catalogue = {
  readonly shippingMinor: number;
  readonly categories: readonly string[];
  readonly products: readonly CatalogueProduct[];
};

const CATEGORIES = 20;
const VARIANT_SIZES = ["S", "M", "L", "XL"];
const EACH_SIZE_UP_MINOR = 100;
/** More than any run sells. */
const PLENTY = 1_000_000;

/** Products at the front that the flash sale sells, one variant of each; no other job touches them. */
export const SALE_PRODUCTS = 2;
/** Units of each that there are. */
export const SALE_UNITS = 10;

/** `count` products in four sizes each, the same on every machine. */
export function makeCatalogue(count: number): Catalogue {
  const words = vocabulary();
  const products = Array.from({ length: count }, (_, index) => {
    const { slug, name, description, prices } = generatedProduct(index + 1, words, "GBP");
    const variants = VARIANT_SIZES.map((size, place) => ({
      sku: `SKU${index + 1}-${size}`,
      size,
      priceMinor: prices.GBP! + place * EACH_SIZE_UP_MINOR,
      stock: index < SALE_PRODUCTS ? SALE_UNITS : PLENTY,
    }));
    return { slug, name, description, category: index % CATEGORIES, variants };
  });
  return {
    shippingMinor: 395,
    categories: Array.from({ length: CATEGORIES }, (_, index) => `Department ${index + 1}`),
    products,
  };
}

/** What shoppers look for: a noun, or a colour and a noun, of products that there are. */
export function searchWords({ products }: Catalogue, pick: (below: number) => number): string {
  const words = products[pick(products.length)]!.name.split(" ");
  const [colour, , noun] = words.slice(2);
  return pick(2) === 0 ? noun! : `${colour} ${noun}`;
}
