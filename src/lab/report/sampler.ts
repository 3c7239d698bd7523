import { availableParallelism } from "node:os";
import { Pool } from "undici";
import type { PartKind, PartSeries } from "../workload/open-loop/result.ts";
import type { Sampler } from "../workload/open-loop/sampler.ts";
import { createDatabaseFigures } from "./database-figures.ts";
import { createGaugeBoard } from "./gauges.ts";
import { diskBusyMs, machineCpuMs, readProcesses, useOf } from "./proc.ts";
import { saturationOf } from "./saturation.ts";
import { cacheCounts, noteShopMetrics } from "./shop-metrics.ts";

/** A process of the shop that is looked at. */
export type SampledPart = {
  readonly name: string;
  readonly kind: PartKind;
  /** Null while it is being started again. */
  readonly pid: number | null;
  /** Where its /metrics are; null when it has none. */
  readonly metricsUrl: string | null;
};

export type SamplerOptions = {
  /** Asked at every sample: a part that was started again has another process. */
  readonly parts: () => Promise<readonly SampledPart[]>;
  readonly databaseUrl: string | null;
  readonly metricsToken: string | null;
};

const SAMPLE_MS = 1_000;
/** /metrics costs the shop some milliseconds of processor time. */
const METRICS_EVERY = 2;
const METRICS_TIMEOUT_MS = 1_500;

/** Samples processor time, memory and disk from /proc, the shop's own figures from /metrics, and PostgreSQL's statistics. */
export function createSampler(options: SamplerOptions): Sampler {
  const board = createGaugeBoard();
  const database = options.databaseUrl === null ? null : createDatabaseFigures(options.databaseUrl);
  const tracker = createPartTracker();
  const pools = new Map<string, Pool>();
  const caches = new Map<string, { asked: number; had: number }>();
  let startMs = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  let under: Promise<void> = Promise.resolve();
  let isSampling = false;

  async function sample(): Promise<void> {
    // Before the load: it is there to be compared with, and counters need a first value.
    const at = (Date.now() - startMs) / 1_000;
    turn += 1;
    const parts = await options.parts();
    tracker.note(at, parts);
    for (const [disk, share] of tracker.disks(at)) board.note(at, { id: "disk-busy", of: disk, value: share });
    const jobs = turn % METRICS_EVERY === 0 ? parts.map((part) => readMetrics(part, at)) : [];
    await Promise.all([...jobs, database?.note(board, at)]);
  }

  async function readMetrics(part: SampledPart, at: number): Promise<void> {
    if (part.metricsUrl === null) return;
    try {
      const text = await fetchText(part.metricsUrl);
      noteShopMetrics(board, at, part.name, text);
      const now = cacheCounts(text);
      const before = caches.get(part.name);
      caches.set(part.name, now);
      const asked = before === undefined ? 0 : now.asked - before.asked;
      if (asked > 0) board.note(at, { id: "cache-hit", of: part.name, value: (now.had - before!.had) / asked });
    } catch {
      // Away, or too busy to tell: the curve has a gap there.
    }
  }

  async function fetchText(url: string): Promise<string> {
    const { origin, pathname } = new URL(url);
    let pool = pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, { connections: 1, headersTimeout: METRICS_TIMEOUT_MS, bodyTimeout: METRICS_TIMEOUT_MS });
      pools.set(origin, pool);
    }
    const headers = options.metricsToken === null ? {} : { authorization: `Bearer ${options.metricsToken}` };
    const { statusCode, body } = await pool.request({ method: "GET", path: pathname, headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
    return text;
  }

  return {
    start(atMs) {
      startMs = atMs;
      timer = setInterval(() => {
        if (isSampling) return;
        isSampling = true;
        under = sample()
          .catch(() => undefined)
          .finally(() => {
            isSampling = false;
          });
      }, SAMPLE_MS);
    },
    async stop() {
      clearInterval(timer);
      await under;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      await database?.close();
      const parts = tracker.series();
      const gauges = board.series();
      return { parts, gauges, saturation: saturationOf(parts, gauges) };
    },
  };
}

type OpenSeries = {
  -readonly [Field in keyof PartSeries]: PartSeries[Field] extends readonly number[] ? number[] : PartSeries[Field];
};

/** Turns processor time so far into cores' worth within each sample. */
function createPartTracker() {
  const cores = availableParallelism();
  const all = new Map<string, OpenSeries>();
  const cpu = new Map<string, { at: number; pid: number; ms: number }>();
  const disks = new Map<string, { at: number; ms: number }>();

  function add(
    at: number,
    name: string,
    kind: PartKind,
    maxCores: number,
    pid: number,
    cpuMs: number,
    memoryBytes: number,
  ): void {
    const before = cpu.get(name);
    cpu.set(name, { at, pid, ms: cpuMs });
    if (before === undefined || before.pid !== pid || at <= before.at) return;
    let series = all.get(name);
    if (series === undefined) {
      series = { name, kind, maxCores, atSeconds: [], cpuCores: [], memoryBytes: [] };
      all.set(name, series);
    }
    series.atSeconds.push(Number(at.toFixed(2)));
    series.cpuCores.push(Number(Math.max(0, (cpuMs - before.ms) / 1_000 / (at - before.at)).toFixed(3)));
    series.memoryBytes.push(memoryBytes);
  }

  return {
    note(at: number, parts: readonly SampledPart[]): void {
      const entries = readProcesses();
      for (const { name, kind, pid } of parts) {
        const use = pid === null ? null : useOf(entries, pid, kind === "database" || kind === "proxy");
        const maxCores = kind === "database" || kind === "proxy" ? cores : 1;
        if (use !== null) add(at, name, kind, maxCores, pid!, use.cpuMs, use.memoryBytes);
      }
      const { user, system } = process.cpuUsage();
      add(at, "load generator", "generator", cores, process.pid, (user + system) / 1_000, process.memoryUsage.rss());
      const machine = machineCpuMs();
      if (machine !== null) add(at, "machine", "machine", cores, 0, machine, 0);
    },
    /** The share of the time since the last sample that each disk was busy. */
    disks(at: number): [string, number][] {
      const shares: [string, number][] = [];
      for (const [disk, ms] of diskBusyMs()) {
        const before = disks.get(disk);
        disks.set(disk, { at, ms });
        if (before !== undefined && at > before.at) shares.push([disk, Math.min(1, (ms - before.ms) / 1_000 / (at - before.at))]);
      }
      return shares;
    },
    series: (): PartSeries[] => [...all.values()],
  };
}
