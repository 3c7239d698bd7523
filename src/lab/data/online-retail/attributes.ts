import { coloursOf } from "./colours.ts";

export type Attributes = Readonly<Record<string, string | number | boolean>>;

const MATERIALS: Readonly<Record<string, string>> = {
  ACRYLIC: "Acrylic",
  BAMBOO: "Bamboo",
  BRASS: "Brass",
  CERAMIC: "Ceramic",
  COTTON: "Cotton",
  CRYSTAL: "Crystal",
  ENAMEL: "Enamel",
  FABRIC: "Fabric",
  FELT: "Felt",
  GLASS: "Glass",
  IRON: "Iron",
  KNITTED: "Knit",
  MARBLE: "Marble",
  MELAMINE: "Melamine",
  METAL: "Metal",
  PAPER: "Paper",
  PLASTIC: "Plastic",
  POLYESTER: "Polyester",
  PORCELAIN: "Porcelain",
  RAFFIA: "Raffia",
  RESIN: "Resin",
  SATIN: "Satin",
  SILK: "Silk",
  SLATE: "Slate",
  STEEL: "Steel",
  SUEDE: "Suede",
  VELVET: "Velvet",
  WICKER: "Wicker",
  WIRE: "Wire",
  WOOD: "Wood",
  WOODEN: "Wood",
  WOOLLY: "Wool",
  WOVEN: "Woven",
  ZINC: "Zinc",
};

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bRETROSPOT\b/, "Retrospot"],
  [/\bPOLKA ?DOTS?\b/, "Polka dot"],
  [/\b(SPOTTY|SPOTS?|SPOTTED)\b/, "Spots"],
  [/\bPAISLEY\b/, "Paisley"],
  [/\bGINGHAM\b/, "Gingham"],
  [/\b(STRIPES?|STRIPEY|STRIPY|STRIPED)\b/, "Stripes"],
  [/\bCHECK\b/, "Check"],
  [/\bUNION (JACK|FLAG)\b/, "Union Jack"],
  [/\bSKULLS?\b/, "Skulls"],
  [/\bDOIL(Y|EY)\b/, "Doily"],
  [/\bLEOPARD\b/, "Leopard"],
  [/\b(FLORAL|FLOWERS?|ROSES?|DAISY|DAISIES|BLOSSOM|PEONY)\b/, "Floral"],
];

const OCCASIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(CHRISTMAS|SANTA|REINDEER|ADVENT|MISTLETOE|YULETIDE)\b/, "Christmas"],
  [/\bEASTER\b/, "Easter"],
  [/\bBIRTHDAY\b/, "Birthday"],
  [/\b(WEDDING|BRIDE)\b/, "Wedding"],
  [/\bVALENTINE/, "Valentine's Day"],
];

const SIZES: readonly (readonly [RegExp, string])[] = [
  [/\b(JUMBO|GIANT)\b/, "Extra large"],
  [/\b(LARGE|BIG)\b/, "Large"],
  [/\bMEDIUM\b/, "Medium"],
  [/\bSMALL\b/, "Small"],
  [/\bMINI\b/, "Mini"],
];

/** After a number, these count parts of one piece and not pieces: 3 TIER, 5 HOOK, 2 DRAWER, 3 WICK. */
const PART =
  "TIERS?|HOOKS?|DRAWERS?|WICKS?|PEGS?|POINTS?|STRANDS?|TONE|DOORS?|DAYS|FRAMES?|PAGE|IN|X|CM|MM|COLOUR|BEAD|COMPARTMENT|SECTIONS?|HEART HANGER|LAYER|PHOTO|SHELF|STEP|LIGHTS?";
const PACK = new RegExp(
  `\\b(?:SET|PACK|BOX|BAG|TUBE|CASE|BUNDLE) OF (\\d+)\\b|\\bSET (\\d+)$|^(\\d+) (?!(?:${PART})\\b)(?=[A-Z-]{2,})|\\bPACK (\\d+)\\b|\\b(\\d+) PIECES?\\b`,
);
/** No real pack is larger; a larger number is a year, a code or a style. */
const MAX_PACK_SIZE = 200;

/** Facts that the words of a description state, typed: what they do not state is not there. */
export function attributesOf(words: readonly string[]): Attributes {
  const text = words.join(" ").replaceAll(",", "");
  const attributes: Record<string, string | number | boolean> = {};
  const colours = new Set(words.flatMap((word) => coloursOf(word)));
  if (colours.size > 0) attributes.colour = [...colours].join(" / ");
  const material = words.map((word) => MATERIALS[word.replace(/,$/, "")]).find((name) => name !== undefined);
  if (material !== undefined) attributes.material = material;
  const pattern = firstMatch(PATTERNS, text);
  if (pattern !== undefined) attributes.pattern = pattern;
  const pack = PACK.exec(text)
    ?.slice(1)
    .find((digits) => digits !== undefined);
  if (pack !== undefined && Number(pack) > 1 && Number(pack) <= MAX_PACK_SIZE) attributes.packSize = Number(pack);
  const size = firstMatch(SIZES, text);
  if (size !== undefined) attributes.size = size;
  const length = /\b(\d{1,3})CM\b(?!X)/.exec(text)?.[1];
  if (length !== undefined && !/\dX\d/.test(text)) attributes.lengthCm = Number(length);
  const occasion = firstMatch(OCCASIONS, text);
  if (occasion !== undefined) attributes.occasion = occasion;
  if (/\bASSORTED\b/.test(text)) attributes.assorted = true;
  return attributes;
}

function firstMatch(rules: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
