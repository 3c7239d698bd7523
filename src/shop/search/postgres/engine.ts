import type { Database, ReadOnly } from "../../../platform/database/database.ts";
import type { SearchAnswer, SearchDocument, SearchEngine, SearchRequest } from "../engine.ts";
import {
  type CandidateRequest,
  type Candidates,
  findCandidates,
  readTagCounts,
  type Statistics,
  type TextQuery,
} from "./candidates.ts";
import { activeFacets, facetsOf } from "./facets.ts";
import { INDEX_BATCH, indexDocuments, removeFromIndex } from "./index-documents.ts";
import { rebuildTiers, recount, removeStale } from "./maintain.ts";
import { type RerankTerm, rerank } from "./rerank.ts";
import { readStatistics } from "./statements.ts";
import { suggest } from "./suggest.ts";
import { allOf, enoughOf, NEEDED_SHARES, queryOf, type Term } from "./terms.ts";
import { type Understanding, understand } from "./understand.ts";

/** The best so many are ordered anew by their names. */
const RERANKED = 200;
/** With fewer products that have every word, those that have most of them come behind. */
const ENOUGH_EXACT = 60;
/** With fewer of those, even less will do. */
const ENOUGH_NEAR = 20;
const NOTHING: Candidates = {
  row: { count: 0, counted: 0, top: null, tags: null, prices: null },
  total: { count: 0, isEstimate: false },
};
/** How old the number of documents and the tiers may be. */
const STATISTICS_MS = 10_000;

/** Search in the database of the shop. `shown`: where shoppers' searches are read from; the index is kept on `db`. */
export function createPostgresSearch(db: Database, shown: ReadOnly = db): SearchEngine {
  const statistics = cachedStatistics(shown);

  async function search(request: SearchRequest): Promise<SearchAnswer> {
    const known = await statistics();
    const understanding = await understand(shown, request.text, request.synonyms, known.documents);
    const { terms } = understanding;
    const isRanked = request.sort === "relevance" && terms.length > 0;
    const asked: CandidateRequest = {
      text: null,
      filters: request.filters,
      tagCounts: await readTagCounts(shown, request.filters),
      currency: request.currency,
      sort: request.sort === "relevance" && !isRanked ? "popular" : request.sort,
      top: isRanked ? Math.max(RERANKED, request.offset + request.limit) : request.offset + request.limit,
      counted: "",
      priceBoundsMinor: request.priceBoundsMinor,
    };
    const { text, candidates } = await findText(known, asked, terms);
    const active = activeFacets(request.filters);
    const without = new Map(
      await Promise.all(
        active.map(async ({ key, counted, without: filters }) => {
          const found = await findCandidates(shown, known, { ...asked, text, filters, counted, sort: "popular", top: 0 });
          return [key, found] as const;
        }),
      ),
    );
    const top = (candidates.row.top ?? []).map(([productId, score, name]) => ({ productId, score, name }));
    const ordered = isRanked
      ? [
          ...rerank(
            top.slice(0, RERANKED),
            terms.map((term) => rerankTerm(term, understanding)),
            understanding.unwanted,
          ),
          ...top.slice(RERANKED),
        ]
      : top;
    return {
      productIds: ordered.slice(request.offset, request.offset + request.limit).map(({ productId }) => productId),
      total: candidates.total,
      correctedText: understanding.corrected?.join(" ") ?? null,
      facets: facetsOf((key) => without.get(key) ?? candidates, [...without.keys()], request.priceBoundsMinor.length + 1),
      matchedWords: matchedWords(understanding),
    };
  }

  /** Products with all terms; when there are few, products with most of them too. */
  async function findText(
    known: Statistics,
    asked: CandidateRequest,
    terms: readonly Term[],
  ): Promise<{ readonly text: TextQuery | null; readonly candidates: Candidates }> {
    if (terms.length === 0) return { text: null, candidates: await findCandidates(shown, known, asked) };
    const weighed = terms.map((term) => ({ query: queryOf(term), weight: term.weight }));
    const each = terms.map((term) => term.documents);
    const all: TextQuery = { query: allOf(terms), documents: Math.min(...each), sets: [each], terms: weighed };
    const exact = all.documents === 0 ? NOTHING : await findCandidates(shown, known, { ...asked, text: all });
    if (all.documents > 0 && (terms.length === 1 || exact.total.count >= ENOUGH_EXACT)) return { text: all, candidates: exact };
    let found = { text: all, candidates: exact };
    for (const share of NEEDED_SHARES) {
      const near = enoughOf(terms, share);
      if (near.documents === 0) break;
      const text: TextQuery = { ...near, terms: weighed };
      // In a large shop what is near is looked for among the popular, and further only when nothing has all words.
      const enough = exact.total.count > 0 ? 0 : ENOUGH_NEAR;
      found = { text, candidates: await findCandidates(shown, known, { ...asked, text, enough }) };
      const { count, isEstimate } = found.candidates.total;
      if (count >= ENOUGH_NEAR || (isEstimate && exact.total.count > 0)) break;
    }
    if (found.candidates.total.isEstimate && found.candidates.total.count === 0) {
      const anywhere = { ...found.text, compared: 0 };
      found = { text: anywhere, candidates: await findCandidates(shown, known, { ...asked, text: anywhere, enough: 1 }) };
    }
    return { text: found.text, candidates: withTop(found.candidates, exact) };
  }

  return {
    name: "postgres",
    search,
    async index(documents) {
      for (let start = 0; start < documents.length; start += INDEX_BATCH) {
        await db.transaction((tx) => indexDocuments(tx, documents.slice(start, start + INDEX_BATCH)));
      }
    },
    remove: (productIds, version) => db.transaction((tx) => removeFromIndex(tx, productIds, version)),
    suggest: async (request) => suggest(shown, await statistics(), request),
    async reindex(batches: AsyncIterable<readonly SearchDocument[]>, { onProgress = () => undefined } = {}) {
      let indexed = 0;
      let first: number | null = null;
      for await (const batch of batches) {
        first ??= batch[0]?.version ?? null;
        await db.transaction((tx) => indexDocuments(tx, batch));
        indexed += batch.length;
        onProgress(indexed);
      }
      await removeStale(db, first);
      await recount(db);
      await rebuildTiers(db);
      return indexed;
    },
    isEmpty: async () => (await db.run(readStatistics))[0]!.documents === 0,
    async maintain() {
      await recount(db);
      await rebuildTiers(db);
    },
    close: async () => undefined,
  };
}

/** What has all of the words is there, though the others were only looked for among the popular. */
function withTop(candidates: Candidates, exact: Candidates): Candidates {
  const found = exact.row.top ?? [];
  const ids = new Set(found.map(([id]) => id));
  const others = (candidates.row.top ?? []).filter(([id]) => !ids.has(id));
  if (!candidates.total.isEstimate || found.length === 0) return candidates;
  const top = [...found, ...others].sort((a, b) => (b[1] ?? 0) - (a[1] ?? 0));
  const count = Math.max(candidates.total.count, top.length);
  return { row: { ...candidates.row, top }, total: { count, isEstimate: true } };
}

function cachedStatistics(db: ReadOnly): () => Promise<Statistics> {
  let known: Statistics | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (known === undefined || performance.now() - readAtMs > STATISTICS_MS) {
      [known] = await db.run(readStatistics);
      readAtMs = performance.now();
    }
    return known!;
  };
}

function rerankTerm({ word, weight, alternatives }: Term, { forms }: Understanding): RerankTerm {
  return { word, weight, forms: new Set(alternatives.flat().flatMap((stem) => forms.get(stem) ?? [])) };
}

function matchedWords({ terms, forms }: Understanding): string[] {
  const words = terms.flatMap((term) => [
    term.word,
    ...term.alternatives.flatMap((stems) => stems.flatMap((stem) => forms.get(stem) ?? [])),
  ]);
  return [...new Set(words)];
}
