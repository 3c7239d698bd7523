import { readEnvironment } from "../platform/topology/environment.ts";
import { readRunning } from "./running.ts";

const HEADINGS = ["part", "kind", "process", "address"] as const;

/** Prints what runs on this data folder. The exit code is 1 when nothing does, 2 when a part is missing, else 0. */
export async function statusCommand(options: { json?: boolean }): Promise<void> {
  const running = await readRunning(readEnvironment().dataDirectory);
  if (running === undefined) throw new Error("Nothing runs on this data folder; `tenfold up` starts a shop.");
  const parts = running.parts.map(({ url, ...part }) => ({ ...part, url: url === null ? null : withoutPassword(url) }));
  const missing = parts.filter(({ pid }) => pid === null).length;
  if (options.json) process.stdout.write(`${JSON.stringify({ topology: running.topology, pid: running.pid, parts }, null, 2)}\n`);
  else {
    const rows = parts.map(({ name, kind, pid, url }) => [name, kind, pid === null ? "starting again" : String(pid), url ?? ""]);
    process.stdout.write(`topology ${running.topology}, supervised by process ${running.pid}\n\n${table([HEADINGS, ...rows])}`);
  }
  process.exitCode = missing > 0 ? 2 : 0;
  process.disconnect?.();
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function withoutPassword(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "";
  parsed.password = "";
  return parsed.href.replace(/\/$/, "");
}
