import type { FaultField, FaultKind } from "../room/contract.ts";

export type Values = Readonly<Record<string, string>>;

/** Long enough to see what it does, short enough to wait for its end. */
const DEFAULT_MS: Readonly<Record<string, string>> = { forMs: "10000", delayMs: "100", offsetMs: "60000", flushDelayMs: "" };

/** What a form begins with: the part that was chosen in the picture, and times that are worth looking at. */
export function firstValues(kind: FaultKind, parts: readonly string[], chosen: string | null): Values {
  return Object.fromEntries(kind.fields.map((field) => [field.name, firstValue(field, parts, chosen)]));
}

function firstValue(
  { name, type, isRequired, choices = [], least }: FaultField,
  parts: readonly string[],
  chosen: string | null,
) {
  switch (type) {
    case "part":
      if (!isRequired) return "";
      return chosen !== null && parts.includes(chosen) ? chosen : (parts[0] ?? "");
    case "switch":
      return "false";
    case "choice":
    case "behaviour":
      return isRequired ? (choices[0] ?? "") : "";
    default:
      return DEFAULT_MS[name] ?? (isRequired ? String(least ?? 0) : "");
  }
}

/** The fault as the supervisor wants it: what was left empty is left out. */
export function faultFrom({ kind, fields }: FaultKind, values: Values): object {
  const given = fields.flatMap(({ name, type }): [string, string | number | boolean][] => {
    const value = values[name] ?? "";
    if (value === "" || (type === "switch" && value === "false")) return [];
    if (type === "switch") return [[name, true]];
    return [[name, type === "number" || type === "whole" ? Number(value) : value]];
  });
  return { kind, ...Object.fromEntries(given) };
}

/** `forMs` is read as "for, in ms", `network-delay` as "network delay". */
export function labelOf(name: string): string {
  const words = name
    .replaceAll("-", " ")
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  const text = words.replace(/ ms$/, ", in ms");
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
