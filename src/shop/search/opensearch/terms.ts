import type { Types } from "@opensearch-project/opensearch";
import type { SynonymExpansion } from "../engine.ts";
import { singular } from "../synonyms.ts";
import { isNegation, isStopWord, wordsOf } from "../words.ts";
import type { Query } from "./filters.ts";

/** Of a query; whoever pastes a page means its beginning. */
const MAX_QUERY_WORDS = 16;

/** One thing that a product should have: a word of the query, or any of several ways to say it. The first is what was typed. */
export type Term = { readonly alternatives: readonly (readonly string[])[] };

export function queryWords(text: string): string[] {
  return wordsOf(text).slice(0, MAX_QUERY_WORDS);
}

/** The terms of a query: its words without stop words and repetitions, with their synonyms. */
export function termsOf(words: readonly string[], synonyms: readonly SynonymExpansion[]): Term[] {
  const longestFirst = synonyms.toSorted((a, b) => b.words.length - a.words.length);
  const terms = new Map<string, Term>();
  for (let at = 0; at < words.length; ) {
    const synonym = longestFirst.find(({ words: said }) => said.every((word, index) => isSameWord(word, words[at + index])));
    const typed = words.slice(at, at + (synonym?.words.length ?? 1));
    terms.set(typed.join(" "), { alternatives: [typed, ...(synonym?.alternatives ?? [])] });
    at += typed.length;
  }
  return [...terms.values()];
}

function isSameWord(word: string, other: string | undefined): boolean {
  return other !== undefined && singular(word) === singular(other);
}

/** What is asked for, and what follows "without" and is not wanted, unless nothing else is said. Stop words tell nothing. */
export function splitWanted(words: readonly string[]): {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
} {
  const isTelling = (word: string) => !isStopWord(word);
  const negation = words.findIndex(isNegation);
  const wanted = (negation === -1 ? words : words.slice(0, negation)).filter(isTelling);
  if (negation !== -1 && wanted.length > 0) return { wanted, unwanted: words.slice(negation + 1).filter(isTelling) };
  const telling = words.filter(isTelling);
  return { wanted: telling.length > 0 ? telling : words, unwanted: [] };
}

/**
 * Where a word stands says how much it tells: the name most, the description least. These weights and those of names, on 75 judged queries
 * and 6,764 real products: nDCG@10 0.641, where plain BM25 has 0.560; with labels at 0.5, values at 0.3 and descriptions at 0.15 0.638.
 */
const FIELDS = ["name^1", "labels^0.8", "values^0.8", "description^0.5"];
export const TEXT_FIELDS = ["name", "labels", "values", "description"] as const;

/** Products that have the term, in whatever form of its words. */
export function termQuery({ alternatives }: Term): Query {
  const queries = alternatives.map((words): Query => {
    const each = words.map((query): Query => ({ multi_match: { query, fields: FIELDS, type: "most_fields" } }));
    return each.length === 1 ? each[0]! : { bool: { must: each } };
  });
  return queries.length === 1 ? queries[0]! : { dis_max: { queries } };
}

/** Products that have every term. */
export function haveAll(terms: readonly Term[]): Query {
  return { bool: { must: terms.map(termQuery) } };
}

export type WeighedTerm = { readonly term: Term; readonly weight: number };

/** What a match is worth: ln((N − n + ½) / (n + ½) + 1), as in BM25. */
export function weigh(term: Term, documents: number, total: number): WeighedTerm {
  return { term, weight: Math.log((Math.max(total, documents) - documents + 0.5) / (documents + 0.5) + 1) };
}

/** Products whose terms weigh at least this share of all: lacking what every second one has is nearly as good as lacking nothing. */
export function haveEnough(terms: readonly WeighedTerm[], neededShare: number): Query {
  const needed = neededShare * terms.reduce((sum, { weight }) => sum + weight, 0);
  const weighed = terms.map(({ term, weight }): Query => ({ constant_score: { filter: termQuery(term), boost: weight } }));
  const enough: Query = {
    function_score: { query: { bool: { should: weighed, minimum_should_match: 1 } }, min_score: needed * SLIGHTLY_LESS },
  };
  return { bool: { filter: [enough], should: terms.map(({ term }) => termQuery(term)) } };
}
/** Scores are 32-bit floats: their sum may fall short in the seventh digit. */
const SLIGHTLY_LESS = 0.99999;

/** What is left of the score of a product whose name says what is not wanted. */
const UNWANTED_BOOST = 0.6;

export function withoutUnwanted(query: Query, unwanted: readonly string[]): Query {
  if (unwanted.length === 0) return query;
  return {
    boosting: { positive: query, negative: { match: { name: { query: unwanted.join(" ") } } }, negative_boost: UNWANTED_BOOST },
  };
}

/** How much popularity adds, per natural logarithm of it. */
const POPULARITY_WEIGHT = 0.01;
/** What names add, which a page of results is judged by: for terms in whatever form, for words as they were typed, for neighbours. */
const NAME_WEIGHTS = { coverage: 1, exact: 0.4, adjacent: 1 };

type ScoreFunction = Types.Common_QueryDsl.FunctionScoreContainer;

/** The score of the words, multiplied by what the name and the popularity of a product add to it. */
export function ranked(query: Query, terms: readonly Term[], words: readonly string[]): Query {
  const inName = (filter: Query, weight: number): ScoreFunction => ({ filter, weight });
  const functions: ScoreFunction[] = [
    { weight: 1 },
    { field_value_factor: { field: "popularity", modifier: "ln1p", missing: 0 }, weight: POPULARITY_WEIGHT },
    ...terms.map((term) => inName(nameQuery(term), NAME_WEIGHTS.coverage / terms.length)),
    ...words.map((word) => inName({ match: { "name.exact": { query: word } } }, NAME_WEIGHTS.exact / words.length)),
    ...words.slice(1).map((word, place) => {
      const pair: Query = { match_phrase: { name: { query: `${words[place]} ${word}` } } };
      return inName(pair, NAME_WEIGHTS.adjacent / words.length);
    }),
  ];
  return { function_score: { query, functions, score_mode: "sum", boost_mode: "multiply" } };
}

function nameQuery({ alternatives }: Term): Query {
  const all = alternatives.map((words): Query => ({ match: { name: { query: words.join(" "), operator: "and" } } }));
  return { bool: { should: all, minimum_should_match: 1 } };
}
