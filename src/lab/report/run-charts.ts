import type { FaultMark, GaugeId, GaugeSeries, PartSeries, RunResult } from "../workload/open-loop/result.ts";
import type { ChartOptions, Colour, Curve } from "./charts.ts";
import { figure } from "./page.ts";

const PALETTE: readonly Colour[] = ["one", "two", "three", "four", "five", "six"];
/** More curves than colours are a tangle; the largest are drawn and the rest stands in the data file. */
const MAX_CURVES = PALETTE.length;

type Marks = NonNullable<ChartOptions["marks"]>;

/** The warm-up and the faults, which are drawn into every chart. */
function marksOf({ settings, faults }: RunResult): Marks {
  const warmUp =
    settings.warmUpSeconds === 0 ? [] : [{ from: 0, to: settings.warmUpSeconds, name: "warm-up", colour: "quiet" as const }];
  return [
    ...warmUp,
    ...faults.map(({ fromSecond, toSecond, what }: FaultMark) => ({
      from: fromSecond,
      to: toSecond,
      name: what,
      colour: "bad" as const,
    })),
  ];
}

/** What shoppers saw, second by second. */
export function loadCharts(result: RunResult): string {
  const { seconds, settings } = result;
  const common = { seconds: settings.seconds, marks: marksOf(result) };
  const within = seconds.filter(({ second }) => second < settings.seconds);
  const curve = (
    name: string,
    colour: Colour,
    value: (second: (typeof within)[number]) => number | null,
    style?: Curve["style"],
  ): Curve => ({
    name,
    colour,
    points: within.map((second) => [second.second + 0.5, value(second)] as const),
    ...(style === undefined ? {} : { style }),
  });
  const answered = (value: (second: (typeof within)[number]) => number) => (second: (typeof within)[number]) =>
    second.answered === 0 ? null : value(second);
  const limit = result.slos.find(({ id }) => id === "latency-p99");
  return [
    figure(
      "Rate",
      "What was asked for and what was answered, requests per second. A gap between the two is a shop that falls behind.",
      {
        ...common,
        unit: "/s",
        curves: [
          curve("offered", "quiet", ({ offered }) => offered, "area"),
          curve("answered", "one", ({ answered }) => answered),
          curve("failed", "bad", ({ failed }) => failed),
        ],
      },
    ),
    figure("Latency", "From the moment at which a request was to leave, waiting included. Logarithmic.", {
      ...common,
      unit: "ms",
      logarithmic: true,
      ...(limit === undefined ? {} : { limit: { value: limit.target, name: `p99 limit ${limit.target} ms` } }),
      curves: [
        curve(
          "p50",
          "three",
          answered(({ p50 }) => p50),
        ),
        curve(
          "p95",
          "two",
          answered(({ p95 }) => p95),
        ),
        curve(
          "p99",
          "four",
          answered(({ p99 }) => p99),
        ),
        curve(
          "slowest",
          "quiet",
          answered(({ max }) => max),
          "dashed",
        ),
      ],
    }),
    figure("Latency by operation", "99 of 100 answers of each kind came within this; the kinds with the most answers.", {
      ...common,
      unit: "ms",
      logarithmic: true,
      curves: busiestOperations(result).map((name, index) =>
        curve(name, PALETTE[index]!, ({ byOperation }) => byOperation[name]?.p99 ?? null),
      ),
    }),
    figure(
      "Under way and late",
      "Requests that wait for their answer, and how late the generator itself sent one in a hundred.",
      {
        ...common,
        unit: "",
        curves: [
          curve("under way", "one", ({ inFlight }) => inFlight, "area"),
          curve("sent late, p99 in ms", "two", ({ lateP99 }) => lateP99),
        ],
      },
    ),
  ].join("\n");
}

function busiestOperations({ operations }: RunResult): string[] {
  return Object.entries(operations)
    .sort(([, a], [, b]) => b.latency.count - a.latency.count)
    .slice(0, MAX_CURVES)
    .map(([name]) => name);
}

/** What the parts of the system did meanwhile; charts without data are left out. */
export function partCharts(result: RunResult): string {
  const common = { seconds: result.settings.seconds, marks: marksOf(result) };
  const parts = result.parts.filter(({ kind }) => kind !== "machine");
  const machine = result.parts.find(({ kind }) => kind === "machine");
  const busiest = [...parts].sort((a, b) => sum(b.cpuCores) - sum(a.cpuCores)).slice(0, MAX_CURVES);
  const charts: string[] = [];
  const add = (title: string, about: string, unit: string, curves: readonly Curve[], more: Partial<ChartOptions> = {}) => {
    if (curves.some(({ points }) => points.length > 1)) charts.push(figure(title, about, { ...common, unit, curves, ...more }));
  };
  add(
    "Processor time",
    `Cores that each part keeps busy, of ${result.machine.cores}. The whole machine, others on it included, is the dashed line.`,
    "cores",
    [
      ...busiest.map((part, index) => partCurve(part, PALETTE[index]!, part.cpuCores)),
      ...(machine === undefined ? [] : [{ ...partCurve(machine, "quiet", machine.cpuCores), style: "dashed" as const }]),
    ],
    { maximum: result.machine.cores },
  );
  add(
    "Memory",
    "Resident memory of each part.",
    "bytes",
    busiest.map((part, index) => partCurve(part, PALETTE[index]!, part.memoryBytes)),
  );
  const gauges = (id: GaugeId) => result.gauges.filter((gauge) => gauge.id === id);
  const curvesOf = (id: GaugeId, label = "") =>
    gauges(id)
      .slice(0, MAX_CURVES)
      .map((gauge, index) => gaugeCurve(gauge, label === "" ? gauge.of : label, PALETTE[index]!));
  add(
    "Event loop",
    "Share of the time that each process of the shop worked and did not wait.",
    "share",
    curvesOf("event-loop-busy"),
    { maximum: 1 },
  );
  add(
    "Waiting for a connection",
    "Statements that wait because the pool of their process is full.",
    "",
    curvesOf("pool-waiting"),
  );
  add("Disk", "Share of the time that the disk was busy.", "share", curvesOf("disk-busy"), { maximum: 1 });
  add("Database", "Sessions at work, and those that wait for a lock.", "", [
    ...gauges("database-active").map((gauge) => gaugeCurve(gauge, "active", "one")),
    ...gauges("database-lock-waits").map((gauge) => gaugeCurve(gauge, "wait for a lock", "bad")),
  ]);
  add("Commits", "Transactions that the database committed per second.", "/s", curvesOf("database-commits", "commits"));
  add("Write-ahead log", "What the database wrote for durability.", "B/s", curvesOf("wal-bytes", "WAL"));
  add(
    "Caches",
    "Share of the look-ups that the caches of the processes answered, and of the pages that PostgreSQL had in memory.",
    "share",
    [...curvesOf("cache-hit"), ...gauges("database-hit").map((gauge) => gaugeCurve(gauge, "PostgreSQL's memory", "quiet"))],
    { maximum: 1 },
  );
  add("Replica lag", "How far each replica is behind.", "s", curvesOf("replica-lag"));
  add(
    "Refused because of load",
    "Requests that the shop turned away to keep the others fast.",
    "/s",
    curvesOf("requests-shed").filter(({ points }) => points.some(([, value]) => (value ?? 0) > 0)),
  );
  add("Events waiting", "Events that the relay has not taken yet.", "", curvesOf("events-waiting", "events"));
  return charts.join("\n");
}

function partCurve({ name, atSeconds }: PartSeries, colour: Colour, values: readonly number[]): Curve {
  return { name, colour, points: pointsOf(atSeconds, values) };
}

function gaugeCurve({ atSeconds, values }: GaugeSeries, name: string, colour: Colour): Curve {
  return { name, colour, points: pointsOf(atSeconds, values) };
}

/** From the start of the run on: samples before it only gave counters their first value. */
function pointsOf(atSeconds: readonly number[], values: readonly number[]): [number, number][] {
  return atSeconds.flatMap((at, index): [number, number][] => (at < 0 ? [] : [[at, values[index]!]]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
