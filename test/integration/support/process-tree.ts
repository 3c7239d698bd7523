import { readdirSync, readFileSync } from "node:fs";
import { processStart } from "../../../src/platform/database/embedded/processes.ts";
import { waitFor } from "../../support/wait.ts";

/** One process, known by its pid and its start: a pid alone is used again. */
export type Known = { readonly pid: number; readonly start: string; readonly command: string };

/** A process and everything that it and its children started, as far as nobody in between has ended. Linux only. */
export function processTree(top: number): Known[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOf(pid) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found: Known[] = [];
  for (const queue = [top]; queue.length > 0; ) {
    const pid = queue.shift()!;
    const start = processStart(pid);
    if (start !== undefined) found.push({ pid, start, command: commandOf(pid) });
    queue.push(...(children.get(pid) ?? []));
  }
  return found;
}

/** Waits until none of them is there any more; the error names those that are. */
export async function waitUntilGone(processes: readonly Known[], timeoutMs: number): Promise<void> {
  const left = () => processes.filter(({ pid, start }) => processStart(pid) === start);
  await waitFor(() => left().length === 0, { timeoutMs }).catch((cause: unknown) => {
    const names = left().map(({ pid, command }) => `${pid} ${command}`);
    throw new Error(`still running after ${timeoutMs} ms:\n${names.join("\n")}`, { cause });
  });
}

/** For the end of a test that failed: ends what it started, by pid. */
export function killAll(processes: readonly Known[]): void {
  for (const { pid, start } of processes) {
    if (processStart(pid) !== start) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended since.
    }
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program's name stands in brackets and may hold blanks and brackets itself.
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
