import { isNegation, wordsOf } from "../words.ts";

/** What the refined order looks at, for each term of the query. */
export type RerankTerm = {
  readonly word: string;
  readonly weight: number;
  /** All words that count as the term: other forms of it, synonyms. */
  readonly forms: ReadonlySet<string>;
};

export type Scored = { readonly productId: number; readonly score: number; readonly name: string };

export type RerankWeights = {
  /** For terms in the name, in whatever form. */
  readonly coverage: number;
  /** For terms in the name exactly as they were typed: "runner" is not quite "running". */
  readonly exact: number;
  /** For neighbours in the query that are neighbours in the name. */
  readonly adjacent: number;
  /** Taken off for a word that is not wanted, unless the name says that it is not there. */
  readonly unwanted: number;
};

export const rerankWeights: RerankWeights = { coverage: 0.6, exact: 0.25, adjacent: 0.8, unwanted: 0.4 };

/** Orders the best results anew by what their names say; the names of a page of results are what a shopper judges it by. */
export function rerank(
  results: readonly Scored[],
  terms: readonly RerankTerm[],
  unwanted: ReadonlySet<string>,
  weights: RerankWeights = rerankWeights,
): Scored[] {
  const total = terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  return results
    .map((result) => {
      const name = wordsOf(result.name);
      const penalty = hasUnwanted(name, unwanted) ? 1 - weights.unwanted : 1;
      return { ...result, score: result.score * boost(name, terms, total, weights) * penalty };
    })
    .sort((a, b) => b.score - a.score);
}

function hasUnwanted(name: readonly string[], unwanted: ReadonlySet<string>): boolean {
  if (unwanted.size === 0) return false;
  const isThere = (word: string, place: number) =>
    unwanted.has(word) && !isNegation(name[place - 1] ?? "") && name[place + 1] !== "free";
  return name.some(isThere);
}

function boost(name: readonly string[], terms: readonly RerankTerm[], total: number, weights: RerankWeights): number {
  let covered = 0;
  let exact = 0;
  let adjacent = 0;
  let previous: readonly number[] = [];
  for (const { word, weight, forms } of terms) {
    const places: number[] = [];
    let isExact = false;
    for (const [place, candidate] of name.entries()) {
      if (candidate === word) isExact = true;
      if (candidate === word || forms.has(candidate)) places.push(place);
    }
    if (places.length > 0) covered += weight;
    if (isExact) exact += weight;
    if (places.some((place) => previous.includes(place - 1))) adjacent += weight;
    previous = places;
  }
  return 1 + (weights.coverage * covered + weights.exact * exact + weights.adjacent * adjacent) / total;
}
