import { brightness, darken, lighten, mix } from "./colour.ts";
import { emblems } from "./emblems.ts";
import type { Palette, PatternName } from "./kit.ts";
import { box, disc, line, path, place, ring } from "./shapes.ts";

type Stop = readonly [at: number, colour: string, opacity?: number];

const stops = (list: readonly Stop[]) =>
  list
    .map(
      ([at, colour, opacity]) =>
        `<stop offset="${at}" stop-color="${colour}"${opacity === undefined ? "" : ` stop-opacity="${opacity}"`}/>`,
    )
    .join("");

const across = (id: string, list: readonly Stop[]) => `<linearGradient id="${id}">${stops(list)}</linearGradient>`;
const slanting = (id: string, list: readonly Stop[]) =>
  `<linearGradient id="${id}" x2=".7" y2="1">${stops(list)}</linearGradient>`;
const down = (id: string, list: readonly Stop[]) => `<linearGradient id="${id}" x2="0" y2="1">${stops(list)}</linearGradient>`;
const glow = (id: string, list: readonly Stop[]) => `<radialGradient id="${id}">${stops(list)}</radialGradient>`;

/** The gradients, patterns and filters that `drawing` names, as a `defs` element. */
export function definitionsFor(drawing: string, palette: Palette, pattern: PatternName | null): string {
  const known: Readonly<Record<string, () => string>> = {
    ...gradients(palette),
    p: () => (pattern === null ? "" : patternTile(pattern, palette)),
    // One filter for everything that lies or hangs: a soft shadow below and to the right of it.
    d: () =>
      '<filter id="d" x="-20%" y="-20%" width="140%" height="150%"><feDropShadow dx="3" dy="7" stdDeviation="7" flood-color="#2b2018" flood-opacity=".3"/></filter>',
  };
  const used = Object.keys(known).filter((id) => drawing.includes(`url(#${id})`));
  return `<defs>${used.map((id) => known[id]!()).join("")}</defs>`;
}

function gradients({ base, light, dark, accent, accentDark }: Palette): Record<string, () => string> {
  return {
    b: () =>
      across("b", [
        [0, dark],
        [0.22, base],
        [0.38, light],
        [0.62, base],
        [1, dark],
      ]),
    f: () =>
      slanting("f", [
        [0, lighten(base, 0.16)],
        [0.55, base],
        [1, darken(base, 0.1)],
      ]),
    a: () =>
      slanting("a", [
        [0, lighten(accent, 0.22)],
        [1, accentDark],
      ]),
    m: () =>
      across("m", [
        [0, "#7d858b"],
        [0.3, "#e9edf0"],
        [0.5, "#b3bbc1"],
        [0.75, "#d7dde1"],
        [1, "#747c82"],
      ]),
    o: () =>
      slanting("o", [
        [0, "#f3dc9c"],
        [0.45, "#d0a24a"],
        [0.7, "#eccd80"],
        [1, "#a97f33"],
      ]),
    w: () =>
      down("w", [
        [0, "#c89b6c"],
        [0.5, "#b4855a"],
        [1, "#966a44"],
      ]),
    q: () =>
      slanting("q", [
        [0, "#fffdf8"],
        [1, "#ece4d6"],
      ]),
    g: () =>
      across("g", [
        [0, lighten(base, 0.3), 0.75],
        [0.25, "#ffffff", 0.55],
        [0.5, lighten(base, 0.45), 0.42],
        [0.85, base, 0.5],
        [1, dark, 0.6],
      ]),
    l: () =>
      `<radialGradient id="l" cy=".7">${stops([
        [0, "#fffbe0"],
        [0.45, "#ffd873"],
        [1, "#f2953e"],
      ])}</radialGradient>`,
    h: () =>
      across("h", [
        [0, "#2b2018", 0.34],
        [0.22, "#2b2018", 0.05],
        [0.36, "#ffffff", 0.34],
        [0.6, "#2b2018", 0],
        [1, "#2b2018", 0.3],
      ]),
    s: () =>
      glow("s", [
        [0, "#2b2018", 0.42],
        [0.55, "#2b2018", 0.17],
        [1, "#2b2018", 0],
      ]),
    k: () =>
      glow("k", [
        [0, "#fff3c9", 0.95],
        [0.4, "#ffe19a", 0.45],
        [1, "#ffe19a", 0],
      ]),
  };
}

function tile(size: number, content: string, turn = 0): string {
  const turned = turn === 0 ? "" : ` patternTransform="rotate(${turn})"`;
  return `<pattern id="p" width="${size}" height="${size}" patternUnits="userSpaceOnUse"${turned}>${content}</pattern>`;
}

function patternTile(name: PatternName, { base, accent, dark }: Palette): string {
  switch (name) {
    case "dots":
      return tile(28, disc(7, 7, 5, accent) + disc(21, 21, 5, accent));
    case "stripes":
      return tile(26, box(0, 0, 12, 26, 0, accent));
    case "bands":
      return tile(22, box(0, 0, 22, 9, 0, accent));
    case "gingham":
      return tile(24, `<g fill="${accent}" opacity=".55"><path d="M0 0h12v24H0z"/><path d="M0 0h24v12H0z"/></g>`);
    case "lace":
      return tile(
        26,
        `<g opacity=".85">${ring(13, 13, 8, accent, 1.6)}${ring(0, 0, 5, accent, 1.4)}${ring(26, 26, 5, accent, 1.4)}${ring(26, 0, 5, accent, 1.4)}${ring(0, 26, 5, accent, 1.4)}${disc(13, 13, 2.6, accent)}</g>`,
      );
    case "diamonds":
      return tile(30, path("M15 0L30 15 15 30 0 15z", accent) + disc(0, 0, 2.5, dark) + disc(30, 30, 2.5, dark));
    case "jack":
      return tile(
        86,
        `<path d="M0 0h86v86H0z" fill="#34466f"/>${line("M0 0L86 86M86 0L0 86", "#f4efe4", 15)}${line("M0 0L86 86M86 0L0 86", "#b93a3c", 5)}${line("M43-9V95M-9 43H95", "#f4efe4", 28)}${line("M43-9V95M-9 43H95", "#b93a3c", 16)}`,
      );
    default: {
      const draw = emblems[name];
      const contrast = Math.abs(brightness(accent) - brightness(base)) < 0.12 ? mix(accent, dark, 0.6) : accent;
      return tile(
        46,
        place(draw(contrast, base), { x: 12, y: 12, scale: 0.85, turn: -8 }) +
          place(draw(contrast, base), { x: 35, y: 34, scale: 0.85, turn: 10 }),
      );
    }
  }
}
