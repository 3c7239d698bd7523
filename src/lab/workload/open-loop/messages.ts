import type { Histogram } from "node:perf_hooks";
import type { Catalogue } from "../mixes/catalogue.ts";
import type { RateStage } from "./arrivals.ts";
import type { ArrivalProcess } from "./result.ts";

/** What a worker is started with. */
export type WorkerPlan = {
  readonly worker: number;
  readonly workers: number;
  readonly runId: string;
  readonly mix: string;
  readonly stages: readonly RateStage[];
  readonly arrivals: ArrivalProcess;
  readonly seed: number;
  readonly thinkMs: number;
  readonly timeoutMs: number;
  readonly maxConnections: number;
  readonly urls: readonly string[];
  readonly catalogue: Catalogue;
  readonly historyFile: string | null;
};

/** The first word of a worker, and the answer that it waits for: when the run begins, in milliseconds since 1970. */
export type ReadyReport = { readonly kind: "ready" };
export type StartMessage = { readonly startsAtMs: number };
/** Any message after that ends the run early. */
export const STOP = "stop";

/** What a worker saw of one operation within one second. Latencies in microseconds. */
export type OperationSlice = {
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
  readonly failed: number;
  readonly bytes: number;
  readonly latency: Histogram;
};

/** What a worker saw in one second of the run, told when the second is over. */
export type SecondReport = {
  readonly kind: "second";
  readonly worker: number;
  readonly second: number;
  readonly offered: number;
  readonly sent: number;
  readonly notSent: number;
  readonly inFlight: number;
  readonly connections: number;
  readonly operations: Readonly<Record<string, OperationSlice>>;
  /** By kind and operation, such as `timeout checkout`. */
  readonly failures: Readonly<Record<string, number>>;
  /** How late requests left, in microseconds. */
  readonly late: Histogram;
  /** Share of the second that the worker's event loop was busy. */
  readonly busy: number;
};

/** The schedule is at its end and every answer is in, or given up. */
export type DoneReport = { readonly kind: "done"; readonly worker: number; readonly historyError: string | null };

export type WorkerReport = ReadyReport | SecondReport | DoneReport;
