import type { Metrics, Sample } from "../telemetry/metrics.ts";
import type { ByteCacheFigures, CacheResult } from "../telemetry/part-observer.ts";

const RESULTS: readonly CacheResult[] = ["hit", "stale", "miss", "joined", "negative"];

/** The figures of caches of ready answers; `caches` is read again at each scrape. */
export function registerByteCaches(metrics: Metrics, caches: readonly ByteCacheFigures[]): void {
  const each = (pick: (figures: ByteCacheFigures) => number) => () =>
    caches.map((cache): Sample => ({ labels: { cache: cache.name }, value: pick(cache) }));
  metrics.total({ name: "cache_requests_total", help: "Requests for ready answers, by what they led to." }, () =>
    caches.flatMap(({ name, results }) =>
      RESULTS.map((result): Sample => ({ labels: { cache: name, result }, value: results[result] })),
    ),
  );
  metrics.gauge(
    { name: "cache_bytes", help: "Memory that the ready answers take, with their keys and all that holds them." },
    each((cache) => cache.bytes),
  );
  metrics.gauge(
    { name: "cache_max_bytes", help: "Memory that they may take." },
    each((cache) => cache.maxBytes),
  );
  metrics.total(
    { name: "cache_evictions_total", help: "Ready answers pushed out for want of room." },
    each((cache) => cache.evictions),
  );
  metrics.total(
    { name: "cache_invalidations_total", help: "Ready answers that a change made wrong." },
    each((cache) => cache.invalidations),
  );
  metrics.gauge(
    { name: "cache_staleness_seconds", help: "How old the latest change was at the most when the process learnt of it." },
    each((cache) => cache.stalenessMs / 1_000),
  );
}
