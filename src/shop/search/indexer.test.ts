import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { createEventWorker, type EventWorker } from "../../platform/events/event-worker.ts";
import { silentLogger } from "../../platform/events/events.fixture.ts";
import { newId } from "../../platform/ids.ts";
import { mugToImport } from "../catalog/catalog.fixture.ts";
import { changeProduct } from "../catalog/change-product.ts";
import { importProducts } from "../catalog/import-products.ts";
import { createHolds } from "../inventory/holds.ts";
import { setStock } from "../inventory/stock-admin.ts";
import { changeReference } from "../pricing/change-reference.ts";
import { writeReviews } from "../reviews/write-reviews.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { createReferenceFollower } from "./follow-reference.ts";
import { composeSearch } from "./search.fixture.ts";
import type { ProductQuery } from "./search-products.ts";

const PRODUCTS = 30;
let testDatabase: TestDatabase;
let db: Database;
let worker: EventWorker;
let composed: ReturnType<typeof composeSearch>;
let variantIds: ReadonlyMap<string, number>;
const variantOf = (number: number) => variantIds.get(`MUG-${number}`)!;
const productOf = (number: number) => Math.floor(variantOf(number) / 10_000);

before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
  composed = composeSearch(db);
  worker = createEventWorker({ db, consumers: [composed.indexer.consumer], logger: silentLogger });
  worker.start();
  const imported = await importProducts(
    db,
    Array.from({ length: PRODUCTS }, (_, index) => mugToImport(index + 1)),
  );
  variantIds = imported.variantIdOfSku;
  await waitFor(async () => (await found("mug")).length === PRODUCTS);
});
after(async () => {
  await worker.stop();
  await db.close();
  await testDatabase.close();
});

const everything: ProductQuery = {
  text: "",
  category: null,
  brands: [],
  priceMinMinor: null,
  priceMaxMinor: null,
  attributes: [],
  minRating: null,
  available: null,
  sort: "relevance",
  display: { currency: "GBP", country: null },
  offset: 0,
  limit: 50,
};
async function found(text: string, filters: Partial<ProductQuery> = {}): Promise<number[]> {
  const { items, fallback } = await composed.search.find({ ...everything, ...filters, text });
  return fallback === null ? items.map(({ id }) => id) : [];
}

test("a product is found by its new name, and no longer when it is archived", async () => {
  await db.transaction((tx) => changeProduct(tx, productOf(1), null, (product) => ({ ...product, name: "Quetzal beaker" })));
  await waitFor(async () => (await found("quetzal")).includes(productOf(1)));
  await db.transaction((tx) => changeProduct(tx, productOf(1), null, (product) => ({ ...product, status: "archived" })));
  await waitFor(async () => (await found("beaker")).length === 0);
});

test("a price that changes moves its product into another price range", async () => {
  const cheap = { priceMaxMinor: 500 };
  assert.deepEqual(await found("mug", cheap), []);
  await db.transaction((tx) =>
    changeProduct(tx, productOf(2), null, (product) => ({
      ...product,
      variants: product.variants.map((variant) => ({
        ...variant,
        prices: variant.prices.map((price) => ({ ...price, amountMinor: Math.min(price.amountMinor, 499) })),
      })),
    })),
  );
  await waitFor(async () => (await found("mug", cheap)).join() === String(productOf(2)));
});

test("availability follows the stock: received, held by checkouts at once until it is gone, and given back", async () => {
  const inStock = { available: true };
  assert.deepEqual(await found("mug", inStock), []);
  await setStock(db, { variantId: variantOf(3), warehouse: "LON1", onHand: 10 });
  await waitFor(async () => (await found("mug", inStock)).includes(productOf(3)));

  const holds = createHolds(db, { lanes: 4 });
  const holdIds = Array.from({ length: 30 }, newId);
  const taken = await Promise.all(
    holdIds.map((holdId) =>
      holds.take({
        holdId,
        shopperId: newId(),
        lines: [{ variantId: variantOf(3), quantity: 1, tracked: true }],
        preference: ["LON1"],
      }),
    ),
  );
  assert.equal(taken.filter(({ verdict }) => verdict === "held").length, 10);
  await waitFor(async () => !(await found("mug", inStock)).includes(productOf(3)));
  const kept = holdIds.find((_, index) => taken[index]!.verdict === "held")!;
  await holds.move("release", kept, [productOf(3)]);
  await waitFor(async () => (await found("mug", inStock)).includes(productOf(3)));
  const told = await testDatabase.query<{ type: string }>(
    "select type from outbox_product where type in ('stock.available', 'stock.sold_out') order by aggregate_id, version",
  );
  assert.deepEqual(
    told.map(({ type }) => type),
    ["stock.available", "stock.sold_out", "stock.available"],
    "only what crosses zero is told",
  );
});

test("a review counts in the rating filter", async () => {
  assert.deepEqual(await found("mug", { minRating: 4 }), []);
  await db.transaction((tx) =>
    writeReviews(
      tx,
      [
        {
          productId: productOf(4),
          shopperId: newId(),
          rating: 5,
          summary: "Good",
          body: "Holds tea.",
          recommend: true,
          name: "Ada",
          email: "ada@example.com",
          photos: [],
          characteristics: {},
          createdAt: new Date(),
          helpfulCount: 0,
          verifiedPurchase: false,
          response: null,
          generated: false,
        },
      ],
      { type: "review.posted", activeOnly: true },
    ),
  );
  await waitFor(async () => (await found("mug", { minRating: 4 })).join() === String(productOf(4)));
});

test("many writers and two indexers at once leave the index as the products are, and the words counted right", async () => {
  const colours = ["crimson", "teal", "ochre", "indigo"];
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let turn = 0; turn < 5; turn += 1) {
      const name = `Mug ${colours[(writer + turn) % colours.length]}`;
      const id = productOf(10 + ((writer * 5 + turn) % 10));
      await db.transaction((tx) => changeProduct(tx, id, null, (product) => ({ ...product, name })));
    }
  });
  const others = Array.from({ length: 3 }, () => composed.indexer.reindex());
  await Promise.all([...writers, ...others]);
  await composed.indexer.reindex();
  const [wrong] = await testDatabase.query(
    `select count(*)::int as count from search_lexemes l
     full join (select lexeme, count(*) as documents from (select unnest(tsvector_to_array(words) || counted_tags(tags)) as lexeme from search_documents) d group by lexeme) d
       using (lexeme)
     where coalesce(l.documents, 0) <> coalesce(d.documents, 0)`,
  );
  assert.equal(wrong!.count, 0);
  const different = await testDatabase.query(
    `select from products p full join search_documents d on d.product_id = p.id
     where (p.status = 'active' and p.listed) is distinct from (d.product_id is not null) or p.name <> d.name`,
  );
  assert.equal(different.length, 0);
  const [statistics] = await testDatabase.query(
    "select documents, (select count(*) from search_documents) as there from search_statistics",
  );
  assert.equal(statistics!.documents, statistics!.there);
});

test("a category that is renamed and a price list that begins are followed without an event of any product", async () => {
  const start = new Date("2026-01-01T00:00:00Z");
  let now = start;
  const { reference, indexer } = composed;
  const follow = createReferenceFollower({
    db,
    reference: { ...reference, recent: reference.fresh },
    clock: { now: () => now },
    refresh: indexer.refresh,
  });
  assert.equal(await follow(), 0, "the first look only takes note");
  await changeReference(db, (tx) =>
    tx.run({ name: "", text: "update categories set name = 'Goblets' where slug = 'mugs-and-cups'" }),
  );
  assert.equal(await follow(), PRODUCTS);
  assert.ok((await found("goblets")).length >= PRODUCTS - 1);
  await changeReference(db, (tx) =>
    tx.run({
      name: "",
      text: `insert into price_lists (id, name, currency, priority, kind, starts_at) values (77, 'Sale', 'GBP', 10, 'sale', '2026-01-02T00:00:00Z')`,
    }),
  );
  await db.run({
    name: "",
    text: `insert into variant_prices (product_id, variant_id, price_list_id, currency, min_quantity, amount_minor) values (${productOf(5)}, ${variantOf(5)}, 77, 'GBP', 1, 100)`,
  });
  assert.equal(await follow(), 0);
  now = new Date("2026-01-03T00:00:00Z");
  assert.equal(await follow(), 1);
  assert.equal(await follow(), 0);
});
