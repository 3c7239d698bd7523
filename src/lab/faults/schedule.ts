import { seededRandom, seedOf } from "../../platform/random.ts";
import type { Fault } from "./fault.ts";
import type { FaultPlan, FaultStep } from "./fault-plan.ts";
import { isPattern, type KnownPart, matchingParts } from "./part-names.ts";

/** Milliseconds from the begin of the plan. */
export type TimedFault = { readonly atMs: number; readonly fault: Fault };

/** The gap between two rounds of `every` is this much shorter or longer, so that faults do not fall into step with anything. */
const JITTER_SHARE = 0.25;
/** A day of one fault a second; a plan beyond this was meant otherwise. */
const MAX_FAULTS = 100_000;

/**
 * Everything that a plan does within `lengthMs`, in the order of time, `any …` already a part of those given. Each step draws from a
 * randomness of its own, so that another step in the plan does not change it.
 */
export function scheduleOf(plan: FaultPlan, lengthMs: number, parts: readonly KnownPart[]): TimedFault[] {
  const timed = plan.steps.flatMap((step, index) => {
    const random = seededRandom(seedOf(`${plan.seed} step ${index}`));
    return momentsOf(step, lengthMs, random).map(
      ({ atMs, fault }): TimedFault => ({ atMs, fault: chooseParts(fault, parts, random) }),
    );
  });
  return timed.sort((a, b) => a.atMs - b.atMs).slice(0, MAX_FAULTS);
}

function momentsOf(step: FaultStep, lengthMs: number, random: () => number): TimedFault[] {
  const draw = createBag(step.choose, random);
  if ("atMs" in step) return step.atMs < lengthMs ? [{ atMs: step.atMs, fault: draw() }] : [];
  const moments: TimedFault[] = [];
  const endMs = Math.min(lengthMs, step.untilMs ?? lengthMs);
  for (let atMs = step.fromMs; atMs < endMs && moments.length < MAX_FAULTS; ) {
    moments.push({ atMs: Math.round(atMs), fault: draw() });
    atMs += step.everyMs * (1 + JITTER_SHARE * (2 * random() - 1));
  }
  return moments;
}

/** Gives everybody once in an order of its own, then everybody again in another. */
function createBag<T>(items: readonly T[], random: () => number): () => T {
  let bag: T[] = [];
  return () => {
    if (bag.length === 0) bag = [...items];
    return bag.splice(Math.floor(random() * bag.length), 1)[0]!;
  };
}

/** What fits nobody is left as it is, and refused with a sentence when its moment comes. */
function chooseParts(fault: Fault, parts: readonly KnownPart[], random: () => number): Fault {
  const chosen: Record<string, string> = {};
  for (const field of ["part", "from", "to"] as const) {
    const name = (fault as Readonly<Record<string, unknown>>)[field];
    if (typeof name !== "string" || !isPattern(name)) continue;
    const fitting = matchingParts(name, parts);
    if (fitting.length > 0) chosen[field] = fitting[Math.floor(random() * fitting.length)]!.name;
  }
  return { ...fault, ...chosen } as Fault;
}
