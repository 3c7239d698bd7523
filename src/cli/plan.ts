import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startLevelShop } from "../lab/levels/level-shop.ts";
import { createForecaster, MOST_ERROR } from "../lab/model/forecast.ts";
import { measure } from "../lab/model/measure.ts";
import { readMeasuredSet } from "../lab/model/measured-set.ts";
import { MOST_RATE, planFor } from "../lab/model/plan.ts";
import { measuredText, planText } from "../lab/model/plan-text.ts";
import { plannedTopology } from "../lab/model/planned-topology.ts";
import { readPrices } from "../lab/model/prices.ts";
import { LEAST_POINTS } from "../lab/model/scalability-law.ts";
import { mixNamed } from "../lab/workload/mixes/mix.ts";
import { surveyDatabase } from "../lab/workload/mixes/survey-database.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import type { Topology } from "../platform/topology/schema.ts";
import { findTopology, readTopology } from "../platform/topology/topology.ts";
import { wholeNumber } from "./numbers.ts";
import { packageVersion } from "./version.ts";

type PlanOptions = {
  readonly rate?: string;
  readonly points?: string;
  readonly prices?: string;
  readonly out?: string;
  readonly json?: boolean;
};

/** Prints what a rate would need, and writes its topology. The exit code is 2 when the points' own forecast missed by more than it may. */
export async function planCommand(options: PlanOptions): Promise<void> {
  if (options.rate === undefined)
    throw new Error("Give the rate to plan for, such as --rate 500; `tenfold plan measure` takes the points.");
  const ratePerSecond = wholeNumber("--rate", options.rate, MOST_RATE, 1);
  const forecaster = createForecaster(readMeasuredSet(options.points));
  const plan = planFor(ratePerSecond, forecaster, readPrices(options.prices));
  if (options.out !== undefined) {
    const about = [
      `Planned for ${ratePerSecond} requests per second by \`tenfold plan\`, a model made of the points "${forecaster.set.name}".`,
      `It counts on ${plan.cores} cores. Measure it before you rely on it: tenfold up -t this-file, tenfold load run --rate ${Math.ceil(plan.perShop)}.`,
    ];
    await writeFile(options.out, plannedTopology(plan, about));
  }
  if (options.json) {
    const { law, residuals, check, leaveOneOut, efficiency } = forecaster;
    process.stdout.write(
      `${JSON.stringify({ plan, law, residuals, check, leaveOneOut, efficiency, points: forecaster.set.name }, null, 2)}\n`,
    );
  } else process.stdout.write(planText(plan, forecaster));
  if (options.out !== undefined) process.stderr.write(`written: ${options.out}\n`);
  process.exitCode = Math.abs(forecaster.check.error) > MOST_ERROR ? 2 : 0;
  process.disconnect?.();
}

type MeasureOptions = {
  readonly out: string;
  readonly topology: string;
  readonly mix: string;
  readonly clients: string;
  readonly holdOut: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly name?: string;
};

const MOST_CLIENTS = 1_024;
const MOST_ROUNDS = 99;
const MOST_SECONDS = 600;

/** Takes the points of a plan from a shop of its own on this machine, and says how well the law foretells the one held out. */
export async function planMeasureCommand(options: MeasureOptions): Promise<void> {
  const clients = options.clients.split(",").map((text) => wholeNumber("--clients", text, MOST_CLIENTS, 1));
  const heldOut = wholeNumber("--hold-out", options.holdOut, MOST_CLIENTS, 1);
  const rounds = wholeNumber("--rounds", options.rounds, MOST_ROUNDS, 1);
  const secondsPerRun = wholeNumber("--seconds", options.seconds, MOST_SECONDS, 1);
  if (new Set(clients).size < clients.length) throw new Error("--clients names the same number twice.");
  if (clients.length <= LEAST_POINTS)
    throw new Error(`--clients needs ${LEAST_POINTS + 1} numbers or more: ${LEAST_POINTS} for the fit and one to check it by.`);
  if (!clients.includes(heldOut))
    throw new Error(`--hold-out is ${heldOut}, which is none of --clients (${clients.join(", ")}).`);
  mixNamed(options.mix);
  // Found out now, and not after five minutes.
  if (!existsSync(dirname(resolve(options.out)))) throw new Error(`There is no folder for --out ${options.out}; make it first.`);
  const topology = measurable(readTopology(findTopology(options.topology)));
  const { dataDirectory } = readEnvironment();
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(join(dataDirectory, "plan-"));
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => stopped.abort(new Error("Stopped; nothing was written.")));
  const version = packageVersion();
  try {
    const shop = await startLevelShop({
      topology,
      dataDirectory: directory,
      demo: true,
      load: { mix: options.mix, ratePerSecond: 1, seconds: secondsPerRun },
      filesDirectory: directory,
      version,
      signal: stopped.signal,
      onEvent: (message) => process.stderr.write(`tenfold: ${message}\n`),
    });
    try {
      const [server] = await shop.query<{ server_version: string }>("show server_version");
      const set = await measure({
        name: options.name ?? `${availableParallelism()} cores, ${topology.name}`,
        shop: { urls: shop.apiUrls, topology: topology.name, parts: async () => shop.parts() },
        catalogue: await surveyDatabase(shop.databaseUrl),
        mix: options.mix,
        clients,
        heldOut,
        rounds,
        secondsPerRun,
        versions: { tenfold: version, node: process.version, postgresql: server!.server_version },
        signal: stopped.signal,
        onRun: (done, total, what) => process.stderr.write(`${done + 1} of ${total}: ${what}\n`),
      });
      await writeFile(options.out, `${JSON.stringify(set, null, 2)}\n`);
      process.stdout.write(measuredText(set));
    } finally {
      await shop.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  const { check } = createForecaster(readMeasuredSet(options.out));
  process.stdout.write(`written: ${resolve(options.out)}\n`);
  process.exitCode = Math.abs(check.error) > MOST_ERROR ? 2 : 0;
  process.disconnect?.();
}

/**
 * Without what watches the shop, which costs the same at every load and is no cost of a request, and without the limits that refuse whom the
 * shop cannot serve at once: how throughput grows with the load is what is asked, and not how the shop defends itself.
 */
function measurable({ monitoring: _, ...topology }: Topology): Topology {
  return { ...topology, limits: { ...topology.limits, targetQueueMs: 0, maxEventLoopDelayMs: 0 } };
}
