import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../platform/topology/topology.ts";

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string }).version;
}
