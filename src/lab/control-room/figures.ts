import type { ErrorKind, Figures, Point } from "./contract.ts";
import { counted, countedBy, type Growth, isShoppers, labelOf, largest, perSecond, quantilesOf } from "./growth.ts";
import { type DatabaseReadings, replicaLags } from "./picture.ts";

const MS = 1_000;
const QUANTILES = [0.5, 0.95, 0.99] as const;
/** A second with ten requests has no p99; a fifth of a minute is too late. */
const LATENCY_WINDOW_MS = 5_000;
const ORDERS_WINDOW_MS = 30_000;
const ERRORS_WINDOW_MS = 300_000;
const MINUTE_MS = 60_000;
/** Codes of problems and outcomes of checkouts are few; a label that runs wild must not fill the memory. */
const MAX_KINDS = 200;

/** Refusals that any shop gives: not the shop's failures. */
const FAILURES = new Set([
  "internal",
  "upstream-unavailable",
  "overloaded",
  "not-ready",
  "shutting-down",
  "timeout",
  "rate-limited",
]);

type Moment = { readonly atMs: number; readonly growths: readonly Growth[] };
export type MachineUse = { readonly machine: number | null; readonly cpu: Readonly<Record<string, number>> };
export type DatabaseFigures = DatabaseReadings & { readonly commitsPerSecond: number | null; readonly hit: number | null };

export interface FigureBook {
  note(atMs: number, growths: readonly Growth[]): void;
  point(atMs: number, use: MachineUse): Point | null;
  figures(atMs: number, database: DatabaseFigures): Figures;
  errors(atMs: number): readonly ErrorKind[];
}

/** Gathers what the processes count into the figures that are shown. */
export function createFigureBook(): FigureBook {
  const outcomes = new Map<string, number>();
  const errors = new Map<string, { total: number; recent: { readonly atMs: number; readonly count: number }[] }>();
  const totals = { levelsChecked: 0, levelsWrong: 0, unknown: 0 };
  let recent: Moment[] = [];
  let latest: Moment = { atMs: 0, growths: [] };

  const within = (atMs: number, windowMs: number) =>
    recent.filter((moment) => atMs - moment.atMs < windowMs).flatMap(({ growths }) => growths);
  const ordersPerMinute = (atMs: number): number => {
    const moments = recent.filter((moment) => atMs - moment.atMs < ORDERS_WINDOW_MS && moment.growths.length > 0);
    const seconds = moments.reduce((sum, { growths }) => sum + Math.max(...growths.map((growth) => growth.seconds)), 0);
    const isPaid = (labels: string) => labelOf(labels, "outcome") === "paid";
    const paid = counted(
      moments.flatMap(({ growths }) => growths),
      "checkouts_total",
      isPaid,
    );
    return seconds === 0 ? 0 : (paid / seconds) * (MINUTE_MS / MS);
  };

  return {
    note(atMs, growths) {
      latest = { atMs, growths };
      recent = [...recent.filter((moment) => atMs - moment.atMs < ORDERS_WINDOW_MS), latest];
      for (const [outcome, count] of countedBy(growths, "checkouts_total", "outcome")) {
        if (outcomes.size < MAX_KINDS || outcomes.has(outcome)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
      }
      for (const [code, count] of countedBy(growths, "http_problems_total", "code")) {
        const known = errors.get(code) ?? { total: 0, recent: [] };
        if (errors.size >= MAX_KINDS && !errors.has(code)) continue;
        known.total += count;
        known.recent.push({ atMs, count });
        errors.set(code, known);
      }
      for (const known of errors.values()) known.recent = known.recent.filter((each) => atMs - each.atMs < ERRORS_WINDOW_MS);
      totals.levelsChecked += counted(growths, "stock_levels_checked_total");
      totals.levelsWrong += counted(growths, "stock_levels_wrong_total");
      totals.unknown += counted(growths, "payment_provider_unknown_total");
    },
    point(atMs, { machine, cpu }) {
      const { growths } = latest;
      if (growths.length === 0) return null;
      const requests = "http_request_duration_seconds_count";
      const ofClass = (status: string) =>
        perSecond(growths, requests, (labels) => isShoppers(labels) && labelOf(labels, "status") === status);
      const latency = quantilesOf(within(atMs, LATENCY_WINDOW_MS), "http_request_duration_seconds", QUANTILES, isShoppers);
      const [p50 = null, p95 = null, p99 = null] = latency.map((seconds) => (seconds === null ? null : rounded(seconds * MS)));
      return {
        atMs,
        requests: rounded(perSecond(growths, requests, isShoppers)),
        refused: rounded(ofClass("4xx")),
        failed: rounded(ofClass("5xx")),
        p50,
        p95,
        p99,
        ordersPerMinute: rounded(ordersPerMinute(atMs)),
        machine,
        cpu,
        lagMs: Object.fromEntries([...replicaLags(growths)].map(([name, { ms }]) => [name, rounded(ms)])),
      };
    },
    figures(atMs, database) {
      const { growths } = latest;
      const spread = within(atMs, ORDERS_WINDOW_MS);
      const p99 = (histogram: string) => quantilesOf(spread, histogram, [0.99])[0] ?? null;
      const inMs = (seconds: number | null) => (seconds === null ? null : rounded(seconds * MS));
      const cacheAsked = counted(spread, "cache_requests_total", isAnswers);
      return {
        orders: {
          perMinute: rounded(ordersPerMinute(atMs)),
          outcomes: Object.fromEntries(outcomes),
          settledP99Seconds: p99("order_processing_seconds"),
          eventsWaiting: largest(growths, "events_waiting"),
          deadLetters: largest(growths, "event_dead_letters"),
        },
        stock: {
          holds: largest(growths, "stock_holds"),
          holdsOverdue: largest(growths, "stock_holds_overdue"),
          levelsChecked: totals.levelsChecked,
          levelsWrong: totals.levelsWrong,
        },
        payments: {
          pending: largest(growths, "payments_pending"),
          pendingOldestSeconds: largest(growths, "payments_pending_oldest_seconds"),
          refundsPending: largest(growths, "refunds_pending"),
          callsPerSecond: rounded(perSecond(growths, "payment_provider_call_duration_seconds_count")),
          callP99Ms: inMs(p99("payment_provider_call_duration_seconds")),
          unknown: totals.unknown,
          circuit: circuitOf(growths),
        },
        database: {
          statementsPerSecond: rounded(perSecond(growths, "db_statements_total")),
          statementP99Ms: inMs(p99("db_statement_duration_seconds")),
          ...database,
        },
        cacheHit:
          cacheAsked === 0
            ? null
            : counted(spread, "cache_requests_total", (labels) => isAnswers(labels) && isHit(labels)) / cacheAsked,
      };
    },
    errors: (atMs) =>
      [...errors]
        .map(([code, { total, recent: seen }]) => ({
          code,
          recent: seen.reduce((sum, each) => (atMs - each.atMs < ERRORS_WINDOW_MS ? sum + each.count : sum), 0),
          total,
          isFailure: FAILURES.has(code),
        }))
        .sort((a, b) => b.recent - a.recent || b.total - a.total),
  };
}

const isAnswers = (labels: string) => labelOf(labels, "cache") === "answers";
const isHit = (labels: string) => /result="(hit|stale|joined|negative)"/.test(labels);

/** The worst of all processes: one that has opened its circuit pays nobody. */
function circuitOf(growths: readonly Growth[]): string | null {
  const states = growths.flatMap(({ gauges }) =>
    gauges
      .filter(({ name, value }) => name === "payment_provider_circuit" && value === 1)
      .map(({ labels }) => labelOf(labels, "state")!),
  );
  return ["open", "half-open", "closed"].find((state) => states.includes(state)) ?? null;
}

/** Five digits are more than any of these figures is good for. */
const rounded = (value: number): number => Number(value.toPrecision(5));
