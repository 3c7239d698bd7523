import type { Database } from "../../../platform/database/database.ts";
import type { EngineSuggestion, SuggestRequest } from "../engine.ts";
import { wordsOf } from "../words.ts";
import { MAX_CANDIDATES, type Statistics, stagesOf } from "./candidates.ts";
import { ALL_TAG } from "./index-documents.ts";
import { anyMatch, completeWord, findWords, type KnownWordRow, matchNames, understandWords } from "./statements.ts";
import { allOf, quoted } from "./terms.ts";
import { correctionOf } from "./understand.ts";

/** Words that a beginning may become. */
const COMPLETIONS = 8;
/** Of a text that goes on growing, what stands before the last word. */
const MAX_WORDS_BEFORE = 6;
/** Products with the word looked at; of more, those that sell best. */
const ENOUGH_MATCHES = MAX_CANDIDATES / 16;

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
  const queries = completions.map((completion) => allOf([...before, completion].map(termOf)));
  const expected = Math.min(
    ...before.map((word) => word.documents),
    completions.reduce((sum, word) => sum + word.documents, 0),
  );
  const whole = [...before.map((word) => [word]), completions];
  const inNames = whole.map((words) => `(${words.map((word) => `${quoted(word.lexeme)}:A`).join(" | ")})`).join(" & ");
  for (const tag of tagsFor(statistics, expected)) {
    const [found, products] = await Promise.all([
      before.length === 0 ? completions.map((_, index) => ({ n: index + 1 })) : db.run(anyMatch, [queries, tag]),
      db.run(matchNames, [inNames, tag, limit]),
    ]);
    if (products.length === 0 && found.length === 0) continue;
    const said = earlier.join(" ");
    const suggestions = found.map(
      ({ n }): EngineSuggestion => ({
        kind: "query",
        text: `${said} ${completions[n - 1]!.word}`.trim(),
      }),
    );
    const named = products.map(
      ({ product_id, slug, name }): EngineSuggestion => ({
        kind: "product",
        text: name,
        productId: product_id,
        slug,
      }),
    );
    return [...suggestions.slice(0, limit), ...named];
  }
  return [];
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
  const completions = await db.run(completeWord, [beginning, `${beginning}\uffff`, COMPLETIONS]);
  if (completions.length > 0) return completions;
  const meant = await correctionOf(db, beginning);
  return meant === null ? [] : db.run(findWords, [meant.slice(0, 1)]);
}

/** The smallest tier that has enough, then the whole when it is no wide query. Never without a tag: the index would be read from end to end. */
function tagsFor(statistics: Statistics, expected: number): string[][] {
  const stages = stagesOf(statistics);
  const first = stages.find(({ documents }) => (expected * documents) / statistics.documents >= ENOUGH_MATCHES);
  const tier = expected <= ENOUGH_MATCHES || first === undefined || first.tag === ALL_TAG ? ALL_TAG : first.tag;
  return (tier !== ALL_TAG && expected <= MAX_CANDIDATES ? [tier, ALL_TAG] : [tier]).map((tag) => [tag]);
}

function termOf({ lexeme }: Known) {
  return { alternatives: [[lexeme]] };
}
