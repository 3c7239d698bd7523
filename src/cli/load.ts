import { writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { audit } from "../lab/audit/audit.ts";
import { readHistory } from "../lab/audit/history.ts";
import { createFaultClient } from "../lab/faults/fault-client.ts";
import { type FaultPlan, readFaultPlan } from "../lab/faults/fault-plan.ts";
import { type FaultEvent, type FaultRun, faultMarks, runFaultPlan } from "../lab/faults/run-fault-plan.ts";
import { disruptionOf } from "../lab/levels/fault-plan.ts";
import { judgeWithFaults } from "../lab/levels/judge-faults.ts";
import { createDatabaseFigures } from "../lab/report/database-figures.ts";
import { writeResultFile } from "../lab/report/result-file.ts";
import { runReport } from "../lab/report/run-report.ts";
import { sampledParts } from "../lab/report/sampled-parts.ts";
import { createSampler } from "../lab/report/sampler.ts";
import { createHttpClient } from "../lab/workload/http-client.ts";
import type { Catalogue } from "../lab/workload/mixes/catalogue.ts";
import { mixNamed } from "../lab/workload/mixes/mix.ts";
import { surveyByApi } from "../lab/workload/mixes/survey-api.ts";
import { surveyDatabase } from "../lab/workload/mixes/survey-database.ts";
import { isPassed, type RunResult, type Second } from "../lab/workload/open-loop/result.ts";
import { MAX_RATE_PER_SECOND, MAX_SECONDS, MAX_WORKERS, runLoad } from "../lab/workload/open-loop/run.ts";
import { DEFAULT_SLOS, type SloTargets } from "../lab/workload/open-loop/verdicts.ts";
import { readProfile } from "../lab/workload/profiles/profile.ts";
import { type Environment, readEnvironment } from "../platform/topology/environment.ts";
import { stalenessBoundMs } from "../platform/topology/staleness.ts";
import { readTopology } from "../platform/topology/topology.ts";
import { loadTable } from "./load-table.ts";
import { wholeNumber } from "./numbers.ts";
import { createProgressLine } from "./progress-line.ts";
import { type Running, readRunning } from "./running.ts";
import { findApi } from "./running-shop.ts";
import { packageVersion } from "./version.ts";

export type LoadRunOptions = {
  readonly mix: string;
  readonly rate: string;
  readonly seconds?: string;
  readonly warmUp: string;
  readonly profile: string;
  readonly arrivals: string;
  readonly url?: string;
  readonly seed: string;
  readonly think: string;
  readonly timeout: string;
  readonly workers?: string;
  readonly p99: string;
  readonly availability: string;
  readonly history?: string;
  readonly faults?: string;
  readonly audit?: boolean;
  readonly report?: string;
  readonly json?: string;
  readonly name?: string;
};

const MAX_THINK_MS = 600_000;
const MAX_TIMEOUT_MS = 300_000;
const REACH_TIMEOUT_MS = 5_000;
/** Orders that were answered with 202 are settled by a worker within seconds. */
const SETTLE_BEFORE_AUDIT_MS = 3_000;

/** Puts an open-loop load on a shop. The exit code is 0 when every objective was met, 2 when one was missed or the audit is red, 3 when the run is void. */
export async function loadRunCommand(options: LoadRunOptions): Promise<void> {
  const environment = readEnvironment();
  const checked = check(options);
  const urls = await findApi(environment, options.url);
  await reach(urls);
  const running = options.url === undefined ? await readRunning(environment.dataDirectory) : undefined;
  const databaseUrl = environment.databaseUrl ?? running?.databaseUrl ?? null;
  if (options.audit && databaseUrl === null) throw new Error("--audit needs the shop's database: set DATABASE_URL.");
  if (options.audit && options.history === undefined)
    throw new Error("--audit compares with what clients saw: give --history <file>, too.");
  const plan = options.faults === undefined ? null : readFaultPlan(options.faults);
  if (plan !== null && running === undefined)
    throw new Error("--faults acts on the shop that runs on the data folder; start one with `tenfold up`, and give no --url.");
  if (plan !== null && options.history === undefined)
    throw new Error("--faults says what was seen outside of failovers: give --history <file>, too.");
  process.stderr.write("looking at what the shop sells\n");
  const catalogue = await survey(urls, databaseUrl);
  const shop = await describeShop(urls[0]!, databaseUrl);
  const progress = createProgressLine();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const { dataDirectory } = environment;
  const disturbance = plan === null ? null : createDisturbance(plan, dataDirectory, checked.warmUpSeconds, stop.signal);
  const sampler = createSampler({
    parts: async () => (running === undefined ? [] : sampledParts((await readRunning(dataDirectory))?.parts ?? [])),
    databaseUrl,
    metricsToken: environment.metricsToken,
  });
  const loaded = await runLoad({
    ...checked,
    urls,
    catalogue,
    historyFile: options.history ?? null,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...shop,
    sampler: {
      ...sampler,
      start(atMs) {
        sampler.start(atMs);
        disturbance?.start(atMs);
      },
    },
    onSecond: (second, seconds) => progress.show(progressText(second, seconds)),
    signal: stop.signal,
  });
  progress.end();
  const result = disturbance === null ? loaded : await withFaults(loaded, await disturbance.stop(), checked.slos);
  const audited = options.audit ? await withAudit(result, environment, databaseUrl!, running) : result;
  process.stdout.write(loadTable(audited));
  if (options.json !== undefined) await writeResultFile(options.json, audited);
  if (options.report !== undefined) await writeFile(options.report, runReport(audited));
  for (const file of [options.json, options.report]) if (file !== undefined) process.stdout.write(`written: ${file}\n`);
  process.exitCode = audited.void !== null ? 3 : isPassed(audited) ? 0 : 2;
  process.disconnect?.();
}

/** Every option before anything is asked of the shop. */
function check(options: LoadRunOptions) {
  const availability = Number(options.availability);
  if (!(availability > 0 && availability <= 1))
    throw new Error(`--availability is "${options.availability}"; it must be a share from 0 to 1, such as 0.999.`);
  const { arrivals } = options;
  if (arrivals !== "poisson" && arrivals !== "constant")
    throw new Error(`--arrivals is "${arrivals}"; it must be poisson or constant.`);
  mixNamed(options.mix);
  return {
    mix: options.mix,
    ratePerSecond: wholeNumber("--rate", options.rate, MAX_RATE_PER_SECOND, 1),
    profile: readProfile(options.profile),
    seconds: options.seconds === undefined ? null : wholeNumber("--seconds", options.seconds, MAX_SECONDS, 2),
    warmUpSeconds: wholeNumber("--warm-up", options.warmUp, MAX_SECONDS),
    arrivals: arrivals as "poisson" | "constant",
    seed: wholeNumber("--seed", options.seed),
    thinkMs: wholeNumber("--think", options.think, MAX_THINK_MS),
    timeoutMs: wholeNumber("--timeout", options.timeout, MAX_TIMEOUT_MS, 1),
    ...(options.workers === undefined ? {} : { workers: wholeNumber("--workers", options.workers, MAX_WORKERS, 1) }),
    slos: { ...DEFAULT_SLOS, availability, latencyP99Ms: wholeNumber("--p99", options.p99, MAX_TIMEOUT_MS, 1) },
  };
}

/** Nobody should wait through all retries to learn of a mistyped address. */
async function reach(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(REACH_TIMEOUT_MS) }).catch(() => null);
    if (answer?.ok !== true)
      throw new Error(
        `There is no shop at ${url}: it does not answer /healthz. Start one with \`tenfold up\`, or give another --url.`,
      );
  }
}

async function survey(urls: readonly string[], databaseUrl: string | null): Promise<Catalogue> {
  if (databaseUrl !== null) return surveyDatabase(databaseUrl);
  const client = createHttpClient({ urls, connections: 4 });
  try {
    return await surveyByApi(client);
  } finally {
    await client.close();
  }
}

/** What stands in the report about the other side. */
async function describeShop(url: string, databaseUrl: string | null): Promise<Pick<RunResult, "versions" | "databaseSettings">> {
  const server = await fetch(`${url}/openapi.json`)
    .then((answer) => answer.json() as Promise<{ info?: { version?: string } }>)
    .catch(() => null);
  const versions = { tenfold: packageVersion(), "the shop's tenfold": server?.info?.version ?? "unknown" };
  if (databaseUrl === null) return { versions, databaseSettings: null };
  const figures = createDatabaseFigures(databaseUrl);
  const databaseSettings = await figures.settings();
  await figures.close();
  return { versions: { ...versions, postgresql: databaseSettings.server_version ?? "unknown" }, databaseSettings };
}

/** Lets things go wrong while a load runs, after its warm-up and until it ends. */
function createDisturbance(plan: FaultPlan, dataDirectory: string, warmUpSeconds: number, interrupted: AbortSignal) {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, interrupted]);
  let running: Promise<FaultRun> = Promise.resolve({ events: [], failovers: [] });
  const tell = (event: FaultEvent) =>
    process.stderr.write(event.outcome === "done" ? `\nfault: ${event.record.what}\n` : `\nfault left out: ${event.why}\n`);
  return {
    start(atMs: number): void {
      const startsInMs = Math.max(0, atMs + warmUpSeconds * 1_000 - Date.now());
      running = delay(startsInMs, undefined, { signal }).then(
        () => runFaultPlan(plan, createFaultClient(dataDirectory), { lengthMs: MAX_SECONDS * 1_000, signal, onEvent: tell }),
        () => ({ events: [], failovers: [] }),
      );
      running.catch(() => undefined);
    },
    stop(): Promise<FaultRun> {
      over.abort();
      return running;
    },
  };
}

async function withFaults(result: RunResult, run: FaultRun, slos: SloTargets): Promise<RunResult> {
  const judged = await judgeWithFaults(result, readHistory(result.historyFile!), run.events.flatMap(disruptionOf), slos);
  return { ...result, slos: judged.slos, faults: faultMarks(run, Date.parse(result.startedAt)) };
}

async function withAudit(
  result: RunResult,
  environment: Environment,
  databaseUrl: string,
  running: Running | undefined,
): Promise<RunResult> {
  process.stderr.write("auditing\n");
  await new Promise((resolve) => setTimeout(resolve, SETTLE_BEFORE_AUDIT_MS));
  const providerUrl = environment.sandboxUrl ?? running?.sandboxUrl ?? undefined;
  const { verdict, findings, counts } = await audit({
    databaseUrl,
    maxStalenessMs: stalenessBoundMs(readTopology(running?.topologyFile ?? environment.topologyFile ?? undefined)),
    historyFile: result.historyFile!,
    ...(providerUrl === undefined ? {} : { providerUrl }),
  });
  return { ...result, audit: { verdict, findings, counts } };
}

function progressText({ second, offered, answered, failed, p50, p99, inFlight }: Second, seconds: number): string {
  const rates = `${answered.toLocaleString("en")} of ${offered.toLocaleString("en")} answered`;
  return `${Math.min(second + 1, Math.round(seconds))}/${Math.round(seconds)} s  ${rates}, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, ${failed} failed, ${inFlight} under way`;
}
