import { statfs } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Metrics } from "./metrics.ts";
import { recently } from "./recently.ts";

export type ProcessDescription = {
  readonly version: string;
  readonly role: string;
  /** The folder that everything is written to; its disk is watched. */
  readonly dataDirectory: string;
};

/** What a process says of itself beside prom-client's figures: what it is, how busy its one thread is, and what room is left. */
export function registerProcessFigures(metrics: Metrics, { version, role, dataDirectory }: ProcessDescription): void {
  metrics.gauge({ name: "tenfold_build_info", help: "1, with what this process is." }, () => [
    { labels: { version, node: process.versions.node, role }, value: 1 },
  ]);
  let last = performance.eventLoopUtilization();
  metrics.gauge(
    { name: "nodejs_eventloop_utilization", help: "Part of the time since the last scrape that the event loop worked, 0 to 1." },
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
  );
  metrics.gauge(
    { name: "nodejs_heap_size_limit_bytes", help: "What the heap may grow to before the process ends." },
    () => getHeapStatistics().heap_size_limit,
  );
  const disk = recently(async () => {
    const { bsize, blocks, bavail } = await statfs(dataDirectory);
    return { size: blocks * bsize, free: bavail * bsize };
  });
  metrics.gauge(
    { name: "data_disk_size_bytes", help: "Size of the disk that holds the data folder." },
    async () => (await disk())?.size ?? null,
  );
  metrics.gauge(
    { name: "data_disk_free_bytes", help: "What is free on it for this user." },
    async () => (await disk())?.free ?? null,
  );
}
