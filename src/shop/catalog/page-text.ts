import { type DrawnMedia, drawnMedia } from "../pictures/product-media.ts";
import type { PriceEntry } from "../pricing/reference.ts";
import type { Product } from "./product.ts";
import type { ProductDocument } from "./product-document.ts";
import { lookOf } from "./styles.ts";

/**
 * A product's page as it lies in the database: pieces of finished JSON between separators, and what has to be filled in between them when it
 * is read. Reading a document, building a page and writing it as JSON again costs ten times as much as putting these pieces together
 * (measured: 47 against 5 µs for a product with twelve variants). Separators are control characters, which JSON text never has as such.
 */
export type PageText = {
  readonly status: Product["status"];
  /** False: a service, which has no stock. */
  readonly isCounted: boolean;
  /** `"slug":…,"name":…,"slogan":…,"description":…` */
  readonly head: string;
  readonly categoryId: number | null;
  readonly brandId: number | null;
  /** `"attributes":…,"media":…` */
  readonly middle: string;
  /** The different prices that its variants have, each as the JSON of a `PriceEntry[]`. */
  readonly priceSets: readonly string[];
  readonly variants: readonly string[];
  /** `"createdAt":…,"updatedAt":…` */
  readonly times: string;
};

/** Begins every text; another one is made anew from the document. */
export const PAGE_FORMAT = "1";
/** Between the pieces, between the members of a piece, and between the parts of a member. */
const PIECE = "\u001f";
const MEMBER = "\u001e";
const PART = "\u001d";

type StaticDocument = Omit<ProductDocument, "createdAt" | "updatedAt">;

/** All pieces but the last, which the database adds with the times of the product's row. `version` is that of the document. */
export function pageTextOf(id: number, version: number, document: StaticDocument): string {
  const { slug, name, slogan, description, status, kind, categoryId, brandId, attributes, variants } = document;
  const sets = new Map<string, number>();
  const described = variants.map(({ id: variantId, sku, options, prices }) => {
    const set = JSON.stringify(prices);
    if (!sets.has(set)) sets.set(set, sets.size);
    return [variantId, sets.get(set), membersOf({ id: variantId, sku, options })].join(PART);
  });
  return [
    `${PAGE_FORMAT}${status}${PART}${kind}`,
    membersOf({ slug, name, slogan, description }),
    categoryId ?? "",
    brandId ?? "",
    membersOf({ attributes, media: mediaOf(id, version, document) }),
    [...sets.keys()].join(MEMBER),
    described.join(MEMBER),
    "",
  ].join(PIECE);
}

/** The last piece, for a document that has no text yet. */
export function pageTimesOf({ createdAt, updatedAt }: Pick<ProductDocument, "createdAt" | "updatedAt">): string {
  return membersOf({ createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() });
}

export function readPageText(text: string): PageText {
  const [kinds, head, category, brand, middle, sets, variants, times] = text.split(PIECE) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [status, kind] = kinds.slice(PAGE_FORMAT.length).split(PART);
  return {
    status: status as PageText["status"],
    isCounted: kind !== "service",
    head,
    categoryId: category === "" ? null : Number(category),
    brandId: brand === "" ? null : Number(brand),
    middle,
    priceSets: sets.split(MEMBER),
    variants: variants === "" ? [] : variants.split(MEMBER),
    times,
  };
}

/** The variant's id, which of the price sets it has, and `"id":…,"sku":…,"options":…`. */
export function readVariantText(text: string): { readonly id: number; readonly priceSet: number; readonly members: string } {
  const first = text.indexOf(PART);
  const second = text.indexOf(PART, first + 1);
  return { id: Number(text.slice(0, first)), priceSet: Number(text.slice(first + 1, second)), members: text.slice(second + 1) };
}

export function readPriceSet(text: string): readonly PriceEntry[] {
  return JSON.parse(text);
}

/** A product's pictures, or drawn ones. Width and height in pixels, null when nobody has measured it. */
export function mediaOf(id: number, version: number, { media, name, variants }: StaticDocument) {
  if (media.length > 0) return media.map((item) => ({ ...item, width: null, height: null }));
  return drawnPictures(id, version, { name, variants });
}

function drawnPictures(id: number, version: number, { name, variants }: Pick<StaticDocument, "name" | "variants">): DrawnMedia[] {
  const ofStyle = new Map(variants.toReversed().map((variant) => [variant.styleId, variant]));
  const looks = variants.filter((variant) => ofStyle.get(variant.styleId) === variant);
  return drawnMedia({ id, name, version, looks: looks.map((look) => ({ variantId: look.id, options: lookOf(look.options) })) });
}

/** JSON without the braces around it. */
function membersOf(value: object): string {
  return JSON.stringify(value).slice(1, -1);
}
