import { setTimeout as delay } from "node:timers/promises";
import type { FaultMark } from "../workload/open-loop/result.ts";
import { type Failover, type Fault, type FaultRecord, FaultRefused } from "./fault.ts";
import type { FaultClient } from "./fault-client.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { scheduleOf, type TimedFault } from "./schedule.ts";

/** One fault of a plan and what became of it. */
export type FaultEvent =
  | { readonly outcome: "done"; readonly record: FaultRecord }
  /** It could not be carried out at its moment; `why` is a sentence. */
  | { readonly outcome: "skipped"; readonly fault: Fault; readonly atMs: number; readonly why: string };

export type FaultRun = { readonly events: readonly FaultEvent[]; readonly failovers: readonly Failover[] };

export type FaultRunOptions = {
  /** How long the plan goes on; what lasts longer is healed then. */
  readonly lengthMs: number;
  /** Ends the plan early. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: FaultEvent) => void;
};

/** What cannot be done at this moment is tried again for so long, unless the next fault is due before. */
const MAX_PATIENCE_MS = 10_000;
const TRY_AGAIN_MS = 200;

/**
 * Carries out a plan on a running shop. Everything that it began is over when it answers, however it ends. A fault that is refused is
 * told of and left out; rejects only when the supervisor cannot be reached.
 */
export async function runFaultPlan(plan: FaultPlan, client: FaultClient, options: FaultRunOptions): Promise<FaultRun> {
  const { lengthMs, signal, onEvent = () => undefined } = options;
  const { parts } = await client.places();
  const timed = scheduleOf(plan, lengthMs, parts as Parameters<typeof scheduleOf>[2]);
  const startedAtMs = Date.now();
  const events: FaultEvent[] = [];
  const pause = (ms: number) => delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  try {
    for (const [index, each] of timed.entries()) {
      await pause(startedAtMs + each.atMs - Date.now());
      if (signal?.aborted) break;
      const nextAtMs = timed[index + 1]?.atMs ?? lengthMs;
      const event = await tryUntil(startedAtMs + Math.min(nextAtMs, each.atMs + MAX_PATIENCE_MS), each, client, pause, signal);
      events.push(event);
      onEvent(event);
    }
    await pause(startedAtMs + lengthMs - Date.now());
  } finally {
    for (const event of events) {
      if (event.outcome === "done" && event.record.endsAtMs !== null) await client.heal(event.record.id).catch(() => undefined);
    }
  }
  const { faults, failovers } = await client.list();
  const latest = new Map(faults.map((record) => [record.id, record]));
  return {
    events: events.map((event) =>
      event.outcome === "done" ? { ...event, record: latest.get(event.record.id) ?? event.record } : event,
    ),
    failovers: failovers.filter((failover) => failover.startedAtMs >= startedAtMs),
  };
}

async function tryUntil(
  deadlineMs: number,
  { fault }: TimedFault,
  client: FaultClient,
  pause: (ms: number) => Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<FaultEvent> {
  const atMs = Date.now();
  for (;;) {
    try {
      return { outcome: "done", record: await client.inject(fault) };
    } catch (error) {
      if (!(error instanceof FaultRefused)) throw error;
      const isOver = error.reason !== "not-now" || Date.now() + TRY_AGAIN_MS > deadlineMs || signal?.aborted;
      if (isOver) return { outcome: "skipped", fault, atMs, why: error.message };
    }
    await pause(TRY_AGAIN_MS);
  }
}

/** Those that were carried out, for the axis of a report; seconds from `startedAtMs`. */
export function faultMarks({ events, failovers }: FaultRun, startedAtMs: number): FaultMark[] {
  const seconds = (atMs: number) => (atMs - startedAtMs) / 1_000;
  const marks = events.flatMap((event): FaultMark[] => {
    if (event.outcome === "skipped") return [];
    const { what, startedAtMs: fromMs, endsAtMs, endedAtMs } = event.record;
    return [{ what, fromSecond: seconds(fromMs), toSecond: endsAtMs === null ? null : seconds(endedAtMs ?? endsAtMs) }];
  });
  const changes = failovers.map(
    ({ startedAtMs: fromMs, tookMs, to }): FaultMark => ({
      what: `${to} takes over as the primary`,
      fromSecond: seconds(fromMs),
      toSecond: seconds(fromMs + tookMs),
    }),
  );
  return [...marks, ...changes].sort((a, b) => a.fromSecond - b.fromSecond);
}
