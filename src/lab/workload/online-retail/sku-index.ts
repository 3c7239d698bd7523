import { itemOf } from "../../data/online-retail/classify.ts";
import { serviceSlug } from "../../data/online-retail/services.ts";
import { allOf, type ShopApi } from "./shop-api.ts";

export type SoldAs = { readonly variantId: number; readonly productId: number };

/** Which variants the SKUs of the file are. */
export interface SkuIndex {
  /** Throws when the shop does not have it: the file was not imported. */
  find(sku: string): Promise<SoldAs>;
  readonly size: number;
}

/** Reads all listed products; a service, which no list shows, is asked for when it is first needed. */
export async function loadSkuIndex(api: ShopApi): Promise<SkuIndex> {
  const known = new Map<string, Promise<SoldAs>>();
  for await (const { id, variants } of allOf(api.products)) {
    for (const variant of variants) known.set(variant.sku, Promise.resolve({ variantId: variant.id, productId: id }));
  }

  async function ask(sku: string): Promise<SoldAs> {
    if (itemOf(sku) === "service") {
      const { id, variants } = await api.productBySlug(serviceSlug(sku));
      const variant = variants.find((each) => each.sku === sku);
      if (variant !== undefined) return { variantId: variant.id, productId: id };
    }
    throw new Error(`The shop does not sell ${sku}: import the file first, with \`tenfold import online-retail\`.`);
  }

  return {
    size: known.size,
    find(sku) {
      let found = known.get(sku);
      if (found === undefined) {
        found = ask(sku);
        known.set(sku, found);
      }
      return found;
    },
  };
}
