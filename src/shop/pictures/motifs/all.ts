import { accessoryMotifs } from "./accessories.ts";
import { clothingMotifs } from "./clothing.ts";
import { festiveMotifs } from "./festive.ts";
import { gardenMotifs } from "./garden.ts";
import { homeMotifs } from "./home.ts";
import { kitchenMotifs } from "./kitchen.ts";
import { lightMotifs } from "./light.ts";
import type { Motif } from "./motif.ts";
import { stationeryMotifs } from "./stationery.ts";
import { toyMotifs } from "./toys.ts";

export const motifs = {
  ...kitchenMotifs,
  ...lightMotifs,
  ...homeMotifs,
  ...gardenMotifs,
  ...festiveMotifs,
  ...accessoryMotifs,
  ...stationeryMotifs,
  // Animals of cloth have a foot each in the garden and in the nursery; those of the nursery are the rounder ones.
  ...toyMotifs,
  ...clothingMotifs,
} satisfies Record<string, Motif>;

export type MotifName = keyof typeof motifs;
