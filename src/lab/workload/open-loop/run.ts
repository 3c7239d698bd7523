import { once } from "node:events";
import { cpus, release, type as systemType, totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import type { Catalogue } from "../mixes/catalogue.ts";
import { mixNamed } from "../mixes/mix.ts";
import { type Profile, secondsOf, stagesOf } from "../profiles/profile.ts";
import { type DoneReport, type SecondReport, STOP, type WorkerPlan, type WorkerReport } from "./messages.ts";
import { raisePriority } from "./priority.ts";
import { type ArrivalProcess, type FaultMark, type Machine, RESULT_FORMAT, type RunResult, type Second } from "./result.ts";
import { noSampler, type Sampler } from "./sampler.ts";
import { createSeries } from "./series.ts";
import { DEFAULT_SLOS, type SloTargets, sloVerdicts, voidReason } from "./verdicts.ts";

export type LoadOptions = {
  readonly mix: string;
  readonly ratePerSecond: number;
  readonly urls: readonly string[];
  readonly catalogue: Catalogue;
  readonly profile: Profile;
  /** Null: as long as the profile says. */
  readonly seconds: number | null;
  readonly warmUpSeconds?: number;
  readonly arrivals?: ArrivalProcess;
  readonly seed?: number;
  readonly thinkMs?: number;
  readonly timeoutMs?: number;
  readonly workers?: number;
  readonly name?: string;
  readonly historyFile?: string | null;
  readonly slos?: SloTargets;
  readonly versions?: Readonly<Record<string, string>>;
  readonly databaseSettings?: Readonly<Record<string, string>> | null;
  readonly sampler?: Sampler;
  /** What was done to the shop meanwhile; asked at the end. */
  readonly faults?: (startedAtMs: number) => readonly FaultMark[];
  readonly onSecond?: (second: Second, seconds: number) => void;
  /** Ends the run early: its figures are those of the time until then. */
  readonly signal?: AbortSignal;
};

export const MAX_RATE_PER_SECOND = 200_000;
export const MAX_SECONDS = 86_400;
export const MAX_WORKERS = 32;
/**
 * Short, so that a run of a minute is many visits long: with TPC-W's 7 s a visit of 15 pages takes longer than the run. What a shop sees
 * is the same, for the schedule decides when requests come.
 */
export const DEFAULT_THINK_MS = 1_000;
/** As long as the slowest browser waits before its user reloads; the shop itself gives up after 30 s. */
export const DEFAULT_TIMEOUT_MS = 10_000;
export const DEFAULT_WARM_UP_SECONDS = 5;
/** What one worker leaves headroom for: at about 30 µs a request it is busy for a third of the time. */
const RATE_PER_WORKER = 12_000;
/** Requests under way that a run may have; an arrival beyond counts as failed. A thousand times what a healthy shop has at 1,000 a second. */
const MAX_CONNECTIONS = 8_192;
/** Between the word that all are ready and the first request. */
const START_DELAY_MS = 200;

/** Runs one load against a shop and answers everything that was seen. Rejects only when the generator itself breaks. */
export async function runLoad(options: LoadOptions): Promise<RunResult> {
  const seed = options.seed ?? 1;
  const stages = stagesOf(options.profile, options.ratePerSecond, options.seconds);
  const seconds = secondsOf(stages);
  const peak = Math.max(...stages.flatMap((stage) => [stage.fromPerSecond, stage.toPerSecond]));
  const workers = options.workers ?? Math.max(1, Math.ceil(peak / RATE_PER_WORKER));
  const warmUpSeconds = Math.min(options.warmUpSeconds ?? DEFAULT_WARM_UP_SECONDS, Math.floor(seconds / 2));
  mixNamed(options.mix);
  const startedAt = new Date();
  const settings = {
    mix: options.mix,
    profile: options.profile.name,
    ratePerSecond: options.ratePerSecond,
    seconds,
    warmUpSeconds,
    arrivals: options.arrivals ?? "poisson",
    seed,
    thinkMs: options.thinkMs ?? DEFAULT_THINK_MS,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    workers,
    urls: options.urls,
    products: options.catalogue.productIds.length,
  } as const;
  const plan: Omit<WorkerPlan, "worker"> = {
    workers,
    runId: `${options.mix}-${startedAt.getTime().toString(36)}`,
    mix: options.mix,
    stages,
    arrivals: settings.arrivals,
    seed,
    thinkMs: settings.thinkMs,
    timeoutMs: settings.timeoutMs,
    maxConnections: Math.ceil(MAX_CONNECTIONS / workers),
    urls: options.urls,
    catalogue: shared(options.catalogue),
    historyFile: options.historyFile ?? null,
  };
  const sampler = options.sampler ?? noSampler;
  const series = createSeries({ workers, warmUpSeconds, seconds });
  const started = { atMs: 0 };
  let before = process.cpuUsage();
  const done = await driveWorkers(plan, options.signal, {
    onStart(atMs) {
      started.atMs = atMs;
      before = process.cpuUsage();
      sampler.start(atMs);
    },
    onSecond(report) {
      const second = series.add(report);
      if (second !== null) options.onSecond?.(second, seconds);
    },
  });
  const { user, system } = process.cpuUsage(before);
  const tookMs = Date.now() - started.atMs;
  const ranSeconds = options.signal?.aborted ? Math.min(seconds, Math.floor(tookMs / 1_000)) : seconds;
  series.finish(ranSeconds);
  const samples = await sampler.stop();
  const summary = series.summary();
  const sentInAll = summary.seconds.reduce((sum, second) => sum + second.offered, 0);
  const cpuUs = user + system;
  const generator = { ...summary.generator, cpuCores: cpuUs / 1_000 / tookMs, cpuUsPerRequest: cpuUs / Math.max(1, sentInAll) };
  const historyError = done.find((each) => each.historyError !== null)?.historyError ?? null;
  return {
    format: RESULT_FORMAT,
    name: options.name ?? `${options.mix} at ${options.ratePerSecond}/s`,
    startedAt: new Date(started.atMs).toISOString(),
    settings: { ...settings, seconds: ranSeconds },
    versions: { node: process.version, ...options.versions },
    machine: machine(),
    databaseSettings: options.databaseSettings ?? null,
    ...summary,
    generator,
    void: voidReason(generator, summary.totals, settings, historyError),
    ...samples,
    slos: sloVerdicts(options.slos ?? DEFAULT_SLOS, summary.totals, summary.latency, summary.operations),
    faults: options.faults?.(started.atMs) ?? [],
    audit: null,
    historyFile: options.historyFile ?? null,
  };
}

type WorkerEvents = { readonly onStart: (atMs: number) => void; readonly onSecond: (report: SecondReport) => void };

async function driveWorkers(
  plan: Omit<WorkerPlan, "worker">,
  signal: AbortSignal | undefined,
  events: WorkerEvents,
): Promise<DoneReport[]> {
  // Threads inherit it; so a machine that the shop saturates still sends on time.
  const lower = raisePriority();
  const threads = Array.from({ length: plan.workers }, (_, worker) => {
    return new Worker(new URL("./worker.ts", import.meta.url), { workerData: { ...plan, worker } satisfies WorkerPlan });
  });
  const stop = () => threads.forEach((thread) => void thread.postMessage(STOP));
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const failed = Promise.race(threads.map(async (thread) => Promise.reject((await once(thread, "error"))[0])));
    failed.catch(() => undefined);
    await Promise.race([failed, Promise.all(threads.map((thread) => once(thread, "message")))]);
    lower();
    const startsAtMs = Date.now() + START_DELAY_MS;
    const finished = threads.map(
      (thread) =>
        new Promise<DoneReport>((resolve) => {
          thread.on("message", (report: WorkerReport) => {
            if (report.kind === "done") resolve(report);
            else if (report.kind === "second") events.onSecond(report);
          });
        }),
    );
    events.onStart(startsAtMs);
    for (const thread of threads) thread.postMessage({ startsAtMs });
    return await Promise.race([failed, Promise.all(finished)]);
  } finally {
    signal?.removeEventListener("abort", stop);
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** So that several threads look at the same millions of ids. */
function shared(catalogue: Catalogue): Catalogue {
  const share = (values: Float64Array) => {
    const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
    copy.set(values);
    return copy;
  };
  return { ...catalogue, productIds: share(catalogue.productIds), variantIds: share(catalogue.variantIds) };
}

export function machine(): Machine {
  const [first] = cpus();
  return {
    cores: cpus().length,
    model: first?.model.trim() ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release()}`,
  };
}
