import { machineCpuMs, readProcesses, useOf } from "../report/proc.ts";
import type { PartKind, RunningPart } from "../supervisor/part.ts";
import { type Cores, type LoadKind, loadKinds } from "./measured-set.ts";

/** What the model calls a part; null for what is no cost of a request. */
export function loadKindOf(kind: PartKind): LoadKind | null {
  return KINDS[kind] ?? null;
}

const KINDS: Readonly<Partial<Record<PartKind, LoadKind>>> = {
  api: "api",
  all: "api",
  worker: "worker",
  "postgres-primary": "database",
  "postgres-replica": "replica",
  pgbouncer: "pooler",
  nginx: "proxy",
  sandbox: "provider",
};
/** Their work is done by processes that they start. */
const WITH_CHILDREN: ReadonlySet<LoadKind> = new Set(["database", "replica", "proxy"]);

/** Processor time so far, in milliseconds. */
export type ProcessorTimes = {
  readonly atMs: number;
  readonly byKind: ReadonlyMap<LoadKind, number>;
  readonly generatorMs: number;
  readonly machineMs: number;
};

/** Throws a sentence on systems that do not tell: without processor time there are no times of service, and so no plan. */
export function processorTimes(parts: readonly RunningPart[]): ProcessorTimes {
  const machineMs = machineCpuMs();
  if (machineMs === null)
    throw new Error("This system has no /proc, so the processor time of the parts cannot be measured; use Linux.");
  const entries = readProcesses();
  const byKind = new Map<LoadKind, number>();
  for (const { kind: partKind, pid } of parts) {
    const kind = loadKindOf(partKind);
    const use = kind === null || pid === null ? null : useOf(entries, pid, WITH_CHILDREN.has(kind));
    if (use !== null) byKind.set(kind!, (byKind.get(kind!) ?? 0) + use.cpuMs);
  }
  const { user, system } = process.cpuUsage();
  return { atMs: performance.now(), byKind, generatorMs: (user + system) / 1_000, machineMs };
}

export type ProcessorUse = { readonly cores: Cores; readonly generatorCores: number; readonly othersCores: number };

/** Cores' worth between two moments. */
export function useBetween(before: ProcessorTimes, after: ProcessorTimes): ProcessorUse {
  const tookMs = after.atMs - before.atMs;
  const coresOf = (ms: number) => round(Math.max(0, ms) / tookMs);
  const kinds = loadKinds.filter((kind) => after.byKind.has(kind));
  const spentMs = (kind: LoadKind) => after.byKind.get(kind)! - (before.byKind.get(kind) ?? 0);
  const generatorMs = after.generatorMs - before.generatorMs;
  const known = kinds.reduce((sum, kind) => sum + spentMs(kind), generatorMs);
  return {
    cores: Object.fromEntries(kinds.map((kind) => [kind, coresOf(spentMs(kind))])),
    generatorCores: coresOf(generatorMs),
    othersCores: coresOf(after.machineMs - before.machineMs - known),
  };
}

function round(cores: number): number {
  return Number(cores.toFixed(4));
}
