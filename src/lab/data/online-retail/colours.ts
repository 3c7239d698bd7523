/** Colour words of the descriptions, and the name each goes by in an attribute or option. */
const COLOURS: Readonly<Record<string, string>> = {
  AMBER: "Amber",
  AMETHYST: "Amethyst",
  AQUA: "Aqua",
  BEIGE: "Beige",
  BLACK: "Black",
  BLUE: "Blue",
  BRONZE: "Bronze",
  BROWN: "Brown",
  BURGUNDY: "Burgundy",
  CLEAR: "Clear",
  COPPER: "Copper",
  CREAM: "Cream",
  CRIMSON: "Crimson",
  "EAU-DE-NIL": "Eau de Nil",
  FUCHSIA: "Fuchsia",
  GOLD: "Gold",
  GREEN: "Green",
  GREY: "Grey",
  IVORY: "Ivory",
  JADE: "Jade",
  LILAC: "Lilac",
  LIME: "Lime",
  MAGENTA: "Magenta",
  MONTANA: "Montana Blue",
  MULTICOLOUR: "Multicolour",
  NATURAL: "Natural",
  OLIVE: "Olive",
  ORANGE: "Orange",
  PEACH: "Peach",
  PINK: "Pink",
  PISTACHIO: "Pistachio",
  PURPLE: "Purple",
  RASPBERRY: "Raspberry",
  RED: "Red",
  SILVER: "Silver",
  TURQUOISE: "Turquoise",
  VIOLET: "Violet",
  WHITE: "White",
  YELLOW: "Yellow",
};

/** Words that shade a colour: "SKY BLUE", "DUSTY PINK", "LIGHT BLUE". They make no colour by themselves. */
const SHADES: ReadonlySet<string> = new Set(
  "SKY DUSTY BABY LIGHT DARK PALE HOT MID MIDNIGHT JET SOFT MINT PASTEL ROSE COAL ANTIQUE WINE & ON RIM COLOUR".split(" "),
);

/** The colours of one word; "PINK/WHITE" has two. Empty when any part is not a colour. */
export function coloursOf(word: string): readonly string[] {
  const parts = word.replace(/[,.]+$/, "").split("/");
  const names = parts.map((part) => COLOURS[part]);
  return names.every((name) => name !== undefined) ? names : [];
}

/** Whether words say nothing but a colour, such as SKY BLUE, or PINK & GREEN. */
export function areColour(words: readonly string[]): boolean {
  return (
    words.some((word) => coloursOf(word).length > 0) && words.every((word) => coloursOf(word).length > 0 || SHADES.has(word))
  );
}
