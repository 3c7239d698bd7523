import { readFileSync } from "node:fs";
import { join } from "node:path";
import Type, { type Static } from "typebox";
import Value from "typebox/value";
import { LEAST_POINTS } from "./scalability-law.ts";

/** Raised when a field changes its meaning. */
export const SET_FORMAT = 1;
const MAX_POINTS = 64;
const MAX_ROUNDS = 100;

const closed = { additionalProperties: false } as const;
const amount = Type.Number({ minimum: 0 });

/** What a part of the shop is for the model; those of one kind are added up. */
export const loadKinds = ["api", "worker", "database", "replica", "pooler", "proxy", "provider"] as const;
export type LoadKind = (typeof loadKinds)[number];

/** Cores' worth of processor time by kind; a kind that does not run is absent. */
const optional = Type.Optional(amount);
const Cores = Type.Object(
  Object.fromEntries(loadKinds.map((kind) => [kind, optional])) as Record<LoadKind, typeof optional>,
  closed,
);
export type Cores = { readonly [Kind in LoadKind]?: number };

const Point = Type.Object(
  {
    /** Clients of which each has one request under way at any time. */
    clients: Type.Integer({ minimum: 1 }),
    /** Medians of the rounds. */
    perSecond: Type.Number({ exclusiveMinimum: 0 }),
    meanMs: amount,
    p99Ms: amount,
    cores: Cores,
    generatorCores: amount,
    /** Of processes of this machine that are no part of the shop. */
    othersCores: amount,
    failedShare: Type.Number({ minimum: 0, maximum: 1 }),
    bytesPerRequest: amount,
    /** Throughput of each round, in their order. */
    rounds: Type.Array(amount, { minItems: 1, maxItems: MAX_ROUNDS }),
  },
  closed,
);

/** A run by the open-loop generator at a rate that no point of the fit has. */
const OpenRun = Type.Object(
  {
    ratePerSecond: amount,
    answeredPerSecond: amount,
    meanMs: amount,
    p99Ms: amount,
    cores: Cores,
    generatorCores: amount,
    void: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);

/** What `tenfold plan measure` writes and `tenfold plan` reads: one shop on one machine, at several loads of one mix. */
export const MeasuredSet = Type.Object(
  {
    format: Type.Literal(SET_FORMAT),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    /** ISO 8601. */
    measuredAt: Type.String(),
    machine: Type.Object(
      { cores: Type.Integer({ minimum: 1 }), model: Type.String(), memoryGiB: amount, system: Type.String() },
      closed,
    ),
    versions: Type.Record(Type.String(), Type.String()),
    topology: Type.String(),
    apiProcesses: Type.Integer({ minimum: 1 }),
    mix: Type.String(),
    products: Type.Integer({ minimum: 1 }),
    secondsPerRun: amount,
    /** With nobody asking anything. */
    idle: Cores,
    points: Type.Array(Point, { minItems: LEAST_POINTS, maxItems: MAX_POINTS }),
    /** The clients of the point that no fit sees. */
    heldOut: Type.Integer({ minimum: 1 }),
    open: Type.Union([OpenRun, Type.Null()]),
  },
  closed,
);
export type MeasuredPoint = Omit<Static<typeof Point>, "cores"> & { readonly cores: Cores };
export type OpenRun = Omit<Static<typeof OpenRun>, "cores"> & { readonly cores: Cores };
export type MeasuredSet = Omit<Static<typeof MeasuredSet>, "idle" | "points" | "open"> & {
  readonly idle: Cores;
  readonly points: readonly MeasuredPoint[];
  readonly open: OpenRun | null;
};

/** The set that comes with the program. */
export const DEFAULT_SET = join(import.meta.dirname, "measured.json");

/** Throws a sentence when the file is no set of points that a plan can be made from. */
export function readMeasuredSet(file: string = DEFAULT_SET): MeasuredSet {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(`The points ${file} cannot be read; \`tenfold plan measure --out ${file}\` writes them.`);
  }
  return checkMeasuredSet(value, file);
}

export function checkMeasuredSet(value: unknown, source: string): MeasuredSet {
  const points = (value as { points?: unknown } | null)?.points;
  if (Array.isArray(points) && new Set(points.map((point) => point?.clients)).size < LEAST_POINTS + 1) {
    throw new Error(
      `The points ${source} are too few: a plan needs ${LEAST_POINTS} different numbers of clients for the fit and one to check it by.`,
    );
  }
  if (!Value.Check(MeasuredSet, value)) {
    const [first] = Value.Errors(MeasuredSet, value);
    throw new Error(`The points ${source} are not valid at ${first?.instancePath || "/"}: it ${first?.message}.`);
  }
  const set = value as MeasuredSet;
  if (set.points.some(({ clients }) => clients === set.heldOut)) return set;
  throw new Error(`The points ${source} hold out ${set.heldOut} clients, at which nothing was measured.`);
}
