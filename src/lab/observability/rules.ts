import { alertGroups } from "./alerts/all.ts";
import { budgetGroup, type PlainRule, type RuleGroup, sloGroups } from "./burn-rate.ts";
import { duration, type Profile, waitSeconds } from "./profile.ts";
import { recordingRules } from "./recording-rules.ts";
import type { Alert } from "./types.ts";

/** Every file of rules by its name. */
export function ruleFiles(profile: Profile): ReadonlyMap<string, readonly RuleGroup[]> {
  const files = new Map<string, readonly RuleGroup[]>([
    ["recording", [{ name: "recording", rules: recordingRules.map(({ expr, ...rule }) => ({ ...rule, expr: expr(profile) })) }]],
    ["slo", sloGroups(profile)],
    ["slo-budget", [budgetGroup(profile)]],
  ]);
  for (const [name, alerts] of Object.entries(alertGroups)) {
    files.set(name, [{ name, rules: alerts.map((alert) => alertRule(profile, alert)) }]);
  }
  return files;
}

/** `value > threshold and (guard)`, with what a person needs. */
export function alertRule(profile: Profile, alert: Alert): PlainRule {
  const { name, severity, area, is, threshold, and, summary, description, consequenceOf, mayBeEmpty } = alert;
  const waits = Math.max(waitSeconds(profile, alert.forSeconds), alert.forLeastSeconds ?? 0);
  const beyond = `${alert.value(profile)} ${is} ${threshold}`;
  // A guard over the whole shop has no labels; one over the same parts has the same.
  const guard = and?.(profile);
  return {
    alert: name,
    expr:
      guard === undefined
        ? beyond
        : `${beyond} and ${guard.includes(" by (") || guard.startsWith("shop:cache") ? "" : "on () "}(${guard})`,
    ...(waits === 0 ? {} : { for: duration(waits) }),
    labels: { severity, area, ...(consequenceOf === undefined ? {} : { consequence_of: consequenceOf }) },
    annotations: { summary, description, runbook_url: `${profile.runbooks}${name}.md` },
    ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }),
  };
}

/** As Prometheus reads it. */
export function rulesDocument(groups: readonly RuleGroup[]): object {
  return {
    groups: groups.map(({ name, intervalSeconds, rules }) => ({
      name,
      ...(intervalSeconds === undefined ? {} : { interval: duration(intervalSeconds) }),
      rules: rules.map(({ mayBeEmpty: _, ...rule }) => rule),
    })),
  };
}
