import { readFileSync } from "node:fs";
import type { RunningPart } from "../supervisor/part.ts";
import type { PartStatus } from "./contract.ts";
import type { MarkBook } from "./marks.ts";

/** What the system says of a process. `unknown` where it does not tell. */
export type ProcessState = "running" | "stopped" | "gone";

export type Watched = {
  readonly part: RunningPart;
  readonly status: PartStatus;
  readonly sinceMs: number;
  readonly restarts: number;
};

export interface PartWatch {
  /** The parts as they are written down now. Answers whether anything is different for somebody who looks. */
  see(parts: readonly RunningPart[], atMs: number): boolean;
  /** Whether a part that is asked for its figures has given them. */
  heard(name: string, answered: boolean, atMs: number): boolean;
  all(): readonly Watched[];
}

/** A process of which nothing is asked counts as up when it has lived for so long. */
const SETTLED_MS = 1_000;
/** One answer may be lost, two are silence. */
const SILENT_AFTER = 2;

type Entry = {
  part: RunningPart;
  status: PartStatus;
  sinceMs: number;
  restarts: number;
  /** When its present process was first seen. */
  pidSinceMs: number;
  hasAnswered: boolean;
  missed: number;
};

/** Follows every part from process to process, and writes down when one is away. `answers`: parts that are asked for figures. */
export function createPartWatch(
  marks: MarkBook,
  answers: (part: RunningPart) => boolean,
  processState: (pid: number) => ProcessState = stateOfProcess,
): PartWatch {
  const entries = new Map<string, Entry>();
  let isFirstLook = true;

  function become(entry: Entry, status: PartStatus, atMs: number): boolean {
    if (entry.status === status) return false;
    const { name } = entry.part;
    const id = `part ${name}`;
    // From "down" to "starting" and back it is still the same absence.
    if (status === "up" || entry.status === "up") entry.sinceMs = atMs;
    entry.status = status;
    if (status === "up") marks.close(id, atMs, (awayMs) => `${name} was away for ${(awayMs / 1_000).toFixed(1)} s`);
    else marks.open({ id, kind: "part", text: `${name} ${TEXTS[status]}`, fromMs: atMs, tone: "bad" });
    return true;
  }

  function statusOf(entry: Entry, atMs: number): PartStatus {
    const { pid } = entry.part;
    if (pid === null) return "down";
    const state = processState(pid);
    if (state === "gone") return "down";
    if (state === "stopped") return "stopped";
    if (!answers(entry.part)) return entry.restarts === 0 || atMs - entry.pidSinceMs >= SETTLED_MS ? "up" : "starting";
    if (!entry.hasAnswered) return "starting";
    return entry.missed >= SILENT_AFTER ? "silent" : "up";
  }

  return {
    see(parts, atMs) {
      let changed = false;
      const names = new Set(parts.map(({ name }) => name));
      for (const name of entries.keys()) {
        if (names.has(name)) continue;
        entries.delete(name);
        changed = true;
      }
      for (const part of parts) {
        let entry = entries.get(part.name);
        if (entry === undefined) {
          entry = { part, status: "starting", sinceMs: atMs, restarts: 0, pidSinceMs: atMs, hasAnswered: isFirstLook, missed: 0 };
          entries.set(part.name, entry);
          changed = true;
        } else if (part.pid !== null && part.pid !== entry.part.pid) {
          const { pid } = entry.part;
          Object.assign(entry, { pidSinceMs: atMs, hasAnswered: false, missed: 0 });
          entry.restarts += 1;
          // Between two looks it ended and was started again: nobody saw it down.
          if (pid !== null && entry.status === "up") become(entry, "down", atMs);
          changed = true;
        }
        if (part.kind !== entry.part.kind) changed = true;
        entry.part = part;
        changed = become(entry, statusOf(entry, atMs), atMs) || changed;
      }
      isFirstLook = false;
      return changed;
    },
    heard(name, answered, atMs) {
      const entry = entries.get(name);
      if (entry === undefined) return false;
      if (answered) Object.assign(entry, { hasAnswered: true, missed: 0 });
      else entry.missed += 1;
      return become(entry, statusOf(entry, atMs), atMs);
    },
    all: () => [...entries.values()].map(({ part, status, sinceMs, restarts }) => ({ part, status, sinceMs, restarts })),
  };
}

const TEXTS: Readonly<Record<Exclude<PartStatus, "up">, string>> = {
  down: "ended",
  starting: "is starting",
  silent: "does not answer",
  stopped: "is paused",
};

/** From /proc, where there is one: a process that is stopped answers no signal but lives. */
export function stateOfProcess(pid: number): ProcessState {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const letter = text.slice(text.lastIndexOf(")") + 2, text.lastIndexOf(")") + 3);
    if (letter === "T" || letter === "t") return "stopped";
    return letter === "Z" || letter === "X" ? "gone" : "running";
  } catch {
    return process.platform === "linux" || !answersSignal(pid) ? "gone" : "running";
  }
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
