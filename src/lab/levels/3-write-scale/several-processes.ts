import { setTimeout as delay } from "node:timers/promises";
import { amount } from "../../report/run-report.ts";
import { howToInstall, nginx, pathOf } from "../../supervisor/programs.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, loadFigures } from "../figures.ts";
import { readMoment } from "../golden-signals.ts";

/** Of the level's rate: so much does one process bear as well, and what is seen is the sharing and not the saturation. */
const RATE_SHARE = 0.2;
const WARM_UP_SECONDS = 5;
/** Of two processes the busier one answers at the most so many of the requests. */
const MOST_SHARE = 0.8;
/** With two processes a kill costs at the most so much of the failures. */
const MOST_FAILURES = 0.5;

type Measured = {
  readonly calm: RunResult;
  readonly killed: RunResult;
  /** Of the requests of the calm load, those that the busiest API process answered. */
  readonly busiestShare: number;
};

export const severalProcesses: Experiment = {
  name: "several-processes",
  level: 3,
  title: "One API process, and two",
  question: "What changes when two processes serve instead of one: how the work is shared, and what a dead process costs?",
  needs: [],
  takesSeconds: 130,
  run: compare,
};

async function compare(context: ExperimentContext): Promise<ExperimentOutcome> {
  const isProxied = pathOf(nginx) !== undefined;
  if (!isProxied) context.log(`without nginx (${howToInstall(nginx)}) the processes are reached directly`);
  const one = await measure(context, 1);
  const two = await measure(context, 2);
  const kills = { one: one.killed.totals.failed, two: two.killed.totals.failed };
  const cores = { one: busiest(one.calm), two: busiest(two.calm) };
  const behind = isProxied ? "behind nginx" : "without nginx";
  return {
    before: sideOf("one process", one),
    after: sideOf(`two ${behind}`, two),
    conclusion:
      `The busier of two processes answered ${Math.round(two.busiestShare * 100)} % of the requests. ` +
      (cores.one === 0 ? "" : `It used ${amount(cores.two)} cores, the only one ${amount(cores.one)} at the same rate. `) +
      `When an API process was killed under load, ${amount(kills.one)} requests failed with one process, which nobody stands in for until it is back, and ` +
      `${amount(kills.two)} with two ${behind}.${voidText(one, two)}`,
    held: two.busiestShare <= MOST_SHARE && kills.one > 0 && kills.two <= MOST_FAILURES * kills.one,
    charts: [
      {
        kind: "bars",
        title: "Requests that failed when one API process was killed",
        about: isProxied
          ? "nginx tries a request again at the other process, if it was not sent yet or may be repeated."
          : "A connection to a dead process is broken; the client's next one lands at the other.",
        unit: "count",
        bars: [
          { name: "one process", value: kills.one },
          { name: "two processes", value: kills.two },
        ],
      },
      {
        kind: "bars",
        title: "Processor time of each API process",
        about: "In cores, at the same rate. One process can never use more than one.",
        unit: "cores",
        bars: [...coresOfEach("one process", one.calm), ...coresOfEach("of two", two.calm)],
      },
    ],
  };
}

/** The same load on so many API processes: undisturbed, and with one of them killed in the middle. */
async function measure(context: ExperimentContext, count: number): Promise<Measured> {
  const { seconds, ratePerSecond } = context;
  const shop = await context.startShop({
    data: "demo",
    // The replicas have a part of their own in the lesson.
    topology: {
      processes: [
        { role: "api", count },
        { role: "worker", count: 1, poolSize: 6 },
      ],
      database: { replicas: [] },
    },
  });
  const load = {
    mix: "shopping",
    ratePerSecond: Math.max(1, Math.round(ratePerSecond * RATE_SHARE)),
    seconds,
    warmUpSeconds: WARM_UP_SECONDS,
  };
  const name = count === 1 ? "one API process" : `${count} API processes`;
  try {
    context.log(name);
    const before = await answeredByEach(shop);
    const calm = await shop.load({ ...load, name });
    const answered = (await answeredByEach(shop)).map((count, index) => count - before[index]!);
    const busiestShare = Math.max(...answered) / Math.max(1, sum(answered));
    context.log(`${name}, one of them killed`);
    const loading = shop.load({ ...load, name: `${name}, one of them killed` });
    const [killed] = await Promise.all([loading, killLater(shop, (WARM_UP_SECONDS + seconds / 2) * 1_000, context.signal)]);
    return { calm, killed, busiestShare };
  } finally {
    await shop.stop();
  }
}

async function killLater(shop: ExperimentShop, afterMs: number, signal: AbortSignal): Promise<void> {
  await delay(afterMs, undefined, { signal });
  const pid = shop.parts().find(({ kind }) => kind === "api")?.pid;
  if (pid == null) throw new Error("There is no API process to kill.");
  process.kill(pid, "SIGKILL");
}

/** Requests of shoppers so far, by process. */
function answeredByEach(shop: ExperimentShop): Promise<number[]> {
  const processes = shop.parts().filter(({ kind }) => kind === "api");
  return Promise.all(processes.map(async ({ name }) => readMoment(await shop.metrics(name), Date.now()).requests));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / Math.max(1, values.length);

const coresOfEach = (name: string, { parts }: RunResult) =>
  parts.filter(({ kind }) => kind === "api").map((part) => ({ name: `${name}: ${part.name}`, value: mean(part.cpuCores) }));

/** Cores that the busiest API process used on average; 0 where processes cannot be looked at. */
const busiest = (result: RunResult) => Math.max(0, ...coresOfEach("", result).map(({ value }) => value));

function sideOf(name: string, { calm, killed, busiestShare }: Measured): Side {
  return {
    name,
    figures: [
      ...loadFigures(calm),
      less("requests answered by the busiest API process", busiestShare, "share"),
      less("cores of the busiest API process", busiest(calm), "cores"),
      less("failed when one API process was killed", killed.totals.failed),
    ],
  };
}

function voidText(...measured: readonly Measured[]): string {
  const reasons = measured.flatMap(({ calm, killed }) => [calm.void, killed.void]).filter((reason) => reason !== null);
  return reasons.length === 0
    ? ""
    : ` Latencies of this run say nothing, since ${reasons.length} of its 4 loads ${reasons.length === 1 ? "is" : "are"} void: ${reasons[0]}`;
}
