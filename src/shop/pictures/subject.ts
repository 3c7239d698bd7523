import { brightness, type Colour, coloursIn, darken, materialColours } from "./colour.ts";
import { type EmblemName, emblems } from "./emblems.ts";
import { type Palette, type PatternName, paletteOf } from "./kit.ts";
import { emblemIn, patternIn } from "./motif-words.ts";
import type { MotifName } from "./motifs/all.ts";
import { motifOf } from "./shelves.ts";

/** What a picture is drawn from: the words of a product. */
export type Described = {
  readonly id: number;
  readonly name: string;
  /** Names from the root down. */
  readonly categoryPath: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Of the variant that is shown; empty for the product as such. */
  readonly options: Readonly<Record<string, string>>;
};

export type Subject = {
  readonly motif: MotifName;
  readonly palette: Palette;
  readonly pattern: PatternName | null;
  readonly emblem: EmblemName | null;
  readonly letter: string | null;
  readonly words: string;
  /** How many are shown beside each other: 1, 2 or 3. */
  readonly pieces: number;
};

/** Pairs that go together, for things whose words name no colour. */
const housePalettes: readonly (readonly [Colour, Colour])[] = [
  ["#d78f8a", "#fbeee4"],
  ["#7f9fb6", "#f8f0e0"],
  ["#93ad8c", "#f8efda"],
  ["#dfb266", "#7a4f3a"],
  ["#b48fb0", "#f8ecf1"],
  ["#c8745d", "#fae8d6"],
  ["#5f8089", "#f3e7d2"],
  ["#e9dcc4", "#b4554e"],
  ["#a7c0ba", "#c9615a"],
  ["#f1e9dc", "#56799c"],
  ["#c99aa4", "#5b6f86"],
  ["#eddfd6", "#7d9a78"],
];

/** A second colour for light and for dark things. */
const onLight: readonly Colour[] = ["#c2504c", "#5a80a6", "#739270", "#c98743", "#8d6f9e", "#d58a99"];
const onDark: readonly Colour[] = ["#fbf3e4", "#f4e2d4", "#e9edf0", "#f6e4b4"];
const LIGHT_FROM = 0.72;

/** Packs of these lie about as several pieces already. */
const manyByThemselves = new Set<MotifName>([
  "bakingcases",
  "candle",
  "dinnercandles",
  "eggs",
  "matryoshka",
  "magnet",
  "pencils",
  "pen",
  "giftwrap",
  "gifttag",
  "tape",
  "stickers",
  "straws",
  "crackers",
  "confetti",
  "papercups",
  "balloons",
  "bunting",
  "garland",
  "stringlights",
  "skittles",
  "dominoes",
  "cards",
  "blocks",
  "cutlery",
  "earrings",
  "gloves",
  "patches",
  "plasters",
  "incense",
  "herbs",
  "towels",
  "trainers",
  "boots",
  "wellies",
  "slippers",
  "socks",
  "sewing",
  "craftkit",
  "jigsaw",
  "hangingfigure",
  "mobile",
  "napkins",
  "card",
]);

/** Deterministic: the same words always give the same subject. */
export function subjectOf({ name, categoryPath, attributes, options }: Described, random: () => number): Subject {
  const words = name.toLowerCase();
  const optionWords = Object.values(options).join(" ").toLowerCase();
  const motif = motifOf(words, categoryPath);
  const attribute = (key: string) => (typeof attributes[key] === "string" ? String(attributes[key]) : "");
  const told = `${optionWords} ${words}`;
  const pattern = patternIn(optionWords) ?? patternIn(words) ?? patternIn(attribute("pattern").toLowerCase());
  const material = materialColours[attribute("material")];
  const chosen = optionColours(optionWords) ?? [...coloursIn(words), ...coloursIn(attribute("colour"))];
  const house = housePalettes[Math.floor(random() * housePalettes.length)]!;
  const base = chosen[0] ?? material ?? (optionWords === "" ? house[0] : housePalettes[seedIndex(optionWords)]![0]);
  const accent =
    chosen.find((colour) => colour !== base) ??
    (chosen.length === 0 && material === undefined ? house[1] : contrasting(base, random));
  return {
    motif,
    palette: paletteOf(base, accent === base ? darken(accent, 0.3) : accent),
    pattern: pattern === "dots" || pattern === null || !(pattern in emblems) || motif !== pattern ? pattern : null,
    emblem: emblemIn(told),
    letter: /\b(?:letter|initial|alphabet|number)\s+([a-z0-9])\b/.exec(words)?.[1]?.toUpperCase() ?? null,
    words: told,
    pieces: manyByThemselves.has(motif) ? 1 : piecesOf(words, attributes.packSize),
  };
}

function optionColours(optionWords: string): Colour[] | null {
  const colours = coloursIn(optionWords.replaceAll("/", " "));
  return colours.length === 0 ? null : colours;
}

function contrasting(base: Colour, random: () => number): Colour {
  const choices = brightness(base) >= LIGHT_FROM ? onLight : onDark;
  return choices[Math.floor(random() * choices.length)]!;
}

function seedIndex(text: string): number {
  let sum = 0;
  for (const letter of text) sum += letter.charCodeAt(0) * 7;
  return sum % housePalettes.length;
}

function piecesOf(words: string, packSize: unknown): number {
  const told = /\b(?:set|pack|box)(?: of|\/)? ?(\d+)\b/.exec(words)?.[1] ?? packSize;
  const count = Number(told ?? 1);
  return count >= 3 ? 3 : count === 2 ? 2 : 1;
}
