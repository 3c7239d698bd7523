import { createShareCurve } from "../../data/generate/curves.ts";
import { fitted } from "../../data/generate/fitted.ts";

/** What the visitors of a load want, by the real orders that generated shops are fitted to as well. `random` is uniform from 0 to below 1. */

const popularity = createShareCurve(fitted.popularity);

/** Which of `count` products somebody wants, 0 being the most popular. */
export function popularRank(count: number, random: () => number): number {
  return Math.min(count - 1, Math.floor(popularity.partOf(random()) * count));
}

/** Different products of one basket: at least `least`, as the real baskets of that length or more are, and at the most `most`. */
export function basketLines(least: number, most: number, random: () => number): number {
  const groups = fitted.basketGroups;
  const shorter = groups.findIndex((lines) => lines >= least);
  return Math.min(most, groups[shorter + Math.floor(random() * (groups.length - shorter))]!);
}

/** Units of one line. */
export function lineUnits(random: () => number): number {
  return fitted.quantityGroups[Math.floor(random() * fitted.quantityGroups.length)]!;
}
