import { changeBehaviour, DEFAULT_BEHAVIOUR } from "../../shop/payments/sandbox/behaviour.ts";
import { type Fault, FaultRefused, providerTroubles } from "./fault.ts";
import { type FaultField, faultKinds } from "./fault-kinds.ts";

/** The fault that was meant. Throws `FaultRefused` with one sentence for the first thing that is wrong; whether its parts exist is not looked at. */
export function checkFault(given: unknown): Fault {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalid(`A fault is an object with a kind, such as { kind: kill, part: worker }.`);
  }
  const { kind, ...rest } = given as Record<string, unknown>;
  const info = typeof kind === "string" && Object.hasOwn(faultKinds, kind) ? faultKinds[kind as Fault["kind"]] : undefined;
  const named = kind === undefined ? "A fault without a kind" : `The kind ${JSON.stringify(kind)}`;
  if (info === undefined) throw invalid(`${named} is unknown; there are ${Object.keys(faultKinds).join(", ")}.`);
  const fields = new Map(info.fields.map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(rest)) {
    const field = fields.get(name);
    if (field === undefined)
      throw invalid(`A fault of the kind ${kind} has no ${name}; it has ${[...fields.keys()].join(", ")}.`);
    const problem = problemOf(field, value);
    if (problem !== null) throw invalid(`${name} of a ${kind} ${problem}.`);
  }
  for (const { name, isRequired } of fields.values()) {
    if (isRequired && rest[name] === undefined) throw invalid(`A fault of the kind ${kind} needs ${name}.`);
  }
  const fault = given as Fault;
  const problem = combinationProblem(fault);
  if (problem !== null) throw invalid(problem);
  return fault;
}

function problemOf(field: FaultField, value: unknown): string | null {
  const { type, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, choices = [] } = field;
  switch (type) {
    case "part":
      return typeof value === "string" && value !== "" ? null : "must be the name of a part";
    case "switch":
      return typeof value === "boolean" ? null : "must be true or false";
    case "choice":
      return choices.includes(value as string) ? null : `must be ${choices.join(" or ")}`;
    case "behaviour":
      return behaviourProblem(value);
    default: {
      const isNumber = typeof value === "number" && (type === "whole" ? Number.isInteger(value) : Number.isFinite(value));
      const is = type === "whole" ? "a whole number" : "a number";
      return isNumber && value >= least && value <= most ? null : `must be ${is} from ${least} to ${most}`;
    }
  }
}

function behaviourProblem(value: unknown): string | null {
  const names = Object.keys(providerTroubles);
  if (typeof value === "string") return names.includes(value) ? null : `must be one of ${names.join(", ")}, or settings`;
  const changed = changeBehaviour(DEFAULT_BEHAVIOUR, value);
  return typeof changed === "string" ? `is not understood: ${changed.replace(/\.$/, "")}` : null;
}

function combinationProblem(fault: Fault): string | null {
  switch (fault.kind) {
    case "network-loss":
      return (fault.resetShare ?? 0) + (fault.stallShare ?? 0) > 0
        ? null
        : "A network-loss needs a resetShare or a stallShare above 0.";
    case "disk-slow":
      return fault.flushDelayMs === undefined || fault.writers === undefined
        ? null
        : "A disk-slow has either flushDelayMs or writers, and not both.";
    default:
      break;
  }
  if ("oneWay" in fault && fault.oneWay && fault.from === undefined) return "oneWay needs to know from where: give from.";
  return "from" in fault && fault.from === fault.to ? "from and to are the same part." : null;
}

const invalid = (message: string) => new FaultRefused("invalid", message);
