import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { countingBlocks } from "../../../../test/support/blocks-read.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { createDatabase, type Database } from "../../../platform/database/database.ts";
import { document, noFilters, searchFor } from "../engine.fixture.ts";
import type { SearchEngine, SearchFilters } from "../engine.ts";
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
  const { matchWordsAnywhere, matchWords, matchWordsOfGroup, matchAll, matchAllOfGroup } = statements;
  const { completeAnywhere, completeInTier, completeAmongFew } = statements;
  const searches = [matchWordsAnywhere, matchWords, matchWordsOfGroup, matchAll, matchAllOfGroup];
  for (const statement of [...searches, completeAnywhere, completeInTier, completeAmongFew]) {
    const plan = await planOf(statement);
    assert.equal(plan.match(/Bitmap Index Scan on search_documents_tags_and_words/g)?.length, 1, `${statement.name}\n${plan}`);
    assert.doesNotMatch(plan, /search_documents_popularity/, statement.name);
  }
});

test("words are compared only where the tags are, and not at all in a tier of few", async () => {
  assert.match(await planOf(statements.matchWords), /Index Cond: \(\(tags @> \$17\) AND \(words @@ \$12\)/);
  assert.match(await planOf(statements.completeInTier), /Index Cond: \(\(tags @> \$7\) AND \(words @@ \$6\)/);
  assert.match(await planOf(statements.completeAmongFew), /Index Cond: \(tags @> \$6\)/);
});

test("words are completed along one index, in their order for one or two letters, and looked alike by the index of letter triples", async () => {
  assert.match(await planOf(statements.completeWord), /Index Only Scan using search_words_completion/);
  for (const [statement, index] of [
    [statements.completeLetter, /Index Only Scan using search_words_first_letter/],
    [statements.completeTwoLetters, /Index Only Scan using search_words_two_letters/],
  ] as const) {
    const plan = await planOf(statement);
    assert.match(plan, index);
    // One to make them different, one to order what is left; none to find the most frequent.
    assert.equal(plan.match(/Sort {2}\(/g)?.length, 2, plan);
  }
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

test("what is read does not grow with the shop, whatever is searched for", async () => {
  const counting = countingBlocks(db);
  const counted = createPostgresSearch(counting.db);
  // Whatever half of the shop has is ranked as often as there are candidates, a filter adds one facet of half as many.
  const ranked = 1.5 * MAX_CANDIDATES;
  const kinds: readonly (readonly [text: string, filters: Partial<SearchFilters>, mostBlocks: number])[] = [
    ["", {}, ranked],
    ["mug", {}, ranked],
    ["common mug", {}, ranked],
    ["mug", { brandIds: [4] }, 1.5 * ranked],
    ["", { brandIds: [4] }, 1.5 * ranked],
    // Nothing has all: what has most of it is looked for twice, in few places.
    ["n4 n8 common mug", {}, MAX_CANDIDATES / 2],
    ["rare common mug n17", {}, MAX_CANDIDATES / 2],
    ["rare", {}, 100],
    ["n5000", {}, 100],
  ];
  for (const [text, filters, mostBlocks] of kinds) {
    counting.reset();
    await counted.search(searchFor(text, { filters: { ...noFilters, ...filters }, limit: 20 }));
    assert.ok(counting.read() <= mostBlocks, `"${text}" reads ${counting.read()} blocks`);
  }
});

test("a suggestion reads few blocks, for a single letter and behind words that half of the shop has", async () => {
  const counting = countingBlocks(db);
  const counted = createPostgresSearch(counting.db);
  for (const text of ["n", "n1", "n12", "m", "common m", "mug n", "common mug n4", "mug common r", "rare mug c"]) {
    counting.reset();
    const statements = db.counters.statements;
    assert.ok((await counted.suggest({ text, limit: 10 })).length > 0, text);
    assert.ok(counting.read() <= MAX_CANDIDATES / 2, `"${text}" reads ${counting.read()} blocks`);
    // Each runs twice: the words before, the completions, what they find in a tier, and in a wider one.
    assert.ok(db.counters.statements - statements <= 2 * 4 + 1, text);
  }
});

test("a product that sells better than before joins its tiers", async () => {
  await engine.index([document(1, "Mug n1 common", { version: 2, popularity: 2 * PRODUCTS })]);
  const answer = await engine.search(searchFor("common", { sort: "popular", limit: 1 }));
  assert.deepEqual(answer.productIds, [1]);
});
