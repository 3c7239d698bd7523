import { setTimeout as delay } from "node:timers/promises";
import type { RunningPart } from "../supervisor/part.ts";
import type { Catalogue } from "../workload/mixes/catalogue.ts";
import { machine, runLoad } from "../workload/open-loop/run.ts";
import { STEADY } from "../workload/profiles/profile.ts";
import { type ClosedLoopResult, runClosedLoop } from "./closed-loop.ts";
import { sum } from "./forecast.ts";
import { type Cores, type MeasuredPoint, type MeasuredSet, type OpenRun, SET_FORMAT } from "./measured-set.ts";
import { median } from "./median.ts";
import { loadKindOf, type ProcessorUse, processorTimes, useBetween } from "./processor-use.ts";
import { fitScalability, mostUpTo } from "./scalability-law.ts";

/** A shop that runs, and can be asked which processes it has at this moment. */
export type MeasuredShop = {
  readonly urls: readonly string[];
  readonly topology: string;
  readonly parts: () => Promise<readonly RunningPart[]>;
};

export type MeasureOptions = {
  readonly name: string;
  readonly shop: MeasuredShop;
  readonly catalogue: Catalogue;
  readonly mix: string;
  /** Different numbers of clients. */
  readonly clients: readonly number[];
  readonly heldOut: number;
  readonly rounds: number;
  readonly secondsPerRun: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Ends the measuring between two runs. */
  readonly signal: AbortSignal;
  readonly onRun: (done: number, total: number, what: string) => void;
};

const MS_PER_SECOND = 1_000;
/** Before the time that counts: caches fill, code is compiled, and the clients come to different places of their visits. */
const WARM_UP_SHARE = 0.5;
const LEAST_WARM_UP_MS = 500;
const IDLE_MS = 3_000;
/** A shop that was just filled vacuums, analyses and works off its events: it is at rest when less is not used any more. */
const MOST_IDLE_LOOKS = 10;
/** Of the law's most: half is what a shop is planned for, and there a queue is short but not absent. */
const OPEN_LOOP_SHARE = 0.5;
const OPEN_LOOP_WARM_UP_SECONDS = 2;

type Run = ClosedLoopResult & ProcessorUse;

/**
 * Measures a shop that nobody else uses: at rest, with each number of clients in several rounds whose order turns round (so that what a
 * machine's neighbours do, or a growing database, meets all of them), and once by the open-loop generator.
 */
export async function measure(options: MeasureOptions): Promise<MeasuredSet> {
  const { shop, clients, rounds, onRun } = options;
  const total = clients.length * rounds + 2;
  let done = 0;
  const next = (what: string) => {
    options.signal.throwIfAborted();
    onRun(done++, total, what);
  };
  next("at rest");
  const idle = await usedAtRest(options);
  const runs = new Map<number, Run[]>(clients.map((number) => [number, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const number of round % 2 === 0 ? clients : clients.toReversed()) {
      next(`round ${round + 1}, ${number} ${number === 1 ? "client" : "clients"}`);
      runs.get(number)!.push(await closedRun(options, number, done));
    }
  }
  const points = clients.map((number) => pointOf(number, runs.get(number)!));
  next("open loop");
  const open = await openRun(options, points);
  const apiProcesses = (await shop.parts()).filter(({ kind }) => loadKindOf(kind) === "api").length;
  return {
    format: SET_FORMAT,
    name: options.name,
    measuredAt: new Date().toISOString(),
    machine: machine(),
    versions: { ...options.versions },
    topology: shop.topology,
    apiProcesses,
    mix: options.mix,
    products: options.catalogue.productIds.length,
    secondsPerRun: options.secondsPerRun,
    idle,
    points,
    heldOut: options.heldOut,
    open,
  };
}

async function usedAtRest({ shop, signal }: MeasureOptions): Promise<Cores> {
  let least: Cores | undefined;
  for (let look = 0; look < MOST_IDLE_LOOKS; look += 1) {
    signal.throwIfAborted();
    const { cores } = (await observe(shop, () => delay(IDLE_MS))).use;
    if (least !== undefined && sum(Object.values(cores)) >= sum(Object.values(least))) break;
    least = cores;
  }
  return least!;
}

async function closedRun({ shop, catalogue, mix, secondsPerRun }: MeasureOptions, clients: number, seed: number): Promise<Run> {
  const measureMs = secondsPerRun * MS_PER_SECOND;
  let use: ProcessorUse | undefined;
  const result = await runClosedLoop({
    urls: shop.urls,
    catalogue,
    mix,
    clients,
    seed,
    warmUp: () => delay(Math.max(LEAST_WARM_UP_MS, measureMs * WARM_UP_SHARE)),
    counted: async () => {
      ({ use } = await observe(shop, () => delay(measureMs)));
    },
  });
  if (result.answered === 0 || result.failed > result.answered * MOST_FAILED) {
    throw new Error(
      `With ${clients} clients ${result.failed} of ${result.answered} requests failed, most with ${result.failure}: there is nothing to measure. Look into the shop's logs.`,
    );
  }
  return { ...result, ...use! };
}
/** With more the throughput is that of errors. */
const MOST_FAILED = 0.05;

async function observe<Result>(shop: MeasuredShop, work: () => Promise<Result>): Promise<{ result: Result; use: ProcessorUse }> {
  const parts = await shop.parts();
  const before = processorTimes(parts);
  const result = await work();
  return { result, use: useBetween(before, processorTimes(parts)) };
}

function pointOf(clients: number, runs: readonly Run[]): MeasuredPoint {
  const of = (pick: (run: Run) => number) => median(runs.map(pick));
  const kinds = Object.keys(runs[0]!.cores) as (keyof Run["cores"])[];
  return {
    clients,
    perSecond: rounded(of((run) => run.perSecond)),
    meanMs: rounded(of((run) => run.meanMs)),
    p99Ms: rounded(of((run) => run.p99Ms)),
    cores: Object.fromEntries(kinds.map((kind) => [kind, of((run) => run.cores[kind] ?? 0)])),
    generatorCores: of((run) => run.generatorCores),
    othersCores: of((run) => run.othersCores),
    failedShare: rounded(of((run) => run.failed / run.answered)),
    bytesPerRequest: Math.round(of((run) => run.bytes / run.answered)),
    rounds: runs.map((run) => rounded(run.perSecond)),
  };
}

/** At a rate that stands in no point, so that what the plan says of processors and latency can be held against it. */
async function openRun(options: MeasureOptions, points: readonly MeasuredPoint[]): Promise<OpenRun> {
  const { shop, heldOut } = options;
  const fitted = points
    .filter(({ clients }) => clients !== heldOut)
    .map(({ clients, perSecond }) => ({ concurrency: clients, perSecond }));
  const most = mostUpTo(fitScalability(fitted), Math.max(...options.clients));
  const ratePerSecond = Math.max(1, Math.round(most * OPEN_LOOP_SHARE));
  const seconds = Math.max(2 * OPEN_LOOP_WARM_UP_SECONDS, Math.round(options.secondsPerRun) + OPEN_LOOP_WARM_UP_SECONDS);
  const { result, use } = await observe(shop, () =>
    runLoad({
      mix: options.mix,
      ratePerSecond,
      urls: shop.urls,
      catalogue: options.catalogue,
      profile: STEADY,
      seconds,
      warmUpSeconds: OPEN_LOOP_WARM_UP_SECONDS,
    }),
  );
  return {
    ratePerSecond,
    answeredPerSecond: rounded(result.totals.answeredPerSecond),
    meanMs: rounded(result.latency.mean),
    p99Ms: rounded(result.latency.p99),
    cores: use.cores,
    generatorCores: use.generatorCores,
    void: result.void,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
