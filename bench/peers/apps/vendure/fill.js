// Brings the catalogue in through Vendure's own `populate`, then lets the search plugin index it. Arguments: the catalogue, a folder for the CSV.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const core = require("@vendure/core");
const { populate } = require("@vendure/core/cli");
const { config } = require("./config.js");

const [catalogueFile, folder] = process.argv.slice(2);
const catalogue = JSON.parse(readFileSync(catalogueFile, "utf8"));

const initialData = {
  defaultLanguage: "en",
  defaultZone: "Europe",
  countries: [{ code: "GB", name: "United Kingdom", zone: "Europe" }],
  taxRates: [{ name: "Standard", percentage: 20 }],
  shippingMethods: [{ name: "Standard Shipping", price: catalogue.shippingMinor, taxRate: 20 }],
  paymentMethods: [
    {
      name: "Dummy",
      handler: { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: "true" }] },
    },
  ],
  collections: catalogue.categories.map((name) => ({
    name,
    filters: [{ code: "facet-value-filter", args: { facetValueNames: [name], containsAny: false } }],
  })),
};

const columns =
  "name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets";

/** One row for each variant; those of the same product after its first leave the product's columns empty. */
function csv() {
  const rows = catalogue.products.flatMap(({ name, slug, description, category, variants }) =>
    variants.map(({ sku, size, priceMinor, stock }, index) => {
      const first = [name, slug, description, "", `department:${catalogue.categories[category]}`, "size"];
      const own = [size, sku, (priceMinor / 100).toFixed(2), "Standard", stock, "true", "", ""];
      return [...(index === 0 ? first : ["", "", "", "", "", ""]), ...own];
    }),
  );
  return `${[columns, ...rows.map((row) => row.map((cell) => `"${cell}"`).join(","))].join("\n")}\n`;
}

/** Prices include the tax, in pounds, as in the other shops; set before anything is priced. */
async function setUpChannel(app) {
  const connection = app.get(core.TransactionalConnection).rawConnection;
  await connection
    .getRepository(core.Channel)
    .update({ id: 1 }, { pricesIncludeTax: true, defaultCurrencyCode: "GBP", availableCurrencyCodes: ["GBP"] });
  return app;
}

/** Jobs of the queue run in this process; the queue is empty when all have been done. */
async function untilIdle(app) {
  const jobs = app.get(core.JobQueueService);
  await jobs.start();
  const inspectable = app.get(core.ConfigService).jobQueueOptions.jobQueueStrategy;
  for (let idle = 0; idle < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { totalItems } = await inspectable.findMany({ filter: { isSettled: { eq: false } }, take: 1 });
    idle = totalItems === 0 ? idle + 1 : 0;
  }
}

async function fill() {
  const csvFile = join(folder, "vendure-products.csv");
  writeFileSync(csvFile, csv());
  const app = await populate(
    async () => setUpChannel(await core.bootstrapWorker(config).then((worker) => worker.app)),
    initialData,
    csvFile,
  );
  process.stdout.write("making the collections and the search index\n");
  const ctx = await app.get(core.RequestContextService).create({ apiType: "admin" });
  await untilIdle(app);
  await app.get(core.SearchService).reindex(ctx);
  await untilIdle(app);
  await app.close();
}

fill().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
