import { alerts } from "../observability/alerts/all.ts";
import { lab, waitSeconds } from "../observability/profile.ts";
import type { Alert } from "../observability/types.ts";
import { parseMetrics } from "../report/shop-metrics.ts";

type Sample = ReturnType<typeof parseMetrics>[number];
type Scrape = { readonly atMs: number; readonly parts: ReadonlyMap<string, readonly Sample[]> };

/**
 * An alert's condition over figures that a drill has gathered itself, for machines without Prometheus. Threshold, comparison and waiting
 * time are those of the alert in src/lab/observability; only its value is computed here.
 */
export type OwnRule = {
  readonly alert: string;
  /** Null while nothing is known. */
  readonly value: (samples: Samples) => number | null;
  readonly and?: (samples: Samples) => boolean;
  /** In place of the alert's, as in the drill's rules for Prometheus. */
  readonly threshold?: number;
};

/** What the rules of a lab look back over. */
export const RECENTLY_MS = 25_000;
export const SHORTLY_MS = 20_000;
/** Enough for every window of a lab's rules. */
const KEPT_MS = 90_000;

/** The last minutes of the processes' /metrics. */
export interface Samples {
  /** Takes one look at every process. */
  note(atMs: number, texts: ReadonlyMap<string, string>): void;
  /** The last values of all series of that name whose labels contain the text. */
  last(name: string, label?: string): readonly number[];
  /** The smallest value that a process's series had over the time, the greatest of all processes; null until it is covered. */
  lowest(name: string, windowMs: number): number | null;
  /** The greatest value over the time. */
  greatest(name: string, label: string, windowMs: number): number | null;
  /** Growth per second of a counter, summed over processes. A process that was started again counts from zero. */
  rate(name: string, label: string, windowMs: number): number | null;
  /** The same by the value of a label. */
  rateBy(name: string, by: string, windowMs: number): ReadonlyMap<string, number>;
  /** Change per second of a gauge that all processes see alike. */
  slope(name: string, windowMs: number): number | null;
}

export function createSamples(names: ReadonlySet<string>): Samples {
  let scrapes: Scrape[] = [];

  const within = (windowMs: number): readonly Scrape[] => {
    const last = scrapes.at(-1);
    return last === undefined ? [] : scrapes.filter(({ atMs }) => atMs > last.atMs - windowMs);
  };
  const isCovered = (windowMs: number) => scrapes.length > 1 && scrapes.at(-1)!.atMs - scrapes[0]!.atMs >= windowMs;
  const matching = (samples: readonly Sample[], name: string, label: string) =>
    samples.filter((sample) => sample.name === name && sample.labels.includes(label));
  const seconds = (looks: readonly Scrape[]) => (looks.at(-1)!.atMs - looks[0]!.atMs) / 1_000;

  /** Growth of each series over the time, by `<part> <labels>`. */
  function growth(name: string, label: string, windowMs: number): ReadonlyMap<string, { readonly labels: string; sum: number }> {
    const sums = new Map<string, { readonly labels: string; sum: number }>();
    const before = new Map<string, number>();
    for (const { parts } of within(windowMs)) {
      for (const [part, samples] of parts) {
        for (const { labels, value } of matching(samples, name, label)) {
          const key = `${part} ${labels}`;
          const last = before.get(key);
          const known = sums.get(key) ?? { labels, sum: 0 };
          if (last !== undefined) known.sum += value >= last ? value - last : value;
          sums.set(key, known);
          before.set(key, value);
        }
      }
    }
    return sums;
  }

  return {
    note(atMs, texts) {
      const parts = new Map([...texts].map(([part, text]) => [part, parseMetrics(text, names)]));
      scrapes = [...scrapes.filter((scrape) => scrape.atMs > atMs - KEPT_MS), { atMs, parts }];
    },
    last: (name, label = "") =>
      [...(scrapes.at(-1)?.parts.values() ?? [])].flatMap((samples) => matching(samples, name, label).map(({ value }) => value)),
    lowest(name, windowMs) {
      if (!isCovered(windowMs)) return null;
      const looks = within(windowMs);
      const ofPart = (part: string) =>
        looks.map(({ parts }) => Math.min(...matching(parts.get(part) ?? [], name, "").map(({ value }) => value)));
      const lows = [...looks.at(-1)!.parts.keys()].map((part) => Math.min(...ofPart(part))).filter(Number.isFinite);
      return lows.length === 0 ? null : Math.max(...lows);
    },
    greatest(name, label, windowMs) {
      const values = within(windowMs).flatMap(({ parts }) =>
        [...parts.values()].flatMap((samples) => matching(samples, name, label).map(({ value }) => value)),
      );
      return values.length === 0 ? null : Math.max(...values);
    },
    rate(name, label, windowMs) {
      const looks = within(windowMs);
      if (looks.length < 2) return null;
      return [...growth(name, label, windowMs).values()].reduce((sum, each) => sum + each.sum, 0) / seconds(looks);
    },
    rateBy(name, by, windowMs) {
      const looks = within(windowMs);
      const rates = new Map<string, number>();
      if (looks.length < 2) return rates;
      for (const { labels, sum } of growth(name, "", windowMs).values()) {
        const value = new RegExp(`(?:^|,)${by}="([^"]*)"`).exec(labels)?.[1] ?? "";
        rates.set(value, (rates.get(value) ?? 0) + sum / seconds(looks));
      }
      return rates;
    },
    slope(name, windowMs) {
      const looks = within(windowMs);
      const least = ({ parts }: Scrape) =>
        Math.min(...[...parts.values()].flatMap((samples) => matching(samples, name, "").map(({ value }) => value)));
      const points = looks.map((look) => ({ x: look.atMs / 1_000, y: least(look) })).filter(({ y }) => Number.isFinite(y));
      return points.length < 2 || !isCovered(windowMs) ? null : leastSquares(points);
    },
  };
}

/** As Prometheus' predict_linear does. */
function leastSquares(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const meanX = mean(({ x }) => x);
  const meanY = mean(({ y }) => y);
  const above = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

/** Metrics that the rules of drills ask for. */
export const OWN_METRICS: ReadonlySet<string> = new Set([
  "cache_requests_total",
  "data_disk_free_bytes",
  "db_pool_waiting",
  "db_statement_calls_total",
  "db_statement_seconds_total",
  "http_requests_shed_total",
  "payment_provider_circuit",
  "replica_lag_seconds",
  "replica_lag_tolerance_seconds",
  "stock_hold_hottest_share",
  "stock_hold_lines_total",
]);

/** Which of the rules hold for as long as their alerts demand. */
export interface OwnEvaluation {
  /** Those that fire, after each look at the processes. */
  evaluate(
    atMs: number,
    samples: Samples,
  ): readonly { readonly alert: Alert; readonly sinceMs: number; readonly value: number }[];
}

export function createOwnEvaluation(rules: readonly OwnRule[]): OwnEvaluation {
  const since = new Map<string, number>();
  return {
    evaluate: (atMs, samples) =>
      rules.flatMap((rule) => {
        const alert = alertNamed(rule.alert);
        const value = rule.value(samples);
        const holds =
          value !== null && isBeyond(value, alert.is, rule.threshold ?? alert.threshold) && (rule.and?.(samples) ?? true);
        if (!holds) {
          since.delete(rule.alert);
          return [];
        }
        const sinceMs = since.get(rule.alert) ?? atMs;
        since.set(rule.alert, sinceMs);
        const waits = Math.max(waitSeconds(lab, alert.forSeconds), alert.forLeastSeconds ?? 0);
        return atMs - sinceMs >= waits * 1_000 ? [{ alert, sinceMs: sinceMs + waits * 1_000, value }] : [];
      }),
  };
}

function alertNamed(name: string): Alert {
  const alert = alerts.find((each) => each.name === name);
  if (alert === undefined) throw new Error(`There is no alert ${name}.`);
  return alert;
}

function isBeyond(value: number, is: Alert["is"], threshold: number): boolean {
  if (is === ">") return value > threshold;
  if (is === ">=") return value >= threshold;
  return is === "<" ? value < threshold : value === threshold;
}
