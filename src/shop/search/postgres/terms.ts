import type { SynonymExpansion } from "../engine.ts";
import { isNegation, isStopWord } from "../words.ts";

/** One thing that a document should have: a stem, or any of several ways to say it. */
export type Term = {
  readonly word: string;
  /** Each alternative is all of its stems. The first is what was typed. */
  readonly alternatives: readonly (readonly string[])[];
  /** Documents that have it, as far as is known. */
  readonly documents: number;
  /** What a match is worth: ln((N − n + ½) / (n + ½) + 1), as in BM25. */
  readonly weight: number;
};

export type UnderstoodWord = { readonly word: string; readonly lexeme: string; readonly documents: number };

/**
 * The terms of a query: its words without stop words and repetitions, with their synonyms. What follows "without" is not wanted and no
 * term, unless nothing else is said.
 */
export function termsOf(
  words: readonly UnderstoodWord[],
  lexemeOf: (word: string) => UnderstoodWord,
  synonyms: readonly SynonymExpansion[],
  totalDocuments: number,
): { readonly terms: Term[]; readonly unwanted: readonly UnderstoodWord[] } {
  const { wanted, unwanted } = splitWanted(words);
  const phrases = synonyms
    .map((synonym) => ({
      lexemes: synonym.words.map((word) => lexemeOf(word).lexeme),
      alternatives: synonym.alternatives.map((alternative) => alternative.map(lexemeOf)),
    }))
    .sort((a, b) => b.lexemes.length - a.lexemes.length);
  const terms = new Map<string, Term>();
  for (let at = 0; at < wanted.length; ) {
    const phrase = phrases.find(({ lexemes }) => lexemes.every((lexeme, index) => wanted[at + index]?.lexeme === lexeme));
    const said = wanted.slice(at, at + (phrase?.lexemes.length ?? 1));
    const alternatives = [said, ...(phrase?.alternatives ?? [])];
    const key = said.map(({ lexeme }) => lexeme).join(" ");
    const documents = alternatives.reduce((sum, alternative) => sum + Math.min(...alternative.map((one) => one.documents)), 0);
    terms.set(key, {
      word: said[0]!.word,
      alternatives: alternatives.map((alternative) => alternative.map((one) => one.lexeme)),
      documents,
      weight: inverseFrequency(totalDocuments, documents),
    });
    at += said.length;
  }
  return { terms: [...terms.values()], unwanted };
}

function splitWanted(words: readonly UnderstoodWord[]) {
  const negation = words.findIndex(({ word }) => isNegation(word));
  const said = ({ word }: UnderstoodWord) => !isStopWord(word);
  const wanted = (negation === -1 ? words : words.slice(0, negation)).filter(said);
  if (negation !== -1 && wanted.length > 0) return { wanted, unwanted: words.slice(negation + 1).filter(said) };
  const all = words.filter(said);
  return { wanted: all.length > 0 ? all : words, unwanted: [] };
}

function inverseFrequency(total: number, documents: number): number {
  return Math.log((Math.max(total, documents) - documents + 0.5) / (documents + 0.5) + 1);
}

/** The term as a `tsquery`. */
export function queryOf({ alternatives }: Pick<Term, "alternatives">): string {
  return `(${alternatives.map((stems) => `(${stems.map(quoted).join(" & ")})`).join(" | ")})`;
}

export function allOf(terms: readonly Pick<Term, "alternatives">[]): string {
  return terms.map(queryOf).join(" & ");
}

/** A stem as a `tsquery` writes it. */
export function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** Of the weight of all terms, what a document must at least have when too few documents have all; less when that is not enough either. */
export const NEEDED_SHARES: readonly number[] = [0.6, 0.35];
/** A query of more terms is cut to its rarest: it is a pasted title, and the other words add nothing. */
const MAX_RELAXED_TERMS = 6;
/** Alternatives of one query; eight terms have at most 70 smallest sufficient sets. */
const MAX_SETS = 70;

export type Enough = {
  readonly query: string;
  /** Documents that match, at the most. */
  readonly documents: number;
  /** Of each alternative, how many documents have each of its terms. */
  readonly sets: readonly (readonly number[])[];
  /** Documents that must be compared with it: those with a term of which every set has one. */
  readonly compared: number;
};

/**
 * The smallest sets of terms that weigh enough, as a query. A document that lacks only what every second one has is nearly as good as one
 * that lacks nothing; one that has only that is none. Terms that occur nowhere weigh nothing.
 */
export function enoughOf(terms: readonly Term[], neededShare: number): Enough {
  const there = terms.filter((term) => term.documents > 0);
  const rarest = there.toSorted((a, b) => b.weight - a.weight).slice(0, MAX_RELAXED_TERMS);
  const total = rarest.reduce((sum, term) => sum + term.weight, 0);
  const needed = Math.max(neededShare * total - 1e-9, 1e-9);
  const sets: Term[][] = [];
  // From the heaviest term down, so that a set is complete as soon as it weighs enough, and each is smallest.
  const extend = (set: Term[], from: number, missing: number): void => {
    if (sets.length >= MAX_SETS) return;
    if (missing <= 0) {
      sets.push(set);
      return;
    }
    for (let index = from; index < rarest.length; index += 1) {
      extend([...set, rarest[index]!], index + 1, missing - rarest[index]!.weight);
    }
  };
  if (rarest.length > 0) extend([], 0, needed);
  const documents = sets.reduce((sum, set) => sum + Math.min(...set.map((term) => term.documents)), 0);
  return {
    query: sets.map((set) => `(${allOf(set)})`).join(" | "),
    documents,
    sets: sets.map((set) => set.map((term) => term.documents)),
    compared: comparedOf(rarest, total - needed),
  };
}

/** Terms, the rarest first, until what is left weighs too little to be enough by itself: a document that has none of these cannot match. */
function comparedOf(rarest: readonly Term[], spare: number): number {
  let compared = 0;
  let missing = 0;
  for (const { documents, weight } of rarest) {
    if (missing > spare) break;
    compared += documents;
    missing += weight;
  }
  return compared;
}
