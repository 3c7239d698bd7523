import { join } from "node:path";
import { projectRoot } from "../../../src/platform/topology/topology.ts";
import { startProcess, type TestProcess } from "../../support/processes.ts";

/** Runs `tenfold <args>` as the shell would. */
export function tenfold(args: readonly string[], env: Readonly<Record<string, string>> = {}): TestProcess {
  return startProcess({ args: [join(projectRoot, "bin", "tenfold.mjs"), ...args], env, cwd: projectRoot });
}
