import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { checkFault } from "./check-fault.ts";
import { type Fault, FaultRefused } from "./fault.ts";

/** Faults over time. The same plan with the same seed and the same parts gives the same faults at the same moments. */
export type FaultPlan = {
  readonly name: string;
  readonly about: string;
  readonly seed: number;
  readonly steps: readonly FaultStep[];
};

/** Once at a moment, or again and again. Milliseconds from the begin of the plan. */
export type FaultStep =
  | { readonly atMs: number; readonly choose: readonly Fault[] }
  | {
      readonly everyMs: number;
      readonly fromMs: number;
      /** None begins later than this; the end of the run when null. */
      readonly untilMs: number | null;
      /** One of them each time: everybody comes once before anybody comes again, in an order of the seed's. */
      readonly choose: readonly Fault[];
    };

/** Faster, and the faults are one single fault. */
const SHORTEST_EVERY_MS = 500;
const MAX_STEPS = 100;
const MAX_CHOICES = 50;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a plan from a YAML file. Throws one sentence that names the file and what is wrong. */
export function readFaultPlan(file: string): FaultPlan {
  try {
    return checkFaultPlan(parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`The fault plan ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** @throws FaultRefused */
export function checkFaultPlan(given: unknown): FaultPlan {
  const { name, about = "", seed = 1, faults, ...unknown } = objectOf("A plan", given);
  refuseUnknown("A plan", unknown, ["name", "about", "seed", "faults"]);
  if (typeof name !== "string" || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
    throw invalid("name must have small letters, digits and hyphens.");
  if (typeof about !== "string") throw invalid("about must be a text.");
  if (!Number.isSafeInteger(seed) || (seed as number) < 0) throw invalid("seed must be a whole number from 0.");
  if (!Array.isArray(faults) || faults.length === 0 || faults.length > MAX_STEPS)
    throw invalid(`faults must be a list of 1 to ${MAX_STEPS} steps.`);
  return { name, about, seed: seed as number, steps: faults.map((step, index) => checkStep(step, index + 1)) };
}

function checkStep(given: unknown, number: number): FaultStep {
  const where = `Step ${number}`;
  const { at, every, from = "0s", until, choose, fault, ...unknown } = objectOf(where, given);
  refuseUnknown(where, unknown, ["at", "every", "from", "until", "fault", "choose"]);
  if ((at === undefined) === (every === undefined)) throw invalid(`${where} needs either at or every.`);
  if ((fault === undefined) === (choose === undefined)) throw invalid(`${where} needs either fault or choose.`);
  const list = fault === undefined ? choose : [fault];
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_CHOICES)
    throw invalid(`choose of step ${number} must be a list of 1 to ${MAX_CHOICES} faults.`);
  const faults = list.map((each) => {
    try {
      return checkFault(each);
    } catch (error) {
      throw invalid(`${where}: ${(error as Error).message}`);
    }
  });
  if (at !== undefined) return { atMs: durationMs(`at of step ${number}`, at), choose: faults };
  const everyMs = durationMs(`every of step ${number}`, every);
  if (everyMs < SHORTEST_EVERY_MS) throw invalid(`every of step ${number} must be at least ${SHORTEST_EVERY_MS}ms.`);
  return {
    everyMs,
    fromMs: durationMs(`from of step ${number}`, from),
    untilMs: until === undefined ? null : durationMs(`until of step ${number}`, until),
    choose: faults,
  };
}

/** `500ms`, `5s`, `2m`, `1h`. */
export function durationMs(what: string, given: unknown): number {
  const [, amount, unit] = (typeof given === "string" && /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(given)) || [];
  if (amount === undefined) throw invalid(`${what} is ${JSON.stringify(given)}; it must be a time such as 500ms, 5s or 2m.`);
  return Math.round(Number(amount) * UNITS[unit!]!);
}

function objectOf(what: string, given: unknown): Record<string, unknown> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
  throw invalid(`${what} must be an object.`);
}

function refuseUnknown(what: string, unknown: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw invalid(`${what} has no ${name}; it has ${known.join(", ")}.`);
}

const invalid = (message: string) => new FaultRefused("invalid", message);
