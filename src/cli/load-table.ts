import { amount, milliseconds, share } from "../lab/report/run-report.ts";
import { isPassed, type RunResult, type SloVerdict } from "../lab/workload/open-loop/result.ts";

/** What came of a load run, for a person to read. */
export function loadTable(result: RunResult): string {
  const { totals, latency, generator, errors, saturation } = result;
  const rows: readonly (readonly [string, string])[] = [
    ["offered", `${amount(totals.offeredPerSecond)}/s`],
    ["answered", `${amount(totals.answeredPerSecond)}/s`],
    ["p50 / p95", `${milliseconds(latency.p50)} / ${milliseconds(latency.p95)}`],
    ["p99 / p99.9", `${milliseconds(latency.p99)} / ${milliseconds(latency.p999)}`],
    ["failed", `${amount(totals.failed)} of ${amount(totals.offered)}`],
    ...errors.map(({ kind, count, operations }) => [`  ${kind}`, `${amount(count)} (${operations.join(", ")})`] as const),
    ["saturated first", saturation.first ?? "nothing"],
    ["generator", `${generator.cpuCores.toFixed(2)} cores, sent late p99 ${milliseconds(generator.late.p99)}`],
    ...result.slos.map((slo) => [slo.id, `${sloText(slo)}: ${slo.met ? "met" : "MISSED"}`] as const),
    ...(result.audit === null ? [] : [["audit", result.audit.verdict] as const]),
    ["verdict", result.void !== null ? `VOID. ${result.void}` : isPassed(result) ? "passed" : "FAILED"],
  ];
  return rows.map(([name, value]) => `${name.padEnd(22)}${value}\n`).join("");
}

function sloText({ unit, measured, target }: SloVerdict): string {
  const text = (value: number) => (unit === "share" ? share(value) : unit === "ms" ? milliseconds(value) : `${amount(value)}/s`);
  return `${text(measured)}, target ${text(target)}`;
}
