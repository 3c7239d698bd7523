import { parseMetrics } from "../report/shop-metrics.ts";

export type Sample = { readonly name: string; readonly labels: string; readonly value: number };

/** What the counters of one process grew by since it was last read, and its gauges as they are. */
export type Growth = {
  readonly process: string;
  /** Since it was last read. */
  readonly seconds: number;
  readonly counters: readonly Sample[];
  readonly gauges: readonly Sample[];
};

const HISTOGRAMS = [
  "http_request_duration_seconds",
  "db_statement_duration_seconds",
  "order_processing_seconds",
  "payment_provider_call_duration_seconds",
];
const COUNTERS = new Set([
  ...HISTOGRAMS.flatMap((name) => [`${name}_bucket`, `${name}_count`]),
  "http_problems_total",
  "checkouts_total",
  "payment_provider_unknown_total",
  "stock_levels_checked_total",
  "stock_levels_wrong_total",
  "cache_requests_total",
  "replica_reads_total",
  "db_statements_total",
]);
const GAUGES = new Set([
  "http_requests_in_flight",
  "http_queue_delay_seconds",
  "db_pool_connections",
  "db_pool_max_connections",
  "db_pool_waiting",
  "replica_lag_seconds",
  "replica_lag_tolerance_seconds",
  "replica_usable",
  "events_waiting",
  "event_dead_letters",
  "payments_pending",
  "payments_pending_oldest_seconds",
  "refunds_pending",
  "stock_holds",
  "stock_holds_overdue",
  "payment_provider_circuit",
]);
const ALL = new Set([...COUNTERS, ...GAUGES]);

export interface GrowthReader {
  /** Null the first time that a process is read: there is nothing to compare with. */
  read(process: string, pid: number, atMs: number, text: string): Growth | null;
  /** Of processes that are no part any more. */
  keepOnly(processes: ReadonlySet<string>): void;
}

/** Turns what /metrics says, which is since the start of each process, into what has happened since the last look. */
export function createGrowthReader(): GrowthReader {
  const known = new Map<string, { readonly pid: number; readonly atMs: number; readonly counters: Map<string, number> }>();
  return {
    read(process, pid, atMs, text) {
      const samples = parseMetrics(text, ALL);
      const now = samples.filter(({ name }) => COUNTERS.has(name));
      const before = known.get(process);
      known.set(process, { pid, atMs, counters: new Map(now.map((sample) => [keyOf(sample), sample.value])) });
      if (before === undefined || atMs <= before.atMs) return null;
      // Another process has begun to count anew: all that it has counted is new.
      const from = before.pid === pid ? before.counters : new Map<string, number>();
      const counters = now.flatMap((sample) => {
        const value = sample.value - (from.get(keyOf(sample)) ?? 0);
        return value > 0 ? [{ ...sample, value }] : [];
      });
      const gauges = samples.filter(({ name }) => GAUGES.has(name));
      return { process, seconds: (atMs - before.atMs) / 1_000, counters, gauges };
    },
    keepOnly(processes) {
      for (const process of known.keys()) if (!processes.has(process)) known.delete(process);
    },
  };
}

const keyOf = ({ name, labels }: Sample): string => `${name}{${labels}}`;

/** Probes and scrapes are no shoppers. */
export const isShoppers = (labels: string): boolean => !/route="\/(healthz|readyz|metrics)"/.test(labels);

export function labelOf(labels: string, name: string): string | null {
  return new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? null;
}

type Which = (labels: string) => boolean;
const every: Which = () => true;

/** How much was counted, all processes together. */
export function counted(growths: readonly Growth[], name: string, which: Which = every): number {
  return growths.reduce((sum, growth) => sum + countedIn(growth, name, which), 0);
}

/** The same per second. */
export function perSecond(growths: readonly Growth[], name: string, which: Which = every): number {
  return growths.reduce((sum, growth) => sum + countedIn(growth, name, which) / growth.seconds, 0);
}

function countedIn({ counters }: Growth, name: string, which: Which): number {
  return counters.reduce((sum, sample) => (sample.name === name && which(sample.labels) ? sum + sample.value : sum), 0);
}

/** What was counted by the values of a label. */
export function countedBy(growths: readonly Growth[], name: string, label: string): ReadonlyMap<string, number> {
  const by = new Map<string, number>();
  for (const { counters } of growths) {
    for (const sample of counters) {
      if (sample.name !== name) continue;
      const value = labelOf(sample.labels, label) ?? "";
      by.set(value, (by.get(value) ?? 0) + sample.value);
    }
  }
  return by;
}

/** Figures of the database are the same from every process, as far as it knows them: the largest. Null when nobody tells. */
export function largest(growths: readonly Growth[], name: string): number | null {
  const values = growths.flatMap(({ gauges }) => gauges.filter((sample) => sample.name === name).map(({ value }) => value));
  return values.length === 0 ? null : Math.max(...values);
}

/** What `quantiles` of the observations stayed below, in seconds, evenly spread within a bucket as Prometheus has it; null without observations. */
export function quantilesOf(
  growths: readonly Growth[],
  histogram: string,
  quantiles: readonly number[],
  which: Which = every,
): readonly (number | null)[] {
  const byBound = new Map<number, number>();
  for (const { counters } of growths) {
    for (const { name, labels, value } of counters) {
      if (name !== `${histogram}_bucket` || !which(labels)) continue;
      const le = labelOf(labels, "le")!;
      const bound = le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
      byBound.set(bound, (byBound.get(bound) ?? 0) + value);
    }
  }
  const buckets = [...byBound].sort(([a], [b]) => a - b);
  const total = buckets.at(-1)?.[1] ?? 0;
  return quantiles.map((quantile) => (total === 0 ? null : quantileOf(buckets, quantile * total)));
}

function quantileOf(buckets: readonly (readonly [bound: number, count: number])[], rank: number): number {
  let below = 0;
  let lower = 0;
  for (const [bound, count] of buckets) {
    if (count >= rank)
      return bound === Number.POSITIVE_INFINITY ? lower : lower + ((bound - lower) * (rank - below)) / (count - below);
    below = count;
    lower = bound;
  }
  return lower;
}
