import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { alerts } from "./alerts/all.ts";
import { yaml } from "./deploy-files.ts";
import type { Profile } from "./profile.ts";
import { alertRule, rulesDocument } from "./rules.ts";
import { writeMonitoring } from "./write-monitoring.ts";

/** An alert with the threshold of a drill, whose data are smaller than those that production's thresholds are made for. */
export type DrillRule = {
  /** Name of an alert in `alerts/`. */
  readonly alert: string;
  readonly threshold: number;
  /** What must hold besides in production says nothing of the drill. */
  readonly withoutGuard?: boolean;
};

const fileIn = (directory: string) => join(directory, "prometheus/rules/drill.yml");

/** The rules of a drill from the same source as production's: only the threshold is another, and the label `drill` says whose they are. */
export function drillRulesDocument(drill: string, rules: readonly DrillRule[], profile: Profile): object {
  const made = rules.map(({ alert: name, threshold, withoutGuard }) => {
    const known = alerts.find((alert) => alert.name === name);
    if (known === undefined) throw new Error(`There is no alert ${name}.`);
    const { and, ...alert } = known;
    const guarded = withoutGuard === true || and === undefined ? {} : { and };
    const rule = alertRule(profile, { ...alert, ...guarded, threshold });
    return { ...rule, labels: { ...rule.labels, drill } };
  });
  return rulesDocument([{ name: "drill", rules: made }]);
}

/** Writes them beside the others of the running monitoring at `<data>/monitoring`; Prometheus has to be told. */
export function writeDrillRules(directory: string, drill: string, rules: readonly DrillRule[], profile: Profile): void {
  const text = yaml(drillRulesDocument(drill, rules, profile), "Written by a drill, and removed at its end.");
  writeMonitoring([{ path: fileIn(directory), text, mode: 0o600 }]);
}

/** Answers whether there were any. */
export function removeDrillRules(directory: string): boolean {
  const file = fileIn(directory);
  const were = existsSync(file);
  rmSync(file, { force: true });
  return were;
}
