import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStock } from "../inventory/opening-stock.ts";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { importProducts } from "./import-products.ts";
import { documentOf, offersOf } from "./product-document.ts";
import { pageStatements } from "./product-pages.ts";
import { readStatements } from "./product-reads.ts";
import { loadProducts } from "./product-store.ts";
import { withAncestors } from "./structure.ts";

const PRODUCTS = 5_000;
let shop: TestShop;
before(async () => {
  shop = await createTestShop(() => undefined);
});
after(() => shop.close());

const many = () =>
  Array.from({ length: PRODUCTS }, (_, n) =>
    mugToImport(n, { categoryPath: ["Kitchen", `Shelf ${n % 50}`], popularity: n % 997 }),
  );

test("an import of thousands creates them, and the same import again changes nothing", async () => {
  const progress: number[] = [];
  const first = await importProducts(shop.db, many(), { onProgress: (done) => progress.push(done) });
  const stock = [...first.variantIdOfSku.values()].flatMap((variantId) =>
    ["LON1", "RTM1"].map((warehouse) => ({ variantId, warehouse, onHand: 10, backorderLimit: 0, reorderLevel: null })),
  );
  assert.equal(await openStock(shop.db, stock), 2 * PRODUCTS);
  assert.deepEqual([first.created, first.updated, first.unchanged], [PRODUCTS, 0, 0]);
  assert.equal(first.variantIdOfSku.size, PRODUCTS);
  assert.equal(progress.at(-1), PRODUCTS);
  const second = await importProducts(shop.db, many());
  assert.deepEqual([second.created, second.updated, second.unchanged], [0, 0, PRODUCTS]);
  assert.deepEqual(second.variantIdOfSku, first.variantIdOfSku);
  const [events] = await shop.testDatabase.query("select count(*)::int as count from outbox_product");
  assert.equal(events!.count, PRODUCTS);
});

test("no read of a shopper goes through a table from end to end", async () => {
  // A table without rows is read as it lies, whatever it has as an index.
  await shop.testDatabase.query("insert into review_summaries (product_id) select id from products");
  await shop.testDatabase.query("analyze");
  for (const { name, text } of [...Object.values(readStatements), ...Object.values(pageStatements)]) {
    const plan = await shop.testDatabase.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`);
    const lines = plan.map((row) => row["QUERY PLAN"]);
    // Reference tables are a page or two, and PostgreSQL reads those fastest as they lie.
    const scans = lines.filter((line) => /Seq Scan on (?!reference_version|warehouses|categories)/.test(line));
    assert.deepEqual(scans, [], `${name}\n${lines.join("\n")}`);
  }
});

test("a second import updates by slug, keeps variants by SKU and other lists' prices, and archives what is gone", async () => {
  const options = (size: string) => ({ size });
  const variant = (sku: string, size: string, priceMinor = 1_000) => ({
    sku,
    options: options(size),
    priceMinor,
    tiers: [],
    weightGrams: 1,
  });
  const [before] = await load([variant("S", "S"), variant("M", "M")]);
  await shop.testDatabase.query("insert into price_lists (id, name, currency) values (50, 'Dollars', 'USD')");
  const small = before!.variants[0]!.id;
  await shop.testDatabase.query("insert into variant_prices values ($1, $2, 50, 'USD', 1, 1500)", [before!.id, small]);
  const [after] = await load([variant("L", "L"), variant("S", "S", 1_100)], "Shirt with a new name");
  assert.equal(after!.id, before!.id);
  assert.equal(after!.name, "Shirt with a new name");
  assert.deepEqual(
    after!.variants.map(({ id, sku, status }) => [id - small, sku, status]),
    [
      [0, "S", "active"],
      [1, "M", "archived"],
      [2, "L", "active"],
    ],
  );
  assert.deepEqual(after!.variants[0]!.prices, [
    { priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor: 1_100 },
    { priceListId: 50, currency: "USD", minQuantity: 1, amountMinor: 1_500 },
  ]);

  async function load(variants: ReturnType<typeof variant>[], name = "Shirt") {
    const { variantIdOfSku } = await importProducts(shop.db, [mugToImport(0, { slug: "shirt", name, variants })]);
    return loadProducts(shop.db, [Math.floor(variantIdOfSku.get(variants[0]!.sku)! / 10_000)]);
  }
});

test("documents and offers are those of the stored products", async () => {
  const parents = new Map(
    (await shop.testDatabase.query("select id, parent_id from categories")).map((row) => [row.id, row.parent_id]),
  );
  const ids = (await shop.testDatabase.query("select id::int from products order by id desc limit 100")).map((row) => row.id);
  for (const product of await loadProducts(shop.db, ids)) {
    const [document] = await shop.testDatabase.query(
      "select version::int, body - 'createdAt' - 'updatedAt' as body from product_documents where product_id = $1",
      [product.id],
    );
    assert.deepEqual(document, { version: product.version, body: documentOf(product) });
    const offers = await shop.testDatabase.query(
      `select variant_id::float8 as "variantId", body from variant_offers where product_id = $1 order by 1`,
      [product.id],
    );
    assert.deepEqual(offers, offersOf(product, withAncestors(parents, product.categoryIds)));
  }
});

test("a SKU of another product stops the import of its batch", async () => {
  const thief = mugToImport(1, { slug: "thief" });
  await assert.rejects(importProducts(shop.db, [mugToImport(-1), thief]), { code: "sku-taken" });
  const there = await shop.testDatabase.query("select from product_slugs where slug in ('thief', 'mug--1')");
  assert.equal(there.length, 0);
});
