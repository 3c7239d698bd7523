import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { createDatabase, type Database } from "../../src/platform/database/database.ts";
import { pageTextOf, pageTimesOf } from "../../src/shop/catalog/page-text.ts";
import type { ProductDocument } from "../../src/shop/catalog/product-document.ts";
import { openStock } from "../../src/shop/inventory/opening-stock.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { generatedProduct, type Vocabulary, vocabulary } from "../search/generated-products.ts";

export const PRODUCTS = Number(process.env.TENFOLD_BENCH_PRODUCTS || 1_000_000);
/** As many sizes as a garment has; the generated data set has eleven SKUs for each product, these have fewer so that it loads in minutes. */
const SIZES = ["S", "M", "L", "XL"];
const WAREHOUSE = "LON1";
const STOCK_BATCH = 5_000;
const CREATED = "2026-01-01T00:00:00.000Z";

/** A million products with pages and stock, and nothing that a product page does not read. */
export async function loadCatalogue(url: string): Promise<void> {
  const db = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0 });
  await seedReferenceData(db);
  const words = vocabulary();
  await copy(db, "products (id, slug, name, popularity)", PRODUCTS, (id) => {
    const { slug, name, popularity } = generatedProduct(id, words, "GBP");
    return [id, slug, name, popularity];
  });
  await copy(db, "product_slugs (slug, product_id)", PRODUCTS, (id) => [`product-${id}`, id]);
  await copy(db, "product_documents (product_id, version, body, page)", PRODUCTS, (id) => {
    const document = documentOf(id, words);
    return [id, 1, JSON.stringify(document), pageTextOf(id, 1, document) + pageTimesOf(document)];
  });
  await copy(db, "variants (product_id, id, sku)", PRODUCTS * SIZES.length, (n) => {
    const { productId, variantId } = variantOf(n);
    return [productId, variantId, `SKU${variantId}`];
  });
  for (let start = 1; start <= PRODUCTS * SIZES.length; start += STOCK_BATCH) {
    const count = Math.min(STOCK_BATCH, PRODUCTS * SIZES.length - start + 1);
    const levels = Array.from({ length: count }, (_, index) => ({
      variantId: variantOf(start + index).variantId,
      warehouse: WAREHOUSE,
      onHand: (start + index) % 40,
      backorderLimit: 0,
      reorderLevel: null,
    }));
    await openStock(db, levels);
  }
  await db.run({ name: "", text: "vacuum analyze product_documents, stock_levels, products" });
  await db.close();
}

function variantOf(n: number) {
  const productId = 1 + Math.floor((n - 1) / SIZES.length);
  return { productId, variantId: productId * 10_000 + 1 + ((n - 1) % SIZES.length) };
}

function documentOf(id: number, words: Vocabulary): ProductDocument {
  const { name, slug, description, attributes, prices } = generatedProduct(id, words, "GBP");
  return {
    slug,
    name,
    slogan: "",
    description,
    kind: "physical",
    status: "active",
    categoryId: null,
    brandId: null,
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value])),
    media: [],
    variants: SIZES.map((size, index) => ({
      id: id * 10_000 + 1 + index,
      sku: `SKU${id}-${size}`,
      options: { size },
      styleId: id * 10_000 + 1,
      prices: [{ priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor: prices.GBP! }],
    })),
    createdAt: CREATED,
    updatedAt: CREATED,
  };
}

async function copy(
  db: Database,
  target: string,
  count: number,
  rowOf: (n: number) => readonly (string | number)[],
): Promise<void> {
  const client = await db.connect();
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  let lines = "";
  for (let n = 1; n <= count; n += 1) {
    lines += `${rowOf(n).map(escaped).join("\t")}\n`;
    if (n % 500 === 0) {
      if (!stream.write(lines)) await once(stream, "drain");
      lines = "";
    }
  }
  stream.end(lines);
  await finished(stream);
  await client.end();
}

/** As COPY wants it; the separators of a page's text are control characters, which COPY takes as they are. */
function escaped(value: string | number): string {
  return String(value).replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
}
