import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { createCatalogueBuilder } from "../src/lab/data/online-retail/catalogue.ts";
import { readRows } from "../src/lab/data/online-retail/read.ts";
import { DEMO_CATALOGUE_URL, type DemoCatalogue } from "../src/shop/catalog/demo-catalogue.ts";

const SOURCE_URL = new URL("../data/online-retail/online-retail.csv.gz", import.meta.url);
const CITATION =
  "Chen, D. (2015). Online Retail [Dataset]. UCI Machine Learning Repository. https://doi.org/10.24432/C5BW33. Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).";

const { values } = parseArgs({ options: { source: { type: "string", default: fileURLToPath(SOURCE_URL) } } });

const builder = createCatalogueBuilder();
let badRows = 0;
for await (const row of readRows(values.source, { onBadRow: () => (badRows += 1) })) builder.add(row);
const products = builder.build();
const variantCount = products.reduce((sum, product) => sum + product.variants.length, 0);

const catalogue: DemoCatalogue = { currency: "GBP", attribution: CITATION, products };
const packed = gzipSync(JSON.stringify(catalogue), { level: 9 });
// The header's time is zero already; the tenth byte names the operating system and would differ between machines.
packed[9] = 255;

await mkdir(new URL(".", DEMO_CATALOGUE_URL), { recursive: true });
await writeFile(DEMO_CATALOGUE_URL, packed);
await writeFile(new URL("ATTRIBUTION.md", DEMO_CATALOGUE_URL), attribution(products.length, variantCount));
console.log(`${products.length} products, ${variantCount} variants, ${packed.length} bytes, ${badRows} bad rows`);

function attribution(productCount: number, variantTotal: number): string {
  return `# Demo catalogue

\`catalogue.json.gz\` is made from this dataset by \`scripts/make-demo-data.ts\`:

> ${CITATION}

It is offered under the same licence, CC BY 4.0. Neither the author nor the repository endorses this use.

## What was changed
- The ${productCount.toLocaleString("en")} products with ${variantTotal.toLocaleString("en")} variants are aggregates of the order lines. No order, customer or country is in the file.
- Left out: lines that are no sale of a product (postage, fees, vouchers, manual corrections, stock adjustments, lines without a price).
- Stock codes are in upper case. Codes of one stem whose descriptions share their main words became variants of one product.
- Names are the most frequent description in title case, with abbreviations written out and some misspellings corrected.
- List prices and quantity tiers are the most frequent prices paid, by known customers where there are any. Units, order lines and dates are counted from the lines.
- Categories, attributes, descriptions and slugs were derived from the words of the names.
- \`companions.json.gz\` is made from the same lines by \`scripts/make-demo-companions.ts\`: for each product the twelve that real orders hold with it more often
  than chance says, with the log-likelihood ratio and the number of such orders. Orders are sampled down to 100 products; pairs in fewer than three orders are left out.
- **Weights are made up**: plausible for the category, fixed for a stock code. The dataset has none.

## What is not from there
- **Reviews, questions and answers are generated** when the demo shop is made (\`src/shop/seed/content\`). Nobody wrote them: each is stored with \`generated\`, the API says so,
  and the names are made up. How many there are of each product, their stars, recommendations and votes follow the sums of *Women's E-Commerce Clothing Reviews*
  (Nick Brooks, 2018, CC0 1.0); no text of it is used.
- **The clothing and shoes** (\`src/shop/seed/demo-clothing.ts\`) are invented.
- **The pictures** are drawn by \`src/shop/pictures\` from the words of the names, and show no real product.
`;
}
