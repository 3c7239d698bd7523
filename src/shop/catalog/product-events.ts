import { isDeepStrictEqual } from "node:util";
import type { NewProductEvent } from "../../platform/events/outbox.ts";
import { changedVariants, type Product, type ProductChange, samePrices } from "./product.ts";

/** What a stored change tells the world. A change of prices alone is no `product.updated`; each variant tells of its own prices. */
export function productEvents({ before, after }: ProductChange): NewProductEvent[] {
  const { id, slug, name, status, version } = after;
  const event = (type: string): NewProductEvent => ({
    productId: id,
    aggregateType: "product",
    aggregateId: String(id),
    version,
    type,
    payload: { productId: id, slug, name, status, version },
  });
  if (before === null) return [event("product.created")];
  const events = priceEvents(before, after);
  if (status === "archived" && before.status !== "archived") events.push(event("product.archived"));
  else if (!isDeepStrictEqual(content(before), content(after))) events.push(event("product.updated"));
  return events;
}

function priceEvents(before: Product, after: Product): NewProductEvent[] {
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  return changedVariants(before, after, samePrices)
    .filter(({ id }) => known.has(id))
    .map(({ id, sku, prices }) => ({
      productId: after.id,
      aggregateType: "variant",
      aggregateId: String(id),
      version: after.version,
      type: "price.changed",
      payload: { productId: after.id, variantId: id, sku, before: known.get(id)!.prices, after: prices },
    }));
}

function content(product: Product): unknown {
  const { version: _version, variants, ...rest } = product;
  return { ...rest, variants: variants.map(({ prices: _prices, ...variant }) => variant) };
}
