import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in ticks of 10 ms. */
const MICROSECONDS_PER_TICK = 10_000;

/** CPU time of this process so far, in microseconds. */
export function ownCpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** CPU time of another process so far, in microseconds, with its children when asked. What the neighbours do does not change it. */
export function cpuUsOf(pid: number, withChildren = false): number {
  let ticks = 0;
  for (const entry of withChildren ? readdirSync("/proc") : [String(pid)]) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readStat(entry);
    if (stat === null) continue;
    if (stat.pid === pid) ticks += stat.own + (withChildren ? stat.waitedChildren : 0);
    else if (stat.parent === pid) ticks += stat.own;
  }
  return ticks * MICROSECONDS_PER_TICK;
}

function readStat(pid: string) {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return null; // ended meanwhile
  }
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  return { pid: Number(pid), parent: fields[1]!, own: fields[11]! + fields[12]!, waitedChildren: fields[13]! + fields[14]! };
}
