import type { HistoryLine } from "../audit/history.ts";
import type { RunResult, SloVerdict } from "../workload/open-loop/result.ts";
import type { SloTargets } from "../workload/open-loop/verdicts.ts";
import { type FailoverWindow, failoverWindows, MAX_FAILOVER_MS, outsideOf, type Seen, seenOf } from "./failover-windows.ts";

/** What a run with faults is judged by besides what was offered: a fault that takes a part away, and when. */
export type Disruption = { readonly what: string; readonly atMs: number };

export type FaultJudgement = {
  readonly windows: readonly FailoverWindow[];
  readonly slos: readonly SloVerdict[];
};

/**
 * Availability and latencies of what was asked outside of the failover windows, and how long those were. What the generator could not send
 * has no moment and counts as failed outside.
 */
export async function judgeWithFaults(
  result: Pick<RunResult, "startedAt" | "settings" | "generator" | "slos">,
  history: AsyncIterable<HistoryLine>,
  disruptions: readonly Disruption[],
  targets: SloTargets,
): Promise<FaultJudgement> {
  const countsFromMs = Date.parse(result.startedAt) + result.settings.warmUpSeconds * 1_000;
  const seen: Seen[] = [];
  for await (const line of history) if (line.startedAtMs >= countsFromMs) seen.push(seenOf(line));
  const windows = failoverWindows(seen, disruptions);
  const outside = outsideOf(seen, windows);
  const asked = outside.length + result.generator.notSent;
  const failed = outside.filter((each) => each.failed).length + result.generator.notSent;
  const endedAtMs = seen.reduce((latest, each) => Math.max(latest, each.endedAtMs), countsFromMs);
  // What was not over at the end took at least until then.
  const longest = windows.reduce((most, { fromMs, toMs }) => Math.max(most, (toMs ?? endedAtMs) - fromMs), 0);
  const kept = result.slos.filter(({ id }) => id === "throughput");
  const checkouts = outside.filter(({ op }) => op === "checkout");
  const slos: SloVerdict[] = [
    {
      id: "availability",
      holds: `${Number((targets.availability * 100).toFixed(3))} % of all requests outside of failovers are answered as a shop should`,
      target: targets.availability,
      measured: asked === 0 ? 0 : 1 - failed / asked,
      unit: "share",
      met: asked > 0 && 1 - failed / asked >= targets.availability,
    },
    {
      id: "failover",
      holds: `a shop that lost a part serves everybody again in less than ${MAX_FAILOVER_MS / 1_000} s`,
      target: MAX_FAILOVER_MS,
      measured: longest,
      unit: "ms",
      met: longest < MAX_FAILOVER_MS && windows.every(({ toMs }) => toMs !== null),
    },
    latency(
      "latency-p99",
      `99 % of the answers outside of failovers take less than ${targets.latencyP99Ms} ms`,
      outside,
      targets.latencyP99Ms,
    ),
    ...(checkouts.length === 0
      ? []
      : [
          latency(
            "order-latency",
            `99 % of the checkouts outside of failovers take less than ${targets.orderP99Ms / 1_000} s`,
            checkouts,
            targets.orderP99Ms,
          ),
        ]),
    ...kept,
  ];
  return { windows, slos };
}

function latency(id: "latency-p99" | "order-latency", holds: string, seen: readonly Seen[], target: number): SloVerdict {
  const took = seen.map(({ startedAtMs, endedAtMs }) => endedAtMs - startedAtMs).sort((a, b) => a - b);
  const measured = took[Math.min(took.length - 1, Math.ceil(took.length * 0.99) - 1)] ?? 0;
  return { id, holds, target, measured, unit: "ms", met: took.length > 0 && measured < target };
}
