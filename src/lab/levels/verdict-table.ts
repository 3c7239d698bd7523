import { amount, milliseconds, share } from "../report/run-report.ts";
import type { RunResult, SloVerdict } from "../workload/open-loop/result.ts";
import { isPassed } from "../workload/open-loop/result.ts";
import type { MissingProgram } from "./missing-programs.ts";
import type { LevelRun } from "./run-level.ts";

/** `void`: the figures say nothing about the shop, because the generator could not keep its schedule. */
export type LevelVerdict = "green" | "red" | "void";

export function verdictOf(result: Pick<RunResult, "void" | "slos" | "audit">): LevelVerdict {
  if (result.void !== null) return "void";
  return isPassed(result) && result.audit?.verdict === "green" ? "green" : "red";
}

/** What a person who looks at the terminal needs to know: each objective, the audit, what was at its limit, what was left out. */
export function verdictTable({ result, windows, files }: LevelRun, missing: readonly MissingProgram[]): string {
  const { totals, latency, saturation, audit } = result;
  const red = audit?.findings.filter(({ verdict }) => verdict === "red") ?? [];
  const skipped = audit?.findings.filter(({ verdict }) => verdict === "skipped") ?? [];
  const rows: (readonly [string, string])[] = [
    [
      "answered",
      `${amount(totals.answeredPerSecond)} of ${amount(totals.offeredPerSecond)} requests a second, p50 ${milliseconds(latency.p50)}, p99 ${milliseconds(latency.p99)}`,
    ],
    ...result.slos.map((slo) => [`${mark(slo.met)} ${slo.id}`, sloText(slo)] as const),
    ...windows.map(
      ({ what, fromMs, toMs }) =>
        ["", `${what}: ${toMs === null ? "not over at the end" : milliseconds(toMs - fromMs)}`] as const,
    ),
    [
      `${mark(audit?.verdict === "green")} audit`,
      audit === null
        ? "could not be made"
        : `${audit.verdict}, ${audit.findings.length} invariants over ${countsText(audit.counts)}`,
    ],
    ...red.map(({ id, violations }) => ["", `red: ${id}, ${amount(violations)} violations`] as const),
    ...skipped.map(({ id, note }) => ["", `not looked at: ${id}${note === undefined ? "" : `, ${note}`}`] as const),
    ["saturated first", saturation.first ?? "nothing"],
    ...(saturation.first === null ? [] : [["", saturation.because] as const]),
    ...missing.map(({ name, without, install }) => ["skipped", `${name}: ${without} (${install})`] as const),
    ["report", files.report],
    ["verdict", verdictText(result)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(18)}${value}\n`).join("");
}

function verdictText(result: RunResult): string {
  const verdict = verdictOf(result);
  return verdict === "void" ? `VOID. ${result.void}` : verdict.toUpperCase();
}

const mark = (met: boolean) => (met ? "✓" : "✗");

function sloText({ unit, measured, target, id }: SloVerdict): string {
  const text = (value: number) => (unit === "share" ? share(value) : unit === "ms" ? milliseconds(value) : `${amount(value)}/s`);
  const isFloor = id === "availability" || id === "throughput";
  return `${text(measured)}, ${isFloor ? "at least" : "below"} ${text(target)}`;
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${amount(count)} ${what}`)
    .join(", ");
}
