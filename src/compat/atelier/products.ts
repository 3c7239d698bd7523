import type { Media } from "../../shop/catalog/product.ts";
import type { LiveProduct } from "../../shop/catalog/product-reads.ts";
import { displayContext, type ProductView, type VariantView, viewProduct } from "../../shop/catalog/product-view.ts";
import { isSizeOption, lookOf } from "../../shop/catalog/styles.ts";
import { pictureAddress, pictureViews } from "../../shop/pictures/addresses.ts";
import { MAX_QUANTITY } from "../../shop/pricing/limits.ts";
import { currencyOf } from "../../shop/pricing/reference-index.ts";
import type { Feature, ProductAnswer, ProductWithFeatures, Style, StylePhoto, StylesAnswer } from "./answers.ts";

/** What stands in a shop's products besides the products. */
export type ShopFront = {
  /** Which shop it is. */
  readonly campus: string;
  readonly now: Date;
  /** Makes an address on this host one that a client elsewhere can use. */
  readonly absolute: (address: string) => string;
};

/** What the clients show where a product comes in one size. */
const ONE_SIZE = "One Size";
/** A style that is no colour, as the only one of its product. */
const ONLY_STYLE = "Standard";
/** The contract's way to say that there is nothing. */
const NO_SKUS = { null: { quantity: null, size: null } } as const;

/** The contract knows no currencies: everything is in the shop's own. */
function viewOf(product: LiveProduct, { now }: ShopFront): ProductView {
  return viewProduct(
    product,
    displayContext(product.reference, { currency: product.reference.baseCurrency, country: null }, now),
  );
}

export function toProduct(product: LiveProduct, front: ShopFront): ProductAnswer {
  return shared(product, viewOf(product, front), front);
}

export function toProductWithFeatures(product: LiveProduct, front: ShopFront): ProductWithFeatures {
  const view = viewOf(product, front);
  return { ...shared(product, view, front), features: featuresOf(product, view) };
}

function shared(product: LiveProduct, view: ProductView, { campus }: ShopFront): ProductAnswer {
  const [first] = stylesOf(product, view);
  return {
    id: view.id,
    campus,
    name: view.name,
    slogan: view.slogan,
    description: view.description,
    category: view.category?.name ?? "",
    default_price: pricesOf(first?.variants ?? [], product).original_price,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
  };
}

/** The typed attributes by their labels, then what every product has. A yes has no value; a no is no feature. */
function featuresOf({ reference }: LiveProduct, { attributes, brand, category }: ProductView): Feature[] {
  const typed = reference.attributes.flatMap(({ name, label, unit }): Feature[] => {
    const value = Object.hasOwn(attributes, name) ? attributes[name]! : false;
    if (value === false) return [];
    if (value === true) return [{ feature: label, value: null }];
    return [{ feature: label, value: unit === null ? String(value) : `${value} ${unit}` }];
  });
  const [range] = category?.path ?? [];
  return [
    ...typed,
    ...(brand === null ? [] : [{ feature: "Brand", value: brand.name }]),
    ...(category === null ? [] : [{ feature: "Category", value: category.name }]),
    ...(range === undefined || range.id === category?.id ? [] : [{ feature: "Range", value: range.name }]),
  ];
}

export function toStyles(product: LiveProduct, front: ShopFront): StylesAnswer {
  const view = viewOf(product, front);
  const styles = stylesOf(product, view);
  // The first that can be bought is shown first: a client opens with it.
  const isInStock = ({ variants }: StyleGroup) => variants.some(({ availability }) => availability.available !== 0);
  const chosen = Math.max(0, styles.findIndex(isInStock));
  return {
    product_id: String(product.id),
    results: styles.map((style, index) => toStyle(product, view, style, { front, isDefault: index === chosen })),
  };
}

type StyleGroup = {
  readonly id: number;
  /** The options that its variants share. */
  readonly look: Readonly<Record<string, string>>;
  readonly variants: readonly VariantView[];
};

/** In the order of the variants. A product without variants has one style that cannot be bought. */
function stylesOf({ id, document }: LiveProduct, { variants }: ProductView): readonly StyleGroup[] {
  const styleIdOf = new Map(document.variants.map((variant) => [variant.id, variant.styleId]));
  const groups = Map.groupBy(variants, (variant) => styleIdOf.get(variant.id)!);
  if (groups.size === 0) return [{ id, look: {}, variants: [] }];
  return [...groups].map(([styleId, members]) => ({ id: styleId, look: lookOf(members[0]!.options), variants: members }));
}

type StyleContext = { readonly front: ShopFront; readonly isDefault: boolean };

function toStyle(product: LiveProduct, view: ProductView, style: StyleGroup, { front, isDefault }: StyleContext): Style {
  return {
    style_id: style.id,
    name: Object.values(style.look).join(", ") || ONLY_STYLE,
    ...pricesOf(style.variants, product),
    "default?": isDefault,
    photos: photosOf(product, view, style, front),
    skus: skusOf(style.variants),
  };
}

/** The contract has one price for a style: that of its first variant that has one. */
function pricesOf(variants: readonly VariantView[], { reference }: LiveProduct): Pick<Style, "original_price" | "sale_price"> {
  const priced = variants.find(({ price }) => price !== null);
  const price = priced?.price?.amountMinor ?? 0;
  const original = priced?.originalPrice?.amountMinor;
  const { exponent } = currencyOf(reference, reference.baseCurrency);
  return {
    original_price: amountOf(original ?? price, exponent),
    sale_price: original === undefined ? null : amountOf(price, exponent),
  };
}

/** Two decimals whatever the currency has; of three the last is rounded, for show only. */
export function amountOf(amountMinor: number, exponent: number): string {
  const hundredths = exponent <= 2 ? amountMinor * 10 ** (2 - exponent) : Math.round(amountMinor / 10 ** (exponent - 2));
  const digits = String(hundredths).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function skusOf(variants: readonly VariantView[]): Style["skus"] {
  if (variants.length === 0) return NO_SKUS;
  return Object.fromEntries(
    variants.map(({ id, options, availability }) => {
      const size = Object.entries(options).find(([name]) => isSizeOption(name))?.[1] ?? ONE_SIZE;
      // What is not counted, as a service, can be ordered in any quantity that a cart line takes.
      return [id, { quantity: availability.available ?? MAX_QUANTITY, size }];
    }),
  );
}

/** The style's own pictures, then those of all; a style that has neither is drawn. */
function photosOf(
  { id, documentVersion }: LiveProduct,
  { media }: ProductView,
  style: StyleGroup,
  { absolute }: ShopFront,
): StylePhoto[] {
  const images = media.filter(({ kind }) => kind === "image");
  const own = images.filter((image) => !isOfAll(image) && shows(image, style.look));
  const urls = [...own, ...images.filter(isOfAll)].map(({ url }) => url);
  const [variant] = style.variants;
  const version = String(documentVersion);
  const drawn = pictureViews.map((view) =>
    pictureAddress(id, view, variant === undefined ? { version } : { variantId: variant.id, version }),
  );
  return (urls.length > 0 ? urls : drawn).map((url) => ({ thumbnail_url: absolute(url), url: absolute(url) }));
}

function isOfAll({ options }: Pick<Media, "options">): boolean {
  return Object.keys(options).length === 0;
}

/** A picture that names sizes too still shows the style. */
function shows({ options }: Pick<Media, "options">, look: StyleGroup["look"]): boolean {
  return Object.entries(options).every(([name, value]) => isSizeOption(name) || look[name] === value);
}
