import type { FlashSaleReport } from "../lab/workload/flash-sale.ts";

/** What became of a flash sale, for a person to read. */
export function saleTable(report: FlashSaleReport): string {
  const { verdicts, latencyMs } = report;
  const attempts = [...report.attempts].sort(([a], [b]) => a.localeCompare(b));
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  const rows: readonly (readonly [string, string])[] = [
    ["variant", String(report.variantId)],
    ["buyers", report.buyers.toLocaleString("en")],
    ["units", report.units.toLocaleString("en")],
    ...attempts.map(([result, count]) => [`attempts: ${result}`, count.toLocaleString("en")] as const),
    ["sold", verdicts.sold.toLocaleString("en")],
    ["refused, sold out", verdicts["sold out"].toLocaleString("en")],
    ["declined", verdicts.declined.toLocaleString("en")],
    ["unknown, then resolved", report.unknownResolved.toLocaleString("en")],
    ["failed", verdicts.failed.toLocaleString("en")],
    ["without a verdict", verdicts.undecided.toLocaleString("en")],
    ...[...report.troubles].map(([what, count]) => [`  ${what}`, count.toLocaleString("en")] as const),
    ["last sale after", seconds(report.sellingMs)],
    ["last verdict after", seconds(report.durationMs)],
    ["orders per second", perSecond(verdicts.sold, report.sellingMs)],
    ["verdicts per second", perSecond(report.buyers - verdicts.undecided, report.durationMs)],
    ["verdict after, p50", seconds(latencyMs.p50)],
    ["verdict after, p95", seconds(latencyMs.p95)],
    ["verdict after, p99", seconds(latencyMs.p99)],
    ["verdict", report.passed ? "passed" : "FAILED"],
  ];
  return rows.map(([name, value]) => `${name.padEnd(26)}${value.padStart(14)}\n`).join("");
}

function perSecond(count: number, durationMs: number): string {
  return durationMs === 0 ? "0" : Math.round((count / durationMs) * 1_000).toLocaleString("en");
}
