/** Colours are written as #rrggbb. */
export type Colour = string;

const black: Colour = "#1d1a20";
const white: Colour = "#ffffff";

/** `share` of `b` in `a`, from 0 to 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [Number.parseInt(a.slice(at, at + 2), 16), Number.parseInt(b.slice(at, at + 2), 16)];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

export const lighten = (colour: Colour, share: number): Colour => mix(colour, white, share);
export const darken = (colour: Colour, share: number): Colour => mix(colour, black, share);

/** From 0 (black) to 1 (white), as the eye weighs the channels (ITU-R BT.601). */
export function brightness(colour: Colour): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * red! + 0.587 * green! + 0.114 * blue!) / 255;
}

/** Words of names and options that say a colour; two words come before the single ones in them. */
const colourWords: Readonly<Record<string, Colour>> = {
  "midnight blue": "#2f3b60",
  "eau de nil": "#b5d3b8",
  "hot pink": "#e0559a",
  "dusty pink": "#d3a09c",
  "pastel pink": "#f0c3c8",
  "light pink": "#f0c3c8",
  "soft pink": "#f0c3c8",
  "pastel blue": "#b4d0e4",
  "sky blue": "#93c1e2",
  "mint green": "#a5d3be",
  "olive green": "#8b8f55",
  pink: "#e796a8",
  red: "#c9403f",
  blue: "#5c8fbf",
  white: "#f5f2ec",
  silver: "#bcc3c9",
  green: "#74a578",
  ivory: "#f2e8d3",
  cream: "#f0e4ca",
  black: "#3b393f",
  gold: "#d3a74c",
  golden: "#d3a74c",
  yellow: "#edc75c",
  brown: "#8d6546",
  chocolate: "#6f4833",
  natural: "#d2ba95",
  purple: "#8e74b0",
  lilac: "#bda8d4",
  lavender: "#b3a2d2",
  violet: "#8468ad",
  amethyst: "#8a68b0",
  orange: "#e28d52",
  peach: "#f1b999",
  coral: "#e8836f",
  grey: "#93989d",
  charcoal: "#4d5157",
  fuchsia: "#ca4a8f",
  raspberry: "#b23a5e",
  burgundy: "#7d3044",
  ruby: "#a52a45",
  turquoise: "#5ab5b2",
  teal: "#3f8487",
  aqua: "#86cbd0",
  mint: "#a5d3be",
  sage: "#a3b899",
  pistachio: "#bfd29a",
  olive: "#8b8f55",
  forest: "#476b50",
  amber: "#d5953d",
  mustard: "#d0a03c",
  bronze: "#a07646",
  copper: "#ba7654",
  tan: "#b98656",
  denim: "#5b7697",
  navy: "#33476b",
  oatmeal: "#ddd0b8",
  montana: "#466c9c",
  champagne: "#ecd9b4",
  vanilla: "#f3e6bf",
};

const wordPattern = new RegExp(`\\b(?:${Object.keys(colourWords).join("|")})\\b`, "g");

/** The colours that a text names, in its order, each once. */
export function coloursIn(text: string): Colour[] {
  return [...new Set((text.toLowerCase().match(wordPattern) ?? []).map((word) => colourWords[word]!))];
}

/** What things are like that are of this material and have no colour of their own. */
export const materialColours: Readonly<Record<string, Colour>> = {
  Wood: "#bf9062",
  Metal: "#a3abb0",
  Zinc: "#a9b1b5",
  Iron: "#55565b",
  Steel: "#b4bbc0",
  Wire: "#8b9196",
  Glass: "#b7dade",
  Crystal: "#cfe3ee",
  Acrylic: "#d8e2ee",
  Wicker: "#c99f66",
  Raffia: "#d3b27c",
  Bamboo: "#cdb276",
  Slate: "#5c646b",
  Enamel: "#eef0ea",
  Porcelain: "#f4f1ea",
};
