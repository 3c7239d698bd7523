import { setTimeout as delay } from "node:timers/promises";
import { amount } from "../../report/run-report.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import { burnRate, monthlyBudget } from "../error-budget.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, shareText, shown } from "../figures.ts";
import { readMoment } from "../golden-signals.ts";
import { waitUntil } from "../wait.ts";

/** Of the load: when the process is killed. */
const KILLED_AT_SHARE = 0.4;
const LEAST_RATE_PER_SECOND = 20;
const BACK_WITHIN_MS = 60_000;

export const firstSlo: Experiment = {
  name: "first-slo",
  level: 1,
  title: "The first objective, and its budget",
  question:
    "How much of a month's error budget does one crash of the only process use up, and does the process itself know of it?",
  needs: [],
  takesSeconds: 75,
  run: measure,
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const { seconds, log, topology } = context;
  const { availability } = topology.slos;
  const ratePerSecond = Math.max(LEAST_RATE_PER_SECOND, context.ratePerSecond);
  const shop = await context.startShop();
  log(`${seconds} s in which nothing happens`);
  const quiet = await shop.load({ ratePerSecond, warmUpSeconds: 2, seed: 1 });
  log(`${seconds} s in which the process is killed once`);
  const before = await errorsOf(shop);
  const over = new AbortController();
  const killing = killOnce(shop, seconds, over.signal);
  const crashed = await shop.load({ ratePerSecond, warmUpSeconds: 2, seed: 2 });
  over.abort();
  const killedAtMs = await killing;
  // It may still be on its way back.
  const known = await waitUntil(() => errorsOf(shop), { limitMs: BACK_WITHIN_MS, signal: context.signal });
  if (known === null) throw new Error("The process that was killed did not come back.");
  await shop.stop();

  const budget = monthlyBudget({ objective: availability, ratePerSecond: topology.target.ratePerSecond });
  // At the level's own rate the same seconds of nobody being served are fewer requests.
  const lost = (crashed.totals.failed * topology.target.ratePerSecond) / ratePerSecond;
  const rates = [quiet, crashed].map((result) => burnRate(badShare(result), availability));
  const crashes = lost === 0 ? Number.POSITIVE_INFINITY : budget / lost;
  return {
    before: sideOf("nothing happens", quiet, rates[0]!, 0, null),
    after: sideOf("killed once", crashed, rates[1]!, lost / budget, Math.max(0, known - before)),
    held: rates[1]! > 1 && rates[1]! > rates[0]!,
    conclusion: `${shareText(availability)} at ${topology.target.ratePerSecond} requests a second allows ${amount(budget)} bad ones in thirty days. One crash made ${amount(crashed.totals.failed)} of ${amount(crashed.totals.offered)} fail, a burn rate of ${amount(rates[1]!)}, and used ${shareText(lost / budget)} of the month's budget: ${Number.isFinite(crashes) ? amount(Math.floor(crashes)) : "any number of"} such crashes are affordable. The new process's own figures know of ${amount(Math.max(0, known - before))} errors, for who is dead counts nothing: availability is measured from outside.`,
    charts: [budgetChart(crashed, availability, killedAtMs)],
  };
}

async function killOnce(shop: ExperimentShop, seconds: number, signal: AbortSignal): Promise<number | null> {
  await delay(seconds * KILLED_AT_SHARE * 1_000, undefined, { signal }).catch(() => undefined);
  const victim = shop.parts().find(({ kind }) => kind === "all" || kind === "api");
  if (signal.aborted || victim?.pid == null) return null;
  process.kill(victim.pid, "SIGKILL");
  return Date.now();
}

/** 5xx that the process has counted since its start. */
async function errorsOf(shop: ExperimentShop): Promise<number> {
  return readMoment(await shop.metrics(), Date.now()).errors;
}

const badShare = ({ totals }: RunResult) => (totals.offered === 0 ? 0 : totals.failed / totals.offered);

function sideOf(name: string, { totals }: RunResult, rate: number, ofMonth: number, known: number | null): Side {
  return {
    name,
    figures: [
      shown("requests", totals.offered),
      less("failed, as shoppers saw it", totals.failed),
      ...(known === null ? [] : [shown("failed, as the process counted it", known)]),
      less("burn rate", rate),
      less("of the month's budget", ofMonth, "share"),
    ],
  };
}

/** What the run's own budget had left, second by second. */
function budgetChart({ seconds, settings, startedAt }: RunResult, objective: number, killedAtMs: number | null) {
  const allowed = (1 - objective) * seconds.reduce((sum, { offered }) => sum + offered, 0);
  let failed = 0;
  const points = seconds.map((second) => {
    failed += second.failed;
    return [second.second + 1, failed / allowed] as const;
  });
  const killedAt = killedAtMs === null ? null : (killedAtMs - Date.parse(startedAt)) / 1_000;
  return {
    kind: "curves",
    title: "The budget of this run, being spent",
    about:
      "Failed requests as a multiple of what the objective allows for the requests of this run. Above 1 more was broken than promised.",
    unit: "×",
    seconds: settings.seconds,
    limit: { value: 1, name: "the budget" },
    ...(killedAt === null ? {} : { marks: [{ from: killedAt, to: null, name: "killed", colour: "bad" as const }] }),
    curves: [{ name: "spent", colour: "one" as const, points, style: "area" as const }],
  } as const;
}
