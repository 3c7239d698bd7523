import { createDatabase } from "../../src/platform/database/database.ts";
import type { SearchEngine } from "../../src/shop/search/engine.ts";
import { createPostgresSearch } from "../../src/shop/search/postgres/engine.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { printTable, writeResult } from "../support/measure.ts";
import { createBm25 } from "./bm25.ts";
import { type JudgedQuery, judgedDirectory, readJudgedProducts, readJudgments } from "./judged-data.ts";
import { ndcg } from "./ndcg.ts";

const RESULTS = 10;
/** By how much the search must be better than plain BM25, relative. */
const WANTED_GAIN = 0.05;

type Judged = { readonly query: string; readonly bm25: number; readonly search: number; readonly ms: number };

/**
 * How good the results are, by judged queries on real products: nDCG@10 of the shop's search and of a plain BM25 over the same texts. Weights
 * are tuned on every second query only; the others are held out and say whether it generalises.
 */
export async function searchBench(): Promise<void> {
  const directory = judgedDirectory();
  const { products, idOf } = readJudgedProducts(directory);
  const queries = readJudgments(directory, idOf);
  const bm25 = createBm25(products.map(({ document, text }) => ({ id: document.productId, text })));
  await withBenchDatabase(async ({ url }) => {
    const db = createDatabase({ url, poolSize: 4 });
    const engine = createPostgresSearch(db);
    await engine.index(products.map(({ document }) => document));
    const judged: Judged[] = [];
    // The first round warms connections and caches.
    for (const counts of [false, true]) {
      for (const { text, gains } of queries) {
        const startedMs = performance.now();
        const found = await searchFor(engine, text);
        const ms = performance.now() - startedMs;
        if (counts) judged.push({ query: text, bm25: ndcg(bm25.search(text, RESULTS), gains), search: ndcg(found, gains), ms });
      }
    }
    await db.close();
    report(products.length, queries, judged);
  });
}

async function searchFor(engine: SearchEngine, text: string): Promise<readonly number[]> {
  const answer = await engine.search({
    text,
    filters: {
      categoryId: null,
      brandIds: [],
      priceMinMinor: null,
      priceMaxMinor: null,
      attributes: [],
      minRating: null,
      available: null,
    },
    sort: "relevance",
    currency: { code: "USD", base: "USD", factor: 1, exponent: 2 },
    synonyms: [],
    offset: 0,
    limit: RESULTS,
    priceBoundsMinor: [500, 1_000, 2_000, 5_000, 10_000],
  });
  return answer.productIds;
}

function report(products: number, queries: readonly JudgedQuery[], judged: readonly Judged[]): void {
  const halves = [
    { half: "tuned on (every second)", rows: judged.filter((_, index) => index % 2 === 0) },
    { half: "held out (the others)", rows: judged.filter((_, index) => index % 2 === 1) },
    { half: "all", rows: judged },
  ].map(({ half, rows }) => {
    const [plain, own] = [mean(rows.map((row) => row.bm25)), mean(rows.map((row) => row.search))];
    return { half, queries: rows.length, bm25: plain, search: own, gain: own / plain - 1 };
  });
  const judgments = queries.reduce((sum, { gains }) => sum + gains.size, 0);
  printTable(
    `nDCG@${RESULTS} on ${products.toLocaleString("en")} products, ${judgments.toLocaleString("en")} judgments`,
    halves.map((row) => ({
      queries: `${row.half}: ${row.queries}`,
      "BM25 (k1 1.2, b 0.75)": row.bm25.toFixed(4),
      search: row.search.toFixed(4),
      relative: `${row.gain >= 0 ? "+" : ""}${(row.gain * 100).toFixed(1)} %`,
    })),
  );
  const sorted = judged.map(({ ms }) => ms).sort((a, b) => a - b);
  const latencyMs = { p50: sorted[Math.floor(sorted.length / 2)]!, p95: sorted[Math.floor(sorted.length * 0.95)]! };
  process.stdout.write(`latency of a search: p50 ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms\n`);
  writeResult("search", { products, halves, latencyMs, judged });
  if (halves.some(({ gain }) => gain < WANTED_GAIN)) {
    process.exitCode = 1;
    process.stdout.write(`The search must be at least ${WANTED_GAIN * 100} % better than BM25 on each half.\n`);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
