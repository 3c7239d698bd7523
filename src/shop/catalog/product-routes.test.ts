import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../platform/database/database.ts";
import { openStock } from "../inventory/opening-stock.ts";
import { createReferenceStore, referenceChanged } from "../pricing/reference-store.ts";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { categoryRoutes } from "./category-routes.ts";
import { changeProduct } from "./change-product.ts";
import { importProducts } from "./import-products.ts";
import { createProductPages } from "./product-pages.ts";
import { productRoutes } from "./product-routes.ts";

let shop: TestShop;
let db: Database;
let variantIds: ReadonlyMap<string, number>;
const MARCH = new Date("2026-03-15T12:00:00Z");
let now = MARCH;
const productIdOf = (sku: string) => Math.floor(variantIds.get(sku)! / 10_000);

before(async () => {
  shop = await createTestShop((app, database) => {
    const reference = createReferenceStore(database);
    productRoutes(app, { pages: createProductPages(database, reference), answers: null, clock: { now: () => now } });
    categoryRoutes(app, { db: database, reference });
  });
  db = shop.db;
  const products = Array.from({ length: 25 }, (_, index) => mugToImport(index + 1));
  const service = mugToImport(26, { kind: "service", categoryPath: ["Services"], popularity: 0 });
  variantIds = (await importProducts(db, [...products, service])).variantIdOfSku;
  const stock = { warehouse: "LON1", backorderLimit: 0, reorderLevel: null };
  await openStock(db, [
    { ...stock, variantId: variantIds.get("MUG-1")!, onHand: 6 },
    { ...stock, variantId: variantIds.get("MUG-1")!, onHand: 4, warehouse: "RTM1" },
    { ...stock, variantId: variantIds.get("MUG-2")!, onHand: 5 },
    { ...stock, variantId: variantIds.get("MUG-3")!, onHand: 0, backorderLimit: 7 },
  ]);
});
after(() => shop.close());

const get = (url: string, headers: Record<string, string> = {}) => shop.call("GET", url, { headers, role: null });

test("a product page has everything and costs one statement", async () => {
  const url = `/v1/products/${productIdOf("MUG-1")}`;
  await get(url);
  const before = db.counters.statements;
  const { status, body } = await get(url);
  assert.equal(db.counters.statements - before, 1);
  assert.equal(status, 200);
  const { id, category, createdAt, updatedAt, media, ...rest } = body;
  assert.deepEqual(
    media.map(({ url }: { url: string }) => new URL(url, "http://localhost").pathname),
    ["front", "detail", "scene"].map((view) => `/pictures/${id}/${view}.svg`),
  );
  assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000 && createdAt <= updatedAt, `${createdAt} ${updatedAt}`);
  assert.equal(id, productIdOf("MUG-1"));
  assert.deepEqual(
    category.path.map((step: { slug: string }) => step.slug),
    ["kitchen", "mugs-and-cups"],
  );
  assert.equal(category.slug, "mugs-and-cups");
  assert.deepEqual(rest, {
    slug: "mug-1",
    name: "Mug 1",
    slogan: "",
    description: "A mug.",
    brand: null,
    attributes: { colour: "Pink" },
    variants: [
      {
        id: variantIds.get("MUG-1"),
        sku: "MUG-1",
        options: {},
        price: { amountMinor: 1_000, currency: "GBP", taxIncluded: true },
        originalPrice: null,
        tiers: [{ minQuantity: 10, amountMinor: 900 }],
        availability: { status: "in_stock", available: 10 },
      },
    ],
    rating: { average: null, count: 0 },
  });
});

test("availability says in stock, low, on backorder, out of stock, and services are always there", async () => {
  const seen = [];
  for (const number of [1, 2, 3, 4, 26]) {
    const { body } = await get(`/v1/products/by-slug/mug-${number}`);
    seen.push(body.variants[0].availability);
  }
  assert.deepEqual(seen, [
    { status: "in_stock", available: 10 },
    { status: "low_stock", available: 5 },
    { status: "backorder", available: 7 },
    { status: "out_of_stock", available: 0 },
    { status: "in_stock", available: null },
  ]);
});

test("product pages that are asked for together share a statement", async () => {
  const before = db.counters.statements;
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, index) => get(`/v1/products/${productIdOf(`MUG-${index + 1}`)}`)),
  );
  assert.deepEqual(
    answers.map(({ body }) => body.name),
    Array.from({ length: 25 }, (_, index) => `Mug ${index + 1}`),
  );
  assert.ok(db.counters.statements - before <= 3, `${db.counters.statements - before} statements`);
});

test("prices are shown in another currency, with the region's adjustment and its way of showing tax", async () => {
  const url = `/v1/products/${productIdOf("MUG-1")}`;
  const price = async (query: string) => (await get(`${url}?${query}`)).body.variants[0].price;
  assert.deepEqual(await price("country=US"), { amountMinor: 1_351, currency: "USD", taxIncluded: false });
  assert.deepEqual(await price("country=GB&currency=EUR"), { amountMinor: 1_152, currency: "EUR", taxIncluded: true });
  assert.deepEqual(await price("currency=GBP"), { amountMinor: 1_000, currency: "GBP", taxIncluded: true });
  assert.equal((await get(`${url}?currency=XAF`)).body.code, "currency-unsupported");
  assert.equal((await get(`${url}?country=ZZ`)).status, 400);
});

test("a sale shows the price that it is compared with, as long as it lasts", async () => {
  const [sale] = await shop.testDatabase.query<{ id: number }>(
    `insert into price_lists (id, name, currency, priority, kind, starts_at, ends_at)
     values (50, 'March', 'GBP', 10, 'sale', '2026-03-01', '2026-04-01') returning id`,
  );
  await db.transaction((tx) => referenceChanged(tx));
  const id = productIdOf("MUG-7");
  const reduced = (amountMinor: number) => [
    { priceListId: 1, currency: "GBP", minQuantity: 1, amountMinor: 1_000 },
    { priceListId: sale!.id, currency: "GBP", minQuantity: 1, amountMinor },
  ];
  const sell = (amountMinor: number) =>
    db.transaction((tx) =>
      changeProduct(tx, id, null, (product) => ({
        ...product,
        variants: product.variants.map((variant) => ({ ...variant, prices: reduced(amountMinor) })),
      })),
    );
  const prices = async (query = "") => {
    const [{ price, originalPrice }] = (await get(`/v1/products/${id}${query}`)).body.variants;
    return [price.amountMinor, originalPrice?.amountMinor ?? null];
  };
  await sell(750);
  assert.deepEqual(await prices(), [750, 1_000]);
  assert.deepEqual(await prices("?country=GB&currency=EUR"), [864, 1_152]);
  await sell(1_200);
  assert.deepEqual(await prices(), [1_200, null]);
  await sell(750);
  now = new Date("2026-04-02T00:00:00Z");
  assert.deepEqual(await prices(), [1_000, null]);
  now = MARCH;
});

test("a price that is too large for a currency's small units is no price in it", async () => {
  const dear = mugToImport(27, { slug: "diamond", popularity: 0, listed: false });
  const variants = dear.variants.map((variant) => ({ ...variant, sku: "DIAMOND", priceMinor: 1_000_000_000, tiers: [] }));
  await importProducts(db, [{ ...dear, variants }]);
  assert.equal((await get("/v1/products/by-slug/diamond?currency=IDR")).body.variants[0].price, null);
});

test("a page that has not changed answers 304, and one whose stock or price has changed does not", async () => {
  const variantId = variantIds.get("MUG-5")!;
  const url = `/v1/products/${productIdOf("MUG-5")}`;
  const { headers } = await get(url);
  const tag = String(headers.etag);
  const same = await get(url, { "if-none-match": `"other", W/${tag}` });
  assert.equal(same.status, 304);
  assert.equal(same.body, null);
  assert.equal(same.headers["content-length"], undefined);
  await openStock(db, [{ variantId, warehouse: "LON1", onHand: 3, backorderLimit: 0, reorderLevel: null }]);
  assert.equal((await get(url, { "if-none-match": tag })).status, 200);
});

test("the list is in order of popularity, whole over its pages, and one statement per page", async () => {
  const names: string[] = [];
  let pages = 0;
  const before = db.counters.statements;
  for (let next: string | null = ""; next !== null; pages += 1) {
    const { body } = await get(`/v1/products?limit=10${next === "" ? "" : `&cursor=${next}`}`);
    names.push(...body.items.map((item: { name: string }) => item.name));
    next = body.nextCursor;
  }
  assert.equal(db.counters.statements - before, pages);
  assert.deepEqual(
    names,
    Array.from({ length: 26 }, (_, index) => `Mug ${index < 25 ? 25 - index : 26}`),
  );
});

test("a category lists its own products and those below it, by slug or id", async () => {
  const list = async (category: string | number) => (await get(`/v1/products?limit=100&category=${category}`)).body.items.length;
  const { body } = await get("/v1/categories");
  const kitchen = body.items.find((item: { slug: string }) => item.slug === "kitchen");
  assert.equal(await list("kitchen"), 25);
  assert.equal(await list("mugs-and-cups"), 25);
  assert.equal(await list(kitchen.id), 25);
  assert.equal(await list("services"), 1);
  assert.equal((await get("/v1/products?category=nothing")).status, 404);
  assert.equal((await get("/v1/products?category=99999")).status, 404);
});

test("the category tree comes in order, and a category knows its neighbours", async () => {
  const { body } = await get("/v1/categories");
  assert.deepEqual(
    body.items.map((item: { slug: string; depth: number }) => [item.slug, item.depth]),
    [
      ["kitchen", 0],
      ["mugs-and-cups", 1],
      ["services", 0],
    ],
  );
  const kitchen = (await get("/v1/categories/kitchen")).body;
  assert.deepEqual(
    kitchen.children.map((child: { slug: string }) => child.slug),
    ["mugs-and-cups"],
  );
  assert.equal((await get("/v1/categories/nothing")).status, 404);
});

test("archived products and drafts are not there, and unlisted ones have a page but are in no list", async () => {
  const [archived, draft, unlisted] = ["MUG-10", "MUG-11", "MUG-12"].map(productIdOf);
  await db.transaction((tx) => changeProduct(tx, archived!, null, (product) => ({ ...product, status: "archived" })));
  await db.transaction((tx) => changeProduct(tx, draft!, null, (product) => ({ ...product, status: "draft" })));
  await db.transaction((tx) => changeProduct(tx, unlisted!, null, (product) => ({ ...product, listed: false })));
  assert.equal((await get(`/v1/products/${archived}`)).status, 404);
  assert.equal((await get("/v1/products/by-slug/mug-11")).status, 404);
  assert.equal((await get(`/v1/products/${unlisted}`)).status, 200);
  for (const url of ["/v1/products?limit=100", "/v1/products?limit=100&category=kitchen"]) {
    const ids = (await get(url)).body.items.map((item: { id: number }) => item.id);
    for (const id of [archived, draft, unlisted]) assert.ok(!ids.includes(id), url);
  }
});
