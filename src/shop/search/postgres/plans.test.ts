import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { createDatabase, type Database } from "../../../platform/database/database.ts";
import { document, noFilters, searchFor } from "../engine.fixture.ts";
import type { SearchEngine } from "../engine.ts";
import { MAX_CANDIDATES } from "./candidates.ts";
import { createPostgresSearch } from "./engine.ts";
import { rebuildTiers } from "./maintain.ts";
import * as statements from "./statements.ts";

const PRODUCTS = 10 * MAX_CANDIDATES;
/** Every fourth product. */
const COMMON = PRODUCTS / 4;

let own: TestDatabase;
let db: Database;
let engine: SearchEngine;

// Product n: "mug n", also "common" for every fourth and "rare" for every 5,000th; the higher the number the more popular.
before(async () => {
  own = await createTestDatabase();
  db = createDatabase({ url: own.url, statementTimeoutMs: 0 });
  await own.query(
    `insert into search_documents (product_id, version, words, tags, popularity, prices, created_at, slug, name)
     select n, 1, setweight(to_tsvector('search_text', name), 'A'),
       array['*', 'b:' || n % 10] || case when n % 1000 = 0 then array['c:7'] else '{}' end,
       n, jsonb_build_object('GBP', n), now(), 'p' || n, name
     from (
       select n, 'mug n' || n || case when n % 4 = 0 then ' common' else '' end || case when n % 5000 = 0 then ' rare' else '' end as name
       from generate_series(1, $1::int) as n
     ) p`,
    [PRODUCTS],
  );
  await own.query("insert into search_lexemes select word, ndoc from ts_stat('select words from search_documents')");
  await own.query(
    "insert into search_lexemes select tag, count(*) from search_documents, unnest(counted_tags(tags)) as tag group by tag",
  );
  await own.query("insert into search_words select lexeme, lexeme, true, documents from search_lexemes where lexeme !~ '^#'");
  await own.query("update search_statistics set documents = $1", [PRODUCTS]);
  await rebuildTiers(db);
  await own.query("analyze");
  engine = createPostgresSearch(db);
});
after(async () => {
  await db.close();
  await own.close();
});

/** The plan that the shop's connections make, which is the same whatever is searched for. */
async function planOf({ text }: { readonly text: string }): Promise<string> {
  const [version] = await own.query<{ number: number }>("select current_setting('server_version_num')::int as number");
  assert.ok(version!.number >= 160_000, "generic plans can be shown from PostgreSQL 16 on");
  const rows = await db.run<{ "QUERY PLAN": string }>({ name: "", text: `explain (generic_plan) ${text}` });
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("no statement of a search reads a table from end to end", async () => {
  for (const statement of Object.values(statements)) {
    if (typeof statement === "string") continue;
    const plan = await planOf(statement);
    assert.doesNotMatch(plan, /Seq Scan on (?!search_statistics|search_tiers)/, `${statement.name}\n${plan}`);
  }
});

test("words and tags are looked up in one scan of one index, and popularity is not walked for them", async () => {
  const { matchWords, matchWordsOfGroup, matchAll, matchAllOfGroup, matchNames, anyMatch } = statements;
  for (const statement of [matchWords, matchWordsOfGroup, matchAll, matchAllOfGroup, matchNames, anyMatch]) {
    const plan = await planOf(statement);
    assert.match(plan, /Bitmap Index Scan on search_documents_words_and_tags/, statement.name);
    assert.doesNotMatch(plan, /search_documents_popularity/, statement.name);
  }
});

test("words are completed along one index and looked alike by the index of letter triples", async () => {
  assert.match(await planOf(statements.completeWord), /search_words_completion/);
  assert.match(await planOf(statements.findSimilarWords), /search_words_trigrams/);
});

test("a narrow search is counted whole", async () => {
  const answer = await engine.search(searchFor("rare", { limit: 3 }));
  assert.deepEqual(answer.total, { count: PRODUCTS / 5_000, isEstimate: false });
  assert.equal(answer.facets.brands.isEstimate, false);
});

test("a broad search looks at the most popular, and says that it reckons", async () => {
  const answer = await engine.search(searchFor("common", { sort: "popular", limit: 3 }));
  assert.deepEqual(answer.productIds, [PRODUCTS, PRODUCTS - 4, PRODUCTS - 8]);
  assert.equal(answer.total.isEstimate, true);
  assert.ok(Math.abs(answer.total.count - COMMON) < COMMON / 10, `${answer.total.count} of ${COMMON}`);
  assert.equal(answer.facets.brands.isEstimate, true);
  const counted = answer.facets.brands.values.reduce((sum, { count }) => sum + count, 0);
  assert.ok(counted > 0 && counted <= MAX_CANDIDATES);
});

test("a filter that few of the broad pass makes the search look wider until it has them all", async () => {
  const answer = await engine.search(searchFor("mug", { filters: { ...noFilters, categoryId: 7 }, limit: 50 }));
  assert.deepEqual(answer.total, { count: PRODUCTS / 1_000, isEstimate: false });
  assert.equal(answer.productIds.length, PRODUCTS / 1_000);
});

test("everything is listed by popularity without reading everything", async () => {
  const before = db.counters.statements;
  const answer = await engine.search(searchFor("", { limit: 2 }));
  assert.deepEqual(answer.productIds, [PRODUCTS, PRODUCTS - 1]);
  assert.equal(answer.total.isEstimate, true);
  assert.ok(Math.abs(answer.total.count - PRODUCTS) < PRODUCTS / 10);
  assert.ok(db.counters.statements - before <= 2);
});

test("a search with a filter of each kind stays within its budget of statements", async () => {
  const filters = { ...noFilters, categoryId: 7, brandIds: [0, 1], priceMinMinor: 1, available: true };
  await engine.search(searchFor("rare mug"));
  const before = db.counters.statements;
  await engine.search(searchFor("rare mug", { filters }));
  // The words, the tags, the results with all words and with enough of them, and a facet for each of four filters.
  assert.ok(db.counters.statements - before <= 10, `${db.counters.statements - before}`);
});

test("a product that sells better than before joins its tiers", async () => {
  await engine.index([document(1, "Mug n1 common", { version: 2, popularity: 2 * PRODUCTS })]);
  const answer = await engine.search(searchFor("common", { sort: "popular", limit: 1 }));
  assert.deepEqual(answer.productIds, [1]);
});
