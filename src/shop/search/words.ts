/**
 * How texts and queries become words, the same way on both sides: lower case, no accents, no possessives, and numbers apart from their units,
 * so that `12oz`, `12 oz` and `12 ounces` are one thing. Stems are the engine's.
 */

/** Longer ones are noise: encoded data, addresses. */
const MAX_WORD_LENGTH = 40;
/** Of a text; 2,000 words are eight pages, and what stands behind them says nothing new about a product. */
const MAX_TEXT_WORDS = 2_000;
const MAX_TEXT_LENGTH = 20_000;

const unitNames: Readonly<Record<string, readonly string[]>> = {
  inch: ["inch", "inches", "in"],
  ft: ["ft", "foot", "feet"],
  mm: ["mm", "millimeter", "millimeters", "millimetre", "millimetres"],
  cm: ["cm", "centimeter", "centimeters", "centimetre", "centimetres"],
  m: ["m", "meter", "meters", "metre", "metres"],
  oz: ["oz", "ounce", "ounces"],
  lb: ["lb", "lbs", "pound", "pounds"],
  g: ["g", "gr", "gram", "grams"],
  kg: ["kg", "kilo", "kilos", "kilogram", "kilograms"],
  ml: ["ml", "milliliter", "milliliters", "millilitre", "millilitres"],
  l: ["l", "liter", "liters", "litre", "litres"],
  gal: ["gal", "gallon", "gallons"],
  gb: ["gb", "gigabyte", "gigabytes"],
  tb: ["tb", "terabyte", "terabytes"],
  w: ["w", "watt", "watts"],
  v: ["v", "volt", "volts"],
  mah: ["mah"],
  hz: ["hz", "hertz"],
  pack: ["pack", "packs", "pk", "pcs", "pc", "piece", "pieces", "count", "ct"],
};
const units = new Map(Object.entries(unitNames).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)));

const WORD = /\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu;
/** Parts of an inch, also as one character, which NFKD takes apart. */
const FRACTION = /(?<![\d/])(\d{1,2})[/⁄](2|3|4|8|16|32)(?![\d/])/g;
const NUMBER = /^\d+(?:\.\d+)?$/;
const NUMBER_WITH_UNIT = /^(\d+(?:\.\d+)?)([a-z]+)$/;

/** The words of a text in their order; the first 2,000. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of plain(text.slice(0, MAX_TEXT_LENGTH)).matchAll(WORD)) {
    if (words.length >= MAX_TEXT_WORDS) break;
    if (word.length > MAX_WORD_LENGTH) continue;
    const [, number, name] = NUMBER_WITH_UNIT.exec(word) ?? [];
    const unit = name === undefined ? undefined : units.get(name);
    if (unit !== undefined) words.push(number!, unit);
    else words.push(NUMBER.test(words.at(-1) ?? "") ? (units.get(word) ?? word) : word);
  }
  return words;
}

/** Where the words of a text stand in it: what a highlight marks. Units stay as they are written. */
export function* placedWords(text: string): Generator<{ readonly word: string; readonly start: number; readonly end: number }> {
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu)) {
    yield { word: match[0], start: match.index, end: match.index + match[0].length };
  }
}

/** Beyond them there is nothing to take apart, and lower case is all. */
const ODD = /[^\x20-\x7e]|[\d'"]/;

function plain(text: string): string {
  if (!ODD.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(FRACTION, (_, over: string, under: string) => ` ${Math.round((Number(over) / Number(under)) * 1_000) / 1_000}`)
    .replaceAll(/(\d)\s?(?:["”]|''|′′)/g, "$1 inch ")
    .replaceAll(/['’]s(?![\p{L}\p{N}])/gu, "")
    .replaceAll(/['’]/g, "")
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replaceAll(/ß/g, "ss");
}

const NEGATIONS = new Set(["without", "no", "non"]);

/** "without" and its like: what follows is not wanted. */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(word);
}

/** Words that say nothing about a product. In descriptions they are left out; in queries they count only when there is nothing else. */
const stopWords = new Set(
  `a an and are as at be by for from has have how i if in into is it its my no not of on or our so such that the their then there these they
  this to was we what when which who will with without you your`.split(/\s+/),
);

export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}
