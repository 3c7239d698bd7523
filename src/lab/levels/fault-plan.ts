import type { Fault } from "../faults/fault.ts";
import { createFaultClient } from "../faults/fault-client.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { type FaultEvent, faultMarks, runFaultPlan } from "../faults/run-fault-plan.ts";
import type { Disruption } from "./judge-faults.ts";
import type { LevelShop } from "./level-shop.ts";
import type { Disturbance } from "./run-level.ts";

/** These take a part away; what is only slow must be borne within the objectives. */
const TAKES_AWAY: ReadonlySet<Fault["kind"]> = new Set(["kill", "pause", "restart"]);

/** Carries out a plan on a level's shop. What is done is told by the shop itself, what is left out here. */
export async function disturbBy(
  plan: FaultPlan,
  shop: LevelShop,
  options: { readonly forMs: number; readonly signal: AbortSignal; readonly onEvent: (message: string) => void },
): Promise<Disturbance> {
  const run = await runFaultPlan(plan, createFaultClient(shop.dataDirectory), {
    lengthMs: options.forMs,
    signal: options.signal,
    onEvent(event) {
      if (event.outcome === "skipped") options.onEvent(`fault left out: ${event.why}`);
    },
  });
  return { marks: (startedAtMs) => faultMarks(run, startedAtMs), disruptions: run.events.flatMap(disruptionOf) };
}

/** What a fault of a plan takes away, if it does. */
export function disruptionOf(event: FaultEvent): Disruption[] {
  if (event.outcome === "skipped" || !TAKES_AWAY.has(event.record.fault.kind)) return [];
  return [{ what: event.record.what, atMs: event.record.startedAtMs }];
}
