import { createHash, randomUUIDv7 } from "node:crypto";

/** A UUIDv7 in lower-case text: time-ordered, so that rows made together lie together and a month is a range of ids. */
export type Uuid = string;

/** Makes the id of anything a shopper creates. */
export function newId(): Uuid {
  return randomUUIDv7();
}

/** A UUID (version 8, RFC 9562) derived from the parts: the same parts give the same id on every machine. */
export function derivedId(...parts: readonly string[]): Uuid {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A variant's integer id names its product: `variantId = productId × 10,000 + position`. */
export const VARIANTS_PER_PRODUCT = 10_000;

export function productOfVariant(variantId: number): number {
  return Math.floor(variantId / VARIANTS_PER_PRODUCT);
}

/** Reviews, questions and answers count within their product in the same way: `id = productId × 1,000,000 + number`. */
const CONTENTS_PER_PRODUCT = 1_000_000;
/** The most reviews (and as many questions, and answers) that a product can have. */
export const MAX_CONTENTS_PER_PRODUCT = CONTENTS_PER_PRODUCT - 1;

export function contentId(productId: number, number: number): number {
  return productId * CONTENTS_PER_PRODUCT + number;
}

export function productOfContent(id: number): number {
  return Math.floor(id / CONTENTS_PER_PRODUCT);
}

/** What belongs to a review or an answer, such as a photo, adds one digit to its id. */
const PARTS_PER_CONTENT = 10;

export function contentPartId(id: number, part: number): number {
  return id * PARTS_PER_CONTENT + part;
}

/** Largest product id under which all of these ids are still safe integers in JavaScript: 900 million. */
export const LARGEST_PRODUCT_ID = Math.floor(Number.MAX_SAFE_INTEGER / (CONTENTS_PER_PRODUCT * PARTS_PER_CONTENT)) - 1;
/** Largest id of a review, a question or an answer. */
export const LARGEST_CONTENT_ID = contentId(LARGEST_PRODUCT_ID, MAX_CONTENTS_PER_PRODUCT);
