import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { hookStatement } from "../../../test/support/statement-hooks.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { importProducts } from "../catalog/import-products.ts";
import { createProductReads } from "../catalog/product-reads.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { storeCompanions } from "./companion-store.ts";
import { foldHeat, heatOf } from "./heat.ts";
import { createRecommendations, type Outcome } from "./recommendations.ts";
import { rankRelated } from "./related.ts";

let database: TestDatabase;
let db: Database;
/** Products by their slug. */
let ids: Map<string, number>;

const shelf = [
  { slug: "red-mug", categoryPath: ["Kitchen", "Mugs"], colour: "red", priceMinor: 500, popularity: 50 },
  { slug: "blue-mug", categoryPath: ["Kitchen", "Mugs"], colour: "blue", priceMinor: 520, popularity: 10 },
  { slug: "dear-mug", categoryPath: ["Kitchen", "Mugs"], colour: "blue", priceMinor: 9_000, popularity: 10 },
  { slug: "red-plate", categoryPath: ["Kitchen", "Plates"], colour: "red", priceMinor: 510, popularity: 90 },
  { slug: "spade", categoryPath: ["Garden"], colour: "red", priceMinor: 500, popularity: 900 },
] as const;

before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url, poolSize: 10 });
  await seedReferenceData(db);
  await importProducts(
    db,
    shelf.map(({ slug, categoryPath, colour, priceMinor, popularity }) => ({
      slug,
      name: slug,
      description: "",
      categoryPath,
      attributes: { colour },
      variants: [{ sku: slug, options: {}, priceMinor, tiers: [], weightGrams: 1 }],
      popularity,
    })),
  );
  const rows = await database.query<{ id: string; slug: string }>("select id, slug from products");
  ids = new Map(rows.map(({ id, slug }) => [slug, Number(id)]));
  const companions = ["spade", "blue-mug"].map((slug, index) => ({ productId: ids.get(slug)!, score: 50 - index, together: 5 }));
  await storeCompanions(db, [{ productId: ids.get("red-mug")!, companions }], "orders", new Date());
});
after(async () => {
  await db.close();
  await database.close();
});

/** Far above what a busy machine takes, so that only what is meant to be slow is. */
const PATIENT_MS = 10_000;

function open(pool: Database, options: { readonly deadlineMs?: number } = {}) {
  const outcomes: Outcome[] = [];
  const reference = createReferenceStore(pool);
  const observer = {
    queue: () => undefined,
    cache: () => undefined,
    byteCache: () => undefined,
    recommended: (outcome: Outcome) => void outcomes.push(outcome),
    recommendationCircuit: () => undefined,
  };
  const products = createProductReads(pool, reference);
  const recommendations = createRecommendations({
    db: pool,
    products,
    reference,
    observer,
    deadlineMs: options.deadlineMs ?? PATIENT_MS,
  });
  return { ...recommendations, outcomes };
}

const slugs = (products: readonly { readonly document: { readonly slug: string } }[]) =>
  products.map(({ document }) => document.slug);

test("beside a product stand what is bought with it and what is like it, and nothing twice", async () => {
  const { beside, outcomes } = open(db);
  const found = (await beside(ids.get("red-mug")!))!;
  assert.deepEqual(slugs(found.boughtTogether), ["spade", "blue-mug"]);
  // Of the same shelf before what costs the same on another.
  assert.deepEqual(slugs(found.related), ["red-plate", "dear-mug"]);
  assert.equal(found.fallback, false);
  await beside(ids.get("red-mug")!);
  assert.equal(await beside(899_999_999), null);
  assert.deepEqual(outcomes, ["fresh", "remembered", "fresh"]);
});

test("what is taken from sale is no longer shown, though it is remembered", async () => {
  const { beside } = open(db);
  await beside(ids.get("spade")!);
  const setStatus = (status: string) =>
    database.query(`update product_documents set body = jsonb_set(body, '{status}', to_jsonb($1::text)) where product_id = $2`, [
      status,
      ids.get("blue-mug"),
    ]);
  const before = (await beside(ids.get("red-mug")!))!;
  assert.deepEqual(slugs(before.boughtTogether), ["spade", "blue-mug"]);
  await setStatus("archived");
  assert.deepEqual(slugs((await beside(ids.get("red-mug")!))!.boughtTogether), ["spade"]);
  await setStatus("active");
});

test("callers that come together share the statements, and each product costs two and the list's one", async () => {
  const { beside } = open(db);
  await beside(ids.get("spade")!);
  const before = db.counters.statements;
  await Promise.all(Array.from({ length: 3 }, () => beside(ids.get("red-mug")!)));
  const together = db.counters.statements - before;
  assert.ok(together <= 6, `${together} statements`);
  await beside(ids.get("red-mug")!);
  assert.equal(db.counters.statements - before, together + 1);
});

test("what is popular now stands before what always was, in the shop and in a category", async () => {
  await foldHeat(db, new Map([[ids.get("blue-mug")!, heatOf(20, new Date())]]));
  const { popular } = open(db);
  assert.deepEqual(slugs((await popular(null, 3))!.products), ["blue-mug", "spade", "red-plate"]);
  assert.deepEqual(slugs((await popular("kitchen", 3))!.products), ["blue-mug", "red-plate", "red-mug"]);
  assert.equal(await popular("no-such-category", 3), null);
  assert.equal(await popular("999999999", 3), null);
});

test("a database that does not answer costs the deadline and then nothing, and what was popular is shown instead", async () => {
  let hanging = false;
  let fallbackRead = false;
  const released = Promise.withResolvers<void>();
  const slow = hookStatement(
    hookStatement(db, "catalog.read-neighbours", async (proceed) => {
      if (hanging) await released.promise;
      return proceed();
    }),
    "catalog.list-live",
    async (proceed) => {
      if (hanging) await released.promise;
      const rows = await proceed();
      fallbackRead = true;
      return rows;
    },
  );
  const { beside, outcomes } = open(slow, { deadlineMs: 1_000 });
  // The first answer leaves the fallback behind.
  await beside(ids.get("red-mug")!);
  await waitFor(() => fallbackRead);
  await new Promise((resolve) => setImmediate(resolve));
  hanging = true;
  const answers = await Promise.all(
    ["blue-mug", "dear-mug", "red-plate", "spade"].flatMap((slug) => Array.from({ length: 5 }, () => beside(ids.get(slug)!))),
  );
  for (const answer of answers) {
    assert.equal(answer!.fallback, true);
    assert.deepEqual(answer!.boughtTogether, []);
    assert.ok(answer!.related.length >= 4);
  }
  assert.equal(outcomes.filter((outcome) => outcome === "fallback").length, answers.length);
  // The breaker is open: the next caller does not wait for any deadline, and nothing is sent.
  const sent = db.counters.statements;
  const next = await beside(ids.get("spade")!);
  assert.equal(next!.fallback, true);
  assert.equal(db.counters.statements, sent);
  released.resolve();
});

test("products are related by category, brand, attributes and price, and equal ones keep their order", () => {
  const traits = { categoryId: 1, brandId: 7, attributes: { colour: "red" }, priceMinor: 100, popularity: 0 };
  const product = { id: 1, ...traits };
  const candidates = [
    { id: 2, ...traits, categoryId: 2 },
    { id: 3, ...traits, brandId: null },
    { id: 5, ...traits },
    { id: 4, ...traits },
    { id: 6, ...traits, priceMinor: 10 },
    { id: 7, ...traits, attributes: { colour: "blue" } },
    product,
  ];
  assert.deepEqual(rankRelated(product, candidates, 10), [4, 5, 6, 3, 2, 7]);
  assert.deepEqual(rankRelated(product, candidates, 1), [4]);
});
