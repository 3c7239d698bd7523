/** Words that stay lower-case inside a name. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  "A AN AND AS AT BY DE DU EN FOR FROM IN INTO LA LE LES OF OR ON THE TO WITH".split(" "),
);
/** Words that are not title-cased: abbreviations and names of things. */
const UPPER_WORDS: ReadonlySet<string> = new Set(
  "3D BBQ CD DIY DVD FM LED LP MDF M.O.P. RSPCA TV UK US USA USB XL XXL A4 A5 A6 A7 PC".split(" "),
);
/** Abbreviations that the shop's 35-letter column forced upon it, where only one reading is possible. */
const LONG_FORMS: Readonly<Record<string, string>> = {
  W: "WITH",
  "B'FLY": "BUTTERFLY",
  NECKL: "NECKLACE",
  "NECKL.": "NECKLACE",
  NECKLAC: "NECKLACE",
  HLDR: "HOLDER",
  ASSTD: "ASSORTED",
  ASST: "ASSORTED",
  ASS: "ASSORTED",
  TURQ: "TURQUOISE",
  TURQUOIS: "TURQUOISE",
  XMAS: "CHRISTMAS",
  COL: "COLOUR",
  CANDL: "CANDLE",
  CAND: "CANDLE",
  PAISELY: "PAISLEY",
  ARTIIFCIAL: "ARTIFICIAL",
  CEATURE: "CREATURE",
  CINAMMON: "CINNAMON",
  FUSCHIA: "FUCHSIA",
  STRAWBERY: "STRAWBERRY",
  STRAWBRY: "STRAWBERRY",
  VINT: "VINTAGE",
  GARLD: "GARLAND",
  DIAMON: "DIAMOND",
  DES: "DESIGN",
  ANT: "ANTIQUE",
  LT: "LIGHT",
  "LT.": "LIGHT",
  NAT: "NATURAL",
  WHT: "WHITE",
  MOP: "M.O.P.",
  "M.O.P": "M.O.P.",
  HYDRANGA: "HYDRANGEA",
  MONTAN: "MONTANA",
  RASPBERR: "RASPBERRY",
  NICKNACK: "KNICK KNACK",
  BLACKCHRISTMAS: "BLACK CHRISTMAS",
  SMALLFOLKART: "SMALL FOLKART",
  BAROQUECANDLESTICK: "BAROQUE CANDLESTICK",
  TRELLISTRIPLE: "TRELLIS TRIPLE",
};

/**
 * Whether a description is a note of the warehouse ("damaged", "?", "wrongly coded 20713") and not the name of a product.
 * Names are in capitals, notes are not; a few notes are ("CHECK"), and a few names are not ("Dr. Jam's Arouzer Stress Ball"),
 * so a note is only ever passed over in favour of another description.
 */
export function isRemark(description: string): boolean {
  const text = description.trim();
  const upper = text.replace(/[^A-Z]/g, "").length;
  const lower = text.replace(/[^a-z]/g, "").length;
  return (
    upper + lower < 3 ||
    text.startsWith("?") ||
    lower > upper ||
    /^(CHECK|FOUND|DAMAGED?S?|LOST|MISSING|TEST|ADJUST(MENT)?)\b/.test(text)
  );
}

/** The most frequent description that is not a remark, else the most frequent; of equals the alphabetically first. */
export function mainDescription(linesByDescription: ReadonlyMap<string, number>): string {
  const ranked = [...linesByDescription].sort(([a, linesA], [b, linesB]) => linesB - linesA || (a < b ? -1 : 1));
  return (ranked.find(([description]) => !isRemark(description)) ?? ranked[0])?.[0] ?? "";
}

/** Upper-case words of a description with its abbreviations written out: `SET/4`, `S/4` → SET OF 4, `PACK/12` → PACK OF 12, `W` → WITH. */
export function wordsOf(description: string): readonly string[] {
  const text = description
    .toUpperCase()
    .replace(/^\*/, "")
    .replace(/\b(?:SET|S)\s?\/\s?(\d+)\b/g, " SET OF $1 ")
    .replace(/\bPACK\s?\/\s?(\d+)\b/g, " PACK OF $1 ")
    .replace(/\b(SET|PACK|BOX) (\d+)(?= [A-Z])/g, "$1 OF $2")
    .replace(/\bW\//g, "WITH ")
    .replace(/(?<=[A-Z.]{2}|\s)\+(?=[A-Z]{2}|\s)/g, " & ")
    .replace(/\bAND\b/g, "&")
    .replace(/\bEAU DE NILE?\b/g, "EAU-DE-NIL")
    .replace(/\bNECKL\.?(?=\s?\d)/g, "NECKLACE ")
    .replace(/(?<=\d)"/g, '" ')
    .replace(/\s*,\s*/g, ", ")
    .replace(/(?<=[A-Z]{2,})[.](?=[A-Z])/g, ". ")
    .replace(/(?<!\d)"(?=[A-Z]{3,})|(?<=[A-Z]{3,})"/g, ' " ');
  const words = text.split(/\s+/).filter((word) => word !== "" && word !== '"' && word !== ",");
  const named = words.flatMap((word) => {
    const [, body, comma] = /^(.*?)(,?)$/.exec(word)!;
    const long = body!.split("/").map((part) => (Object.hasOwn(LONG_FORMS, part) ? LONG_FORMS[part]! : part));
    return (long.join("/") + comma!).split(" ");
  });
  const last = named.at(-1)?.replace(/(?<!\.[A-Z])[.,]+$/, "");
  return last === undefined || last === "" ? named.slice(0, -1) : [...named.slice(0, -1), last];
}

/** Joins words to a name in title case: "WHITE HANGING HEART T-LIGHT HOLDER" → "White Hanging Heart T-Light Holder". */
export function titleCase(words: readonly string[]): string {
  return words.map((word, index) => titleWord(word, index === 0)).join(" ");
}

function titleWord(word: string, first: boolean): string {
  const body = word.replace(/[,.]+$/, "");
  if (body === "EAU-DE-NIL") return "Eau de Nil";
  if (UPPER_WORDS.has(body) || UPPER_WORDS.has(word)) return word;
  if (!first && SMALL_WORDS.has(body)) return word.toLowerCase();
  // Measures stay as the trade writes them: 30cm, 250g, 25x24x12cm.
  if (/^\d[\dX.]*(CM|MM|M|G|KG|ML|L)?(X\d+(CM|MM)?)*$/.test(body)) return word.toLowerCase();
  return word.toLowerCase().replace(/(^|[-/("&.])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Lower-case words joined by hyphens, for addresses. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’.]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
