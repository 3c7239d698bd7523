import { LATENCY_BUCKETS } from "../../platform/telemetry/metrics.ts";
import { alertSeconds, duration, MINUTE, type Profile } from "./profile.ts";
import type { TestSeries } from "./types.ts";

/** The requests of shoppers and staff; probes and scrapes are always fast and would flatter every share. */
export const API = 'route!~"/(healthz|readyz|metrics)"';

/** The window of the alerts that say how it is now: five minutes on call. */
export const recent = (profile: Profile): string => duration(alertSeconds(profile, 5 * MINUTE));
/** For what must be seen at once. */
export const shortly = (profile: Profile): string => duration(alertSeconds(profile, MINUTE));
/** For rates of figures that come from exporters, which are read less often. */
export const recentOfExporter = (profile: Profile): string =>
  duration(alertSeconds(profile, 5 * MINUTE, profile.exporterIntervalMs));

export function rate(series: string, window: string): string {
  return `rate(${series}[${window}])`;
}

/** What `quantile` of the observations of all processes stayed below. */
export function quantile(q: number, histogram: string, labels: string, window: string, by: readonly string[] = []): string {
  const selector = labels === "" ? "" : `{${labels}}`;
  return `histogram_quantile(${q}, sum by (${[...by, "le"].join(", ")}) (rate(${histogram}_bucket${selector}[${window}])))`;
}

/** A share, without a series while nothing happens: nothing of nothing is no share. */
export function share(part: string, whole: string): string {
  return `${part} / (${whole} > 0)`;
}

/** Nothing has happened yet: a counter with labels has no series then, and counts as zero beside its whole. */
export function orZero(part: string, whole: string): string {
  return `(${part} or 0 * ${whole})`;
}

/** Series of a histogram with so many observations a second of `seconds` each, for the tests of rules. */
export function observed(
  histogram: string,
  labels: string,
  perSecond: number,
  seconds: number,
  buckets: readonly number[] = LATENCY_BUCKETS,
): TestSeries {
  const inner = labels === "" ? "" : `${labels},`;
  const series: Record<string, { perSecond: number }> = {};
  for (const le of buckets) series[`${histogram}_bucket{${inner}le="${le}"}`] = { perSecond: seconds <= le ? perSecond : 0 };
  series[`${histogram}_bucket{${inner}le="+Inf"}`] = { perSecond };
  series[`${histogram}_count${labels === "" ? "" : `{${labels}}`}`] = { perSecond };
  return series;
}
