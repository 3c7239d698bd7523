import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/topology/topology.ts";

export type Round = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

/** Runs `count` items through `callers` callers at once and answers rate and latencies. */
export async function closedLoop(count: number, callers: number, run: (index: number) => Promise<void>): Promise<Round> {
  const latenciesMs = new Float64Array(count);
  let next = 0;
  const startedMs = performance.now();
  const caller = async () => {
    for (let index = next++; index < count; index = next++) {
      const begin = performance.now();
      await run(index);
      latenciesMs[index] = performance.now() - begin;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const tookMs = performance.now() - startedMs;
  latenciesMs.sort();
  const at = (share: number) => latenciesMs[Math.min(count - 1, Math.floor(count * share))]!;
  return { perSecond: (count / tookMs) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The median round by rate; a mean would mix in the neighbours' noise. */
export function medianRound<R extends Round>(rounds: readonly R[]): R {
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)]!;
}

export type Machine = { readonly cores: number; readonly model: string; readonly memoryGiB: number; readonly node: string };

export function machine(): Machine {
  const [first] = cpus();
  return {
    cores: cpus().length,
    model: first?.model.trim() ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Keeps the raw figures of a run beside the code that made them. */
export function writeResult(name: string, result: unknown): void {
  const directory = join(projectRoot, "bench", "results");
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, `${name}.json`),
    `${JSON.stringify({ name, takenAt: new Date().toISOString(), machine: machine(), result }, null, 2)}\n`,
  );
}

export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  process.stdout.write(`\n${title}\n`);
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => format(row[column]!)));
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index]!.length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!))).join("  ")}\n`;
  process.stdout.write(line(columns));
  for (const row of cells) process.stdout.write(line(row));
}

function format(value: string | number): string {
  if (typeof value === "string") return value;
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);
}
