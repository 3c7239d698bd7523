import { type Check, createForecaster, type Forecaster, MOST_ERROR, openCheckOf, sum } from "./forecast.ts";
import type { MeasuredSet } from "./measured-set.ts";
import { median } from "./median.ts";
import { PLANNED_UTILISATION, type Plan } from "./plan.ts";
import { P99_FORMULA } from "./queueing.ts";
import { throughputAt } from "./scalability-law.ts";

/** What each level beyond those that are built would add; every one of them needs what stands before it. */
const WOULD_NEED: readonly { readonly level: number; readonly what: string }[] = [
  { level: 4, what: "several machines (network segments, Kubernetes) and caches that all processes share" },
  { level: 5, what: "queues and workers of their own, reads and writes apart, shared rate limits, a CDN in front" },
  { level: 6, what: "shards by the keys that every row already has, regions, and a log in front of the databases" },
];

/** What the fit was made of and cannot know, whatever its residuals are. */
export const CANNOT_KNOW =
  "The fit knows one mix of requests, one catalogue and one machine, on which the load generator ran as well. It knows nothing of other mixes, of data that no longer fit in memory, of networks between machines, or of loads beyond those measured.";

/** A plan for a person to read. Everything in it is the model's, and says so. */
export function planText(plan: Plan, forecaster: Forecaster): string {
  return [...sizes(plan), "", ...resources(plan), "", ...basis(forecaster)].map((line) => `${line}\n`).join("");
}

function sizes(plan: Plan): string[] {
  const { cost, prices, shops } = plan;
  const each = shops > 1 ? " in each" : "";
  const money = (amount: number) => `${amount.toFixed(2)} ${prices.currency}`;
  const needed = WOULD_NEED.filter(({ level }) => level <= plan.level);
  return [
    `A plan for ${number(plan.ratePerSecond)} requests per second. It is a model's, made of measured points: nothing in it was measured at this rate.`,
    row("level", plan.isBuilt ? String(plan.level) : `${plan.level}, which is not built`),
    ...(plan.isBuilt
      ? []
      : [
          row("would need", `${number(shops)} shops side by side, each with ${number(plan.perShop)}/s`),
          ...needed.map(({ level, what }) => row("", `level ${level}: ${what}`)),
          row("", "perfectly divided, which no shop is: take it as the least"),
        ]),
    row("processes", `${plan.apiProcesses} × API, ${plan.workers} × worker${each}`),
    row(
      "cores",
      `${plan.cores}${each}, of which PostgreSQL's primary ${plan.databaseCores}; at most ${percent(PLANNED_UTILISATION)} of them busy`,
    ),
    row("expected p99", `${milliseconds(plan.expectedP99Ms)} (${P99_FORMULA})`),
    row(
      "per million requests",
      `${money(cost.machines + cost.traffic)}: machines ${money(cost.machines)}, traffic ${money(cost.traffic)}`,
    ),
    row("prices", `assumptions as of ${prices.asOf}; --prices <file> takes yours. Disks, backups and people are not in it`),
    ...plan.cautions.map((caution) => row("caution", caution)),
  ];
}

function resources({ parts, resources: [first, ...others] }: Plan): string[] {
  const place = (resource: Plan["resources"][number]) =>
    `${resource.name}: ${percent(resource.utilisation)} used, all at ${number(resource.saturatesAtPerSecond)}/s`;
  return [
    row("saturates first", place(first!)),
    ...others.map((other) => row("then", place(other))),
    ...parts.map(({ kind, cpuUsPerRequest, cores }) =>
      row(kind, `${Math.round(cpuUsPerRequest)} µs of processor time a request, ${cores.toFixed(2)} cores`),
    ),
  ];
}

function basis(forecaster: Forecaster): string[] {
  const { set, law, residuals, mostPerSecond, efficiency } = forecaster;
  return [
    row(
      "made of",
      `"${set.name}" of ${set.measuredAt.slice(0, 10)}: ${set.mix}, ${number(set.products)} products, topology ${set.topology}, ${set.machine.cores} × ${set.machine.model}`,
    ),
    row(
      "law",
      `X(n) = ${law.rate.toFixed(1)}·n / (1 + ${law.contention.toFixed(4)}·(n−1) + ${law.coherency.toFixed(6)}·n·(n−1)), at the most ${number(mostPerSecond)}/s`,
    ),
    row("residuals", residuals.map(({ concurrency, error }) => `${concurrency}: ${signed(error)}`).join(", ")),
    row(
      "efficiency",
      `${percent(efficiency)} of the measured machine's processor time became answers; the plan counts on no more`,
    ),
    ...checkLines(forecaster),
    row("does not know", CANNOT_KNOW),
  ];
}

/** The forecast beside what was measured and no fit had seen. */
export function checkLines(forecaster: Forecaster): string[] {
  const { check, leaveOneOut } = forecaster;
  const open = openCheckOf(forecaster);
  const met = Math.abs(check.error) <= MOST_ERROR;
  return [
    row("held-out point", `${checkText(check)}: ${met ? "within" : "NOT within"} ${percent(MOST_ERROR)}`),
    row("each left out", leaveOneOut.map(({ clients, error }) => `${clients}: ${signed(error)}`).join(", ")),
    ...(open === null
      ? []
      : [
          row(
            "open loop",
            `at ${number(open.ratePerSecond)}/s: cores forecast ${open.forecastCores.toFixed(2)}, measured ${open.measuredCores.toFixed(2)}; p99 forecast ${milliseconds(open.forecastP99Ms)}, measured ${milliseconds(open.measuredP99Ms)}${open.void === null ? "" : ` (void: ${open.void})`}`,
          ),
        ]),
  ];
}

/** More of the machine's cores taken by others than this, and the figures speak of them as well. */
const QUIET_CORES = 0.2;

/** What was just measured, the forecast beside it. */
export function measuredText(set: MeasuredSet): string {
  const forecaster = createForecaster(set);
  const heading = ["clients", "requests/s", "law", "p99 ms", "shop's cores", "generator's", "others'", ""];
  const lines = set.points.map((point) => [
    String(point.clients),
    number(point.perSecond),
    number(throughputAt(forecaster.law, point.clients)),
    point.p99Ms.toFixed(1),
    sum(Object.values(point.cores)).toFixed(2),
    point.generatorCores.toFixed(2),
    point.othersCores.toFixed(2),
    point.clients === set.heldOut ? "  held out of the fit" : "",
  ]);
  const others = median(set.points.map(({ othersCores }) => othersCores));
  const table = [heading, ...lines].map((cells) =>
    cells.map((cell, index) => (index === cells.length - 1 ? cell : cell.padStart(13))).join(""),
  );
  const busy = `The machine was not quiet: others took ${others.toFixed(2)} of its ${set.machine.cores} cores.`;
  return [...table, "", ...checkLines(forecaster), ...(others > QUIET_CORES ? [row("caution", busy)] : [])]
    .map((line) => `${line}\n`)
    .join("");
}

function checkText({ clients, forecastPerSecond, measuredPerSecond, error }: Check): string {
  return `${clients} clients, forecast ${number(forecastPerSecond)}/s, measured ${number(measuredPerSecond)}/s, error ${signed(error)}`;
}

function row(name: string, value: string): string {
  return `${name.padEnd(22)}${value}`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function signed(error: number): string {
  return `${error < 0 ? "−" : "+"}${(Math.abs(error) * 100).toFixed(1)} %`;
}

function milliseconds(value: number): string {
  return Number.isFinite(value) ? `${value < 10 ? value.toFixed(1) : Math.round(value)} ms` : "without bound";
}
