import { pageTextOf, pageTimesOf } from "../../../shop/catalog/page-text.ts";
import type { ProductDocument } from "../../../shop/catalog/product-document.ts";
import { pictureAddress, pictureViews } from "../../../shop/pictures/addresses.ts";
import type { PriceEntry } from "../../../shop/pricing/reference.ts";
import { timestamp } from "./moments.ts";
import type { Opinion } from "./opinion-rows.ts";
import { colourOf, type GeneratedProduct, optionsOf, skuOf, TIER_QUANTITY, variantIdOf } from "./products.ts";
import { uuidOf } from "./randomness.ts";
import type { Rows } from "./tables.ts";

/** Kinds of UUIDs, so that none of one kind is one of another. */
export const uuidKinds = {
  media: 1,
  order: 2,
  cart: 3,
  hold: 4,
  payment: 5,
  customer: 6,
  guest: 7,
  address: 8,
  event: 9,
  openCart: 10,
};

export const BASE_LIST = 1;
export const CURRENCY = "GBP";

/** The product with what is derived from it: claims, listing, pictures, variants with prices, its document and its offers. */
export function writeProduct(rows: Rows, product: GeneratedProduct, popularity: number, photosMean: number, seed: number): void {
  const { id, name, slug, slogan, description, category, departmentId, brand, features, createdMs } = product;
  const at = timestamp(createdMs);
  const attributes = `{${features.map(([key, value]) => `"${key}": "${value}"`).join(", ")}}`;
  rows.products.push(
    `${id}\t${slug}\t${name}\t${description}\t${category.id}\t${brand.id}\tphysical\tactive\tt\tstandard\t${attributes}\t${optionNames(product)}\t${popularity}\t1\t${at}\t${at}\t${slogan}\n`,
  );
  rows.product_slugs.push(`${slug}\t${id}\n`);
  rows.product_categories.push(`${id}\t${category.id}\tt\t${popularity}\tt\n`);
  rows.product_categories.push(`${id}\t${departmentId}\tf\t${popularity}\tt\n`);
  const document = {
    slug,
    name,
    slogan,
    description,
    kind: "physical",
    status: "active",
    categoryId: category.id,
    brandId: brand.id,
    attributes: Object.fromEntries(features),
    media: writeMedia(rows, product, photosMean, seed),
    variants: writeVariants(rows, product),
  } as const;
  // As PostgreSQL writes it into JSON.
  const jsonTime = `${at.slice(0, 10)}T${at.slice(11, 19)}+00:00`;
  const times = { createdAt: jsonTime, updatedAt: jsonTime };
  const page = `${pageTextOf(id, 1, document)}${pageTimesOf(times)}`;
  rows.product_documents.push(`${id}\t1\t${JSON.stringify({ ...document, ...times })}\t${page}\n`);
}

function optionNames({ styles, sizes }: GeneratedProduct): string {
  if (styles === 1) return sizes === 1 ? "{}" : "{size}";
  return sizes === 1 ? "{colour}" : "{colour,size}";
}

function pricesOf({ priceMinor, tierMinor }: GeneratedProduct): PriceEntry[] {
  const entry = (minQuantity: number, amountMinor: number) => ({
    priceListId: BASE_LIST,
    currency: CURRENCY,
    minQuantity,
    amountMinor,
  });
  return tierMinor === null ? [entry(1, priceMinor)] : [entry(1, priceMinor), entry(TIER_QUANTITY, tierMinor)];
}

/** Answers the variants as the product's document has them. */
function writeVariants(rows: Rows, product: GeneratedProduct): ProductDocument["variants"] {
  const { id, name, variants, sizes, priceMinor, tierMinor, weightGrams, departmentId, category } = product;
  const prices = pricesOf(product);
  const pricesText = JSON.stringify(prices);
  const looks = Array.from({ length: variants }, (_, index) => optionsOf(product, index + 1));
  return looks.map((options, index) => {
    const number = index + 1;
    const variantId = variantIdOf(id, number);
    const sku = skuOf(id, number);
    const optionsText = JSON.stringify(options);
    rows.variants.push(`${id}\t${variantId}\t${sku}\t${optionsText}\t${index}\t${weightGrams}\tactive\n`);
    rows.skus.push(`${sku}\t${id}\t${variantId}\n`);
    rows.variant_prices.push(`${id}\t${variantId}\t${BASE_LIST}\t${CURRENCY}\t1\t${priceMinor}\n`);
    if (tierMinor !== null)
      rows.variant_prices.push(`${id}\t${variantId}\t${BASE_LIST}\t${CURRENCY}\t${TIER_QUANTITY}\t${tierMinor}\n`);
    rows.variant_offers.push(
      `${id}\t${variantId}\t1\t{"sku":"${sku}","name":"${name}","options":${optionsText},"kind":"physical","weightGrams":${weightGrams},"taxCategory":"standard","categoryIds":[${departmentId},${category.id}],"prices":${pricesText},"sellable":true}\n`,
    );
    return { id: variantId, sku, options, styleId: variantId - (index % sizes), prices };
  });
}

/** Of each look up to three drawn views, so that there are as many as there should be on average. Answers them as the document has them. */
function writeMedia(rows: Rows, product: GeneratedProduct, photosMean: number, seed: number): ProductDocument["media"] {
  const { id, name, styles, sizes } = product;
  const listed: ProductDocument["media"][number][] = [];
  for (let style = 0; style < styles; style += 1) {
    const colour = colourOf(product, style);
    const options: Record<string, string> = styles === 1 ? {} : { colour };
    const alt = styles === 1 ? name : `${name}, ${colour}`;
    const optionsText = JSON.stringify(options);
    const views = Math.min(pictureViews.length, Math.floor(photosMean + ((id * 7 + style * 3) % 10) / 10));
    for (const view of pictureViews.slice(0, views)) {
      const url = pictureAddress(id, view, { variantId: variantIdOf(id, style * sizes + 1), version: "1" });
      const mediaId = uuidOf(seed, uuidKinds.media, id * 40 + listed.length, product.createdMs);
      rows.media.push(`${id}\t${mediaId}\timage\t${url}\t${alt}\t${listed.length}\t${optionsText}\n`);
      listed.push({ kind: "image", url, alt, options });
    }
  }
  return listed;
}

/** What a product's search row needs besides the product. */
export type Searchable = {
  readonly product: GeneratedProduct;
  readonly departmentName: string;
  readonly popularity: number;
  /** 1 is the most popular. */
  readonly rank: number;
  readonly opinion: Opinion;
  readonly available: boolean;
};
