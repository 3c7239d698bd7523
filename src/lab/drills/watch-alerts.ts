import type { Alert } from "../observability/types.ts";
import { readProcesses } from "./context.ts";
import type { DrillContext } from "./drill.ts";
import type { SeenAlert } from "./journal.ts";
import { createOwnEvaluation, createSamples, OWN_METRICS, type OwnRule } from "./own-rules.ts";

/** Where a drill learns of alerts. */
export interface AlertWatch {
  /** Whose word it is, for people: "Alertmanager", "Prometheus", "the drill itself". */
  readonly source: string;
  /** Those that fire now, whom a person would be told of. */
  current(): Promise<readonly SeenAlert[]>;
}

const ANSWER_TIMEOUT_MS = 3_000;
/** Nobody gets up for these. */
const NOBODY = new Set(["heartbeat", "scale"]);

type Told = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
};

/**
 * Asks whoever is nearest to the person on call: the receiver that Alertmanager tells, else Prometheus, else the drill evaluates the
 * conditions of its own alerts over what it reads from the processes.
 */
export async function watchAlerts(context: DrillContext, rules: readonly OwnRule[]): Promise<AlertWatch> {
  const { parts } = await context.shop();
  const addressOf = (kind: string) => parts.find((part) => part.kind === kind && part.url !== null)?.url ?? undefined;
  const receiver = addressOf("alert-receiver");
  const prometheus = addressOf("prometheus");
  if (prometheus === undefined) return ownWatch(context, rules);
  if (receiver !== undefined && addressOf("alertmanager") !== undefined) {
    return {
      source: "Alertmanager",
      current: async () => (await ask<{ current: readonly Told[] }>(`${receiver}/alerts`)).current.flatMap(seen),
    };
  }
  return {
    source: "Prometheus",
    async current() {
      type Answer = { data: { alerts: readonly (Omit<Told, "startsAt"> & { state: string; activeAt: string })[] } };
      const { data } = await ask<Answer>(`${prometheus}/api/v1/alerts`);
      const firing = data.alerts.filter(({ state }) => state === "firing");
      return firing.flatMap((alert) => seen({ ...alert, startsAt: alert.activeAt }));
    },
  };
}

function ownWatch(context: DrillContext, rules: readonly OwnRule[]): AlertWatch {
  const samples = createSamples(OWN_METRICS);
  const evaluation = createOwnEvaluation(rules);
  return {
    source: "the drill itself, since there is no Prometheus",
    async current() {
      const nowMs = Date.now();
      samples.note(nowMs, await readProcesses(context));
      return evaluation.evaluate(nowMs, samples).map(({ alert, sinceMs, value }) => ofRule(alert, sinceMs, value));
    },
  };
}

/** Summaries have places for a series' labels and its value; without a series only the value is known. */
function ofRule({ name, severity, summary }: Alert, atMs: number, value: number): SeenAlert {
  const text = summary
    .replace(/\{\{ \$value[^}]*\}\}/g, String(Number(value.toPrecision(3))))
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, "a $1");
  return { name, severity, summary: text, runbook: `docs/runbooks/${name}.md`, atMs };
}

function seen({ labels, annotations, startsAt }: Told): SeenAlert[] {
  const { alertname = "", severity = "" } = labels;
  if (NOBODY.has(severity)) return [];
  const runbook = annotations.runbook_url ?? `docs/runbooks/${alertname}.md`;
  return [{ name: alertname, severity, summary: annotations.summary ?? "", runbook, atMs: Date.parse(startsAt) }];
}

async function ask<T>(url: string): Promise<T> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
  return (await answer.json()) as T;
}
