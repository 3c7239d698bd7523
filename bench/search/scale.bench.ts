import { createDatabase, type Database, sql } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
import type { SearchFilters, SearchRequest } from "../../src/shop/search/engine.ts";
import { createPostgresSearch } from "../../src/shop/search/postgres/engine.ts";
import { rowOf } from "../../src/shop/search/postgres/index-documents.ts";
import { rebuildTiers, recount } from "../../src/shop/search/postgres/maintain.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { cpuUsOf, ownCpuUs } from "../support/cpu.ts";
import { printTable, writeResult } from "../support/measure.ts";
import { generatedProduct, skewed, type Vocabulary, vocabulary } from "./generated-products.ts";

const CURRENCY = "GBP";
const PRODUCTS = Number(process.env.TENFOLD_BENCH_PRODUCTS || 1_000_000);
const LOAD_BATCH = 2_000;
const QUERIES = Number(process.env.TENFOLD_BENCH_QUERIES || 200);
/** Searches that warm caches and connections and are not counted. */
const WARM_UP = 10;
const LIMITS_MS = { search: 100, suggest: 20 };

const loadDocuments = sql<object>(
  "bench.load-search-documents",
  `insert into search_documents (product_id, version, words, tags, popularity, prices, rating_average, created_at, slug, name)
   select product_id, version, setweight(to_tsvector('search_text', a), 'A') || setweight(to_tsvector('search_text', b || ' ' || skus), 'B')
     || setweight(to_tsvector('search_text', c), 'C') || setweight(to_tsvector('search_text', d), 'D'),
     tags, popularity, prices, rating_average, created_at, slug, name
   from json_to_recordset($1) as x (product_id bigint, version bigint, tags text[], popularity bigint, prices jsonb, rating_average real,
     created_at timestamptz, slug text, name text, skus text, a text, b text, c text, d text)`,
);
const loadWords = sql<object>(
  "bench.load-search-words",
  `insert into search_words (word, lexeme, in_name, documents) select w, (ts_lexize('search_stem', w))[1], n, 0 from unnest($1::text[], $2::boolean[]) as x (w, n)
   on conflict do nothing`,
);

/** How long searches take among a million products, whatever is searched for. */
export async function searchScaleBench(): Promise<void> {
  await withBenchDatabase(async ({ url, settings, pid }) => {
    const db = createDatabase({ url, poolSize: 4, statementTimeoutMs: 0 });
    const words = vocabulary();
    const loadSeconds = await load(db, words);
    const results = await measure(db, words, pid);
    await db.close();
    printTable(
      `Search among ${PRODUCTS.toLocaleString("en")} products, one searcher, milliseconds`,
      results.map(({ kind, p50Ms, p95Ms, limitMs, found }) => ({
        kind,
        p50: p50Ms,
        p95: p95Ms,
        limit: limitMs,
        "found (median)": found,
      })),
    );
    writeResult("search-scale", { settings, products: PRODUCTS, loadSeconds, results });
    const slow = results.filter(({ p95Ms, limitMs }) => p95Ms >= limitMs);
    if (slow.length > 0) process.exitCode = 1;
    for (const { kind } of slow) process.stdout.write(`${kind}: slower than it must be\n`);
  });
}

export async function load(db: Database, words: Vocabulary): Promise<number> {
  const startedMs = performance.now();
  const run = (text: string) => db.run({ name: "", text });
  await run("drop index search_documents_tags_and_words");
  for (let start = 1; start <= PRODUCTS; start += LOAD_BATCH) {
    const count = Math.min(LOAD_BATCH, PRODUCTS - start + 1);
    const rows = Array.from({ length: count }, (_, index) => rowOf(generatedProduct(start + index, words, CURRENCY)));
    await db.run(loadDocuments, [JSON.stringify(rows)]);
    const names = new Set(rows.flatMap(({ a, b, c }) => `${a} ${b} ${c}`.split(" ")));
    const all = [...new Set([...names, ...rows.flatMap(({ d }) => d.split(" "))])].filter((word) => word !== "");
    await db.run(loadWords, [all, all.map((word) => names.has(word))]);
    if ((start - 1) % 100_000 === 0)
      process.stderr.write(`loaded ${start - 1} after ${Math.round((performance.now() - startedMs) / 1_000)} s\n`);
  }
  await run(`update search_statistics set documents = ${PRODUCTS}`);
  await run("insert into search_lexemes select word, ndoc from ts_stat('select words from search_documents')");
  await run(
    "insert into search_lexemes select tag, count(*) from search_documents, unnest(counted_tags(tags)) as tag group by tag",
  );
  await recount(db);
  await rebuildTiers(db);
  await run("set maintenance_work_mem = '512MB'");
  await run("create index search_documents_tags_and_words on search_documents using gin (tags, words) with (fastupdate = off)");
  await run("vacuum analyze search_documents");
  await run("vacuum analyze search_words");
  await run("vacuum analyze search_lexemes");
  return (performance.now() - startedMs) / 1_000;
}

const NO_FILTERS: SearchFilters = {
  categoryId: null,
  brandIds: [],
  priceMinMinor: null,
  priceMaxMinor: null,
  attributes: [],
  minRating: null,
  available: null,
};

type Kind = {
  readonly kind: string;
  readonly text: (random: () => number, words: Vocabulary) => string;
  readonly filters?: (random: () => number, words: Vocabulary) => Partial<SearchFilters>;
  readonly sort?: SearchRequest["sort"];
};

const product = (random: () => number, words: Vocabulary) =>
  generatedProduct(1 + Math.floor(random() * PRODUCTS), words, CURRENCY);
/** Colour, material and noun of a product. */
const commonWords = (random: () => number, words: Vocabulary) => product(random, words).name.split(" ").slice(2, 5);

const KINDS: readonly Kind[] = [
  { kind: "narrow: a product's whole name", text: (random, words) => product(random, words).name },
  { kind: "narrow: an article number", text: (random, words) => product(random, words).skus[0]! },
  { kind: "broad: colour", text: (random, words) => commonWords(random, words)[0]! },
  {
    kind: "broad: colour and noun",
    text: (random, words) =>
      commonWords(random, words)
        .filter((_, index) => index !== 1)
        .join(" "),
  },
  { kind: "broad: three words", text: (random, words) => commonWords(random, words).join(" ") },
  { kind: "broad: one word of descriptions", text: (random, words) => words.words[skewed(random, words.words.length)]! },
  { kind: "broad, by price", text: (random, words) => commonWords(random, words)[0]!, sort: "price-asc" },
  {
    kind: "misspelt: one error in each of two words",
    text: (random, words) =>
      commonWords(random, words)
        .slice(1)
        .map((word) => misspelt(random, word))
        .join(" "),
  },
  {
    kind: "misspelt: two errors in a rare word",
    text: (random, words) => misspelt(random, misspelt(random, words.brands[Math.floor(random() * 500)]!)),
  },
  {
    kind: "few have all words",
    text: (random, words) => `${product(random, words).name} ${words.words[Math.floor(random() * 20_000)]}`,
  },
  {
    kind: "faceted: brand and price",
    text: (random, words) => commonWords(random, words)[0]!,
    filters: (random) => ({ brandIds: [1 + skewed(random, 200)], priceMinMinor: 1_000, priceMaxMinor: 19_999 }),
  },
  {
    kind: "faceted: category, two attributes, stars",
    text: (random, words) => commonWords(random, words)[2]!,
    filters: (random, words) => {
      const { categoryIds, attributes } = product(random, words);
      const values = attributes.slice(0, 2).map(({ name, value }) => ({ name, value: String(value) }));
      return { categoryId: categoryIds[0]!, attributes: values, minRating: 4 };
    },
  },
  {
    kind: "faceted: no words, category and available",
    text: () => "",
    filters: (random, words) => ({ categoryId: product(random, words).categoryIds[1]!, available: true }),
  },
  {
    kind: "faceted: one of three brands",
    text: (random, words) => commonWords(random, words)[2]!,
    filters: (random) => ({ brandIds: [1, 2, 3].map(() => 1 + skewed(random, 500)) }),
  },
];

export async function measure(db: Database, words: Vocabulary, postgresPid: number) {
  const engine = createPostgresSearch(db);
  const results = [];
  for (const { kind, text, filters, sort } of KINDS) {
    const random = seededRandom(42);
    const request = (): SearchRequest => ({
      text: text(random, words),
      filters: { ...NO_FILTERS, ...filters?.(random, words) },
      sort: sort ?? "relevance",
      currency: { code: CURRENCY, base: CURRENCY, factor: 1, exponent: 2 },
      synonyms: [],
      offset: 0,
      limit: 20,
      priceBoundsMinor: [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
    });
    const counts: number[] = [];
    const timing = await timed(postgresPid, async () => {
      counts.push((await engine.search(request())).total.count);
    });
    process.stderr.write(
      `${kind}: p50 ${timing.p50Ms.toFixed(1)}, p95 ${timing.p95Ms.toFixed(1)} ms, CPU ${timing.cpuMs.toFixed(1)} ms\n`,
    );
    results.push({ kind, ...timing, limitMs: LIMITS_MS.search, found: counts.sort((a, b) => a - b)[counts.length >> 1]! });
  }
  const random = seededRandom(43);
  const counts: number[] = [];
  const timing = await timed(postgresPid, async () => {
    const name = product(random, words).name.toLowerCase();
    const text = name.slice(0, 1 + Math.floor(random() * name.length));
    counts.push((await engine.suggest({ text, limit: 10 })).length);
  });
  results.push({
    kind: "suggestions while a name is typed",
    ...timing,
    limitMs: LIMITS_MS.suggest,
    found: counts.sort((a, b) => a - b)[counts.length >> 1]!,
  });
  return results;
}

/** A letter left out, doubled, exchanged with its neighbour, or another one. */
function misspelt(random: () => number, word: string): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kinds = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at] + word.slice(at),
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
    `${word.slice(0, at)}e${word.slice(at + 1)}`,
  ];
  return kinds[Math.floor(random() * kinds.length)]!;
}

type Timing = { readonly p50Ms: number; readonly p95Ms: number; readonly cpuMs: number };

/** CPU time is that of PostgreSQL and of this process, per search: what the neighbours do does not change it. */
async function timed(postgresPid: number, run: () => Promise<void>): Promise<Timing> {
  for (let index = 0; index < WARM_UP; index += 1) await run();
  const cpuUs = () => cpuUsOf(postgresPid, true) + ownCpuUs();
  const before = cpuUs();
  const durations: number[] = [];
  for (let index = 0; index < QUERIES; index += 1) {
    const start = performance.now();
    await run();
    durations.push(performance.now() - start);
  }
  const cpuMs = (cpuUs() - before) / 1_000 / QUERIES;
  durations.sort((a, b) => a - b);
  return { p50Ms: durations[Math.floor(QUERIES * 0.5)]!, p95Ms: durations[Math.floor(QUERIES * 0.95)]!, cpuMs };
}
