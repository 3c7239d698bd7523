import { isPassed, type RunResult } from "../workload/open-loop/result.ts";
import type { Curve } from "./charts.ts";
import { badge, type Cell, escapeHtml, figure, page, section, table } from "./page.ts";
import { amount, milliseconds, share } from "./run-report.ts";

/** One figure of two runs; `better` says which way is an improvement. */
export type Difference = {
  readonly what: string;
  readonly unit: "ms" | "per second" | "share" | "cores" | "count";
  readonly before: number;
  readonly after: number;
  readonly better: "less" | "more";
};

/** What can be compared: figures that both runs have. */
export function differences(before: RunResult, after: RunResult): Difference[] {
  const both = Object.keys(before.operations).filter((name) => name in after.operations);
  const errors = ({ totals }: RunResult) => (totals.offered === 0 ? 0 : totals.failed / totals.offered);
  const cores = (result: RunResult, name: string) => {
    const values = result.parts.find((part) => part.name === name)?.cpuCores ?? [];
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  const parts = before.parts.filter(({ name }) => after.parts.some((part) => part.name === name)).map(({ name }) => name);
  return [
    {
      what: "answered",
      unit: "per second",
      before: before.totals.answeredPerSecond,
      after: after.totals.answeredPerSecond,
      better: "more",
    },
    { what: "errors", unit: "share", before: errors(before), after: errors(after), better: "less" },
    ...(["p50", "p95", "p99", "p999"] as const).map(
      (name): Difference => ({
        what: name === "p999" ? "p99.9" : name,
        unit: "ms",
        before: before.latency[name],
        after: after.latency[name],
        better: "less",
      }),
    ),
    ...both.map(
      (name): Difference => ({
        what: `${name}, p99`,
        unit: "ms",
        before: before.operations[name]!.latency.p99,
        after: after.operations[name]!.latency.p99,
        better: "less",
      }),
    ),
    ...parts.map(
      (name): Difference => ({
        what: `processor time of ${name}`,
        unit: "cores",
        before: cores(before, name),
        after: cores(after, name),
        better: "less",
      }),
    ),
  ];
}

/** What is not the same in the conditions of two runs, so that nobody takes it for an effect of the change. */
export function otherConditions(before: RunResult, after: RunResult): string[] {
  const lines: string[] = [];
  const compare = (what: string, one: unknown, two: unknown) => {
    if (JSON.stringify(one) !== JSON.stringify(two)) lines.push(`${what}: ${String(one)} and ${String(two)}`);
  };
  for (const name of ["mix", "profile", "ratePerSecond", "seconds", "arrivals", "seed", "thinkMs", "products"] as const) {
    compare(name, before.settings[name], after.settings[name]);
  }
  compare("cores", before.machine.cores, after.machine.cores);
  for (const name of new Set([...Object.keys(before.versions), ...Object.keys(after.versions)]))
    compare(name, before.versions[name], after.versions[name]);
  const [one, two] = [before.databaseSettings ?? {}, after.databaseSettings ?? {}];
  for (const name of new Set([...Object.keys(one), ...Object.keys(two)])) compare(name, one[name], two[name]);
  return lines;
}

/** Two runs side by side as one HTML page. */
export function comparisonReport(before: RunResult, after: RunResult): string {
  const verdict = (result: RunResult) =>
    result.void !== null ? badge("quiet", "void") : isPassed(result) ? badge("good", "passed") : badge("bad", "failed");
  const conditions = otherConditions(before, after);
  const rows = differences(before, after).map((difference): Cell[] => [
    difference.what,
    valueText(difference, difference.before),
    valueText(difference, difference.after),
    { html: changeHtml(difference) },
  ]);
  const title = `${before.name} and ${after.name}`;
  const body = [
    `<header><h1>${escapeHtml(before.name)} <span style="color:var(--soft);font-weight:400">against</span> ${escapeHtml(after.name)}</h1>
<p>${escapeHtml(`${before.startedAt.slice(0, 16).replace("T", " ")} and ${after.startedAt.slice(0, 16).replace("T", " ")} UTC`)}</p>
<div class="verdict">${verdict(before)} <span>${escapeHtml(before.name)}</span> ${verdict(after)} <span>${escapeHtml(after.name)}</span></div></header>`,
    `<div class="charts">${charts(before, after)}</div>`,
    section("Figures", table(["", "before", "after", "change"], rows)),
    section(
      "Conditions that differ",
      conditions.length === 0
        ? '<p class="note">None: the same load on the same settings.</p>'
        : table(
            ["", ""],
            conditions.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
            [0, 1],
          ),
    ),
    section(
      "What saturated first",
      table(
        ["run", "first", "how that was concluded"],
        [before, after].map(({ name, saturation }) => [name, saturation.first ?? "nothing", saturation.because]),
        [0, 1, 2],
      ),
    ),
    "<footer>Everything on this page was measured; nothing is modelled. Two single runs differ by chance too: repeat what you decide by.</footer>",
  ].join("\n");
  return page(`${title} · Tenfold`, body);
}

function charts(before: RunResult, after: RunResult): string {
  const seconds = Math.max(before.settings.seconds, after.settings.seconds);
  const curve = (
    result: RunResult,
    name: string,
    colour: "one" | "two",
    value: (second: RunResult["seconds"][number]) => number,
  ): Curve => ({
    name,
    colour,
    points: result.seconds
      .filter(({ second, answered }) => second < result.settings.seconds && answered > 0)
      .map((each) => [each.second + 0.5, value(each)] as const),
  });
  const pair = (value: (second: RunResult["seconds"][number]) => number) => [
    curve(before, "before", "one", value),
    curve(after, "after", "two", value),
  ];
  return [
    figure("Answered", "Requests per second.", { seconds, unit: "/s", curves: pair(({ answered }) => answered) }),
    figure("Latency, p99", "From the moment at which a request was to leave. Logarithmic.", {
      seconds,
      unit: "ms",
      logarithmic: true,
      curves: pair(({ p99 }) => p99),
    }),
  ].join("\n");
}

export function valueText({ unit }: Difference, value: number): string {
  if (unit === "ms") return milliseconds(value);
  if (unit === "share") return share(value);
  return unit === "per second" ? `${amount(value)}/s` : unit === "cores" ? value.toFixed(2) : amount(value);
}

/** In percent of the first run; a change below one percent is none. */
export function changeText({ before, after }: Difference): string {
  if (before === after) return "0 %";
  if (before === 0) return "new";
  const percent = ((after - before) / before) * 100;
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent) >= 10 ? Math.abs(percent).toFixed(0) : Math.abs(percent).toFixed(1)} %`;
}

function changeHtml(difference: Difference): string {
  const { before, after, better } = difference;
  const isSmall = Math.abs(after - before) <= Math.abs(before) / 100;
  const colour = isSmall ? "" : after < before === (better === "less") ? "down" : "up";
  return `<span class="${colour}">${escapeHtml(changeText(difference))}</span>`;
}
