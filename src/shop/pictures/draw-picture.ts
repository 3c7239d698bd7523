import { PICTURE_SIZE_PX, type PictureView } from "./addresses.ts";
import { companions, cupFromAbove, plain, room, studio, surface, twig, wallColour } from "./backdrop.ts";
import { type Colour, darken } from "./colour.ts";
import { definitionsFor } from "./definitions.ts";
import { createKit } from "./kit.ts";
import { motifs } from "./motifs/all.ts";
import { FLOOR, type Placement } from "./motifs/motif.ts";
import { CANVAS, group, oval, round } from "./shapes.ts";
import type { Subject } from "./subject.ts";

type Random = () => number;
type Spot = { readonly x: number; readonly y: number; readonly scale: number; readonly turn?: number };

const soloSpots: readonly Spot[] = [{ x: 0, y: 0, scale: 1 }];

/** Where the pieces of a set are, the farthest first. For what stands, x and y move its foot. */
const setSpots: Readonly<Record<Placement, readonly (readonly Spot[])[]>> = {
  stand: [
    soloSpots,
    [
      { x: 62, y: -22, scale: 0.72 },
      { x: -56, y: 14, scale: 0.8 },
    ],
    [
      { x: -94, y: -24, scale: 0.6 },
      { x: 94, y: -24, scale: 0.6 },
      { x: 0, y: 16, scale: 0.74 },
    ],
  ],
  hang: [
    soloSpots,
    [
      { x: -84, y: -20, scale: 0.62 },
      { x: 84, y: 10, scale: 0.62 },
    ],
    [
      { x: -118, y: -30, scale: 0.52 },
      { x: 118, y: -30, scale: 0.52 },
      { x: 0, y: 20, scale: 0.6 },
    ],
  ],
  lie: [
    soloSpots,
    [
      { x: 66, y: -48, scale: 0.7, turn: 8 },
      { x: -60, y: 44, scale: 0.74, turn: -7 },
    ],
    [
      { x: -84, y: -66, scale: 0.56, turn: -10 },
      { x: 88, y: -46, scale: 0.56, turn: 9 },
      { x: -4, y: 70, scale: 0.66, turn: -3 },
    ],
  ],
};

/** An SVG of the subject; the same for the same subject, view and random numbers. No text of the shop gets into it but one letter. */
export function drawPicture(subject: Subject, view: PictureView, random: Random): string {
  const { motif: name, palette, pattern, emblem, letter, words, pieces } = subject;
  const motif = motifs[name];
  const wall = wallColour(palette, random);
  const kit = createKit({ c: palette, pattern, emblem, letter, words, random });
  const thing = `<g id="t">${withoutUnused(motif.draw(kit), pattern)}</g>`;
  const drawing = views[view]({
    placement: motif.placement,
    wall,
    spots: setSpots[motif.placement][pieces - 1]!,
    accent: palette.accent,
    random,
  });
  return svg(`${definitionsFor(thing + drawing, palette, pattern)}<defs>${thing}</defs>${drawing}`);
}

/** Motifs lay a pattern over what may have one; a plain thing has none. */
export function withoutUnused(drawing: string, pattern: Subject["pattern"]): string {
  return pattern === null ? drawing.replaceAll(/<\w+ [^>]*fill="url\(#p\)"[^>]*\/>/g, "") : drawing;
}

type Stage = {
  readonly placement: Placement;
  readonly wall: Colour;
  readonly spots: readonly Spot[];
  readonly accent: Colour;
  readonly random: Random;
};

const views: Readonly<Record<PictureView, (stage: Stage) => string>> = {
  front: ({ placement, wall, spots }) =>
    (placement === "stand" ? studio(wall) : plain(wall)) + spots.map((spot) => at(placement, spot)).join(""),

  detail({ placement, wall, spots, random }) {
    const turn = round((random() < 0.5 ? -1 : 1) * (4 + random() * 5));
    const spot = spots.at(-1)!;
    const focus = {
      x: round(200 + spot.x - 26 + 52 * random()),
      y: placement === "stand" ? FLOOR - 105 * spot.scale : 200 + spot.y,
    };
    const zoom = (placement === "stand" ? 1.6 : 1.5) / Math.max(spot.scale, 0.7);
    const camera = `translate(200 200) scale(${round(zoom)}) rotate(${placement === "lie" ? turn * 2.5 : turn}) translate(${-focus.x} ${round(-focus.y)})`;
    return plain(darken(wall, 0.05)) + group(spots.map((each) => at(placement, each)).join(""), camera);
  },

  scene(stage) {
    const { placement, wall, spots, accent, random } = stage;
    if (placement === "lie") {
      const turn = round(-9 + 18 * random());
      const extra = at("lie", { x: random() < 0.5 ? -176 : 176, y: 150, scale: 0.6, turn: turn * -3 });
      const corner =
        random() < 0.5
          ? cupFromAbove(336, 62) + twig(44, 96, -38, random)
          : twig(352, 108, 34, random, 1.15) + twig(40, 62, 128, random, 0.8);
      return (
        surface(wall, random) +
        `<g filter="url(#d)">${corner}</g>` +
        extra +
        spots
          .map((spot) =>
            at("lie", { ...spot, x: spot.x * 0.8, y: spot.y * 0.8, scale: spot.scale * 0.76, turn: (spot.turn ?? 0) + turn }),
          )
          .join("")
      );
    }
    const edge = placement === "stand" ? 268 : 340;
    const backdrop = room(wall, edge, random) + companions(placement === "stand" ? edge + 16 : edge + 22, accent, random);
    const moved = placement === "stand" ? { y: 34, scale: 0.82 } : { y: -44, scale: 0.78 };
    return (
      backdrop +
      spots
        .map((spot) => at(placement, { ...spot, x: spot.x * 0.8, y: spot.y + moved.y, scale: spot.scale * moved.scale }))
        .join("")
    );
  },
};

/** The thing at a spot with the shadow that it throws there. */
function at(placement: Placement, { x, y, scale, turn = 0 }: Spot): string {
  const foot = placement === "stand" ? FLOOR : 200;
  const turned = turn === 0 ? "" : ` rotate(${round(turn)})`;
  const transform = `translate(${round(200 + x)} ${round(foot + y)})${turned} scale(${Math.round(scale * 100) / 100}) translate(-200 ${-foot})`;
  const thing = `<use href="#t" transform="${transform}"/>`;
  if (placement !== "stand") return `<g filter="url(#d)">${thing}</g>`;
  return oval(206 + x, FLOOR + y, 152 * scale, 20 * scale, "url(#s)") + thing;
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIZE_PX}" height="${PICTURE_SIZE_PX}" viewBox="0 0 ${CANVAS} ${CANVAS}">${content}</svg>`;
}
