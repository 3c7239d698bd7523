import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { groupInvoices } from "../src/lab/data/online-retail/invoices.ts";
import { toReplayOrder } from "../src/lab/data/online-retail/orders.ts";
import { readRows } from "../src/lab/data/online-retail/read.ts";
import { readDemoCatalogue } from "../src/shop/catalog/demo-catalogue.ts";
import { createBasketCollector } from "../src/shop/recommendations/baskets.ts";
import { companionLimits, companionsOf, REST } from "../src/shop/recommendations/companions.ts";
import { DEMO_COMPANIONS_URL, type DemoCompanions, packDemoCompanions } from "../src/shop/recommendations/demo-companions.ts";

const SOURCE_URL = new URL("../data/online-retail/online-retail.csv.gz", import.meta.url);
/** As many as a product page shows; the shop's own orders will find more. */
const PER_PRODUCT = 12;

const { values } = parseArgs({ options: { source: { type: "string", default: fileURLToPath(SOURCE_URL) } } });

const { products, attribution } = await readDemoCatalogue();
// The shop gives the ids; here the place in the catalogue serves.
const productOfSku = new Map(products.flatMap(({ variants }, place) => variants.map(({ sku }) => [sku, place] as const)));

const collector = createBasketCollector();
let orders = 0;
for await (const invoice of groupInvoices(readRows(values.source))) {
  const sold = toReplayOrder(invoice)?.lines.map(({ sku }) => productOfSku.get(sku)) ?? [];
  const basket = [...new Set(sold.filter((place) => place !== undefined))];
  if (basket.length > 0 && collector.add(basket)) orders += 1;
}
const found = companionsOf(collector.build(), { ...companionLimits, perProduct: PER_PRODUCT }).filter((one) => one !== REST);
const packed = packDemoCompanions(found, (place) => products[place]!.slug);
const file: DemoCompanions = { attribution, orders, ...packed };
const bytes = gzipSync(JSON.stringify(file), { level: 9 });
// The header's time is zero already; the tenth byte names the operating system and would differ between machines.
bytes[9] = 255;
await writeFile(DEMO_COMPANIONS_URL, bytes);
console.log(`${orders} orders, ${packed.companions.length} products with companions, ${bytes.length} bytes`);
