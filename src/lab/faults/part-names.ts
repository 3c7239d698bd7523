import type { PartKind } from "../supervisor/part.ts";
import { FaultRefused } from "./fault.ts";

export type KnownPart = { readonly name: string; readonly kind: PartKind };

const patterns: Readonly<Record<string, readonly PartKind[]>> = {
  "any api": ["api", "all"],
  "any worker": ["worker", "all"],
  "any replica": ["postgres-replica"],
};

/** `any …` stands for one of several parts. */
export const isPattern = (name: string): boolean => Object.hasOwn(patterns, name);

/** The part of this name, or those that a pattern stands for. */
export function matchingParts<P extends KnownPart>(name: string, parts: readonly P[]): P[] {
  const kinds = patterns[name];
  return parts.filter((part) => (kinds === undefined ? part.name === name : kinds.includes(part.kind)));
}

/** @throws FaultRefused with the list of parts */
export function demandPart<P extends KnownPart>(name: string, parts: readonly P[]): P {
  const [found] = matchingParts(name, parts);
  if (found !== undefined) return found;
  const names = [
    ...parts.map((part) => part.name),
    ...Object.keys(patterns).filter((pattern) => matchingParts(pattern, parts).length > 0),
  ];
  throw new FaultRefused("unknown", `There is no part called ${JSON.stringify(name)}; there are ${names.join(", ")}.`);
}
