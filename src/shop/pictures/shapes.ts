import type { Colour } from "./colour.ts";

/** Elements of a picture as text. Everything is drawn in a square of 400 units. */
export const CANVAS = 400;

/** A colour or `url(#…)`. */
export type Fill = Colour;

/** A tenth of a unit is a fifth of a pixel of the finished picture; more digits would only make it larger. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export const path = (d: string, fill: Fill, opacity = 1): string =>
  `<path d="${d}" fill="${fill}"${opacity === 1 ? "" : ` opacity="${opacity}"`}/>`;

/** A stroke with round ends. */
export const line = (d: string, stroke: Fill, width: number, opacity = 1): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${opacity === 1 ? "" : ` opacity="${opacity}"`}/>`;

export const disc = (x: number, y: number, r: number, fill: Fill): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}"/>`;

export const ring = (x: number, y: number, r: number, stroke: Fill, width: number): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;

export const oval = (x: number, y: number, rx: number, ry: number, fill: Fill): string =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}"/>`;

export const box = (x: number, y: number, width: number, height: number, radius: number, fill: Fill): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"/>`;

/** The outline of a box as path data, for what takes path data. */
export function boxPath(x: number, y: number, width: number, height: number, radius = 0): string {
  const [w, h] = [width - 2 * radius, height - 2 * radius];
  const turn = (dx: number, dy: number) => (radius === 0 ? "" : `a${radius} ${radius} 0 0 1 ${dx * radius} ${dy * radius}`);
  return `M${x + radius} ${y}h${w}${turn(1, 1)}v${h}${turn(-1, 1)}h${-w}${turn(-1, -1)}v${-h}${turn(1, -1)}z`;
}

export function ovalPath(x: number, y: number, rx: number, ry = rx): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0z`;
}

export const group = (content: string, transform: string): string => `<g transform="${transform}">${content}</g>`;

/** Around the middle of the canvas unless told otherwise. */
export type Placing = {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly scale?: number | undefined;
  readonly turn?: number | undefined;
};

export function place(content: string, { x = 0, y = 0, scale = 1, turn = 0 }: Placing): string {
  const parts = [
    `translate(${round(x)} ${round(y)})`,
    ...(turn === 0 ? [] : [`rotate(${round(turn)})`]),
    ...(scale === 1 ? [] : [`scale(${Math.round(scale * 100) / 100})`]),
  ];
  return group(content, parts.join(" "));
}

/** `count` times around a circle. */
export function around(count: number, draw: (angle: number, index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw((index * 2 * Math.PI) / count, index)).join("");
}

export function starPath(x: number, y: number, radius: number, points = 5, inner = 0.42): string {
  const corners = Array.from({ length: points * 2 }, (_, index) => {
    const angle = (index * Math.PI) / points - Math.PI / 2;
    const length = index % 2 === 0 ? radius : radius * inner;
    return `${round(x + length * Math.cos(angle))} ${round(y + length * Math.sin(angle))}`;
  });
  return `M${corners.join("L")}z`;
}

/** A heart of this height around a point. */
export function heartPath(x: number, y: number, size: number): string {
  const u = (value: number) => round(value * size);
  return `M${x} ${round(y + 0.5 * size)}c${u(-0.85)} ${u(-0.52)} ${u(-0.66)} ${u(-1)} ${u(-0.3)} ${u(-1)}c${u(0.16)} 0 ${u(0.27)} ${u(0.1)} ${u(0.3)} ${u(0.24)}c${u(0.03)} ${u(-0.14)} ${u(0.14)} ${u(-0.24)} ${u(0.3)} ${u(-0.24)}c${u(0.36)} 0 ${u(0.55)} ${u(0.48)} ${u(-0.3)} ${u(1)}z`;
}
