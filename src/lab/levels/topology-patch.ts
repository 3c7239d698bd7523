import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "yaml";
import type { Topology } from "../../platform/topology/schema.ts";
import { checkTopology } from "../../platform/topology/topology.ts";
import type { TopologyPatch } from "./experiment.ts";

type Section = Readonly<Record<string, unknown>>;

/** A topology with changes laid over it, checked like one that was read from a file. Throws one sentence that says what is wrong. */
export function patchTopology(topology: Topology, patch: TopologyPatch): Topology {
  return checkTopology(merge(topology as unknown as Section, patch), `${topology.name}, changed`);
}

/** Sections are merged, lists and values replace, null takes away. */
function merge(base: Section, over: Section): Section {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    if (value === null) delete merged[name];
    else merged[name] = isSection(value) && isSection(base[name]) ? merge(base[name], value) : value;
  }
  return merged;
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The processes of a shop read theirs from a file. */
export async function writeTopology(file: string, topology: Topology): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, stringify(topology));
}
