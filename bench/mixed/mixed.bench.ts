import { writeFile } from "node:fs/promises";
import { createDatabaseFigures } from "../../src/lab/report/database-figures.ts";
import { runReport } from "../../src/lab/report/run-report.ts";
import { createSampler } from "../../src/lab/report/sampler.ts";
import type { Catalogue } from "../../src/lab/workload/mixes/catalogue.ts";
import { surveyDatabase } from "../../src/lab/workload/mixes/survey-database.ts";
import { isPassed, type RunResult } from "../../src/lab/workload/open-loop/result.ts";
import { runLoad } from "../../src/lab/workload/open-loop/run.ts";
import { STEADY } from "../../src/lab/workload/profiles/profile.ts";
import { median, printTable, writeResult } from "../support/measure.ts";
import { bareHttpRate } from "./bare-rate.ts";
import { type MixedShop, withMixedShop } from "./shop.ts";

const MIX = process.env.TENFOLD_BENCH_MIX ?? "shopping";
const FIRST_RATE = Number(process.env.TENFOLD_BENCH_RATE ?? 200);
/** Of each step, and of the last run at the rate that was found. */
const STEP_SECONDS = Number(process.env.TENFOLD_BENCH_STEP_SECONDS ?? 20);
const LAST_SECONDS = 3 * STEP_SECONDS;
const WARM_UP_SECONDS = Math.min(5, Math.floor(STEP_SECONDS / 2));
const MAX_RATE = 50_000;
const BISECTIONS = 4;
const BARE_ROUNDS = 3;
const MINUTES = Number(process.env.TENFOLD_BENCH_MINUTES ?? 30);

/** The highest rate of the mixed load with p99 below 200 ms and fewer than one error in a thousand, and what saturates at it. */
export async function mixedBench(): Promise<void> {
  const bareRounds: number[] = [];
  for (let round = 0; round < BARE_ROUNDS; round += 1) bareRounds.push(await bareHttpRate());
  await withMixedShop(async (shop) => {
    const catalogue = await surveyDatabase(shop.databaseUrl);
    const databaseSettings = await settingsOf(shop);
    const steps: RunResult[] = [];
    const holds = async (ratePerSecond: number, seconds: number): Promise<boolean> => {
      const result = await runStep(shop, catalogue, databaseSettings, ratePerSecond, seconds);
      steps.push(result);
      process.stdout.write(`${stepLine(result)}\n`);
      return isPassed(result);
    };
    let best = await highestRate(holds);
    // What held for seconds is not yet what holds: the last word has a longer run, a little lower if need be.
    while (best > 0 && !(await holds(best, LAST_SECONDS))) best = Math.floor(best * 0.9);
    bareRounds.push(await bareHttpRate());
    const bare = median(bareRounds);
    const last = steps.at(-1);
    printTable(
      `Mixed load "${MIX}", ${catalogue.productIds.length.toLocaleString("en")} products, everything on this machine; bare node:http answers ${Math.round(bare).toLocaleString("en")}/s here`,
      steps.map(rowOf),
    );
    process.stdout.write(
      `highest rate that holds: ${best.toLocaleString("en")}/s, ${((best / bare) * 100).toFixed(1)} % of the bare rate\n`,
    );
    if (last !== undefined)
      process.stdout.write(`saturated first: ${last.saturation.first ?? "nothing"}. ${last.saturation.because}\n`);
    const broke = steps.find((step) => !isPassed(step));
    if (broke !== undefined)
      process.stdout.write(
        `at ${broke.settings.ratePerSecond}/s, where it broke: ${broke.saturation.first ?? "nothing"}. ${broke.saturation.because}\n`,
      );
    const slim = steps.map(({ seconds: _, gauges: __, parts: ___, ...step }) => step);
    writeResult("mixed", {
      mix: MIX,
      products: catalogue.productIds.length,
      bareRounds,
      highestRate: best,
      ofBare: best / bare,
      steps: slim,
    });
    const file = process.env.TENFOLD_BENCH_REPORT;
    if (file !== undefined && last !== undefined) await writeFile(file, runReport(last));
  });
}

/** Doubles until it breaks, then halves the gap. */
async function highestRate(holds: (ratePerSecond: number, seconds: number) => Promise<boolean>): Promise<number> {
  let good = 0;
  let bad = FIRST_RATE;
  while (bad <= MAX_RATE && (await holds(bad, STEP_SECONDS))) {
    good = bad;
    bad *= 2;
  }
  if (bad > MAX_RATE) return good;
  for (let turn = 0; turn < BISECTIONS; turn += 1) {
    const middle = Math.round((good + bad) / 2);
    if (await holds(middle, STEP_SECONDS)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Resident memory and heap of the API processes under a steady load: the slope after the first third must be near nothing. */
export async function mixedMemoryBench(): Promise<void> {
  await withMixedShop(async (shop) => {
    const catalogue = await surveyDatabase(shop.databaseUrl);
    const result = await runStep(shop, catalogue, await settingsOf(shop), FIRST_RATE, MINUTES * 60);
    const processes = result.parts
      .filter(({ kind }) => kind === "api" || kind === "worker")
      .map(({ name, atSeconds, memoryBytes }) => {
        const from = Math.floor(memoryBytes.length / 3);
        const after = memoryBytes.slice(from);
        const slope = slopeOf(atSeconds.slice(from), after) * 3_600;
        return {
          name,
          startMB: memoryBytes[0]! / 1e6,
          afterWarmUpMB: after[0]! / 1e6,
          endMB: after.at(-1)! / 1e6,
          slopeMBPerHour: slope / 1e6,
        };
      });
    printTable(
      `Memory over ${MINUTES} minutes of "${MIX}" at ${FIRST_RATE}/s; slope over the last two thirds`,
      processes.map(({ name, ...figures }) => ({ process: name, ...figures })),
    );
    process.stdout.write(`${stepLine(result)}\n`);
    writeResult("mixed-memory", {
      mix: MIX,
      ratePerSecond: FIRST_RATE,
      minutes: MINUTES,
      processes,
      totals: result.totals,
      latency: result.latency,
      void: result.void,
    });
  });
}

/** Least squares. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - middleX) ** 2, 0);
  return x.reduce((sum, value, index) => sum + (value - middleX) * (y[index]! - middleY), 0) / spread;
}

function runStep(
  shop: MixedShop,
  catalogue: Catalogue,
  databaseSettings: RunResult["databaseSettings"],
  ratePerSecond: number,
  seconds: number,
): Promise<RunResult> {
  return runLoad({
    mix: MIX,
    ratePerSecond,
    urls: shop.urls,
    catalogue,
    profile: STEADY,
    seconds,
    warmUpSeconds: WARM_UP_SECONDS,
    databaseSettings,
    sampler: createSampler({ parts: shop.parts, databaseUrl: shop.databaseUrl, metricsToken: null }),
  });
}

async function settingsOf({ databaseUrl }: MixedShop): Promise<Readonly<Record<string, string>>> {
  const figures = createDatabaseFigures(databaseUrl);
  const settings = await figures.settings();
  await figures.close();
  return settings;
}

function stepLine(result: RunResult): string {
  const { settings, totals, latency, saturation } = result;
  const verdict = result.void !== null ? `void: ${result.void}` : isPassed(result) ? "holds" : "breaks";
  return `${settings.ratePerSecond}/s: ${Math.round(totals.answeredPerSecond)}/s answered, p99 ${latency.p99.toFixed(1)} ms, ${totals.failed} failed, first ${saturation.first ?? "nothing"}; ${verdict}`;
}

function rowOf(result: RunResult): Record<string, string | number> {
  const { settings, totals, latency, generator, parts } = result;
  const cores = (kind: string) =>
    parts
      .filter((part) => part.kind === kind)
      .reduce((sum, { cpuCores }) => sum + cpuCores.reduce((total, value) => total + value, 0) / Math.max(1, cpuCores.length), 0);
  return {
    "offered/s": String(settings.ratePerSecond),
    "answered/s": totals.answeredPerSecond,
    "p50 ms": latency.p50,
    "p99 ms": latency.p99,
    "failed %": (totals.failed / Math.max(1, totals.offered)) * 100,
    "api cores": cores("api"),
    "postgres cores": cores("database"),
    "generator cores": generator.cpuCores,
    "late p99 ms": generator.late.p99,
    verdict: result.void !== null ? "void" : isPassed(result) ? "holds" : "breaks",
  };
}
