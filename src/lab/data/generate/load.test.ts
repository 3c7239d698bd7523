import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertGreen } from "../../../../test/support/audited.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { systemClock } from "../../../platform/clock.ts";
import { createDatabase, type Database } from "../../../platform/database/database.ts";
import { pageTextOf, pageTimesOf } from "../../../shop/catalog/page-text.ts";
import { documentOf, offersOf } from "../../../shop/catalog/product-document.ts";
import { createProductReads } from "../../../shop/catalog/product-reads.ts";
import { loadProducts } from "../../../shop/catalog/product-store.ts";
import { structureForProducts, withAncestors } from "../../../shop/catalog/structure.ts";
import { createReferenceStore } from "../../../shop/pricing/reference-store.ts";
import { createSearchEngines, createSearchIndexers } from "../../../shop/search/engines.ts";
import { seedReferenceData } from "../../../shop/seed/reference-data.ts";
import { loadShop } from "./load.ts";
import { settingsFor } from "./settings.ts";
import { tables } from "./tables.ts";

const now = new Date();
const settings = settingsFor({
  scale: 0.0007,
  seed: 11,
  untilMs: Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()),
});

async function emptyShop(): Promise<{ database: TestDatabase; db: Database }> {
  const database = await createTestDatabase();
  const db = createDatabase({ url: database.url, poolSize: 2, applicationName: "a test" });
  await seedReferenceData(db);
  return { database, db };
}

let database: TestDatabase;
let db: Database;
let schemaBefore: unknown;
before(async () => {
  ({ database, db } = await emptyShop());
  schemaBefore = await schemaOf(database);
  await loadShop({ url: database.url, settings, workers: 1, connections: 2 });
});
after(async () => {
  await db.close();
  await database.close();
});

/** Indexes, constraints and columns with everything that tells one from another. Partitions of months that were not there before are left out. */
async function schemaOf({ query }: TestDatabase) {
  return {
    indexes: await query(
      "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' and tablename !~ '_20[0-9]{2}_[0-9]{2}$' order by 1, 2",
    ),
    ofPartitions: await query(
      `select regexp_replace(indexname, '_20[0-9]{2}_[0-9]{2}', '') as name, count(distinct regexp_replace(indexdef, '20[0-9]{2}_[0-9]{2}', '', 'g')) as kinds
       from pg_indexes where schemaname = 'public' and tablename ~ '_20[0-9]{2}_[0-9]{2}$' group by 1 order by 1`,
    ),
    constraints: await query(
      `select conrelid::regclass::text as table, conname, contype, convalidated, pg_get_constraintdef(oid) as definition
       from pg_constraint where connamespace = 'public'::regnamespace and conparentid = 0 and conrelid::regclass::text !~ '_20[0-9]{2}_[0-9]{2}$' order by 1, 2`,
    ),
    columns: await query(
      `select attrelid::regclass::text as table, attname, atttypid::regtype::text as type, attnotnull from pg_attribute a
       join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and attnum > 0
         and relname !~ '_20[0-9]{2}_[0-9]{2}$' order by 1, 2`,
    ),
    schemas: await query("select nspname from pg_namespace where nspname !~ '^pg_' order by 1"),
  };
}

async function checksums({ query }: TestDatabase): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of [
    ...tables.map((table) => table.name),
    "search_lexemes",
    "search_words",
    "search_tiers",
    "categories",
    "brands",
  ]) {
    const [row] = await query(`select count(*) as rows, sum(hashtextextended(t::text, 0)::numeric)::text as sum from ${name} t`);
    found[name] = row;
  }
  return found;
}

test("indexes, keys and columns are exactly those of the migrations", async () => {
  assert.deepEqual(await schemaOf(database), schemaBefore);
});

test("two and three workers load the same rows as one", async () => {
  const expected = await checksums(database);
  for (const workers of [2, 3]) {
    const other = await emptyShop();
    try {
      await loadShop({ url: other.database.url, settings, workers, connections: 2 });
      assert.deepEqual(await checksums(other.database), expected, `${workers} workers`);
    } finally {
      await other.db.close();
      await other.database.close();
    }
  }
});

test("every invariant of the shop holds", () => assertGreen(database));

test("documents, pages and offers are those that the catalogue makes itself", async () => {
  const ids = Array.from({ length: settings.products }, (_, index) => index + 1);
  const structure = await structureForProducts(db);
  const stored = await database.query<{ body: { createdAt: string; updatedAt: string }; page: string }>(
    "select body, page from product_documents order by product_id",
  );
  const offers = new Map(
    (await database.query<{ id: string; body: unknown }>("select variant_id::text as id, body from variant_offers")).map(
      ({ id, body }) => [Number(id), body],
    ),
  );
  for (const [index, { createdAt: _c, updatedAt: _u, ...product }] of (await loadProducts(db, ids)).entries()) {
    const { body, page } = stored[index]!;
    const { createdAt, updatedAt } = body;
    const document = documentOf(product);
    assert.deepEqual(body, { ...document, createdAt, updatedAt });
    assert.equal(page, `${pageTextOf(product.id, 1, document)}${pageTimesOf({ createdAt, updatedAt })}`);
    const made = offersOf(product, withAncestors(structure.parents, product.categoryIds));
    for (const { variantId, body } of made) assert.deepEqual(offers.get(variantId), body);
  }
  assert.equal(stored.length, ids.length);
});

test("search knows of every product what its own indexer would write", async () => {
  const read = () =>
    database.query(
      `select product_id, words::text as words, array(select unnest(tags) order by 1) as tags, popularity, prices, rating_average, created_at, slug, name
       from search_documents order by product_id`,
    );
  const readCounts = () => database.query("select lexeme, documents from search_lexemes where documents > 0 order by lexeme");
  const [documents, counts] = [await read(), await readCounts()];
  assert.equal(documents.length, settings.products);
  const engines = await createSearchEngines({ db, openSearch: null });
  const indexers = createSearchIndexers(engines, {
    db,
    reads: createProductReads(db, createReferenceStore(db)),
    now: systemClock.now,
  });
  await indexers.refresh(documents.map(({ product_id: id }) => Number(id)));
  assert.deepEqual(await read(), documents);
  assert.deepEqual(await readCounts(), counts);
  await engines.close();
});

test("a second generation is refused, and so is one in a shop that runs", async () => {
  await assert.rejects(
    loadShop({ url: database.url, settings, workers: 1, connections: 1 }),
    /The shop is not empty: its table products has rows/,
  );
  const running = createDatabase({ url: database.url, poolSize: 1, applicationName: "tenfold serve" });
  await running.run({ name: "", text: "select 1" });
  await assert.rejects(
    loadShop({ url: database.url, settings, workers: 1, connections: 1 }),
    /A shop uses this database \(tenfold serve\)/,
  );
  await running.close();
});

test("what is left to come is counted on from what was generated", async () => {
  assert.deepEqual(await notValid(), []);
  const blocks = await database.query(
    "select name, next_value::int as next from id_blocks where name in ('products', 'order-numbers') order by name",
  );
  assert.deepEqual(blocks, [
    { name: "order-numbers", next: 141 },
    { name: "products", next: 701 },
  ]);
});

/** Keys that are there and not valid. */
async function notValid(): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    "select indexrelid::regclass::text as name from pg_index where not indisvalid union all select conname from pg_constraint where not convalidated",
  );
  return rows.map(({ name }) => name);
}
