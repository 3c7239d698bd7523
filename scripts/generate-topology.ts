import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { topologyTable } from "../src/platform/topology/reference.ts";

/** Writes the table of options in docs/topology.md from the schema; with --check it only says whether the page is up to date. */
const file = resolve(import.meta.dirname, "../docs/topology.md");
const BEGIN = "<!-- options: written by scripts/generate-topology.ts -->";
const END = "<!-- end of options -->";

const page = readFileSync(file, "utf8");
const [before, rest] = page.split(BEGIN) as [string, string];
const after = rest.split(END)[1]!;
const made = `${before}${BEGIN}\n${topologyTable()}\n${END}${after}`;
if (!process.argv.includes("--check")) writeFileSync(file, made);
else if (made !== page) {
  process.stderr.write("docs/topology.md is not what the schema says: run node bin/run.mjs scripts/generate-topology.ts\n");
  process.exitCode = 1;
}
process.disconnect?.();
