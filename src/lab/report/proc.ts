import { readdirSync, readFileSync } from "node:fs";

/** What Linux tells about processes and disks. On other systems everything is empty: a report then has no curves of parts. */
export type ProcessUse = { readonly cpuMs: number; readonly memoryBytes: number };

/** Linux counts processor time in hundredths of a second, and memory in pages of 4 KiB on every machine that Node runs on but some arm64. */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4_096;

type Entry = {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly dead: number;
};

/** Every process of the machine at one moment. */
export function readProcesses(): readonly Entry[] {
  const entries: Entry[] = [];
  for (const name of list("/proc")) {
    if (name.charCodeAt(0) < 48 || name.charCodeAt(0) > 57) continue;
    const text = read(`/proc/${name}/stat`);
    if (text === "") continue;
    // The name of the program may hold anything, parentheses too.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = (index: number) => Number(fields[index]) * MS_PER_TICK;
    entries.push({
      pid: Number(name),
      parent: Number(fields[1]),
      cpuMs: ticks(11) + ticks(12),
      dead: ticks(13) + ticks(14),
      memoryBytes: Number(fields[21]) * PAGE_BYTES,
    });
  }
  return entries;
}

/** A process alone, or with its children: those that live, and what those took that have ended. Null when it is gone. */
export function useOf(entries: readonly Entry[], pid: number, withChildren: boolean): ProcessUse | null {
  const own = entries.find((entry) => entry.pid === pid);
  if (own === undefined) return null;
  if (!withChildren) return { cpuMs: own.cpuMs, memoryBytes: own.memoryBytes };
  const children = entries.filter((entry) => entry.parent === pid);
  return {
    cpuMs: own.cpuMs + own.dead + children.reduce((sum, child) => sum + child.cpuMs, 0),
    // Shared memory would count once for each backend: the server's own process has mapped all of it.
    memoryBytes: own.memoryBytes,
  };
}

/** Processor time of the whole machine so far, all cores together. */
export function machineCpuMs(): number | null {
  const fields = /^cpu +(.*)$/m.exec(read("/proc/stat"))?.[1]?.split(" ").map(Number);
  if (fields === undefined) return null;
  const [user, nice, system, , , irq, softIrq, steal] = fields;
  return (user! + nice! + system! + irq! + softIrq! + steal!) * MS_PER_TICK;
}

/** For how long each disk was busy so far, partitions and loop devices left out. */
export function diskBusyMs(): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const line of read("/proc/diskstats").split("\n")) {
    const fields = line.trim().split(/\s+/);
    const name = fields[2] ?? "";
    if (/^(sd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+)$/.test(name)) busy.set(name, Number(fields[12]));
  }
  return busy;
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
