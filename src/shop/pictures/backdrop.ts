import { brightness, type Colour, darken, lighten, mix } from "./colour.ts";
import type { Palette } from "./kit.ts";
import { box, disc, group, line, oval, path, place, round } from "./shapes.ts";

/** What is around a thing. Every function gets the random numbers of its picture. */
type Random = () => number;

const pale: readonly Colour[] = ["#f4ece1", "#f3e6df", "#e8eee6", "#e5ecf1", "#f3ead6", "#eee8f1", "#ecebe6"];
const strong: readonly Colour[] = ["#b9c8c0", "#d3b9ab", "#b4c3d0", "#cbbfa7", "#c4b5c6", "#a9bdbb"];
const LIGHT_FROM = 0.8;

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)]!;

/** A colour for the wall that the thing stands out from. */
export function wallColour({ base }: Palette, random: Random): Colour {
  const choice = pick(brightness(base) >= LIGHT_FROM ? strong : pale, random);
  // A breath of the thing's own colour keeps the two together.
  return mix(choice, base, 0.07);
}

const glow = (id: string, inner: Colour, outer: Colour, y: number) =>
  `<defs><radialGradient id="${id}" cx=".4" cy="${y}" r=".85"><stop offset="0" stop-color="${inner}"/><stop offset="1" stop-color="${outer}"/></radialGradient></defs>`;

/** A studio: light from the upper left, the wall bends into the floor. */
export function studio(wall: Colour): string {
  return `${glow("y", lighten(wall, 0.55), darken(wall, 0.09), 0.3)}<rect width="400" height="400" fill="url(#y)"/>${path("M0 286Q200 262 400 286V400H0z", darken(wall, 0.1), 0.45)}${path("M0 286Q200 262 400 286V298Q200 276 0 298z", lighten(wall, 0.5), 0.4)}`;
}

/** A plain wall or surface, lit from the upper left. */
export function plain(wall: Colour): string {
  return `${glow("y", lighten(wall, 0.55), darken(wall, 0.12), 0.28)}<rect width="400" height="400" fill="url(#y)"/>`;
}

/** Light that falls through a window. */
function windowLight(random: Random): string {
  const x = round(random() * 120);
  return `<g fill="#ffffff" opacity=".28"><path d="M${x} 0h70l-90 250h-70zM${x + 96} 0h70l-90 250h-70z"/></g>`;
}

const woods: readonly Colour[] = ["#c49a6c", "#b98d63", "#d3b48c", "#a97f5a", "#e2d3bd", "#e9e4dc"];

/** A wall and a table whose edge is at `edge`. */
export function room(wall: Colour, edge: number, random: Random): string {
  const wood = pick(woods, random);
  const panels =
    random() < 0.4
      ? [40, 120, 200, 280, 360].map((x) => line(`M${x} 0V${edge}`, darken(wall, 0.09), 2, 0.6)).join("")
      : random() < 0.4
        ? `${line(`M0 ${edge - 62}H400`, darken(wall, 0.08), 5)}${[10, 140, 270].map((x) => `<rect x="${x}" y="${edge - 48}" width="118" height="60" fill="none" stroke="${darken(wall, 0.08)}" stroke-width="3"/>`).join("")}`
        : "";
  const boards = [0.25, 0.5, 0.75]
    .map((share) => line(`M${-60 + share * 520} 400L${100 + share * 200} ${edge}`, darken(wood, 0.18), 1.5, 0.45))
    .join("");
  return `${plain(wall)}${panels}${windowLight(random)}<rect y="${edge}" width="400" height="${400 - edge}" fill="${wood}"/>${boards}${box(0, edge, 400, 5, 0, lighten(wood, 0.35))}`;
}

/** A surface seen from above: wood, linen or stone. */
export function surface(wall: Colour, random: Random): string {
  const kind = random();
  if (kind < 0.4) {
    const wood = pick(woods, random);
    const boards = [0, 1, 2, 3, 4].map(
      (index) =>
        `${box(0, index * 80, 400, 79, 0, index % 2 === 0 ? wood : darken(wood, 0.05))}${line(`M${20 + random() * 80} ${index * 80 + 20 + random() * 40}q120 ${-8 + random() * 16} 240 0`, darken(wood, 0.16), 1.5, 0.5)}`,
    );
    return `<rect width="400" height="400" fill="${darken(wood, 0.25)}"/>${boards.join("")}<rect width="400" height="400" fill="url(#z)"/>${glow("z", "#ffffff55", "#2b201822", 0.2)}`;
  }
  if (kind < 0.7) {
    const folds = [0, 1, 2].map((index) =>
      path(`M${-40 + index * 150} 0q60 200 -20 400h60q60-200 20-400z`, index % 2 === 0 ? "#ffffff" : darken(wall, 0.2), 0.2),
    );
    return plain(wall) + folds.join("");
  }
  const veins = [0, 1, 2].map((index) =>
    line(
      `M${-10 + random() * 60} ${60 + index * 120}q90 ${-60 + random() * 100} 180 0t240 ${-30 + random() * 60}`,
      "#b9b6b2",
      1.6 + random(),
      0.5,
    ),
  );
  return `${plain("#f0eeeb")}${veins.join("")}`;
}

const GREENS = ["#7f9f74", "#6b8b69", "#93ab85"] as const;

/** A twig with leaves, for corners. */
export function twig(x: number, y: number, turn: number, random: Random, scale = 1): string {
  const green = pick(GREENS, random);
  const leaves = [0, 1, 2, 3, 4].map((index) =>
    place(path("M0 0C-9-10-8-24 0-34 8-24 9-10 0 0z", green), {
      x: index % 2 === 0 ? -2 : 2,
      y: -12 - index * 22,
      turn: index % 2 === 0 ? -52 : 52,
      scale: 1 - index * 0.08,
    }),
  );
  return place(
    line("M0 30Q-6-40 0-124", "#6f7f5d", 2.5) +
      leaves.join("") +
      place(path("M0 0C-9-10-8-24 0-34 8-24 9-10 0 0z", green), { y: -118 }),
    { x, y, turn, scale },
  );
}

/** Things that may stand about; each has its foot at the origin. */
const props: readonly ((random: Random, accent: Colour) => string)[] = [
  (random) =>
    oval(0, 2, 34, 6, "#2b201833") +
    twig(-3, -70, -14, random, 0.62) +
    twig(5, -72, 12, random, 0.72) +
    path("M-16-76H16C14-56 26-44 26-22 26-6 14 0 0 0S-26-6-26-22C-26-44-14-56-16-76z", "#ece5da") +
    path("M4-76H16C14-56 26-44 26-22 26-6 14 0 0 0 14-20 8-50 4-76z", "#2b2018", 0.12),
  (_random, accent) =>
    oval(0, 2, 56, 6, "#2b201833") +
    box(-50, -16, 100, 16, 2, "#8d9aa3") +
    box(-44, -30, 92, 14, 2, accent) +
    box(-48, -43, 88, 13, 2, "#e9dfcd") +
    line("M-40-8H40M-36-23H36", "#ffffff", 1.5, 0.5),
  (random) =>
    oval(0, 2, 32, 6, "#2b201833") +
    [-44, -18, 8, 34]
      .map((turn) => place(path("M0 0C-16-26-14-60 0-86 14-60 16-26 0 0z", pick(GREENS, random)), { y: -44, turn, scale: 0.9 }))
      .join("") +
    path("M-28-48H28L20-2Q0 4-20-2z", "#c98d6b") +
    box(-31, -54, 62, 12, 2, "#d59c7b"),
  (_random, accent) =>
    oval(0, 2, 22, 4, "#2b201833") +
    box(-17, -62, 34, 62, 3, "#f6efe3") +
    box(-17, -40, 34, 26, 0, accent) +
    path("M0-88C9-78 6-66 0-66S-9-78 0-88z", "#f4c465") +
    disc(0, -74, 22, "url(#k)"),
  (_random, accent) =>
    oval(0, 2, 44, 6, "#2b201833") +
    path("M-34-36H34C34-12 20 0 0 0S-34-12-34-36z", accent) +
    oval(0, -36, 34, 7, "#f7f1e6") +
    line("M33-28C52-28 50-8 28-8", accent, 6),
];

/** Two things of a home, one on each side of the middle. */
export function companions(floor: number, accent: Colour, random: Random): string {
  const first = Math.floor(random() * props.length);
  const second = (first + 1 + Math.floor(random() * (props.length - 1))) % props.length;
  const scale = 1.15;
  return (
    place(props[first]!(random, accent), { x: 52 + random() * 14, y: floor - 6, scale }) +
    place(props[second]!(random, accent), { x: 346 - random() * 14, y: floor - 2, scale: scale * 0.92 })
  );
}

/** A cup of coffee from above. */
export function cupFromAbove(x: number, y: number): string {
  return group(
    `${disc(4, 7, 54, "#2b201826")}${disc(0, 0, 52, "#f5efe6")}${disc(0, 0, 50, "#fbf8f2")}${box(26, -7, 34, 14, 7, "#f5efe6")}${disc(0, 0, 31, "#ffffff")}${disc(0, 0, 27, "#7b4f33")}${disc(-6, -6, 14, "#8f6142")}`,
    `translate(${x} ${y}) rotate(-24)`,
  );
}
