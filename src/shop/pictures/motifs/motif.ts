import type { Kit } from "../kit.ts";

/** How a thing is shown: on a table, on a wall, or from above on a table. */
export type Placement = "stand" | "hang" | "lie";

/**
 * One thing to be drawn, in a square of 400 units. What stands has its foot at FLOOR and its middle at 200; what hangs or lies is around
 * (200, 200).
 */
export type Motif = {
  readonly placement: Placement;
  draw(kit: Kit): string;
};

export const FLOOR = 312;

export const standing = (draw: Motif["draw"]): Motif => ({ placement: "stand", draw });
export const hanging = (draw: Motif["draw"]): Motif => ({ placement: "hang", draw });
export const lying = (draw: Motif["draw"]): Motif => ({ placement: "lie", draw });
