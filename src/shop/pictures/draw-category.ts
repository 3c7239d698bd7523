import { PICTURE_SIZE_PX } from "./addresses.ts";
import { plain, room, surface, wallColour } from "./backdrop.ts";
import { type Colour, lighten } from "./colour.ts";
import { definitionsFor } from "./definitions.ts";
import { withoutUnused } from "./draw-picture.ts";
import { createKit, paletteOf } from "./kit.ts";
import { type MotifName, motifs } from "./motifs/all.ts";
import { FLOOR } from "./motifs/motif.ts";
import { CANVAS, oval } from "./shapes.ts";
import { categoryMotifs } from "./shelves.ts";

const palettes: readonly (readonly [Colour, Colour])[] = [
  ["#d78f8a", "#fbeee4"],
  ["#7f9fb6", "#f8f0e0"],
  ["#93ad8c", "#f8efda"],
  ["#c8745d", "#fae8d6"],
  ["#5f8089", "#f3e7d2"],
  ["#b48fb0", "#f8ecf1"],
];
/** One for all, so that a category is one picture and not a heap. */
const MOST_THINGS = 3;
const EDGE = 262;

/** A still life of what a category has; `path` are the names from the root down. */
export function drawCategory(path: readonly string[], random: () => number): string {
  const [base, accent] = palettes[Math.floor(random() * palettes.length)]!;
  const palette = paletteOf(base, accent);
  const [first, ...others] = categoryMotifs(path);
  const placement = motifs[first!].placement;
  const names: readonly MotifName[] = [first!, ...others.filter((name) => motifs[name].placement === placement)].slice(
    0,
    MOST_THINGS,
  );
  const kit = createKit({ c: palette, pattern: null, emblem: null, letter: null, words: "", random });
  const things = names.map((name, index) => `<g id="t${index}">${withoutUnused(motifs[name].draw(kit), null)}</g>`).join("");
  const wall = lighten(wallColour(palette, random), 0.15);
  const backdrop = placement === "stand" ? room(wall, EDGE, random) : placement === "lie" ? surface(wall, random) : plain(wall);
  const drawing = backdrop + arranged(names.length, placement === "stand");
  const definitions = definitionsFor(things + drawing, palette, null);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIZE_PX}" height="${PICTURE_SIZE_PX}" viewBox="0 0 ${CANVAS} ${CANVAS}">${definitions}<defs>${things}</defs>${drawing}</svg>`;
}

/** The first in front and in the middle, the others behind it at its sides. */
function arranged(count: number, stands: boolean): string {
  const spots = [
    { x: 0, y: stands ? 44 : count === 1 ? 0 : 62, scale: count === 1 ? 0.86 : 0.66 },
    { x: -104, y: stands ? 4 : -64, scale: 0.52 },
    { x: 104, y: stands ? 4 : -64, scale: 0.52 },
  ].slice(0, count);
  const foot = stands ? FLOOR : 200;
  return spots
    .map(({ x, y, scale }, index) => {
      const thing = `<use href="#t${index}" transform="translate(${200 + x} ${foot + y}) scale(${scale}) translate(-200 ${-foot})"/>`;
      return stands ? oval(206 + x, FLOOR + y, 152 * scale, 20 * scale, "url(#s)") + thing : `<g filter="url(#d)">${thing}</g>`;
    })
    .reverse()
    .join("");
}
