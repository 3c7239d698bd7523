import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process with everything that it has started and that they have: the eldest first. Those of another user are seen too. */
export function processTree(pid: number): number[] {
  const tree = [pid];
  // Grows while it is walked.
  for (const each of tree) for (const child of childrenOf(each)) if (!tree.includes(child)) tree.push(child);
  return tree;
}

/** What the main thread of a process has started and what has not ended yet. */
export function childrenOf(pid: number): number[] {
  return process.platform === "linux" ? linuxChildren(pid) : listedChildren(pid);
}

function linuxChildren(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

function listedChildren(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid);
}
