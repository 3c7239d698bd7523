// Writes what the k6 script shares with the lab's own generator: `node bin/run.mjs scripts/generate-k6.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { k6Mixes } from "../src/lab/workload/mixes/k6-mixes.ts";
import { projectRoot } from "../src/platform/topology/topology.ts";

writeFileSync(join(projectRoot, "deploy", "k6", "mixes.json"), `${JSON.stringify(k6Mixes())}\n`);
process.disconnect?.();
