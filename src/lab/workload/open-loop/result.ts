import type { AuditReport } from "../../audit/audit.ts";

/** Raised when a field changes its meaning, so that an old file is refused with a sentence and not misread. */
export const RESULT_FORMAT = 1;

/** Everything that one run of the load generator saw; the report, the comparison of runs and the capacity model read nothing else. */
export type RunResult = {
  readonly format: typeof RESULT_FORMAT;
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly settings: RunSettings;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Machine;
  /** Settings of PostgreSQL that decide about durability and memory; null when its address is not known. */
  readonly databaseSettings: Readonly<Record<string, string>> | null;
  readonly totals: Totals;
  /** Of all answers after the warm-up, from the intended start. */
  readonly latency: Latency;
  readonly operations: Readonly<Record<string, OperationResult>>;
  /** One for each second of the run, warm-up included. */
  readonly seconds: readonly Second[];
  /** By kind: the code of a problem, a status, `timeout`, `connection lost`, `no connection`, `not sent`. The most frequent first. */
  readonly errors: readonly ErrorCount[];
  readonly generator: GeneratorHealth;
  /** Why the figures say nothing about the shop; null when they do. */
  readonly void: string | null;
  readonly parts: readonly PartSeries[];
  readonly gauges: readonly GaugeSeries[];
  readonly saturation: SaturationVerdict;
  readonly slos: readonly SloVerdict[];
  readonly faults: readonly FaultMark[];
  readonly audit: Pick<AuditReport, "verdict" | "findings" | "counts"> | null;
  readonly historyFile: string | null;
};

export type RunSettings = {
  readonly mix: string;
  readonly profile: string;
  /** Of the profile's 100 %. */
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** Taken out of totals, operations and verdicts. */
  readonly warmUpSeconds: number;
  readonly arrivals: ArrivalProcess;
  readonly seed: number;
  readonly thinkMs: number;
  readonly timeoutMs: number;
  readonly workers: number;
  readonly urls: readonly string[];
  /** Products that were shopped among, the most popular first. */
  readonly products: number;
};

export type ArrivalProcess = "poisson" | "constant";

export type Machine = {
  readonly cores: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly system: string;
};

/** After the warm-up. `offered` is what the schedule asked for, `sent` what left, `answered` what came back in time. */
export type Totals = {
  readonly seconds: number;
  readonly offered: number;
  readonly sent: number;
  readonly answered: number;
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
  /** Those of `refused` and `unknown` that no shop should give a well-behaved shopper, and what was not sent. */
  readonly failed: number;
  readonly offeredPerSecond: number;
  readonly answeredPerSecond: number;
  readonly bytes: number;
};

/** Milliseconds. */
export type Latency = {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
};

export type OperationResult = {
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
  readonly failed: number;
  readonly bytes: number;
  readonly latency: Latency;
};

/** What was offered and what was answered within one second of the run; an answer counts in the second in which it came. */
export type Second = {
  /** From the start of the run. */
  readonly second: number;
  readonly offered: number;
  readonly answered: number;
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** p99 by operation, of those that were answered. */
  readonly byOperation: Readonly<Record<string, { readonly count: number; readonly p99: number }>>;
  /** p99 of how late requests left, in milliseconds. */
  readonly lateP99: number;
};

export type ErrorCount = { readonly kind: string; readonly count: number; readonly operations: readonly string[] };

/** How well the generator kept its own promise. */
export type GeneratorHealth = {
  /** How late requests left after their intended start. */
  readonly late: Latency;
  /** Cores' worth of processor time, all threads together. */
  readonly cpuCores: number;
  /** Microseconds of processor time for each request. */
  readonly cpuUsPerRequest: number;
  /** Of the busiest worker's event loop in its busiest second, 0 to 1. */
  readonly busiest: number;
  /** Arrivals that found every connection taken. */
  readonly notSent: number;
  readonly connections: number;
};

/** Processor time, memory and the like of one part of the system, sampled over the run. */
export type PartSeries = {
  readonly name: string;
  readonly kind: PartKind;
  /** How many cores it can use: 1 for a process with one thread, all of the machine's for PostgreSQL. */
  readonly maxCores: number;
  readonly atSeconds: readonly number[];
  readonly cpuCores: readonly number[];
  readonly memoryBytes: readonly number[];
};
export type PartKind = "machine" | "generator" | "api" | "worker" | "database" | "provider" | "proxy" | "pooler" | "other";

/** A figure from /metrics, pg_stat_* or /proc over the run. */
export type GaugeSeries = {
  readonly id: GaugeId;
  /** Of which process, replica or disk. */
  readonly of: string;
  readonly unit: "share" | "count" | "seconds" | "per second" | "bytes" | "bytes per second";
  readonly atSeconds: readonly number[];
  readonly values: readonly number[];
};
export type GaugeId =
  | "event-loop-busy"
  | "pool-waiting"
  | "pool-used"
  | "requests-in-flight"
  | "requests-shed"
  | "batch-waiting"
  | "cache-hit"
  | "replica-lag"
  | "database-active"
  | "database-lock-waits"
  | "database-commits"
  | "database-hit"
  | "wal-bytes"
  | "disk-busy"
  | "events-waiting";

export type SaturationVerdict = {
  /** What reached its limit first; null when nothing did. */
  readonly first: string | null;
  readonly atSecond: number | null;
  /** How that was concluded, in sentences. */
  readonly because: string;
  /** Everything that reached its limit, in order. */
  readonly reached: readonly {
    readonly what: string;
    readonly atSecond: number;
    readonly value: number;
    readonly limit: number;
  }[];
};

export type SloVerdict = {
  readonly id: "availability" | "latency-p99" | "order-latency" | "throughput" | "failover";
  readonly holds: string;
  readonly target: number;
  readonly measured: number;
  readonly unit: "share" | "ms" | "per second";
  readonly met: boolean;
};

export type FaultMark = {
  /** From the start of the run. */
  readonly fromSecond: number;
  /** Null for what is done in an instant, such as a kill. */
  readonly toSecond: number | null;
  readonly what: string;
};

/** Passed: the figures count, every SLO was met, and no audit is red. */
export function isPassed(result: Pick<RunResult, "void" | "slos" | "audit">): boolean {
  return result.void === null && result.slos.every(({ met }) => met) && result.audit?.verdict !== "red";
}
