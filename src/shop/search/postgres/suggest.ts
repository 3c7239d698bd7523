import type { Database } from "../../../platform/database/database.ts";
import type { EngineSuggestion, SuggestRequest } from "../engine.ts";
import { wordsOf } from "../words.ts";
import { expectedOf, MAX_COMPARED, type Statistics, stagesOf } from "./candidates.ts";
import { ALL_TAG } from "./index-documents.ts";
import {
  type CompletedRow,
  completeAmongFew,
  completeAnywhere,
  completeInTier,
  completeLetter,
  completeTwoLetters,
  completeWord,
  findWords,
  type KnownWordRow,
  understandWords,
} from "./statements.ts";
import { allOf, queryOf, quoted } from "./terms.ts";
import { correctionOf } from "./understand.ts";

/** Words that a beginning may become. */
const COMPLETIONS = 8;
/** Of a text that goes on growing, what stands before the last word. */
const MAX_WORDS_BEFORE = 6;
/** Products with the words that a tier should have. */
const ENOUGH_MATCHES = 60;
/** Products with the words looked at; of more, those that sell best. */
const MAX_MATCHES = 250;
/** Words that the index is asked for. */
const ASKED_WORDS = 3;
/** Of a tier of so few all are looked at: the index would take longer to say which of them have words that half of the shop has. */
const FEW = 500;
/** Among so few with the rarest word the whole shop is looked through, at 1 µs each. */
const MAX_COMPARED_ANYWHERE = MAX_COMPARED / 4;

const NOTHING: CompletedRow = { queries: null, products: null };

type Known = Pick<KnownWordRow, "word" | "lexeme" | "documents">;

/** What a text may be the beginning of: queries whose last word is completed, and products that they find by their names. */
export async function suggest(
  db: Pick<Database, "run">,
  statistics: Statistics,
  { text, limit }: SuggestRequest,
): Promise<EngineSuggestion[]> {
  const typed = wordsOf(text);
  const last = typed.at(-1);
  if (last === undefined) return [];
  const earlier = typed.slice(0, -1).slice(-MAX_WORDS_BEFORE);
  const [before, completions] = await Promise.all([knownWords(db, earlier), completionsOf(db, last)]);
  if (completions.length === 0 || before.length < earlier.length) return [];
  const { queries, products } = await completedBy(db, statistics, before, completions, limit);
  // A word alone finds something whatever the tier has.
  const found = before.length === 0 ? completions : (queries ?? []).map((n) => completions[n - 1]!);
  const said = earlier.join(" ");
  return [
    ...found.slice(0, limit).map(({ word }): EngineSuggestion => ({ kind: "query", text: `${said} ${word}`.trim() })),
    ...(products ?? []).map(([productId, slug, name]): EngineSuggestion => ({ kind: "product", text: name, productId, slug })),
  ];
}

async function completedBy(
  db: Pick<Database, "run">,
  statistics: Statistics,
  before: readonly Known[],
  completions: readonly Known[],
  limit: number,
): Promise<CompletedRow> {
  const words = [...before.map((word) => [word]), completions].map(alternativesOf);
  const rarest = words.toSorted((a, b) => a.documents - b.documents).slice(0, ASKED_WORDS);
  const values = [
    words.map(({ query }) => query).join(" & "),
    words.map(({ inNames }) => inNames).join(" & "),
    completions.map((completion) => allOf([...before, completion].map(({ lexeme }) => ({ alternatives: [[lexeme]] })))),
    limit,
    MAX_MATCHES,
  ];
  const asked = rarest.map(({ query }) => query).join(" & ");
  let row: CompletedRow = NOTHING;
  for (const { tag, documents } of stagesFor(
    statistics,
    rarest.map((word) => word.documents),
  )) {
    const rows =
      tag === ALL_TAG
        ? await db.run(completeAnywhere, [...values, asked])
        : documents <= FEW
          ? await db.run(completeAmongFew, [...values, [tag]])
          : await db.run(completeInTier, [...values, asked, [tag]]);
    row = rows[0]!;
    if (row.queries !== null || row.products !== null) break;
  }
  return row;
}

/** Several ways to go on are one thing of which a document has any. */
function alternativesOf(words: readonly Known[]) {
  return {
    query: queryOf({ alternatives: words.map(({ lexeme }) => [lexeme]) }),
    inNames: `(${words.map(({ lexeme }) => `${quoted(lexeme)}:A`).join(" | ")})`,
    documents: words.reduce((sum, { documents }) => sum + documents, 0),
  };
}

async function knownWords(db: Pick<Database, "run">, words: readonly string[]): Promise<Known[]> {
  if (words.length === 0) return [];
  const rows = await db.run(understandWords, [words]);
  return Promise.all(
    rows.map(async (row) => {
      if (row.documents > 0) return row;
      const meant = await correctionOf(db, row.word);
      return meant === null ? row : ((await db.run(findWords, [meant.slice(0, 1)]))[0] ?? row);
    }),
  );
}

async function completionsOf(db: Pick<Database, "run">, beginning: string): Promise<Known[]> {
  const completions = await completed(db, beginning);
  if (completions.length > 0) return completions;
  const meant = await correctionOf(db, beginning);
  return meant === null ? [] : db.run(findWords, [meant.slice(0, 1)]);
}

function completed(db: Pick<Database, "run">, beginning: string): Promise<Known[]> {
  const letters = [...beginning].length;
  if (letters === 1) return db.run(completeLetter, [COMPLETIONS, beginning]);
  if (letters === 2) return db.run(completeTwoLetters, [COMPLETIONS, beginning]);
  return db.run(completeWord, [COMPLETIONS, beginning, `${beginning}\uffff`]);
}

/**
 * Where to look for what so many documents have each: in the smallest tier that should have enough of it, and when nothing is there, in the
 * widest in which comparing is cheap. Of one word everything that the index finds is looked at; of several it has found those with all.
 */
function stagesFor(statistics: Statistics, each: readonly number[]) {
  const stages = stagesOf(statistics);
  const whole = stages.length - 1;
  const rarest = Math.min(...each);
  if (rarest <= MAX_MATCHES) return stages.slice(whole);
  const expected = expectedOf(statistics.documents, each);
  const first = stages.findIndex(({ documents }) => (expected * documents) / statistics.documents >= ENOUGH_MATCHES);
  const cheap = stages.findLastIndex(({ documents }) => documents <= MAX_COMPARED);
  const widest = cheap === -1 || (each.length > 1 && rarest <= MAX_COMPARED_ANYWHERE) ? whole : cheap;
  return [...new Set([first === -1 ? widest : Math.min(first, widest), widest])].map((stage) => stages[stage]!);
}
