import type { HttpClient } from "./http-client.ts";

type Stock = {
  readonly available: number;
  readonly warehouses: readonly { readonly warehouse: string; readonly onHand: number; readonly reserved: number }[];
};

/** Makes exactly `units` of a variant sellable, all in its first warehouse; what is promised to earlier orders stays promised. */
export async function setSellableUnits(client: HttpClient, adminKey: string, variantId: number, units: number): Promise<void> {
  const path = `/v1/admin/variants/${variantId}/stock`;
  const before = await ask<Stock>(client, adminKey, { method: "GET", path });
  if (before.warehouses.length === 0) throw new Error(`Variant ${variantId} is in no warehouse: it has no stock to set.`);
  for (const [index, { warehouse, reserved }] of before.warehouses.entries()) {
    const onHand = reserved + (index === 0 ? units : 0);
    await ask(client, adminKey, { method: "PUT", path, body: { warehouse, onHand } });
  }
  const { available } = await ask<Stock>(client, adminKey, { method: "GET", path });
  if (available !== units) {
    throw new Error(`Variant ${variantId} has ${available} units to sell and not ${units}: is it on backorder, or being sold?`);
  }
}

type ProductPage = { readonly items: readonly { readonly id: number }[]; readonly nextCursor: string | null };
type Product = {
  readonly variants: readonly { readonly id: number; readonly availability: { readonly available: number } }[];
};

/** Up to `count` variants that can be bought, one of each product, the most popular first. */
export async function sellableVariants(client: HttpClient, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let cursor = ""; found.length < count; ) {
    const path = `/v1/products?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = await ask<ProductPage>(client, null, { method: "GET", path });
    for (const { id } of page.items) {
      const product = await ask<Product>(client, null, { method: "GET", path: `/v1/products/${id}` });
      const variant = product.variants.find(({ availability }) => availability.available > 0);
      if (variant !== undefined && found.push(variant.id) === count) break;
    }
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return found;
}

async function ask<Body>(
  client: HttpClient,
  token: string | null,
  request: { readonly method: "GET" | "PUT"; readonly path: string; readonly body?: unknown },
): Promise<Body> {
  const answer = await client.sendUntilDecided<Body>({ ...request, ...(token === null ? {} : { token }) });
  if (answer.status >= 300) {
    throw new Error(`${request.method} ${request.path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
