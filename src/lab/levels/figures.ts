import { numberText } from "../report/charts.ts";
import { amount, milliseconds, share } from "../report/run-report.ts";
import type { RunResult } from "../workload/open-loop/result.ts";
import type { Figure, FigureUnit } from "./experiment.ts";

/** A figure of which less is an improvement. */
export const less = (what: string, value: number, unit: FigureUnit = "count"): Figure => ({ what, value, unit, better: "less" });
/** A figure of which more is an improvement. */
export const more = (what: string, value: number, unit: FigureUnit = "count"): Figure => ({ what, value, unit, better: "more" });
/** A figure that only describes. */
export const shown = (what: string, value: number, unit: FigureUnit = "count"): Figure => ({ what, value, unit });

/** With its unit, for a person. */
export function figureText(value: number, unit: FigureUnit): string {
  switch (unit) {
    case "ms":
      return milliseconds(value);
    case "share":
      return shareText(value);
    case "bytes":
      return numberText(value, "bytes");
    case "bytes per second":
      return numberText(value, "B/s");
    case "per second":
      return `${amount(value)}/s`;
    case "count":
      return amount(value);
    default:
      return `${amount(value)} ${unit}`;
  }
}

/** What a load run says of a shop in a few figures. */
export function loadFigures({ totals, latency }: Pick<RunResult, "totals" | "latency">): Figure[] {
  return [
    more("answered", totals.answeredPerSecond, "per second"),
    less("failed", totals.offered === 0 ? 0 : totals.failed / totals.offered, "share"),
    less("latency p50", latency.p50, "ms"),
    less("latency p99", latency.p99, "ms"),
  ];
}

/** Mean cores that a part of the shop kept busy; 0 where processes cannot be looked at. */
export function coresOf({ parts }: Pick<RunResult, "parts">, kind: RunResult["parts"][number]["kind"]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return parts.filter((part) => part.kind === kind).reduce((sum, part) => sum + mean(part.cpuCores), 0);
}

/** Three digits, and more only where they tell 99.99 % from 100 %. */
export function shareText(value: number): string {
  return value >= 0.99 ? share(value) : `${Number((value * 100).toPrecision(3))} %`;
}
