import { type Edge, type PartRole, type PartState, SHOPPERS } from "../room/contract.ts";

export type Box = {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
export type Line = {
  readonly id: string;
  readonly edge: Edge;
  /** A cubic curve, from the one who asks. */
  readonly path: string;
  /** Where its figure stands. */
  readonly label: { readonly x: number; readonly y: number };
};
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
};

/** From those who ask to those who are asked. Where there is no pooler, nobody stands between the processes and the database. */
function layersOf(parts: readonly PartState[]): readonly (readonly (PartRole | typeof SHOPPERS)[])[] {
  const first = [[SHOPPERS], ["proxy"], ["api", "worker"]] as const;
  const hasPooler = parts.some(({ role }) => role === "pooler");
  return hasPooler ? [...first, ["pooler", "provider"], ["primary", "replica"]] : [...first, ["primary", "replica", "provider"]];
}

/** Below this width the picture goes from top to bottom. */
export const NARROW = 640;
const BOX_HEIGHT = 96;
const SMALL_BOX_HEIGHT = 46;
const MIN_WIDTH = 104;
const MAX_WIDTH = 184;
/** Of the space between two layers, for the lines and their figures. */
const GAP_SHARE = 0.36;
const ROW_GAP = 26;
const LAYER_GAP = 46;
const CELL_GAP = 10;

type Cell = { readonly name: string; readonly height: number };

/** Where everything stands in a picture of this width. Parts that only watch are no part of it. */
export function layOut(parts: readonly PartState[], edges: readonly Edge[], width: number): Layout {
  const layers = layersOf(parts)
    .map((roles) =>
      roles.flatMap((role): Cell[] =>
        role === SHOPPERS
          ? [{ name: SHOPPERS, height: SMALL_BOX_HEIGHT }]
          : parts.filter((part) => part.role === role).map(({ name }) => ({ name, height: BOX_HEIGHT })),
      ),
    )
    .filter((layer) => layer.length > 0);
  const placed = width < NARROW ? fromTop(layers, width) : fromLeft(layers, width);
  const byName = new Map(placed.boxes.map((box) => [box.name, box]));
  const lines = edges.flatMap((edge): Line[] => {
    const from = byName.get(edge.from);
    const to = byName.get(edge.to);
    return from === undefined || to === undefined ? [] : [lineBetween(edge, from, to, width < NARROW)];
  });
  return { ...placed, lines };
}

function fromLeft(layers: readonly (readonly Cell[])[], width: number): Omit<Layout, "lines"> {
  const pitch = width / (layers.length - GAP_SHARE);
  const boxWidth = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, pitch * (1 - GAP_SHARE)));
  const step = layers.length > 1 ? (width - boxWidth) / (layers.length - 1) : 0;
  const heightOf = (layer: readonly Cell[]) => layer.reduce((sum, cell) => sum + cell.height + ROW_GAP, -ROW_GAP);
  const height = Math.max(...layers.map(heightOf)) + ROW_GAP;
  const boxes = layers.flatMap((layer, index) => {
    let y = (height - heightOf(layer)) / 2;
    return layer.map(({ name, height: own }): Box => {
      const box = { name, x: index * step, y, width: boxWidth, height: own };
      y += own + ROW_GAP;
      return box;
    });
  });
  return { width, height, boxes };
}

/** In rows, each as wide as the screen; what does not fit beside each other goes below. */
function fromTop(layers: readonly (readonly Cell[])[], width: number): Omit<Layout, "lines"> {
  const inRow = Math.max(1, Math.floor((width + CELL_GAP) / (MIN_WIDTH + CELL_GAP)));
  const boxes: Box[] = [];
  let y = 0;
  for (const layer of layers) {
    for (let start = 0; start < layer.length; start += inRow) {
      const row = layer.slice(start, start + inRow);
      const boxWidth = Math.min(MAX_WIDTH, (width - CELL_GAP * (row.length - 1)) / row.length);
      const left = (width - boxWidth * row.length - CELL_GAP * (row.length - 1)) / 2;
      for (const [index, { name, height }] of row.entries()) {
        boxes.push({ name, x: left + index * (boxWidth + CELL_GAP), y, width: boxWidth, height });
      }
      const isLast = start + inRow >= layer.length;
      y += Math.max(...row.map(({ height }) => height)) + (isLast ? LAYER_GAP : ROW_GAP);
    }
  }
  return { width, height: y - LAYER_GAP + 2, boxes };
}

function lineBetween(edge: Edge, from: Box, to: Box, isNarrow: boolean): Line {
  const id = `${edge.from} ${edge.to} ${edge.kind}`;
  const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const [a, b] = [middle(from), middle(to)];
  const isStacked = Math.abs(a.x - b.x) < 1;
  const isBeside = Math.abs(a.y - b.y) < from.height / 2;
  // Within a column of the wide picture, or between rows of the narrow one, lines leave below.
  if (isNarrow ? !isBeside : isStacked) {
    const down = b.y > a.y ? 1 : -1;
    const [y1, y2] = [a.y + (down * from.height) / 2, b.y - (down * to.height) / 2];
    const bend = (y2 - y1) / 2;
    return {
      id,
      edge,
      path: `M${a.x} ${y1} C${a.x} ${y1 + bend} ${b.x} ${y2 - bend} ${b.x} ${y2}`,
      label: { x: (a.x + b.x) / 2, y: (y1 + y2) / 2 },
    };
  }
  const right = b.x > a.x ? 1 : -1;
  const [x1, x2] = [a.x + (right * from.width) / 2, b.x - (right * to.width) / 2];
  const bend = (x2 - x1) / 2;
  return {
    id,
    edge,
    path: `M${x1} ${a.y} C${x1 + bend} ${a.y} ${x2 - bend} ${b.y} ${x2} ${b.y}`,
    label: { x: (x1 + x2) / 2, y: (a.y + b.y) / 2 },
  };
}

/** How many of an edge's unit one dot stands for, so that the busiest edge sends at most `MAX_DOTS` a second. */
export const MAX_DOTS = 12;
const STEPS = [1, 2, 5];
export function perDot(ratesPerSecond: readonly number[]): number {
  const most = Math.max(0, ...ratesPerSecond);
  for (let power = 1; ; power *= 10) {
    for (const step of STEPS) if (most / (step * power) <= MAX_DOTS) return step * power;
  }
}

/** Pixels; grows with the square root, so that ten times the traffic is seen and a hundred times still fits. */
export function strokeWidth(perSecond: number | null): number {
  return Math.min(7, 1.25 + Math.sqrt(perSecond ?? 0) * 0.16);
}
