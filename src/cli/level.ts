import { existsSync } from "node:fs";
import { join } from "node:path";
import { readFaultPlan } from "../lab/faults/fault-plan.ts";
import { experimentsOf, findExperiment } from "../lab/levels/catalogue.ts";
import { experimentTable } from "../lab/levels/experiment-table.ts";
import { disturbBy } from "../lab/levels/fault-plan.ts";
import { prepareLevelData, readLevelData } from "../lab/levels/level-data.ts";
import type { RunningShop } from "../lab/levels/level-shop.ts";
import { findLevel, type Level, levelDirectory } from "../lab/levels/levels.ts";
import { type MissingProgram, missingOf, missingPrograms } from "../lab/levels/missing-programs.ts";
import { runExperiment } from "../lab/levels/run-experiment.ts";
import { runLevel } from "../lab/levels/run-level.ts";
import { verdictOf, verdictTable } from "../lab/levels/verdict-table.ts";
import type { Second } from "../lab/workload/open-loop/result.ts";
import { MAX_RATE_PER_SECOND, MAX_SECONDS } from "../lab/workload/open-loop/run.ts";
import { environmentSettings, readEnvironment } from "../platform/topology/environment.ts";
import { readTopology } from "../platform/topology/topology.ts";
import { onShutdown } from "./lifecycle.ts";
import { wholeNumber } from "./numbers.ts";
import { createProgressLine, type ProgressLine } from "./progress-line.ts";
import { removeRunning, writeRunning } from "./running.ts";
import { packageVersion } from "./version.ts";

export type LevelCommandOptions = {
  readonly list?: boolean;
  readonly experiment?: string;
  readonly all?: boolean;
  readonly faults?: string;
  readonly scale?: string;
  readonly seconds?: string;
  readonly warmUp: string;
  readonly rate?: string;
  readonly p99?: string;
  readonly availability?: string;
  readonly out?: string;
};

const DEFAULT_SECONDS = 60;
/** Enough for counters and shares, which are what experiments compare. */
const DEFAULT_EXPERIMENT_SECONDS = 20;
const MIN_SECONDS = 2;
const MAX_LATENCY_MS = 300_000;
const MIN_SCALE = 0.0001;
const MAX_SCALE = 10;
/** What a shop of the lab keeps of the environment: everything else may be the address or the key of a real one. */
const KEPT_SETTINGS: ReadonlySet<string> = new Set(["HOST", "PORT", "TENFOLD_LOG_LEVEL", "TENFOLD_LOG", "TENFOLD_DEBUG"]);

/**
 * Runs a level whole, or experiments of it. The exit code is 0 for green (for experiments: each showed what it is there to show), 1 for red, 3 when a
 * run is void because the generator was at fault.
 */
export async function levelCommand(given: string, options: LevelCommandOptions): Promise<void> {
  const level = findLevel(given);
  const checked = check(level, options);
  if (options.list) return list(level);
  const { dataDirectory } = readEnvironment();
  forgetOtherShops(process.env);
  const stop = new AbortController();
  let finished: Promise<unknown> = Promise.resolve();
  let isDone = false;
  onShutdown(async (reason) => {
    // Whoever has nothing more to do lets go of the process above, which looks like losing it.
    if (isDone) return;
    if (reason !== "failure") say("stopping everything");
    stop.abort(new Error("stopped before it was done"));
    await finished;
    process.exitCode ??= 1;
  });
  const directory = levelDirectory(dataDirectory, level, checked.scale);
  const common = { level, directory, signal: stop.signal, ...checked };
  const work = checked.experiments.length > 0 ? runExperiments(common) : runWhole(common);
  finished = work.catch(() => undefined);
  process.exitCode = await work;
  isDone = true;
  process.disconnect?.();
}

type Checked = ReturnType<typeof check>;
type Common = Checked & { readonly level: Level; readonly directory: string; readonly signal: AbortSignal };

/** Every option before anything is started. */
function check(level: Level, options: LevelCommandOptions) {
  const topology = readTopology(level.topologyFile);
  const chosen = [options.list, options.experiment, options.all].filter((each) => each !== undefined && each !== false);
  if (chosen.length > 1) throw new Error("Give one of --list, --experiment and --all.");
  const experiments = options.all
    ? experimentsOf(level.number)
    : options.experiment === undefined
      ? []
      : [findExperiment(level.number, options.experiment)];
  if (options.faults !== undefined && experiments.length > 0)
    throw new Error("--faults disturbs the run of a whole level, and no experiment.");
  const seconds = experiments.length > 0 ? DEFAULT_EXPERIMENT_SECONDS : DEFAULT_SECONDS;
  return {
    topology,
    experiments,
    faultPlan: options.faults === undefined ? null : readFaultPlan(faultFile(level, options.faults)),
    scale: scaleOf(level, options.scale),
    seconds: options.seconds === undefined ? seconds : wholeNumber("--seconds", options.seconds, MAX_SECONDS, MIN_SECONDS),
    warmUpSeconds: wholeNumber("--warm-up", options.warmUp, MAX_SECONDS),
    ratePerSecond:
      options.rate === undefined ? topology.target.ratePerSecond : wholeNumber("--rate", options.rate, MAX_RATE_PER_SECOND, 1),
    slos: {
      availability:
        options.availability === undefined ? topology.slos.availability : shareOf("--availability", options.availability),
      latencyP99Ms: options.p99 === undefined ? topology.slos.latencyP99Ms : wholeNumber("--p99", options.p99, MAX_LATENCY_MS, 1),
    },
    out: options.out ?? null,
  };
}

function faultFile(level: Level, given: string): string {
  if (given !== "default") return given;
  const file = join(level.topologyFile, "..", "faults.yaml");
  if (existsSync(file)) return file;
  throw new Error(`Level ${level.number} has no faults of its own yet: give the file of a plan.`);
}

function scaleOf(level: Level, given: string | undefined): number | null {
  if (given === undefined) return level.scale;
  if (level.scale === null)
    throw new Error(`Level ${level.number} runs on the demo shop, which has one size: leave --scale out.`);
  const scale = Number(given);
  if (given.trim() !== "" && scale >= MIN_SCALE && scale <= MAX_SCALE) return scale;
  throw new Error(`--scale is "${given}"; it must be millions of products, from ${MIN_SCALE} to ${MAX_SCALE}.`);
}

function shareOf(option: string, text: string): number {
  const share = Number(text);
  if (share > 0 && share < 1) return share;
  throw new Error(`${option} is "${text}"; it must be a share between 0 and 1, such as 0.999.`);
}

function list(level: Level): void {
  for (const { name, title, question, takesSeconds, needs } of experimentsOf(level.number)) {
    const minutes = Math.max(1, Math.round(takesSeconds / 60));
    const without = missingOf(needs).map((each) => `\n    not here: ${each.name} (${each.install})`);
    process.stdout.write(`${name}  (about ${minutes} min)\n    ${title}. ${question}${without.join("")}\n`);
  }
  process.disconnect?.();
}

async function runWhole(common: Common): Promise<number> {
  const { level, directory, topology, scale, seconds, warmUpSeconds, ratePerSecond, slos, faultPlan, signal } = common;
  const missing = missingPrograms(topology);
  say(`level ${level.number}: ${ratePerSecond.toLocaleString("en")} requests a second for ${seconds} s, ${dataText(scale)}`);
  say(`  1. data in ${directory}${scale === null || (await readLevelData(directory)) !== null ? "" : ", made once"}`);
  say(`  2. ${topology.name}, every part of it on this machine`);
  say(`  3. the mix ${level.mix}, open loop, each call kept${faultPlan === null ? "" : `; the faults of ${faultPlan.name}`}`);
  say("  4. its objectives, and an audit of everything");
  sayMissing(missing);
  if (scale !== null) await prepareLevelData({ directory, scale, onEvent: say, signal });
  const progress = createProgressLine();
  const run = await runLevel({
    ...shopOptions(progress, signal),
    level,
    topology,
    dataDirectory: directory,
    ratePerSecond,
    seconds,
    warmUpSeconds,
    slos,
    networkFaults: faultPlan !== null,
    filesDirectory: common.out ?? join(directory, "runs", stamp()),
    disturb:
      faultPlan === null ? null : (shop, forMs, until) => disturbBy(faultPlan, shop, { forMs, signal: until, onEvent: say }),
  });
  process.stdout.write(`\n${verdictTable(run, missing)}`);
  const verdict = verdictOf(run.result);
  return verdict === "green" ? 0 : verdict === "red" ? 1 : 3;
}

async function runExperiments(common: Common): Promise<number> {
  const { level, directory, topology, scale, seconds, ratePerSecond, experiments, signal } = common;
  const able = experiments.filter(({ needs }) => missingOf(needs).length === 0);
  const takes = able.reduce((sum, { takesSeconds }) => sum + takesSeconds, 0);
  say(
    `level ${level.number}: ${experiments.map(({ name }) => name).join(", ")}; about ${Math.max(1, Math.round(takes / 60))} min`,
  );
  const outcomes: boolean[] = [];
  for (const experiment of experiments) {
    const missing = missingOf(experiment.needs);
    if (missing.length > 0) {
      process.stdout.write(`${experiment.name}: skipped\n`);
      sayMissing(missing);
      continue;
    }
    say(`${experiment.title}. ${experiment.question}`);
    const { result, files } = await runExperiment(experiment, {
      ...shopOptions(createProgressLine(), signal),
      level,
      topology,
      scale,
      ratePerSecond,
      seconds,
      dataDirectory: directory,
      filesDirectory: join(common.out ?? join(directory, "experiments"), experiment.name),
    });
    process.stdout.write(`${experimentTable(result)}page            ${files.page}\n\n`);
    outcomes.push(result.held);
  }
  return outcomes.every((held) => held) ? 0 : 1;
}

/** Tells other commands where the shop is, and shows how a load goes. */
function shopOptions(progress: ProgressLine, signal: AbortSignal) {
  return {
    signal,
    version: packageVersion(),
    onEvent(message: string) {
      // Said beforehand, all of it together.
      if (!message.includes(" is not installed (")) say(message);
    },
    onSecond({ second, offered, answered, failed, p50, p99, inFlight }: Second, seconds: number) {
      const at = `${Math.min(second + 1, Math.round(seconds))}/${Math.round(seconds)} s`;
      progress.show(
        `${at}  ${answered} of ${offered} answered, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, ${failed} failed, ${inFlight} under way`,
      );
      if (second + 1 >= Math.round(seconds)) progress.end();
    },
    onRunning(running: RunningShop | null, directory: string) {
      if (running === null) return void removeRunning(directory);
      const { apiUrls, databaseUrl, sandboxUrl, openSearch, parts, topology } = running;
      writeRunning(directory, { pid: process.pid, topology, apiUrls, databaseUrl, sandboxUrl, openSearch, parts });
    },
  };
}

/** A shop of the lab must not find the database, the payment provider or the mail server of a real one. */
function forgetOtherShops(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environmentSettings)) if (!KEPT_SETTINGS.has(name)) delete env[name];
  env.TENFOLD_STOREFRONT = "off";
}

function sayMissing(missing: readonly MissingProgram[]): void {
  for (const { name, without, install } of missing) say(`  not installed: ${name}; ${without} → ${install}`);
}

function dataText(scale: number | null): string {
  return scale === null
    ? "in the demo shop"
    : `among ${(scale * 1_000_000).toLocaleString("en")} products, about ${(scale * ROWS_PER_SCALE).toPrecision(2)} million rows`;
}
/** Rows for each product, as `tenfold generate` makes them. */
const ROWS_PER_SCALE = 135;

function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(":", "-");
}

function say(message: string): void {
  process.stderr.write(`tenfold: ${message}\n`);
}
