import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";
import type { Part, PartKind } from "./part.ts";

const MAIN = join(projectRoot, "src", "cli", "main.ts");

/** A part that runs as `tenfold <args>` in a process of its own and says over its channel when it is ready. */
export function tenfoldPart(
  kind: PartKind,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Part {
  return {
    name,
    kind,
    url: null,
    program: process.execPath,
    args: [...process.execArgv, MAIN, ...args],
    env: { ...process.env, ...env } as Record<string, string>,
    ready: { by: "message" },
  };
}
