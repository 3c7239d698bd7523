import { join } from "node:path";
import { findTopology } from "../../platform/topology/topology.ts";
import type { LevelNumber } from "./experiment.ts";

/** A step of the ladder that can be run. */
export type Level = {
  readonly number: LevelNumber;
  /** As its folder in `levels/`. */
  readonly name: string;
  readonly topologyFile: string;
  /** What its visitors are up to; see the mixes of `tenfold load run`. */
  readonly mix: string;
  /** Millions of generated products (`tenfold generate`); null: the demo shop. */
  readonly scale: number | null;
};

/** 3,000 products, 400,000 rows: more than one looks at, made in some seconds. */
const SMALL_PRODUCTION_SCALE = 0.003;
/** 230,000 products, 30 million rows. */
const WRITE_SCALE = 0.23;

const level = (number: LevelNumber, name: string, mix: string, scale: number | null): Level => ({
  number,
  name,
  topologyFile: findTopology(name),
  mix,
  scale,
});

export const levels: readonly Level[] = [
  level(1, "1-mvp", "shopping", null),
  level(2, "2-small-production", "shopping", SMALL_PRODUCTION_SCALE),
  level(3, "3-write-scale", "write-heavy", WRITE_SCALE),
];

const LAST_LEVEL = 6;

/** By its number or name. Throws a sentence for one that there is not, or not yet. */
export function findLevel(given: string): Level {
  const found = levels.find(({ number, name }) => given === String(number) || given === name);
  if (found !== undefined) return found;
  const number = Number(given);
  if (Number.isInteger(number) && number > levels.length && number <= LAST_LEVEL)
    throw new Error(`Level ${number} is not there yet: levels 1 to ${levels.length} can be run.`);
  throw new Error(`There is no level "${given}"; there are ${levels.map(({ name }) => name).join(", ")}.`);
}

/** Where a level's data lies from run to run; another scale has data of its own. */
export function levelDirectory(dataDirectory: string, { name, scale }: Level, wantedScale: number | null): string {
  const suffix = wantedScale === scale ? "" : `-scale-${wantedScale}`;
  return join(dataDirectory, "levels", `${name}${suffix}`);
}
