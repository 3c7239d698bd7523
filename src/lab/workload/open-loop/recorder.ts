import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { Outcome } from "../../audit/history.ts";
import type { OperationSlice } from "./messages.ts";

/** Of what happened since the last time it was taken. */
export interface Recorder {
  offered(): void;
  sent(lateMs: number): void;
  notSent(operation: string): void;
  answered(operation: string, latencyMs: number, outcome: Outcome, failure: string | null, bytes: number): void;
  take(): Recorded;
}

export type Recorded = {
  readonly offered: number;
  readonly sent: number;
  readonly notSent: number;
  readonly operations: Readonly<Record<string, OperationSlice>>;
  readonly failures: Readonly<Record<string, number>>;
  readonly late: RecordableHistogram;
};

/** Answers that take longer count as this long; requests are given up far earlier. */
const LONGEST_US = 120_000_000;
/** Two digits (an error of 1 %) for the twenty histograms of a second: 20 KB each, where three digits take 140. */
const SECOND_FIGURES = 2;
/** Three for those that a whole run is summed up in. */
const RUN_FIGURES = 3;
/** Kinds are codes of a shop's problems; a shop that makes up new ones must not fill the memory. */
const MAX_KINDS = 1_000;

/** In microseconds. */
export function createLatencyHistogram(of: "second" | "run"): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: LONGEST_US, figures: of === "run" ? RUN_FIGURES : SECOND_FIGURES });
}

type Open = { -readonly [Field in keyof OperationSlice]: Field extends "latency" ? RecordableHistogram : OperationSlice[Field] };

export function createRecorder(): Recorder {
  let offered = 0;
  let sent = 0;
  let notSent = 0;
  let operations = new Map<string, Open>();
  let failures = new Map<string, number>();
  let late = createLatencyHistogram("second");

  function countFailure(kind: string, operation: string): void {
    const name = `${kind}\t${operation}`;
    if (failures.size < MAX_KINDS || failures.has(name)) failures.set(name, (failures.get(name) ?? 0) + 1);
  }

  return {
    offered() {
      offered += 1;
    },
    sent(lateMs) {
      sent += 1;
      late.record(microseconds(lateMs));
    },
    notSent(operation) {
      notSent += 1;
      countFailure("not sent", operation);
    },
    answered(operation, latencyMs, outcome, failure, bytes) {
      let slice = operations.get(operation);
      if (slice === undefined) {
        slice = { ok: 0, refused: 0, unknown: 0, failed: 0, bytes: 0, latency: createLatencyHistogram("second") };
        operations.set(operation, slice);
      }
      slice[outcome] += 1;
      slice.bytes += bytes;
      slice.latency.record(microseconds(latencyMs));
      if (failure === null) return;
      slice.failed += 1;
      countFailure(failure, operation);
    },
    take() {
      const taken = {
        offered,
        sent,
        notSent,
        operations: Object.fromEntries(operations),
        failures: Object.fromEntries(failures),
        late,
      };
      offered = 0;
      sent = 0;
      notSent = 0;
      operations = new Map();
      failures = new Map();
      late = createLatencyHistogram("second");
      return taken;
    },
  };
}

function microseconds(ms: number): number {
  return Math.min(LONGEST_US, Math.max(1, Math.round(ms * 1_000)));
}
