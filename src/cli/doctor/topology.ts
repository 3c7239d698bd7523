import { availableParallelism } from "node:os";
import { versionOf } from "../../lab/supervisor/parts/pgbouncer.ts";
import { howToInstall, nginx, type Program, pathOf, pgBouncer } from "../../lab/supervisor/programs.ts";
import { countApiProcesses } from "../../platform/topology/safety.ts";
import type { Topology } from "../../platform/topology/schema.ts";
import { type Finding, notice, ok } from "./finding.ts";

/** What a topology needs on this machine: what is there, and what would be done without. */
export function checkTopologyNeeds(topology: Topology, searchPath?: string): Finding[] {
  const { database, proxy } = topology;
  const findings = [ok("topology", `${topology.name}: ${describe(topology)}`), checkCores(topology)];
  if (database.managed && database.pooler?.managed) findings.push(...checkPooler(database.pooler, searchPath));
  if (proxy?.managed) {
    const without =
      process.platform === "linux" ? "the API processes share the port" : "each API process has a port of its own, from PORT on";
    findings.push(checkProgram(nginx, "one address for the API processes", without, searchPath));
  }
  return findings;
}

function describe({ processes, database, proxy }: Topology): string {
  const parts = processes.map(({ role, count }) => `${count} × ${role}`);
  if (database.replicas.length > 0) parts.push(`${database.replicas.length} replicas`);
  if (database.pooler !== undefined) parts.push("PgBouncer");
  if (proxy !== undefined) parts.push("nginx");
  return parts.join(", ");
}

function checkCores(topology: Topology): Finding {
  const cores = availableParallelism();
  const processes = countApiProcesses(topology);
  if (processes <= cores) return ok("cores", `${cores} for ${processes} API processes and the database`);
  return notice("cores", `${processes} API processes on ${cores} cores take turns`, "lower their count, or use more machines");
}

function checkPooler(pooler: NonNullable<Topology["database"]["pooler"]>, searchPath?: string): Finding[] {
  const path = pathOf(pgBouncer, searchPath);
  const found = checkProgram(
    pgBouncer,
    "connections that processes share",
    "each process has connections of its own",
    searchPath,
  );
  if (path === undefined || pooler.maxPreparedStatements === 0) return [found];
  const { version, keepsStatements } = versionOf(path);
  if (keepsStatements) return [found, ok("pgbouncer", `${version} keeps named statements`)];
  const advice = "1.21 or newer plans each statement once; the shop does without";
  return [found, notice("pgbouncer", `${version} forgets named statements in transaction mode`, advice)];
}

function checkProgram(program: Program, purpose: string, without: string, searchPath?: string): Finding {
  const path = pathOf(program, searchPath);
  if (path !== undefined) return ok(program.name, `${path}, for ${purpose}`);
  return notice(program.name, `not installed; without it ${without}`, howToInstall(program));
}
