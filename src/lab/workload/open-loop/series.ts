import type { RecordableHistogram } from "node:perf_hooks";
import type { OperationSlice, SecondReport } from "./messages.ts";
import { createLatencyHistogram } from "./recorder.ts";
import type { ErrorCount, GeneratorHealth, Latency, OperationResult, Second, Totals } from "./result.ts";

/** Adds up what the workers tell, second by second. */
export interface Series {
  /** The second itself, when every worker has told of it. */
  add(report: SecondReport): Second | null;
  /** Takes in the seconds that not every worker reached: answers that came after the schedule's end. It ended after `seconds`. */
  finish(seconds: number): void;
  summary(): Summary;
}

export type Summary = {
  readonly totals: Totals;
  readonly latency: Latency;
  readonly operations: Readonly<Record<string, OperationResult>>;
  readonly seconds: readonly Second[];
  readonly errors: readonly ErrorCount[];
  readonly generator: Pick<GeneratorHealth, "late" | "busiest" | "notSent" | "connections">;
};

export type SeriesOptions = {
  readonly workers: number;
  readonly warmUpSeconds: number;
  /** Length of the schedule. */
  readonly seconds: number;
};

type Sum = { ok: number; refused: number; unknown: number; failed: number; bytes: number; latency: RecordableHistogram };

const newSum = (): Sum => ({ ok: 0, refused: 0, unknown: 0, failed: 0, bytes: 0, latency: createLatencyHistogram("run") });

export function createSeries(options: SeriesOptions): Series {
  const waiting = new Map<number, SecondReport[]>();
  const seconds: Second[] = [];
  const operations = new Map<string, Sum>();
  const failures = new Map<string, number>();
  const all = createLatencyHistogram("run");
  const late = createLatencyHistogram("run");
  let offered = 0;
  let sent = 0;
  let notSent = 0;
  let busiest = 0;
  let connections = 0;
  let answeredInTime = 0;
  let { seconds: length } = options;

  function sumUp(reports: readonly SecondReport[]): Second {
    const at = reports[0]!.second;
    const counts = at >= options.warmUpSeconds;
    const second = mergeSecond(reports);
    seconds.push(second);
    connections = Math.max(
      connections,
      total(reports, (each) => each.connections),
    );
    if (!counts) return second;
    offered += second.offered;
    sent += total(reports, (each) => each.sent);
    notSent += total(reports, (each) => each.notSent);
    if (at < length) {
      answeredInTime += second.answered;
      busiest = Math.max(busiest, ...reports.map((each) => each.busy));
    }
    for (const report of reports) {
      late.add(report.late as RecordableHistogram);
      for (const [kind, count] of Object.entries(report.failures)) failures.set(kind, (failures.get(kind) ?? 0) + count);
      for (const [name, slice] of Object.entries(report.operations)) {
        const sum = operations.get(name) ?? newSum();
        operations.set(name, sum);
        addSlice(sum, slice);
        all.add(slice.latency as RecordableHistogram);
      }
    }
    return second;
  }

  return {
    add(report) {
      const reports = waiting.get(report.second) ?? [];
      reports.push(report);
      waiting.set(report.second, reports);
      if (reports.length < options.workers) return null;
      waiting.delete(report.second);
      return sumUp(reports);
    },
    finish(endedAfter) {
      length = endedAfter;
      for (const reports of waiting.values()) sumUp(reports);
      waiting.clear();
      seconds.sort((a, b) => a.second - b.second);
    },
    summary() {
      const sums = [...operations.values()];
      const of = (field: "ok" | "refused" | "unknown" | "failed" | "bytes") => total(sums, (sum) => sum[field]);
      const span = Math.max(1, length - options.warmUpSeconds);
      return {
        totals: {
          seconds: span,
          offered,
          sent,
          answered: of("ok") + of("refused") + of("unknown"),
          ok: of("ok"),
          refused: of("refused"),
          unknown: of("unknown"),
          failed: of("failed") + notSent,
          offeredPerSecond: offered / span,
          answeredPerSecond: answeredInTime / span,
          bytes: of("bytes"),
        },
        latency: latencyOf(all),
        operations: Object.fromEntries([...operations].map(([name, sum]) => [name, { ...sum, latency: latencyOf(sum.latency) }])),
        seconds,
        errors: errorTable(failures),
        generator: { late: latencyOf(late), busiest, notSent, connections },
      };
    },
  };
}

function mergeSecond(reports: readonly SecondReport[]): Second {
  const names = [...new Set(reports.flatMap((report) => Object.keys(report.operations)))];
  const sums = new Map<string, Sum>();
  const all = createLatencyHistogram("second");
  const late = createLatencyHistogram("second");
  for (const report of reports) {
    late.add(report.late as RecordableHistogram);
    for (const [name, slice] of Object.entries(report.operations)) {
      const sum = sums.get(name) ?? newSum();
      sums.set(name, sum);
      addSlice(sum, slice);
      all.add(slice.latency as RecordableHistogram);
    }
  }
  const of = (field: "ok" | "refused" | "unknown" | "failed") => total([...sums.values()], (sum) => sum[field]);
  const { p50, p95, p99, max } = latencyOf(all);
  return {
    second: reports[0]!.second,
    offered: total(reports, (report) => report.offered),
    answered: of("ok") + of("refused") + of("unknown"),
    ok: of("ok"),
    refused: of("refused"),
    unknown: of("unknown"),
    failed: of("failed") + total(reports, (report) => report.notSent),
    inFlight: total(reports, (report) => report.inFlight),
    p50,
    p95,
    p99,
    max,
    byOperation: Object.fromEntries(
      names.map((name) => {
        const { latency } = sums.get(name)!;
        return [name, { count: latency.count, p99: latencyOf(latency).p99 }];
      }),
    ),
    lateP99: latencyOf(late).p99,
  };
}

function addSlice(sum: Sum, slice: OperationSlice): void {
  sum.ok += slice.ok;
  sum.refused += slice.refused;
  sum.unknown += slice.unknown;
  sum.failed += slice.failed;
  sum.bytes += slice.bytes;
  sum.latency.add(slice.latency as RecordableHistogram);
}

/** Milliseconds with three decimals, from a histogram of microseconds. */
export function latencyOf(histogram: RecordableHistogram): Latency {
  if (histogram.count === 0) return { count: 0, mean: 0, p50: 0, p75: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 };
  const at = (percentile: number) => histogram.percentile(percentile) / 1_000;
  return {
    count: histogram.count,
    mean: Math.round(histogram.mean) / 1_000,
    p50: at(50),
    p75: at(75),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
    max: histogram.max / 1_000,
  };
}

function errorTable(failures: ReadonlyMap<string, number>): ErrorCount[] {
  const byKind = new Map<string, { count: number; operations: Set<string> }>();
  for (const [name, count] of failures) {
    const [kind, operation] = name.split("\t") as [string, string];
    const known = byKind.get(kind) ?? { count: 0, operations: new Set() };
    byKind.set(kind, known);
    known.count += count;
    known.operations.add(operation);
  }
  return [...byKind]
    .map(([kind, { count, operations }]) => ({ kind, count, operations: [...operations].sort() }))
    .sort((a, b) => b.count - a.count);
}

function total<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
