import { firstSlo } from "./1-mvp/first-slo.ts";
import { fourGoldenSignals } from "./1-mvp/four-golden-signals.ts";
import { joinsAgainstDocument } from "./1-mvp/joins-against-document.ts";
import { incident } from "./2-small-production/incident.ts";
import { memoryAgainstDisk } from "./2-small-production/memory-against-disk.ts";
import { poolSizes } from "./2-small-production/pool-sizes.ts";
import { slowQuery } from "./2-small-production/slow-query.ts";
import { batchedCheckout } from "./3-write-scale/batched-checkout.ts";
import { commitSettings } from "./3-write-scale/commit-settings.ts";
import { partitions } from "./3-write-scale/partitions.ts";
import { replicaReads } from "./3-write-scale/replica-reads.ts";
import { severalProcesses } from "./3-write-scale/several-processes.ts";
import { thirtyMillion } from "./3-write-scale/thirty-million.ts";
import { writeHeavyLoad } from "./3-write-scale/write-heavy-load.ts";
import type { Experiment, LevelNumber } from "./experiment.ts";

/** Every experiment, in the order in which a level's lesson tells them. */
export const experiments: readonly Experiment[] = [
  joinsAgainstDocument,
  fourGoldenSignals,
  firstSlo,
  slowQuery,
  poolSizes,
  memoryAgainstDisk,
  incident,
  writeHeavyLoad,
  commitSettings,
  partitions,
  replicaReads,
  severalProcesses,
  batchedCheckout,
  thirtyMillion,
];

export function experimentsOf(level: LevelNumber): readonly Experiment[] {
  return experiments.filter((experiment) => experiment.level === level);
}

/** Throws a sentence that names those that there are. */
export function findExperiment(level: LevelNumber, name: string): Experiment {
  const all = experimentsOf(level);
  const found = all.find((experiment) => experiment.name === name);
  if (found !== undefined) return found;
  const names = all.map((experiment) => experiment.name).join(", ");
  throw new Error(`Level ${level} has no experiment "${name}"; it has ${names === "" ? "none" : names}.`);
}
