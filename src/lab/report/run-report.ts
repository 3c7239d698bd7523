import { isPassed, type Latency, type RunResult, type SloVerdict } from "../workload/open-loop/result.ts";
import { MAX_LATE_P99_MS } from "../workload/open-loop/verdicts.ts";
import { badge, type Cell, escapeHtml, facts, page, section, table, tiles } from "./page.ts";
import { loadCharts, partCharts } from "./run-charts.ts";
import { SATURATION_RULE } from "./saturation.ts";

/** The report of one run as one HTML page. */
export function runReport(result: RunResult): string {
  const parts = partCharts(result);
  const body = [
    head(result),
    overview(result),
    section("Verdicts", sloTable(result.slos)),
    section("What shoppers saw", `<div class="charts">${loadCharts(result)}</div>`),
    section("Operations", operationTable(result)),
    section("Errors", errorTable(result)),
    section("What saturated first", saturation(result)),
    ...(parts === "" ? [] : [section("The parts of the system", `<div class="charts">${parts}</div>`)]),
    ...(result.faults.length === 0 ? [] : [section("Faults", faultTable(result))]),
    section("Audit", audit(result)),
    section("Conditions", conditions(result)),
    `<footer>Everything on this page was measured in this run; nothing is modelled. Percentiles are of all answers after a warm-up of ${result.settings.warmUpSeconds} s, from histograms with an error below 0.1 % (1 % within single seconds).</footer>`,
  ].join("\n");
  return page(`${result.name} · Tenfold`, body);
}

function head(result: RunResult): string {
  const { settings, totals } = result;
  const kind = result.void !== null ? "quiet" : isPassed(result) ? "good" : "bad";
  const word = result.void !== null ? "void" : isPassed(result) ? "passed" : "failed";
  const missed = result.slos.filter(({ met }) => !met).map(({ id }) => id);
  const why =
    result.void ??
    (isPassed(result)
      ? `${amount(totals.answeredPerSecond)} requests per second were answered, 99 % of them within ${milliseconds(result.latency.p99)}.`
      : [missed.length > 0 ? `Not met: ${missed.join(", ")}.` : "", result.audit?.verdict === "red" ? "The audit is red." : ""]
          .join(" ")
          .trim());
  return `<header><h1>${escapeHtml(result.name)}</h1>
<p>${escapeHtml(`${result.startedAt.slice(0, 16).replace("T", " ")} UTC · mix ${settings.mix} · profile ${settings.profile} · ${settings.seconds} s · ${settings.arrivals} arrivals, open loop`)}</p>
<div class="verdict">${badge(kind, word)}<span>${escapeHtml(why)}</span></div></header>`;
}

function overview({ totals, latency, saturation }: RunResult): string {
  return tiles([
    ["offered", `${amount(totals.offeredPerSecond)}/s`],
    ["answered", `${amount(totals.answeredPerSecond)}/s`, `${amount(totals.answered)} in all`],
    ["p50", milliseconds(latency.p50)],
    ["p95", milliseconds(latency.p95)],
    ["p99", milliseconds(latency.p99)],
    ["p99.9", milliseconds(latency.p999), `slowest ${milliseconds(latency.max)}`],
    [
      "errors",
      share(totals.offered === 0 ? 0 : totals.failed / totals.offered),
      `${amount(totals.failed)} of ${amount(totals.offered)}`,
    ],
    ["saturated first", saturation.first ?? "nothing"],
  ]);
}

function sloTable(slos: readonly SloVerdict[]): string {
  const shown = ({ unit }: SloVerdict, value: number) =>
    unit === "share" ? share(value) : unit === "ms" ? milliseconds(value) : `${amount(value)}/s`;
  return table(
    ["objective", "measured", "target", ""],
    slos.map((slo): Cell[] => [
      slo.holds,
      shown(slo, slo.measured),
      shown(slo, slo.target),
      { html: slo.met ? badge("good", "met") : badge("bad", "missed") },
    ]),
  );
}

function operationTable({ operations, totals }: RunResult): string {
  const rows = Object.entries(operations).sort(([, a], [, b]) => b.latency.count - a.latency.count);
  const latencies = ({ mean, p50, p95, p99, p999, max }: Latency) => [mean, p50, p95, p99, p999, max].map(milliseconds);
  return table(
    ["operation", "answers", "share", "ok", "refused", "unknown", "failed", "mean", "p50", "p95", "p99", "p99.9", "slowest"],
    rows.map(([name, { ok, refused, unknown, failed, latency }]) => [
      name,
      amount(latency.count),
      `${((latency.count / Math.max(1, totals.answered)) * 100).toFixed(1)} %`,
      ...[ok, refused, unknown, failed].map(amount),
      ...latencies(latency),
    ]),
  );
}

function errorTable({ errors, totals }: RunResult): string {
  if (errors.length === 0)
    return `<p class="note">None. ${amount(totals.refused)} requests were refused as a shop should refuse them (declined cards, sold out).</p>`;
  return table(
    ["kind", "count", "share of all", "operations"],
    errors.map(({ kind, count, operations }) => [
      kind,
      amount(count),
      share(count / Math.max(1, totals.offered)),
      operations.join(", "),
    ]),
    [0, 3],
  );
}

function saturation({ saturation: { first, because, reached } }: RunResult): string {
  const also =
    reached.length < 2
      ? ""
      : table(
          ["reached its limit", "from second", "value", "limit"],
          reached.map(({ what, atSecond, value, limit }) => [what, Math.round(atSecond), amount(value), amount(limit)]),
        );
  return `<p><b>${escapeHtml(first ?? "Nothing")}</b>. ${escapeHtml(because)}</p>${also}<p class="note">${escapeHtml(SATURATION_RULE)}</p>`;
}

function faultTable({ faults }: RunResult): string {
  return table(
    ["fault", "from second", "to second"],
    faults.map(({ what, fromSecond, toSecond }) => [what, fromSecond.toFixed(1), toSecond === null ? "–" : toSecond.toFixed(1)]),
  );
}

function audit({ audit: report }: RunResult): string {
  if (report === null)
    return '<p class="note">This run was not audited: <code>tenfold load run --audit</code>, or <code>tenfold audit --history</code> afterwards.</p>';
  const kinds = { green: "good", red: "bad", skipped: "quiet" } as const;
  const counts = Object.entries(report.counts)
    .map(([what, count]) => `${amount(count)} ${what}`)
    .join(", ");
  const findings = table(
    ["invariant", "", "violations", "looked at"],
    report.findings.map(({ holds, verdict, violations, note }): Cell[] => [
      holds,
      { html: badge(kinds[verdict], verdict) },
      amount(violations),
      note ?? "",
    ]),
    [0, 3],
  );
  return `<p>${badge(report.verdict === "green" ? "good" : "bad", report.verdict)} <span class="note">${escapeHtml(`over ${counts}`)}</span></p>${findings}`;
}

function conditions(result: RunResult): string {
  const { settings, machine, generator } = result;
  const late = `${milliseconds(generator.late.p99)} (void above ${MAX_LATE_P99_MS} ms)`;
  return `<h3>Load</h3>${facts({
    rate: `${amount(settings.ratePerSecond)}/s`,
    duration: `${settings.seconds} s, of which ${settings.warmUpSeconds} s warm-up`,
    seed: String(settings.seed),
    "think time": milliseconds(settings.thinkMs),
    "time-out": milliseconds(settings.timeoutMs),
    products: amount(settings.products),
    addresses: settings.urls.join(", "),
    history: result.historyFile ?? "not written",
  })}<h3 style="margin-top:14px">Generator</h3>${facts({
    "sent late, p99": late,
    "processor time": `${generator.cpuCores.toFixed(2)} cores, ${Math.round(generator.cpuUsPerRequest)} µs a request`,
    "busiest worker": share(generator.busiest),
    connections: amount(generator.connections),
    "found no connection": amount(generator.notSent),
    workers: String(settings.workers),
  })}<h3 style="margin-top:14px">Machine and versions</h3>${facts({
    processor: machine.model,
    cores: String(machine.cores),
    memory: `${machine.memoryGiB} GiB`,
    system: machine.system,
    ...result.versions,
  })}${result.databaseSettings === null ? "" : `<h3 style="margin-top:14px">PostgreSQL: durability and memory</h3>${facts(result.databaseSettings)}`}`;
}

export function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms >= 100) return `${Math.round(ms).toLocaleString("en")} ms`;
  return `${Number(ms.toPrecision(3))} ms`;
}

export function amount(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}

/** Enough digits to tell 99.99 % from 100 %. */
export function share(value: number): string {
  return `${Number((value * 100).toFixed(3))} %`;
}
