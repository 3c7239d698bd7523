import { placedWords, wordsOf } from "./words.ts";

/** A piece of a text, and whether it is what was searched for. Never markup: who shows it marks it. */
export type Segment = { readonly text: string; readonly hit: boolean };

/** Of a description; two lines of a result. */
const SNIPPET_LENGTH = 180;
/** What stands before the first hit. */
const LEAD_LENGTH = 40;

/** The whole text. `hits`: words in the form that `wordsOf` gives. */
export function highlight(text: string, hits: ReadonlySet<string>): Segment[] {
  return segmentsOf(text, 0, text.length, hits);
}

/** The part of a text that begins shortly before its first hit, at a word; its beginning when there is none. */
export function highlightSnippet(text: string, hits: ReadonlySet<string>): Segment[] {
  let first = 0;
  for (const { word, start } of placedWords(text)) {
    if (!isHit(word, hits)) continue;
    first = start;
    break;
  }
  const from = first <= LEAD_LENGTH ? 0 : afterSpace(text, first - LEAD_LENGTH, first);
  const end = from + SNIPPET_LENGTH >= text.length ? text.length : beforeSpace(text, from + SNIPPET_LENGTH, from);
  const segments = segmentsOf(text, from, end, hits);
  const lead = from > 0 ? [{ text: "… ", hit: false }] : [];
  const tail = end < text.length ? [{ text: " …", hit: false }] : [];
  return merged([...lead, ...segments, ...tail]);
}

function segmentsOf(text: string, from: number, to: number, hits: ReadonlySet<string>): Segment[] {
  const segments: Segment[] = [];
  let done = from;
  for (const { word, start, end } of placedWords(text)) {
    if (start < from || end > to || !isHit(word, hits)) continue;
    if (start > done) segments.push({ text: text.slice(done, start), hit: false });
    segments.push({ text: text.slice(start, end), hit: true });
    done = end;
  }
  if (to > done) segments.push({ text: text.slice(done, to), hit: false });
  return segments;
}

const LETTERS = /^[a-z]+$/i;

/** Each word of each description on a page of results is asked for, and nearly all are letters only, of which nothing has to be taken apart. */
function isHit(word: string, hits: ReadonlySet<string>): boolean {
  if (LETTERS.test(word)) return hits.has(word.toLowerCase());
  return wordsOf(word).some((part) => hits.has(part));
}

/** The place after the first space from `at` on; `last` when there is none before it. */
function afterSpace(text: string, at: number, last: number): number {
  const space = text.indexOf(" ", at);
  return space === -1 || space >= last ? last : space + 1;
}

function beforeSpace(text: string, at: number, first: number): number {
  const space = text.lastIndexOf(" ", at);
  // A text without spaces is cut between characters, and not within one.
  const cut = /[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at;
  return space <= first ? cut : space;
}

function merged(segments: readonly Segment[]): Segment[] {
  return segments.reduce<Segment[]>((all, segment) => {
    const last = all.at(-1);
    if (last !== undefined && last.hit === segment.hit) all[all.length - 1] = { ...last, text: last.text + segment.text };
    else all.push(segment);
    return all;
  }, []);
}
