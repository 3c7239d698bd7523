import type { Database } from "../../../platform/database/database.ts";
import type { SynonymExpansion } from "../engine.ts";
import { isStopWord, wordsOf } from "../words.ts";
import { isCorrectable, nearestWord, oneErrorAway, splitsOf } from "./spelling.ts";
import { findSimilarWords, findWords, type KnownWordRow, understandWords, type WordRow } from "./statements.ts";
import { type Term, termsOf } from "./terms.ts";

/** Of a query; whoever pastes a page means its beginning. */
export const MAX_QUERY_WORDS = 16;
/** Unknown words that are looked up in one query: each costs 1 ms. */
const MAX_CORRECTIONS = 3;

export type Understanding = {
  readonly terms: readonly Term[];
  /** What the query says it is to be without: words in all their forms. */
  readonly unwanted: ReadonlySet<string>;
  /** Per stem, the words of the shop that have it. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** The words that were searched for instead of those asked for; null when none was changed. */
  readonly corrected: readonly string[] | null;
};

/** What a query asks for, in the stems of the shop. Words that occur nowhere are taken for typing errors of words that do. */
export async function understand(
  db: Pick<Database, "run">,
  text: string,
  synonyms: readonly SynonymExpansion[],
  totalDocuments: number,
): Promise<Understanding> {
  const typed = wordsOf(text).slice(0, MAX_QUERY_WORDS);
  const related = synonyms.flatMap((synonym) => [...synonym.words, ...synonym.alternatives.flat()]);
  if (typed.length === 0) return { terms: [], unwanted: new Set(), forms: new Map(), corrected: null };
  let rows = await db.run(understandWords, [[...new Set([...typed, ...related])]]);
  const known = new Map(rows.map((row) => [row.word, row]));
  const meant = await correct(db, typed, known, new Set(related));
  const changed = meant.some((word, index) => word !== typed[index]) || meant.length !== typed.length;
  if (changed) {
    rows = [...rows, ...(await db.run(understandWords, [meant.filter((word) => !known.has(word))]))];
    for (const row of rows) known.set(row.word, row);
  }
  const lexemeOf = (word: string) => known.get(word) ?? { word, lexeme: word, documents: 0 };
  const forms = new Map(rows.map((row) => [row.lexeme, row.forms]));
  const { terms, unwanted } = termsOf(meant.map(lexemeOf), lexemeOf, synonyms, totalDocuments);
  return {
    terms,
    unwanted: new Set(unwanted.flatMap(({ word, lexeme }) => [word, ...(forms.get(lexeme) ?? [])])),
    forms,
    corrected: changed ? meant : null,
  };
}

async function correct(
  db: Pick<Database, "run">,
  words: readonly string[],
  known: ReadonlyMap<string, WordRow>,
  spared: ReadonlySet<string>,
): Promise<string[]> {
  const unknown = [...new Set(words)]
    .filter((word) => known.get(word)?.documents === 0 && isCorrectable(word) && !isStopWord(word) && !spared.has(word))
    .slice(0, MAX_CORRECTIONS);
  const corrections = new Map(await Promise.all(unknown.map(async (word) => [word, await correctionOf(db, word)] as const)));
  return words.flatMap((word) => corrections.get(word) ?? [word]);
}

/** What was meant by a word that the shop does not have: one error, else a space left out, else a word that looks alike. */
export async function correctionOf(db: Pick<Database, "run">, word: string): Promise<readonly string[] | null> {
  const splits = splitsOf(word);
  const near = await db.run(findWords, [[...new Set([...oneErrorAway(word), ...splits.flat()])]]);
  const nearest = nearestWord(word, near);
  if (nearest !== null) return [nearest.word];
  return splitIn(splits, near) ?? wordIn(nearestWord(word, await db.run(findSimilarWords, [word])));
}

function wordIn(found: KnownWordRow | null): readonly string[] | null {
  return found === null ? null : [found.word];
}

function splitIn(splits: readonly (readonly [string, string])[], known: readonly KnownWordRow[]): readonly string[] | null {
  const documents = new Map(known.map((row) => [row.word, row.documents]));
  const worth = ([head, tail]: readonly [string, string]) => Math.min(documents.get(head) ?? 0, documents.get(tail) ?? 0);
  const best = splits.reduce<readonly [string, string] | null>(
    (best, split) => (worth(split) > (best === null ? 0 : worth(best)) ? split : best),
    null,
  );
  return best;
}
