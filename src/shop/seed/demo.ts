import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { derivedId, productOfVariant } from "../../platform/ids.ts";
import { type CatalogueProduct, readDemoCatalogue } from "../catalog/demo-catalogue.ts";
import { importProducts, type ProductToImport } from "../catalog/import-products.ts";
import { openStock } from "../inventory/opening-stock.ts";
import { savePromotion } from "../promotions/promotion-store.ts";
import { seedCompanions } from "../recommendations/demo-companions.ts";
import { demoPromotions } from "./demo-promotions.ts";
import { demoSlogan } from "./demo-slogans.ts";
import { demoStock } from "./demo-stock.ts";
import { lockSeeding } from "./reference-data.ts";

const hasProducts = sql<{ there: boolean }>("seed.has-products", "select exists (select from products) as there");
const categoryBySlug = sql<{ id: number }>("seed.category-by-slug", "select id from categories where slug = $1");

export type DemoOptions = {
  readonly products?: readonly CatalogueProduct[];
  readonly onProgress?: (message: string) => void;
};

export type DemoResult = { readonly products: number; readonly variants: number; readonly stockLevels: number };

/**
 * Fills a shop that has no products yet with the demo catalogue, its stock and a few promotions, in one transaction: whoever is killed on
 * the way leaves nothing. The reference data must be there. Answers null and does nothing when the shop has products.
 */
export async function seedDemo(db: Database, options: DemoOptions = {}): Promise<DemoResult | null> {
  const { onProgress = () => undefined } = options;
  const products = options.products ?? (await readDemoCatalogue()).products;
  return db.transaction(async (tx) => {
    await lockSeeding(tx);
    const [row] = await tx.run(hasProducts);
    if (row!.there) return null;
    const { variantIdOfSku } = await importProducts({ ...tx, transaction: (work) => work(tx) }, products.map(withSlogan), {
      onProgress: (done, total) => onProgress(`demo catalogue: ${done} of ${total} products`),
    });
    const stock = products.flatMap(({ variants }) =>
      variants.flatMap((variant) => demoStock(variantIdOfSku.get(variant.sku)!, variant)),
    );
    const stockLevels = await openStock(tx, stock);
    await seedPromotions(tx);
    const idOf = new Map(
      products.map(({ slug, variants }) => [slug, productOfVariant(variantIdOfSku.get(variants[0]!.sku)!)] as const),
    );
    const withCompanions = await seedCompanions(tx, idOf);
    onProgress(`demo stock: ${stockLevels} levels`);
    onProgress(`what goes together: known of ${withCompanions} products`);
    return { products: products.length, variants: variantIdOfSku.size, stockLevels };
  });
}

/** Catalogues that are imported keep the slogans that their shop has given them. */
function withSlogan(product: CatalogueProduct): ProductToImport {
  return { ...toImport(product), slogan: demoSlogan(product) };
}

/** Popularity is in how many order lines of the real year a product appears. */
export function toImport(product: CatalogueProduct): ProductToImport {
  return { ...product, popularity: product.variants.reduce((sum, { orderLines }) => sum + orderLines, 0) };
}

async function seedPromotions(tx: Queryable): Promise<void> {
  for (const { categorySlug, ...promotion } of demoPromotions) {
    const category = categorySlug === null ? undefined : (await tx.run(categoryBySlug, [categorySlug]))[0];
    if (categorySlug !== null && category === undefined) continue;
    const categoryIds = category === undefined ? null : [category.id];
    await savePromotion(tx, {
      ...promotion,
      id: derivedId("demo-promotion", promotion.name),
      conditions: { ...promotion.conditions, categoryIds },
    });
  }
}
