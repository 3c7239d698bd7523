const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** Shorter words have too many neighbours to know which was meant. */
const MIN_CORRECTED_LENGTH = 3;
/** From here on two errors are likely enough. */
const MIN_LENGTH_FOR_TWO_ERRORS = 6;
const TWO_ERRORS_COST = 40;
/** The first letter is seldom wrong. */
const OTHER_FIRST_LETTER_COST = 8;

export function isCorrectable(word: string): boolean {
  return word.length >= MIN_CORRECTED_LENGTH && /^\p{L}+$/u.test(word);
}

/** Everything that one error makes of a word: a letter too much, too few, another one, or two exchanged. About 54 per letter. */
export function oneErrorAway(word: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (tail.length > 0) found.add(head + tail.slice(1));
    if (tail.length > 1) found.add(head + tail[1] + tail[0] + tail.slice(2));
    for (const letter of LETTERS) {
      if (tail.length > 0) found.add(head + letter + tail.slice(1));
      found.add(head + letter + tail);
    }
  }
  found.delete(word);
  return [...found];
}

/** Splits of a word in two, for a space that was left out. */
export function splitsOf(word: string): (readonly [string, string])[] {
  const splits: (readonly [string, string])[] = [];
  for (let at = 2; at <= word.length - 2; at += 1) splits.push([word.slice(0, at), word.slice(at)]);
  return splits;
}

export type KnownWord = { readonly word: string; readonly documents: number };

/** Of the shop's words the one that was most likely meant; null when none is near enough. */
export function nearestWord<Known extends KnownWord>(word: string, known: readonly Known[]): Known | null {
  let best: Known | null = null;
  let bestWorth = 0;
  const longest = word.length >= MIN_LENGTH_FOR_TWO_ERRORS ? 2 : 1;
  for (const candidate of known) {
    const errors = editDistance(word, candidate.word, longest);
    if (errors > longest || errors === 0) continue;
    const other = candidate.word[0] === word[0] ? 1 : OTHER_FIRST_LETTER_COST;
    const worth = (candidate.documents + 1) / (errors === 2 ? TWO_ERRORS_COST : 1) / other;
    if (worth > bestWorth) [best, bestWorth] = [candidate, worth];
  }
  return best;
}

/** Damerau-Levenshtein distance with neighbours exchanged as one error; `limit + 1` for all that is more than the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, previous[j]! + 1, current[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      current.push(least);
    }
    if (Math.min(...current) > limit) return limit + 1;
    [before, previous] = [previous, current];
  }
  return previous[b.length]!;
}
