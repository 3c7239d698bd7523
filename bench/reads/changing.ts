import type { Catalogue } from "../../src/lab/workload/mixes/catalogue.ts";
import { popularRank } from "../../src/lab/workload/mixes/habits.ts";
import { createDatabase, type Database } from "../../src/platform/database/database.ts";
import { changeProduct } from "../../src/shop/catalog/change-product.ts";
import { setStock } from "../../src/shop/inventory/stock-admin.ts";

/** `moved`: another popularity, so every list may have another order; what a price change would do, if lists knew only that something changed. */
export const kinds = ["none", "stock", "price", "moved"] as const;
export type Kind = (typeof kinds)[number];

type Changing = { readonly perSecond: number; readonly catalogue: Catalogue; readonly random: () => number };

/** Changes products at this rate until told to stop, the popular ones more often. */
export async function changing(
  url: string,
  kind: Kind,
  { perSecond, catalogue, random }: Changing,
): Promise<() => Promise<void>> {
  if (kind === "none") return async () => undefined;
  const db = createDatabase({ url, poolSize: 2 });
  const running = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const rank = popularRank(catalogue.productIds.length, random);
    const change = changeOne(db, kind, catalogue, rank, random).catch((error: Error) =>
      process.stderr.write(`${error.message}\n`),
    );
    running.add(change);
    void change.finally(() => running.delete(change));
  }, 1_000 / perSecond);
  return async () => {
    clearInterval(timer);
    await Promise.all(running);
    await db.close();
  };
}

async function changeOne(
  db: Database,
  kind: Kind,
  { productIds, variantIds }: Catalogue,
  rank: number,
  random: () => number,
): Promise<void> {
  const productId = productIds[rank]!;
  const change = Math.floor(random() * 100);
  if (kind === "stock") {
    const [level] = await db.run<{ warehouse: string }>(
      { name: "", text: "select warehouse from stock_levels where variant_id = $1 limit 1" },
      [variantIds[rank]],
    );
    if (level !== undefined)
      await setStock(db, { variantId: variantIds[rank]!, warehouse: level.warehouse, onHand: 1_000 + change });
    return;
  }
  await db.transaction((tx) =>
    changeProduct(tx, productId, null, (product) =>
      kind === "moved"
        ? { ...product, popularity: product.popularity + 1 }
        : {
            ...product,
            variants: product.variants.map((variant) => ({
              ...variant,
              prices: variant.prices.map((price) => ({ ...price, amountMinor: price.amountMinor + (change % 2 === 0 ? 1 : -1) })),
            })),
          },
    ),
  );
}
