import type { API, Types } from "@opensearch-project/opensearch";
import type { SearchAnswer, SearchRequest } from "../engine.ts";
import { facetAggregations, readFacets } from "./facets.ts";
import { allOf, filtersOf, type Query } from "./filters.ts";
import { clusterTimeout, type SearchPlace } from "./search-place.ts";
import { sortOf } from "./sorting.ts";
import { correctedWords, readSpelling, type Spelling, spellingSuggester } from "./spelling.ts";
import {
  haveAll,
  haveEnough,
  queryWords,
  ranked,
  splitWanted,
  TEXT_FIELDS,
  type Term,
  termQuery,
  termsOf,
  weigh,
  withoutUnwanted,
} from "./terms.ts";

/** Results beyond are not counted but said to be at least so many. */
const MAX_COUNTED = 10_000;
/** With fewer products that have every term, those that have most of them come behind; a query of one term has no most. */
const ENOUGH_RESULTS = 60;
/** Of the weight of all terms, what such a product has at least. Measured: nDCG@10 0.638 with this, 0.594 with 0.6. */
const NEEDED_SHARE = 0.35;
/** Marks of a highlight, which no word of `words.ts` contains. Private letters, because OpenSearch trims control characters off the ends. */
const MARK = { open: "\uE000", close: "\uE001" } as const;

/** What is searched for: the words, the terms that the wanted ones are, and which products they find. */
type Text = {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
  readonly terms: readonly Term[];
  readonly query: Query;
};
type Found = {
  readonly body: API.Search_ResponseBody;
  /** Products that the words alone find, before any filter. */
  readonly matching: number;
  readonly spelling: Spelling;
};

/**
 * One request when enough products have every word of the query. Otherwise up to four more: how many products have each word, which tells
 * typing errors from words that merely do not meet; the search for what was meant; and the search for most of the words.
 */
export async function search(place: SearchPlace, request: SearchRequest): Promise<SearchAnswer> {
  const typed = queryWords(request.text);
  if (typed.length === 0) return answer(request, null, await run(place, request, null), null);
  let text = textOf(typed, request);
  let found = await run(place, request, text);
  let counts = found.matching >= ENOUGH_RESULTS ? null : await countTerms(place, text.terms);
  if (counts === null) return answer(request, text, found, null);

  const meant = found.matching > 0 ? null : correctedWords(typed, unknownWords(text.terms, counts), found.spelling);
  if (meant !== null) {
    text = textOf(meant, request);
    found = await run(place, request, text);
    counts = await countTerms(place, text.terms);
  }
  if (found.matching < ENOUGH_RESULTS && text.terms.length > 1) {
    const { documents, total } = counts;
    const weighed = text.terms.map((term, place) => weigh(term, documents[place]!, total));
    // What occurs nowhere is no reason to find nothing.
    const known = weighed.filter((_, place) => documents[place]! > 0);
    if (known.length > 0) {
      text = { ...text, query: haveEnough(known, NEEDED_SHARE) };
      found = await run(place, request, text);
    }
  }
  return answer(request, text, found, meant);
}

function textOf(words: readonly string[], { synonyms }: SearchRequest): Text {
  const { wanted, unwanted } = splitWanted(words);
  const terms = termsOf(wanted, synonyms);
  return { wanted, unwanted, terms, query: haveAll(terms) };
}

async function run({ client, index, timeoutMs }: SearchPlace, request: SearchRequest, text: Text | null): Promise<Found> {
  const filters = filtersOf(request.filters, request.currency);
  const isRanked = text !== null && request.sort === "relevance";
  const query =
    text === null
      ? { match_all: {} }
      : isRanked
        ? withoutUnwanted(ranked(text.query, text.terms, text.wanted), text.unwanted)
        : text.query;
  const { body } = await client.search(
    {
      index,
      allow_partial_search_results: false,
      body: {
        from: request.offset,
        size: request.limit,
        timeout: clusterTimeout(timeoutMs),
        track_total_hits: MAX_COUNTED,
        _source: ["productId"],
        query,
        post_filter: allOf(filters.map((filter) => filter.query)),
        sort: sortOf(request.sort, isRanked, request.currency),
        aggs: { ...facetAggregations(filters, request), matching: { filter: { match_all: {} } } },
        ...(text === null ? {} : { highlight: highlightOf(text), suggest: spellingSuggester(text.wanted) }),
      },
    },
    { requestTimeout: timeoutMs },
  );
  return {
    body,
    matching: (body.aggregations as { matching: { doc_count: number } }).matching.doc_count,
    spelling: readSpelling(body.suggest),
  };
}

export type TermCounts = { readonly documents: readonly number[]; readonly total: number };

/** In how many products each term occurs, in whatever form. */
async function countTerms({ client, index, timeoutMs }: SearchPlace, terms: readonly Term[]): Promise<TermCounts> {
  const { body } = await client.search(
    {
      index,
      allow_partial_search_results: false,
      body: {
        size: 0,
        timeout: clusterTimeout(timeoutMs),
        track_total_hits: true,
        aggs: { terms: { filters: { filters: terms.map(termQuery) } } },
      },
    },
    { requestTimeout: timeoutMs },
  );
  const { buckets } = (body.aggregations as unknown as { terms: { buckets: readonly { doc_count: number }[] } }).terms;
  return { documents: buckets.map((bucket) => bucket.doc_count), total: totalOf(body).count };
}

/** Words that occur nowhere and are no synonym of anything. */
function unknownWords(terms: readonly Term[], { documents }: TermCounts): Set<string> {
  const unknown = terms.filter(({ alternatives }, place) => documents[place] === 0 && alternatives.length === 1);
  return new Set(unknown.flatMap(({ alternatives }) => alternatives[0]!));
}

function answer(request: SearchRequest, text: Text | null, { body }: Found, meant: readonly string[] | null): SearchAnswer {
  return {
    productIds: body.hits.hits.map((hit) => Number(hit._id)),
    total: totalOf(body),
    correctedText: meant?.join(" ") ?? null,
    facets: readFacets(body.aggregations as Readonly<Record<string, unknown>>, request),
    matchedWords: text === null ? [] : matchedWords(text, body),
  };
}

function totalOf({ hits }: API.Search_ResponseBody) {
  const { value, relation } = hits.total as { readonly value: number; readonly relation: "eq" | "gte" };
  return { count: value, isEstimate: relation === "gte" };
}

/** Asks for the words that matched, as they stand in the texts of this page of results. */
function highlightOf({ terms }: Text): Types.Core_Search.Highlight {
  const highlight_query: Query = { bool: { should: terms.map(termQuery) } };
  const fields = Object.fromEntries(TEXT_FIELDS.map((field) => [field, {}]));
  return { type: "unified", number_of_fragments: 0, pre_tags: [MARK.open], post_tags: [MARK.close], highlight_query, fields };
}

function matchedWords({ terms }: Text, { hits }: API.Search_ResponseBody): string[] {
  const asked = terms.flatMap(({ alternatives }) => alternatives.flat());
  const texts = hits.hits.flatMap((hit) => Object.values(hit.highlight ?? {}).flat());
  return [...new Set([...asked, ...texts.flatMap(markedWords)])];
}

function markedWords(text: string): string[] {
  return text
    .split(MARK.open)
    .slice(1)
    .map((part) => part.slice(0, part.indexOf(MARK.close)));
}
