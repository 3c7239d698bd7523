import type { GaugeBoard } from "./gauges.ts";

type Sample = { readonly name: string; readonly labels: string; readonly value: number };

const LINE = /^([a-z_]+)(?:\{([^}]*)\})? ([-+\d.eE]+)$/;

/** The samples of Prometheus' text format that have one of these names. */
export function parseMetrics(text: string, names: ReadonlySet<string>): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split("\n")) {
    const end = line.search(/[{ ]/);
    if (end === -1 || !names.has(line.slice(0, end))) continue;
    const match = LINE.exec(line);
    if (match !== null) samples.push({ name: match[1]!, labels: match[2] ?? "", value: Number(match[3]) });
  }
  return samples;
}

const NAMES = new Set([
  "nodejs_eventloop_utilization",
  "db_pool_waiting",
  "db_pool_connections",
  "db_pool_max_connections",
  "http_requests_in_flight",
  "http_requests_shed_total",
  "batch_queue_waiting",
  "cache_requests_total",
  "replica_lag_seconds",
  "events_waiting",
]);

/** Takes the figures of one process of the shop from its /metrics. */
export function noteShopMetrics(board: GaugeBoard, atSecond: number, process: string, text: string): void {
  const samples = parseMetrics(text, NAMES);
  const sum = (name: string, label = "") =>
    samples.filter((each) => each.name === name && each.labels.includes(label)).reduce((total, { value }) => total + value, 0);
  const has = (name: string) => samples.some((each) => each.name === name);
  const of = process;
  if (has("nodejs_eventloop_utilization")) {
    board.note(atSecond, { id: "event-loop-busy", of, value: sum("nodejs_eventloop_utilization") });
  }
  if (has("db_pool_max_connections")) {
    const most = sum("db_pool_max_connections");
    board.note(atSecond, { id: "pool-waiting", of, value: sum("db_pool_waiting") });
    board.note(atSecond, { id: "pool-used", of, value: most === 0 ? 0 : sum("db_pool_connections", 'state="busy"') / most });
  }
  if (has("http_requests_in_flight"))
    board.note(atSecond, { id: "requests-in-flight", of, value: sum("http_requests_in_flight") });
  if (has("batch_queue_waiting")) board.note(atSecond, { id: "batch-waiting", of, value: sum("batch_queue_waiting") });
  if (has("events_waiting")) board.note(atSecond, { id: "events-waiting", of: "events", value: sum("events_waiting") });
  board.noteCounter(atSecond, { id: "requests-shed", of, value: sum("http_requests_shed_total") });
  for (const { labels, value } of samples.filter(({ name }) => name === "replica_lag_seconds")) {
    board.note(atSecond, { id: "replica-lag", of: /replica="([^"]*)"/.exec(labels)?.[1] ?? of, value });
  }
}

/** What a process's caches were asked and had since its start. */
export function cacheCounts(text: string): { readonly asked: number; readonly had: number } {
  const samples = parseMetrics(text, new Set(["cache_requests_total"]));
  const sum = (values: readonly Sample[]) => values.reduce((total, { value }) => total + value, 0);
  return { asked: sum(samples), had: sum(samples.filter(({ labels }) => /result="(hit|stale)"/.test(labels))) };
}
