import { brightness, type Colour, darken, lighten, mix } from "./colour.ts";
import { type EmblemName, emblems } from "./emblems.ts";
import { path, place } from "./shapes.ts";

export type PatternName = EmblemName | "dots" | "stripes" | "bands" | "gingham" | "lace" | "diamonds" | "jack";

/** The colours of a thing. */
export type Palette = {
  readonly base: Colour;
  readonly light: Colour;
  readonly dark: Colour;
  readonly deep: Colour;
  readonly accent: Colour;
  readonly accentDark: Colour;
};

export function paletteOf(base: Colour, accent: Colour): Palette {
  const isDark = brightness(base) < 0.35;
  return {
    base,
    light: lighten(base, isDark ? 0.25 : 0.42),
    dark: darken(base, isDark ? 0.35 : 0.2),
    deep: darken(base, 0.45),
    accent,
    accentDark: darken(accent, 0.22),
  };
}

/** Gradients that every picture has by name; what a picture does not use is not written. */
export const fills = {
  /** Round body of the main colour, lit from the left. */
  round: "url(#b)",
  /** Flat body of the main colour. */
  flat: "url(#f)",
  accent: "url(#a)",
  metal: "url(#m)",
  gold: "url(#o)",
  wood: "url(#w)",
  paper: "url(#q)",
  glass: "url(#g)",
  flame: "url(#l)",
  pattern: "url(#p)",
  /** Light and shadow over a round body. */
  shade: "url(#h)",
} as const;

/** What a motif draws with. */
export type Kit = {
  readonly c: Palette;
  readonly pattern: PatternName | null;
  /** The figure that is on the thing, if the name tells of one. */
  readonly emblem: EmblemName | null;
  /** Whether the name has one of these words. */
  is(words: RegExp): boolean;
  /** A letter that the name tells of. */
  readonly letter: string | null;
  random(): number;
  pick<T>(items: readonly T[]): T;
  /** A round body: colour, pattern, light and shadow. */
  body(d: string): string;
  /** A flat one. */
  sheet(d: string): string;
  /** The figure of the thing, or `otherwise`, in its second colour. */
  figure(x: number, y: number, size: number, otherwise?: EmblemName): string;
  /** The same on paper or china, in the main colour. */
  printed(x: number, y: number, size: number, otherwise?: EmblemName): string;
};

export type KitOptions = Pick<Kit, "c" | "pattern" | "emblem" | "letter" | "random"> & { readonly words: string };

export function createKit({ words, ...options }: KitOptions): Kit {
  const { c, pattern, emblem, random } = options;
  const patterned = (d: string) => (pattern === null ? "" : path(d, fills.pattern));
  return {
    ...options,
    is: (wanted) => wanted.test(words),
    pick: (items) => items[Math.floor(random() * items.length)]!,
    body: (d) => path(d, fills.round) + (pattern === null ? "" : patterned(d) + path(d, fills.shade)),
    sheet: (d) => path(d, fills.flat) + patterned(d),
    figure: (x, y, size, otherwise) => drawn(emblem ?? otherwise, c.accent, c.base, x, y, size),
    printed: (x, y, size, otherwise) => drawn(emblem ?? otherwise, inkOf(c), mix(inkOf(c), "#ffffff", 0.6), x, y, size),
  };
}

function drawn(name: EmblemName | undefined, main: Colour, second: Colour, x: number, y: number, size: number): string {
  return name === undefined ? "" : place(emblems[name](main, second), { x, y, scale: size / 20 });
}

/** Whichever of the two colours shows on white. */
function inkOf({ base, accent, deep }: Palette): Colour {
  const darker = brightness(base) <= brightness(accent) ? base : accent;
  return brightness(darker) < 0.72 ? darker : deep;
}
