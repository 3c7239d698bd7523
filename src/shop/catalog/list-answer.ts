import type { Loaded } from "../../platform/cache/answer.ts";
import type { RenderedPage } from "./render-page.ts";

export const JSON_TYPE = "application/json; charset=utf-8";

export type ListOf = {
  /** The route's template, for the figures. */
  readonly route: string;
  readonly json: string;
  readonly products: readonly { readonly id: number; readonly page: RenderedPage }[];
  /** What else caches in front may call it. */
  readonly surrogateKey: string;
  /** Whether products that come, go or move make it wrong; else only those that are on it do. */
  readonly listing: boolean;
  /** See `Loaded`. */
  readonly maxAgeMs?: number;
};

/** An answer that shows products: a change of one of them makes it wrong. */
export function listAnswer({ route, json, products, surrogateKey, listing, maxAgeMs }: ListOf): Loaded {
  return {
    body: Buffer.from(json),
    mediaType: JSON_TYPE,
    route,
    productIds: products.map(({ id }) => id),
    listing,
    surrogateKeys: [surrogateKey, ...products.map(({ id }) => `product-${id}`)],
    validUntilMs: Math.min(Number.POSITIVE_INFINITY, ...products.map(({ page }) => page.validUntilMs)),
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
  };
}

/** An answer made of the reference data alone: it holds until any of them changes. */
export function referenceAnswer(route: string, value: object, surrogateKey: string): Loaded {
  return {
    body: Buffer.from(JSON.stringify(value)),
    mediaType: JSON_TYPE,
    route,
    productIds: [],
    listing: false,
    surrogateKeys: [surrogateKey],
    validUntilMs: Number.POSITIVE_INFINITY,
  };
}
