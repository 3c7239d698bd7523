import type { GeneratorHealth, Latency, OperationResult, RunSettings, SloVerdict, Totals } from "./result.ts";

/** What a run is judged by. Shares are 0 to 1. */
export type SloTargets = {
  /** Share of the offered requests that a shopper got a proper answer to. */
  readonly availability: number;
  readonly latencyP99Ms: number;
  readonly orderP99Ms: number;
};

/** The numbers that the system is held to: answers under 200 ms, fewer than one error in a thousand, orders under 30 s. */
export const DEFAULT_SLOS: SloTargets = { availability: 0.999, latencyP99Ms: 200, orderP99Ms: 30_000 };

/** A shop that answers less than this share of what it is offered falls behind, however fast the answers are. */
const LEAST_ANSWERED_SHARE = 0.99;
/** One in ten of the 200 ms that answers may take: beyond it the generator would be a part of the latency it reports. */
export const MAX_LATE_P99_MS = 20;
/** An event loop without idle time sends what is due whenever it comes round to it. */
export const MAX_BUSY = 0.97;

export function sloVerdicts(
  targets: SloTargets,
  totals: Totals,
  latency: Latency,
  operations: Readonly<Record<string, OperationResult>>,
): SloVerdict[] {
  const availability = totals.offered === 0 ? 0 : 1 - totals.failed / totals.offered;
  const answered = totals.offered === 0 ? 0 : totals.answeredPerSecond / totals.offeredPerSecond;
  const checkout = operations.checkout?.latency;
  return [
    {
      id: "availability",
      holds: `${percent(targets.availability)} of all requests are answered as a shop should`,
      target: targets.availability,
      measured: availability,
      unit: "share",
      met: availability >= targets.availability,
    },
    {
      id: "latency-p99",
      holds: `99 % of the answers take less than ${targets.latencyP99Ms} ms from the moment at which they were to be asked for`,
      target: targets.latencyP99Ms,
      measured: latency.p99,
      unit: "ms",
      met: latency.count > 0 && latency.p99 < targets.latencyP99Ms,
    },
    ...(checkout === undefined || checkout.count === 0
      ? []
      : [
          {
            id: "order-latency",
            holds: `99 % of the checkouts take less than ${targets.orderP99Ms / 1_000} s`,
            target: targets.orderP99Ms,
            measured: checkout.p99,
            unit: "ms",
            met: checkout.p99 < targets.orderP99Ms,
          } as const,
        ]),
    {
      id: "throughput",
      holds: `the shop keeps up: at least ${percent(LEAST_ANSWERED_SHARE)} of the offered rate is answered within the run`,
      target: LEAST_ANSWERED_SHARE,
      measured: answered,
      unit: "share",
      met: answered >= LEAST_ANSWERED_SHARE,
    },
  ];
}

/** Why a run says nothing about the shop; null when it does. A shop's slowness never makes a run void, the generator's own does. */
export function voidReason(
  health: Pick<GeneratorHealth, "late" | "busiest">,
  totals: Pick<Totals, "offered">,
  settings: Pick<RunSettings, "ratePerSecond">,
  historyError: string | null,
): string | null {
  if (totals.offered === 0)
    return `Nothing was sent after the warm-up: ${settings.ratePerSecond} requests a second are too few for so short a run.`;
  if (health.late.p99 > MAX_LATE_P99_MS) {
    return `The generator fell behind its own schedule: one request in a hundred left more than ${health.late.p99.toFixed(1)} ms late, and ${MAX_LATE_P99_MS} ms are allowed. Give it more workers or a quieter machine, or ask for less.`;
  }
  if (health.busiest > MAX_BUSY) {
    return `A worker of the generator was busy for ${percent(health.busiest)} of a second, and ${percent(MAX_BUSY)} are allowed. Give it more workers, or ask for less.`;
  }
  return historyError === null ? null : `The history is not complete: ${historyError}.`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
