import { setTimeout as delay } from "node:timers/promises";
import { amount, milliseconds } from "../../report/run-report.ts";
import type { Experiment, ExperimentChart, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, shareText, shown } from "../figures.ts";
import { type MetricsMoment, readMoment, signalsBetween } from "../golden-signals.ts";

const POLL_MS = 500;
/** Of the load: so long all is well, then a table is locked for as long, and then the rest is worked off. */
const WELL_SHARE = 0.4;
const LOCKED_SHARE = 0.4;
/** The level's rate is too low for a second to have many requests; a dashboard wants some to count. */
const LEAST_RATE_PER_SECOND = 20;

export const fourGoldenSignals: Experiment = {
  name: "four-golden-signals",
  level: 1,
  title: "What a dashboard must show",
  question:
    "Do traffic, errors, latency and saturation, read from the shop's own figures, tell an hour in which all is well from one in which a table is locked?",
  needs: [],
  takesSeconds: 45,
  run: measure,
};

type Watched = {
  readonly moments: readonly MetricsMoment[];
  readonly lockedAtMs: number;
  readonly freedAtMs: number;
  readonly startedAtMs: number;
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const { seconds, log } = context;
  const shop = await context.startShop();
  log(`a load of ${seconds} s; in its middle somebody locks the stock levels`);
  const over = new AbortController();
  const watching = watchAndLock(shop, seconds, over.signal);
  watching.catch(() => undefined);
  const ratePerSecond = Math.max(LEAST_RATE_PER_SECOND, context.ratePerSecond);
  const result = await shop.load({ ratePerSecond, warmUpSeconds: 0, arrivals: "constant" });
  over.abort();
  const watched = await watching;
  await shop.stop();
  return conclude(watched, result.totals, seconds);
}

/** Reads /metrics twice a second, and holds the lock for a part of the time. */
async function watchAndLock(shop: ExperimentShop, seconds: number, signal: AbortSignal): Promise<Watched> {
  const moments: MetricsMoment[] = [];
  const look = async () => {
    const text = await shop.metrics().catch(() => null);
    if (text !== null) moments.push(readMoment(text, Date.now()));
  };
  await look();
  const startedAtMs = Date.now();
  const locker = await shop.connect();
  let lockedAtMs = 0;
  let freedAtMs = 0;
  const lockingFromMs = startedAtMs + seconds * WELL_SHARE * 1_000;
  const lockingToMs = lockingFromMs + seconds * LOCKED_SHARE * 1_000;
  while (!signal.aborted) {
    if (lockedAtMs === 0 && Date.now() >= lockingFromMs) {
      await look();
      // What an `alter table` does in the middle of the day.
      await locker.query("begin; lock table stock_levels in access exclusive mode");
      lockedAtMs = Date.now();
    }
    if (lockedAtMs !== 0 && freedAtMs === 0 && Date.now() >= lockingToMs) {
      await look();
      await locker.query("rollback");
      freedAtMs = Date.now();
    }
    await look();
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  if (freedAtMs === 0) {
    await locker.query("rollback");
    freedAtMs = Date.now();
  }
  await look();
  return { moments, lockedAtMs, freedAtMs, startedAtMs };
}

function conclude(
  { moments, lockedAtMs, freedAtMs, startedAtMs }: Watched,
  totals: { readonly failed: number; readonly offered: number },
  seconds: number,
): ExperimentOutcome {
  const well = moments.filter(({ atMs }) => atMs <= lockedAtMs);
  // What had to wait is answered, and so counted, when the lock is gone.
  const locked = moments.filter(({ atMs }) => atMs >= well.at(-1)!.atMs);
  const [quiet, bad] = [signalsOf(well), signalsOf(locked)];
  const latencyRose = (bad.latencyP99Ms ?? 0) > 3 * (quiet.latencyP99Ms ?? Number.POSITIVE_INFINITY);
  const saturationRose = bad.waiting > quiet.waiting;
  return {
    before: sideOf("all is well", quiet),
    after: sideOf("a table is locked", bad),
    held: latencyRose && saturationRose,
    conclusion: `With the table locked for ${((freedAtMs - lockedAtMs) / 1_000).toFixed(0)} s, latency went from ${milliseconds(quiet.latencyP99Ms ?? 0)} to ${milliseconds(bad.latencyP99Ms ?? 0)} (p99), errors from ${shareText(quiet.errorShare)} to ${shareText(bad.errorShare)}, and up to ${amount(bad.waiting)} statements waited for a connection, while the event loop was idle for ${shareText(1 - bad.eventLoop)} of the time: the queue names the database, and the processor would have hidden it. The shoppers saw ${totals.failed} of ${totals.offered} requests fail.`,
    charts: chartsOf(moments, { startedAtMs, lockedAtMs, freedAtMs, seconds }),
  };
}

type Signals = {
  readonly traffic: number;
  readonly errorShare: number;
  readonly latencyP99Ms: number | null;
  readonly waiting: number;
  readonly eventLoop: number;
};

function signalsOf(moments: readonly MetricsMoment[]): Signals {
  const { trafficPerSecond, errorShare, latencyP99Ms } = signalsBetween(moments[0]!, moments.at(-1)!);
  const loops = moments.map(({ eventLoop }) => eventLoop);
  return {
    traffic: trafficPerSecond,
    errorShare,
    latencyP99Ms,
    waiting: Math.max(...moments.map(({ waitingForConnection }) => waitingForConnection)),
    eventLoop: loops.reduce((sum, value) => sum + value, 0) / loops.length,
  };
}

function sideOf(name: string, { traffic, errorShare, latencyP99Ms, waiting, eventLoop }: Signals): Side {
  return {
    name,
    figures: [
      shown("traffic: requests answered", traffic, "per second"),
      less("errors: answered with 5xx", errorShare, "share"),
      less("latency: p99", latencyP99Ms ?? 0, "ms"),
      less("saturation: most that waited for a connection", waiting),
      less("saturation: event loop", eventLoop, "share"),
    ],
  };
}

function chartsOf(
  moments: readonly MetricsMoment[],
  at: { readonly startedAtMs: number; readonly lockedAtMs: number; readonly freedAtMs: number; readonly seconds: number },
): ExperimentChart[] {
  const second = (ms: number) => (ms - at.startedAtMs) / 1_000;
  const marks = [{ from: second(at.lockedAtMs), to: second(at.freedAtMs), name: "locked", colour: "bad" as const }];
  const pairs = moments
    .slice(1)
    .map((moment, index) => ({ second: second(moment.atMs), signals: signalsBetween(moments[index]!, moment) }));
  const chart = (
    title: string,
    about: string,
    unit: string,
    colour: "one" | "two" | "three" | "bad",
    value: (signals: ReturnType<typeof signalsBetween>) => number | null,
  ): ExperimentChart => ({
    kind: "curves",
    title,
    about,
    unit,
    seconds: Math.max(at.seconds, second(moments.at(-1)!.atMs)),
    marks,
    curves: [{ name: title.toLowerCase(), colour, points: pairs.map((each) => [each.second, value(each.signals)] as const) }],
  });
  return [
    chart(
      "Traffic",
      "Requests answered per second: what is asked of the shop.",
      "/s",
      "one",
      ({ trafficPerSecond }) => trafficPerSecond,
    ),
    chart("Errors", "Share that was answered with 5xx.", "share", "bad", ({ errorShare }) => errorShare),
    chart("Latency", "99 of 100 answers, out of the histogram.", "ms", "two", ({ latencyP99Ms }) => latencyP99Ms),
    chart(
      "Saturation",
      "Statements that wait for a connection: the queue before whatever is full.",
      "",
      "three",
      ({ saturation }) => saturation.waitingForConnection,
    ),
  ];
}
