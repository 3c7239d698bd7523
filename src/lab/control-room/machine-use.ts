import { machineCpuMs, readProcesses, useOf } from "../report/proc.ts";
import type { RunningPart } from "../supervisor/part.ts";
import { roleOf, type Use } from "./picture.ts";

export interface MachineReader {
  /** What each part and the whole machine used since the last look; on systems without /proc nothing is known. */
  read(parts: readonly RunningPart[], atMs: number): { readonly uses: ReadonlyMap<string, Use>; readonly machine: number | null };
}

/** @param cores of the machine */
export function createMachineReader(cores: number): MachineReader {
  let before = new Map<string, { readonly pid: number; readonly cpuMs: number }>();
  let machineBefore: number | null = null;
  let readAtMs = 0;
  return {
    read(parts, atMs) {
      const elapsedMs = atMs - readAtMs;
      readAtMs = atMs;
      const entries = readProcesses();
      const now = new Map<string, { readonly pid: number; readonly cpuMs: number }>();
      const uses = new Map<string, Use>();
      for (const { name, kind, pid } of parts) {
        const role = roleOf(kind);
        const use = pid === null ? null : useOf(entries, pid, role === "primary" || role === "replica" || role === "proxy");
        if (use === null) continue;
        now.set(name, { pid: pid!, cpuMs: use.cpuMs });
        const known = before.get(name);
        if (known?.pid !== pid || elapsedMs <= 0) continue;
        // What a child took that has ended and was not yet counted goes missing for a moment.
        uses.set(name, { cpuCores: Math.max(0, use.cpuMs - known!.cpuMs) / elapsedMs, memoryBytes: use.memoryBytes });
      }
      before = now;
      const machineNow = machineCpuMs();
      const machine =
        machineNow === null || machineBefore === null || elapsedMs <= 0
          ? null
          : Math.min(1, (machineNow - machineBefore) / elapsedMs / cores);
      machineBefore = machineNow;
      return { uses, machine };
    },
  };
}
