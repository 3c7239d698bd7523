import type { Topology } from "../../platform/topology/schema.ts";
import { monitors } from "../observability/programs.ts";
import { howToInstall, nginx, type Program, pathOf, pgBouncer } from "../supervisor/programs.ts";

/** A program that a topology would use and that this machine does not have. */
export type MissingProgram = { readonly name: string; readonly without: string; readonly install: string };

/** What a topology would use besides Node and the packages, as far as it is not here; it runs without. */
export function missingPrograms({ database, proxy, monitoring }: Topology, searchPath?: string): MissingProgram[] {
  const wanted: (readonly [Program, string])[] = [];
  if (database.pooler?.managed) wanted.push([pgBouncer, "each process has database connections of its own"]);
  if (proxy?.managed) wanted.push([nginx, "the API processes share the port"]);
  if (monitoring?.managed) {
    const { nginx: proxyMonitor, ...always } = monitors;
    for (const monitor of [...Object.values(always), ...(proxy?.managed ? [proxyMonitor] : [])])
      wanted.push([monitor, `nobody sees ${monitor.unseen}`]);
  }
  return wanted
    .filter(([program]) => pathOf(program, searchPath) === undefined)
    .map(([program, without]) => ({ name: program.name, without, install: howToInstall(program) }));
}

/** Those of an experiment's needs that are not here. */
export function missingOf(needs: readonly Program[], searchPath?: string): MissingProgram[] {
  return needs
    .filter((program) => pathOf(program, searchPath) === undefined)
    .map((program) => ({ name: program.name, without: "it cannot run", install: howToInstall(program) }));
}
