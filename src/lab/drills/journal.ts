import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Facts } from "./drill.ts";

/** An alert as it was seen during a drill. */
export type SeenAlert = {
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  readonly runbook: string;
  /** When it began to fire, in ms since 1970. */
  readonly atMs: number;
};

type DrillEvent =
  | {
      readonly kind: "begun";
      readonly drill: string;
      readonly seed: number;
      readonly pid: number;
      /** Tells the process from a later one with the same pid. */
      readonly processStart: string;
      readonly facts: Facts;
    }
  | { readonly kind: "broken" }
  | { readonly kind: "alert"; readonly alert: SeenAlert }
  | { readonly kind: "hint" }
  | { readonly kind: "checked"; readonly mended: boolean; readonly symptomWell: boolean; readonly causeWell: boolean }
  | { readonly kind: "ended"; readonly how: DrillEnd };
export type DrillEnd = "mended" | "stopped" | "failed";
type Line = DrillEvent & { readonly id: string; readonly atMs: number };

/** A drill that was run, or is. Times in ms since 1970. */
export type DrillRecord = {
  readonly id: string;
  readonly drill: string;
  readonly seed: number;
  readonly pid: number;
  readonly processStart: string;
  readonly facts: Facts;
  readonly begunAtMs: number;
  /** Null while the shop is still well. */
  readonly brokenAtMs: number | null;
  readonly alerts: readonly SeenAlert[];
  readonly hints: number;
  readonly checks: number;
  readonly mendedAtMs: number | null;
  readonly end: DrillEnd | null;
  readonly endedAtMs: number | null;
};

/**
 * What happened in drills, line by line in `<data>/drills.ndjson`: the drill itself, its checks and its end write from different processes,
 * and each only adds. It is both the state of the drill under way and the record of those before.
 */
export interface Journal {
  readonly file: string;
  add(id: string, event: DrillEvent): void;
  /** All drills, the oldest first. */
  records(): readonly DrillRecord[];
  /** The one that has not ended. */
  present(): DrillRecord | undefined;
}

export function openJournal(dataDirectory: string, now: () => number = Date.now): Journal {
  const file = join(dataDirectory, "drills.ndjson");
  const records = () => fold(readLines(file));
  return {
    file,
    add(id, event) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // It names what was broken, and perhaps an address: for this user alone.
      appendFileSync(file, `${JSON.stringify({ id, atMs: now(), ...event } satisfies Line)}\n`, { mode: 0o600 });
    },
    records,
    present: () => records().findLast(({ end }) => end === null),
  };
}

/** A line that was cut off by a power cut counts for nothing. */
function readLines(file: string): Line[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}

function fold(lines: readonly Line[]): DrillRecord[] {
  const records = new Map<string, DrillRecord>();
  for (const line of lines) {
    const { id, atMs } = line;
    if (line.kind === "begun") {
      const { drill, seed, pid, processStart, facts } = line;
      const unknown = { brokenAtMs: null, mendedAtMs: null, end: null, endedAtMs: null };
      records.set(id, {
        id,
        drill,
        seed,
        pid,
        processStart,
        facts,
        begunAtMs: atMs,
        alerts: [],
        hints: 0,
        checks: 0,
        ...unknown,
      });
      continue;
    }
    const known = records.get(id);
    if (known !== undefined) records.set(id, { ...known, ...changeOf(known, line) });
  }
  return [...records.values()];
}

function changeOf(known: DrillRecord, line: Exclude<Line, { kind: "begun" }>): Partial<DrillRecord> {
  switch (line.kind) {
    case "broken":
      return { brokenAtMs: line.atMs };
    case "alert":
      return { alerts: [...known.alerts, line.alert] };
    case "hint":
      return { hints: known.hints + 1 };
    case "checked":
      return { checks: known.checks + 1, ...(line.mended && known.mendedAtMs === null ? { mendedAtMs: line.atMs } : {}) };
    case "ended":
      return { end: line.how, endedAtMs: line.atMs };
  }
}
