import type { API, Types } from "@opensearch-project/opensearch";
import { isCorrectable, nearestWord } from "../postgres/spelling.ts";

/** Words of the shop that resemble a word of the query, with how many products have them. */
export type Spelling = ReadonlyMap<string, readonly { readonly word: string; readonly documents: number }[]>;

/** Words of one query that are looked up: each costs the cluster about 1 ms. */
const MAX_CORRECTIONS = 3;
/** Candidates per word; the judgement is that of the other engine. */
const MAX_CANDIDATES = 30;
const SHORTEST_CORRECTED = 3;

/** For words that stand in no text in this form; a word that does costs one look-up. The first letter may be wrong too. */
export function spellingSuggester(words: readonly string[]): Types.Core_Search.Suggester {
  return {
    spelling: {
      text: words.filter(isCorrectable).join(" "),
      term: {
        field: "words",
        analyzer: "whitespace",
        suggest_mode: "missing",
        size: MAX_CANDIDATES,
        max_edits: 2,
        prefix_length: 0,
        min_word_length: SHORTEST_CORRECTED,
        sort: "frequency",
      },
    },
  };
}

type TermEntry = { readonly text: string; readonly options: readonly { readonly text: string; readonly freq: number }[] };

export function readSpelling(suggested: API.Search_ResponseBody["suggest"]): Spelling {
  const entries = (suggested?.spelling ?? []) as unknown as readonly TermEntry[];
  return new Map(entries.map(({ text, options }) => [text, options.map(({ text: word, freq }) => ({ word, documents: freq }))]));
}

/** The words that were meant; null when none of the unknown ones resembles a word of the shop. */
export function correctedWords(words: readonly string[], unknown: ReadonlySet<string>, spelling: Spelling): string[] | null {
  const corrections = new Map<string, string>();
  for (const word of unknown) {
    if (corrections.size >= MAX_CORRECTIONS) break;
    const nearest = isCorrectable(word) ? nearestWord(word, spelling.get(word) ?? []) : null;
    if (nearest !== null) corrections.set(word, nearest.word);
  }
  return corrections.size === 0 ? null : words.map((word) => corrections.get(word) ?? word);
}
