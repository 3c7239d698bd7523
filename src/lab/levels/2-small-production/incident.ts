import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type HistoryLine, hasFailed, readHistory } from "../../audit/history.ts";
import type { ReceivedAlert } from "../../observability/alert-receiver.ts";
import { monitors } from "../../observability/programs.ts";
import { amount } from "../../report/run-report.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import { monthlyBudget } from "../error-budget.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop } from "../experiment.ts";
import { less, shareText, shown } from "../figures.ts";
import { type Incident, type IncidentTimes, postMortem } from "../post-mortem.ts";

/** Before the trouble begins, so that there is something to compare with, and Prometheus has looked a few times. */
const QUIET_MS = 20_000;
/** By then an alert of a lab's clock has come, or does not come. */
const ALERT_LIMIT_MS = 150_000;
/** An alert is over when its short window is. */
const RESOLVE_LIMIT_MS = 150_000;
const POLL_MS = 500;
/** So long the trouble lasts at the least, for whoever is told has to read a page and think. */
const THINKING_MS = 5_000;
const ASK_TIMEOUT_MS = 3_000;
const HISTORY = "history.ndjson";
/** What gets somebody up. Tickets wait for the morning, and some of them outlast the trouble by hours. */
const RECEIVER = "page";

export const incident: Experiment = {
  name: "incident",
  level: 2,
  title: "An incident, from the alert to the post-mortem",
  question:
    "A change of the schema locks a table at noon: how long until somebody is told, until it is mended, and what did it cost?",
  needs: [monitors.prometheus, monitors.alertmanager],
  takesSeconds: 240,
  run: measure,
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const { log, signal, topology } = context;
  const shop = await context.startShop({ withoutMonitoring: false, topology: { monitoring: { scrapeIntervalMs: 1_000 } } });
  const receiver = shop.parts().find(({ kind }) => kind === "alert-receiver")?.url ?? null;
  if (receiver === null)
    throw new Error("Nobody receives the alerts: Alertmanager did not start. Its log is in the data folder.");
  const over = new AbortController();
  const loading = shop.load({
    seconds: (QUIET_MS + ALERT_LIMIT_MS + RESOLVE_LIMIT_MS) / 1_000,
    warmUpSeconds: 0,
    historyFile: HISTORY,
    signal: over.signal,
  });
  loading.catch(() => over.abort());
  let story: Story;
  let load: RunResult;
  try {
    log("nothing happens for a while");
    await delay(QUIET_MS, undefined, { signal });
    story = await goThrough(shop, receiver, context);
  } finally {
    over.abort();
    load = await loading;
  }
  const report = await shop.audit(HISTORY);
  await shop.stop();

  const lines = await linesSince(join(context.directory, HISTORY), story.causedAtMs);
  const failures = lines.filter(hasFailed).map(({ endedAtMs }) => endedAtMs);
  const times: IncidentTimes = {
    ...story,
    firstFailureAtMs: failures.length === 0 ? null : Math.min(...failures),
    lastFailureAtMs: failures.length === 0 ? null : Math.max(...failures),
  };
  const { availability } = topology.slos;
  const budget = monthlyBudget({ objective: availability, ratePerSecond: topology.target.ratePerSecond });
  const document: Incident = {
    title: "a change of the schema at noon",
    cause: "an `alter table stock_levels` waits in a session that somebody left open, with its lock",
    mended: "the session was ended (`pg_terminate_backend`)",
    alerts: firstOfEachName(story.alerts).map(({ name, labels, annotations, startsAt }) => ({
      name,
      severity: labels.severity ?? "",
      firedAtMs: Date.parse(startsAt),
      runbook: annotations.runbook_url ?? null,
    })),
    times,
    impact: {
      requests: lines.length,
      failed: failures.length,
      orders: lines.filter(({ op, outcome }) => op === "checkout" && outcome === "ok").length,
      auditVerdict: report.verdict,
      budgetUsed: failures.length / budget,
    },
  };
  const text = postMortem(document);
  await writeFile(join(context.directory, "post-mortem.md"), text);
  return outcomeOf(document, load, text);
}

type Story = Pick<IncidentTimes, "causedAtMs" | "firedAtMs" | "notifiedAtMs" | "mendedAtMs" | "resolvedAtMs"> & {
  readonly alerts: readonly ReceivedAlert[];
};

/** Causes the trouble, waits to be told, mends it as the runbook says, and waits until all is quiet. */
async function goThrough(shop: ExperimentShop, receiver: string, { log, signal }: ExperimentContext): Promise<Story> {
  const known = new Set((await alertsOf(receiver)).map(keyOf));
  log("somebody locks a table and goes to lunch");
  const culprit = await shop.connect();
  const { rows } = await culprit.query<{ pid: number }>("select pg_backend_pid() as pid");
  await culprit.query("begin; lock table stock_levels in access exclusive mode");
  const causedAtMs = Date.now();
  // What began before is another story, also when it is told now.
  const isNew = (alert: ReceivedAlert) =>
    alert.receiver === RECEIVER && !known.has(keyOf(alert)) && Date.parse(alert.startsAt) >= causedAtMs;
  const told = await poll(ALERT_LIMIT_MS, signal, async () => {
    const pages = (await alertsOf(receiver)).filter(isNew);
    return pages.length > 0 ? pages : null;
  });
  const notifiedAtMs = told === null ? null : Date.now();
  log(
    told === null
      ? "nobody was told"
      : `told after ${((notifiedAtMs! - causedAtMs) / 1_000).toFixed(1)} s: ${told.map(({ name }) => name).join(", ")}`,
  );
  await delay(THINKING_MS, undefined, { signal });
  const heard = new Map<string, ReceivedAlert>((told ?? []).map((alert) => [keyOf(alert), alert]));
  for (const alert of (await alertsOf(receiver)).filter(isNew)) heard.set(keyOf(alert), alert);
  await shop.query("select pg_terminate_backend($1)", [rows[0]!.pid]);
  const mendedAtMs = Date.now();
  log("mended; waiting until every page is over");
  const quiet = await poll(RESOLVE_LIMIT_MS, signal, async () => {
    const left = (await alertsOf(receiver)).filter(isNew);
    for (const alert of left) heard.set(keyOf(alert), alert);
    return left.length === 0 ? true : null;
  });
  const alerts = [...heard.values()].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  const firedAtMs = alerts.length === 0 ? null : Math.min(...alerts.map(({ startsAt }) => Date.parse(startsAt)));
  return {
    causedAtMs,
    firedAtMs,
    notifiedAtMs,
    mendedAtMs,
    resolvedAtMs: quiet === null || told === null ? null : Date.now(),
    alerts,
  };
}

/** One of a kind for several parts is one alert to a person. */
const firstOfEachName = (alerts: readonly ReceivedAlert[]) =>
  alerts.filter(({ name }, index) => alerts.findIndex((each) => each.name === name) === index);

const keyOf = ({ name, labels }: ReceivedAlert) => `${name} ${JSON.stringify(labels)}`;

async function alertsOf(receiver: string): Promise<readonly ReceivedAlert[]> {
  const answer = await fetch(`${receiver}/alerts`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  return ((await answer.json()) as { current: readonly ReceivedAlert[] }).current;
}

async function poll<T>(limitMs: number, signal: AbortSignal, ask: () => Promise<T | null>): Promise<T | null> {
  const endsMs = performance.now() + limitMs;
  while (performance.now() < endsMs) {
    const answer = await ask();
    if (answer !== null) return answer;
    await delay(POLL_MS, undefined, { signal });
  }
  return null;
}

async function linesSince(file: string, fromMs: number): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  for await (const line of readHistory(file)) if (line.endedAtMs >= fromMs) lines.push(line);
  return lines;
}

function outcomeOf({ times, impact, alerts }: Incident, load: RunResult, text: string): ExperimentOutcome {
  const causedAt = (times.causedAtMs - Date.parse(load.startedAt)) / 1_000;
  const mendedAt = (times.mendedAtMs - Date.parse(load.startedAt)) / 1_000;
  const quiet = load.seconds.filter(({ second }) => second + 1 <= causedAt);
  const quietFailed = quiet.reduce((sum, { failed }) => sum + failed, 0);
  const quietOffered = quiet.reduce((sum, { offered }) => sum + offered, 0);
  const seconds = (from: number | null, to: number | null) => (from === null || to === null ? 0 : (to - from) / 1_000);
  const badShare = impact.failed / Math.max(1, impact.requests);
  return {
    before: {
      name: "before",
      figures: [shown("requests", quietOffered), less("failed", quietFailed / Math.max(1, quietOffered), "share")],
    },
    after: {
      name: "the incident",
      figures: [
        shown("requests", impact.requests),
        less("failed", badShare, "share"),
        less("time to detect", seconds(times.causedAtMs, times.firedAtMs), "s"),
        less("time to tell", seconds(times.firedAtMs, times.notifiedAtMs), "s"),
        less("time to mend", seconds(times.notifiedAtMs, times.mendedAtMs), "s"),
        less("time until every page was over", seconds(times.mendedAtMs, times.resolvedAtMs), "s"),
        less("of the month's budget", impact.budgetUsed, "share"),
      ],
    },
    held: times.notifiedAtMs !== null && times.resolvedAtMs !== null && impact.failed > 0 && impact.auditVerdict === "green",
    conclusion:
      times.notifiedAtMs === null
        ? `Nobody was told within ${ALERT_LIMIT_MS / 1_000} s, while ${amount(impact.failed)} of ${amount(impact.requests)} requests failed.`
        : `${alerts[0]!.name} fired ${seconds(times.causedAtMs, times.firedAtMs).toFixed(1)} s after the lock was taken, and somebody was told ${seconds(times.firedAtMs, times.notifiedAtMs).toFixed(1)} s later. ${amount(impact.failed)} of ${amount(impact.requests)} requests failed until it was mended, ${shareText(impact.budgetUsed)} of a month's budget. The audit is ${impact.auditVerdict}: what was refused was refused whole.`,
    charts: [
      {
        kind: "curves",
        title: "Requests",
        about: "What was asked for, answered and failed, per second; the lock between the marks.",
        unit: "/s",
        seconds: load.settings.seconds,
        marks: [
          { from: causedAt, to: mendedAt, name: "locked", colour: "bad" },
          ...alerts
            .map(({ name, firedAtMs }) => ({
              from: (firedAtMs - Date.parse(load.startedAt)) / 1_000,
              to: null,
              name,
              colour: "four" as const,
            }))
            .slice(0, MAX_MARKS),
        ],
        curves: [
          {
            name: "answered",
            colour: "one",
            points: load.seconds.map(({ second, answered, failed }) => [second + 0.5, answered - failed] as const),
          },
          { name: "failed", colour: "bad", points: load.seconds.map(({ second, failed }) => [second + 0.5, failed] as const) },
        ],
      },
    ],
    texts: [{ title: "The post-mortem, as post-mortem.md has it", text }],
  };
}
/** More names on one axis are a tangle. */
const MAX_MARKS = 4;
