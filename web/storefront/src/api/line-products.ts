import { queryOptions, useQueries } from "@tanstack/react-query";
import { drawnPicture } from "../ui/pictures.ts";
import { type Display, displayParams, type Product } from "./catalog.ts";
import { absoluteUrl, dataOf, shop } from "./client.ts";

/** A variant's id names its product. */
const VARIANTS_PER_PRODUCT = 10_000;
const FRESH_MS = 60_000;
/** A cart may have 2,000 lines; those beyond this many products show their names alone. */
const MAX_PRODUCTS = 60;

const productById = (productId: number, display: Display) =>
  queryOptions({
    queryKey: ["product-by-id", productId, display],
    staleTime: FRESH_MS,
    queryFn: ({ signal }) =>
      dataOf(shop.GET("/v1/products/{productId}", { params: { path: { productId }, query: displayParams(display) }, signal })),
  });

/** What a line of a cart or an order does not know itself. */
export type LineProduct = {
  readonly slug: string;
  readonly picture: string;
  /** Such as "Pink, large"; empty for a product with one variant. */
  readonly options: string;
  /** Units that can be ordered now; null: not counted. */
  readonly available: number | null;
};

/** Looks up what lines show beside their names. Absent: not read yet, or no longer there. */
export function useLineProducts(variantIds: readonly number[], display: Display): ReadonlyMap<number, LineProduct> {
  const productIds = [...new Set(variantIds.map((id) => Math.floor(id / VARIANTS_PER_PRODUCT)))].slice(0, MAX_PRODUCTS);
  return useQueries({
    queries: productIds.map((productId) => productById(productId, display)),
    combine: (results) => {
      const products = new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])));
      return new Map(
        variantIds.flatMap((variantId) => {
          const product = products.get(Math.floor(variantId / VARIANTS_PER_PRODUCT));
          return product === undefined ? [] : [[variantId, lineProduct(product, variantId)] as const];
        }),
      );
    },
  });
}

function lineProduct({ id, slug, media, variants }: Product, variantId: number): LineProduct {
  const variant = variants.find((candidate) => candidate.id === variantId);
  const options = variant?.options ?? {};
  const pictures = media.filter(({ kind }) => kind === "image");
  const shows = (item: Product["media"][number]) =>
    Object.entries(item.options).every(([option, value]) => options[option] === value);
  const own = pictures.find((item) => Object.keys(item.options).length > 0 && shows(item)) ?? pictures.find(shows);
  return {
    slug,
    picture: own === undefined ? drawnPicture(id, "front", variantId) : absoluteUrl(own.url),
    options: Object.values(options).join(", "),
    available: variant?.availability.available ?? null,
  };
}
