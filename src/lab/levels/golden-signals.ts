import { parseMetrics } from "../report/shop-metrics.ts";

/** Counters and gauges of one process at one moment, as its /metrics told them. */
export type MetricsMoment = {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly requests: number;
  readonly errors: number;
  /** Requests answered within so many seconds, by that limit; the last limit is infinite. */
  readonly buckets: readonly (readonly [limitSeconds: number, count: number])[];
  readonly waitingForConnection: number;
  readonly eventLoop: number;
};

/** The four that every service should be watched by: Beyer et al., "Site Reliability Engineering" (2016), chapter 6. */
export type GoldenSignals = {
  readonly trafficPerSecond: number;
  readonly errorShare: number;
  /** Estimated within its bucket, as `histogram_quantile` does it. Null when nothing was answered. */
  readonly latencyP99Ms: number | null;
  readonly saturation: { readonly waitingForConnection: number; readonly eventLoop: number };
};

const BUCKET = "http_request_duration_seconds_bucket";
const COUNT = "http_request_duration_seconds_count";
const NAMES = new Set([BUCKET, COUNT, "db_pool_waiting", "nodejs_eventloop_utilization"]);
/** Who watches asks there; shoppers do not. */
const NOT_SHOPPERS = /route="\/(metrics|healthz|readyz|livez)/;

export function readMoment(text: string, atMs: number): MetricsMoment {
  const samples = parseMetrics(text, NAMES).filter(({ labels }) => !NOT_SHOPPERS.test(labels));
  const sum = (name: string, pattern = /(?:)/) =>
    samples.filter((each) => each.name === name && pattern.test(each.labels)).reduce((total, { value }) => total + value, 0);
  const buckets = new Map<number, number>();
  for (const { name, labels, value } of samples) {
    if (name !== BUCKET) continue;
    const limit = Number((/le="([^"]*)"/.exec(labels)?.[1] ?? "").replace("+Inf", "Infinity"));
    buckets.set(limit, (buckets.get(limit) ?? 0) + value);
  }
  return {
    atMs,
    requests: sum(COUNT),
    errors: sum(COUNT, /status="5/),
    buckets: [...buckets].sort(([a], [b]) => a - b),
    waitingForConnection: sum("db_pool_waiting"),
    eventLoop: sum("nodejs_eventloop_utilization"),
  };
}

/** What happened between two moments of one process. */
export function signalsBetween(before: MetricsMoment, after: MetricsMoment): GoldenSignals {
  const seconds = Math.max(0.001, (after.atMs - before.atMs) / 1_000);
  const requests = after.requests - before.requests;
  const known = new Map(before.buckets);
  const buckets = after.buckets.map(([limit, count]) => [limit, count - (known.get(limit) ?? 0)] as const);
  return {
    trafficPerSecond: requests / seconds,
    errorShare: requests === 0 ? 0 : (after.errors - before.errors) / requests,
    latencyP99Ms: quantile(buckets, 0.99),
    saturation: { waitingForConnection: after.waitingForConnection, eventLoop: after.eventLoop },
  };
}

function quantile(buckets: readonly (readonly [number, number])[], share: number): number | null {
  const all = buckets.at(-1)?.[1] ?? 0;
  if (all === 0) return null;
  const rank = share * all;
  let [lower, below] = [0, 0];
  for (const [limit, count] of buckets) {
    if (count >= rank) {
      // Nobody knows how far beyond the last limit it was.
      if (limit === Number.POSITIVE_INFINITY) return lower * 1_000;
      return (lower + ((limit - lower) * (rank - below)) / Math.max(1, count - below)) * 1_000;
    }
    [lower, below] = [limit, count];
  }
  return lower * 1_000;
}
