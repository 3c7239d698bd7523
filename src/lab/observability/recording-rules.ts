import { API, orZero, quantile, rate, recent, share, shortly } from "./promql.ts";
import type { RecordingRule } from "./types.ts";

const REQUESTS = "http_request_duration_seconds_count";

/** What several alerts and panels ask for, computed once. `shop` is the sum over all processes. */
export const recordingRules: readonly RecordingRule[] = [
  { record: "shop:http_requests:rate", expr: (p) => `sum(${rate(`${REQUESTS}{${API}}`, recent(p))})` },
  {
    record: "shop:http_errors:ratio",
    expr: (p) => {
      const all = `sum(${rate(`${REQUESTS}{${API}}`, recent(p))})`;
      return share(orZero(`sum(${rate(`${REQUESTS}{${API},status="5xx"}`, recent(p))})`, all), all);
    },
  },
  ...[0.5, 0.95, 0.99].map(
    (q): RecordingRule => ({
      record: `shop:http_latency_seconds:p${q * 100}`,
      expr: (p) => quantile(q, "http_request_duration_seconds", API, recent(p)),
    }),
  ),
  {
    record: "shop:search_latency_seconds:p99",
    expr: (p) => quantile(0.99, "http_request_duration_seconds", 'route="/v1/search"', recent(p)),
  },
  {
    record: "shop:db_statement_seconds:p99",
    expr: (p) => quantile(0.99, "db_statement_duration_seconds", "", recent(p)),
  },
  {
    record: "shop:db_statement_seconds:mean",
    // By the name that the statement has in the code; a single slow call of a rare one is no finding.
    expr: (p) =>
      `sum by (statement) (${rate("db_statement_seconds_total", recent(p))}) / (sum by (statement) (${rate("db_statement_calls_total", recent(p))}) > 0)`,
  },
  {
    record: "shop:order_processing_seconds:p99",
    expr: (p) => quantile(0.99, "order_processing_seconds", "", recent(p)),
    mayBeEmpty: "no order was placed",
  },
  {
    record: "shop:checkout_errors:ratio",
    expr: (p) => {
      const all = `sum(${rate("checkouts_total", recent(p))})`;
      return share(orZero(`sum(${rate('checkouts_total{outcome="error"}', recent(p))})`, all), all);
    },
    mayBeEmpty: "nobody checked out",
  },
  {
    record: "shop:cache_hits:ratio",
    expr: (p) => {
      const all = `sum by (cache) (${rate("cache_requests_total", recent(p))})`;
      return share(
        orZero(`sum by (cache) (${rate('cache_requests_total{result=~"hit|stale|joined|negative"}', recent(p))})`, all),
        all,
      );
    },
    mayBeEmpty: "the topology keeps no cache of products",
  },
  // One JavaScript thread each: a process whose thread is busy for 0.7 s of every second has little left for a burst.
  {
    record: "part:cpu:ratio",
    expr: (p) => `sum by (part, role) (${rate('process_cpu_seconds_total{job="shop"}', recent(p))})`,
  },
  {
    record: "part:heap:ratio",
    expr: () => 'nodejs_heap_size_used_bytes{job="shop"} / nodejs_heap_size_limit_bytes{job="shop"}',
  },
  {
    record: "part:db_pool:ratio",
    expr: (p) => `avg_over_time(db_pool_connections{state="busy"}[${shortly(p)}]) / ignoring (state) db_pool_max_connections`,
  },
  {
    record: "shop:queue:items",
    // Whichever is longest: events for the relay, jobs whose time has come, items of the batches.
    expr: () =>
      'max(max(events_waiting) or sum(max by (queue) (job_queue_waiting{queue!="failed-jobs"})) or sum(batch_queue_waiting))',
  },
];
