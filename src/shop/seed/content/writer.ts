/**
 * Sentences from patterns: `[a|b|]` is one of the alternatives, `{name}` a word of the thing that is written about. A pattern is taken
 * apart once.
 */
type Part = string | { readonly anyOf: readonly Pattern[] } | { readonly word: string };
type Pattern = readonly Part[];

export type Words = Readonly<Record<string, string>>;

const patterns = new Map<string, Pattern>();

export function write(text: string, words: Words, random: () => number): string {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    pattern = parse(text);
    patterns.set(text, pattern);
  }
  return fill(pattern, words, random);
}

function parse(text: string): Pattern {
  return text.split(/(\[[^\]]*\]|\{\w+\})/).map((part): Part => {
    if (part.startsWith("[")) return { anyOf: part.slice(1, -1).split("|").map(parse) };
    if (part.startsWith("{")) return { word: part.slice(1, -1) };
    return part;
  });
}

function fill(pattern: Pattern, words: Words, random: () => number): string {
  let text = "";
  for (const part of pattern) {
    if (typeof part === "string") text += part;
    else if ("word" in part) text += words[part.word] ?? "";
    else text += fill(part.anyOf[Math.floor(random() * part.anyOf.length)]!, words, random);
  }
  return text;
}

/** What was composed of parts, as one writes it: single spaces, and a capital after each stop. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/ ([,.!?;])/g, "$1")
    .replace(/([.!?] )([a-z])/g, (_match, stop: string, letter: string) => stop + letter.toUpperCase())
    .trim()
    .replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

export function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!;
}

/** A short text that nobody has written yet; the same pattern says the same after some tries, and then the last one stands. */
const MAX_TRIES = 40;

export function unlike(written: Set<string>, compose: (attempt: number) => string): string {
  for (let attempt = 0; ; attempt += 1) {
    const text = compose(attempt);
    if (written.has(text) && attempt < MAX_TRIES) continue;
    written.add(text);
    return text;
  }
}
