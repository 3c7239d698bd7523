import type { Profile } from "../observability/profile.ts";
import { countedLimitMs, slos } from "../observability/slos.ts";
import type { SloState } from "./contract.ts";
import { counted, type Growth, isShoppers, labelOf } from "./growth.ts";

/** Over which the burn rate is taken; long enough that one failed request in a quiet shop is not a fire for long. */
const BURN_WINDOW_MS = 60_000;
const SPARED = new Set(["hit", "stale", "joined", "negative"]);

const MS = 1_000;

export type Promises = Pick<Profile, "availability" | "latencyP99Ms">;
type Counts = { readonly events: number; readonly bad: number };

const slowerThan = (
  growths: readonly Growth[],
  histogram: string,
  le: string,
  which: (labels: string) => boolean = () => true,
) => {
  const events = counted(growths, `${histogram}_count`, which);
  return {
    events,
    bad: events - counted(growths, `${histogram}_bucket`, (labels) => labelOf(labels, "le") === le && which(labels)),
  };
};
const isAnswers = (labels: string) => labelOf(labels, "cache") === "answers";

/** The same events as the rules of Prometheus count, from what each process says. By the id of the SLO. */
export const counters: Readonly<Record<string, (growths: readonly Growth[], promises: Promises) => Counts>> = {
  availability: (growths) => ({
    events: counted(growths, "http_request_duration_seconds_count", isShoppers),
    bad: counted(
      growths,
      "http_request_duration_seconds_count",
      (labels) => isShoppers(labels) && labelOf(labels, "status") === "5xx",
    ),
  }),
  "api-latency": (growths, { latencyP99Ms }) =>
    slowerThan(growths, "http_request_duration_seconds", String(countedLimitMs(latencyP99Ms) / MS), isShoppers),
  "database-latency": (growths) => slowerThan(growths, "db_statement_duration_seconds", "0.05"),
  "search-latency": (growths) =>
    slowerThan(growths, "http_request_duration_seconds", "0.1", (labels) => labelOf(labels, "route") === "/v1/search"),
  "cache-hits": (growths) => ({
    events: counted(growths, "cache_requests_total", isAnswers),
    bad: counted(growths, "cache_requests_total", (labels) => isAnswers(labels) && !SPARED.has(labelOf(labels, "result") ?? "")),
  }),
  "inventory-accuracy": (growths) => ({
    events: counted(growths, "stock_levels_checked_total"),
    bad: counted(growths, "stock_levels_wrong_total"),
  }),
  "order-processing": (growths) => slowerThan(growths, "order_processing_seconds", "30"),
  // Not events but states: at each look every replica is one.
  "replica-freshness": (growths) => {
    const usable = growths.flatMap(({ gauges }) => gauges.filter(({ name }) => name === "replica_usable"));
    return { events: usable.length, bad: usable.filter(({ value }) => value === 0).length };
  },
};

export interface Budgets {
  note(atMs: number, growths: readonly Growth[]): void;
  states(atMs: number): readonly SloState[];
}

/** Counts good and bad events since now. An error budget is a share of events, so it can be told over any time; that of the month is Prometheus'. */
export function createBudgets(promises: Promises, sinceMs: number): Budgets {
  const all = slos(promises).map((slo) => ({
    slo,
    count: counters[slo.id]!,
    events: 0,
    bad: 0,
    recent: [] as (Counts & { readonly atMs: number })[],
  }));
  return {
    note(atMs, growths) {
      for (const entry of all) {
        const { events, bad } = entry.count(growths, promises);
        entry.events += events;
        entry.bad += Math.max(0, bad);
        if (events > 0) entry.recent.push({ atMs, events, bad: Math.max(0, bad) });
        entry.recent = entry.recent.filter((each) => atMs - each.atMs <= BURN_WINDOW_MS);
      }
    },
    states: (atMs) =>
      all.map(({ slo: { id, title, good, objective }, events, bad, recent }) => {
        const fresh = recent.filter((each) => atMs - each.atMs <= BURN_WINDOW_MS);
        return {
          id,
          title,
          good,
          objective,
          events: Math.round(events),
          bad: Math.round(bad),
          budgetLeft: events === 0 ? null : budgetLeft(objective, bad / events),
          burnRate: fresh.length === 0 || objective === 1 ? null : ratioOf(fresh) / (1 - objective),
          sinceMs,
        };
      }),
  };
}

/** Where everything is promised, the first bad event takes all of it. */
function budgetLeft(objective: number, badShare: number): number {
  if (objective === 1) return badShare > 0 ? 0 : 1;
  return 1 - badShare / (1 - objective);
}

function ratioOf(counts: readonly Counts[]): number {
  const sum = (of: (each: Counts) => number) => counts.reduce((total, each) => total + of(each), 0);
  return sum(({ bad }) => bad) / sum(({ events }) => events);
}
