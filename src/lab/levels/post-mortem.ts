/** What an incident was, by the clock. Milliseconds since 1970; null: it did not come to that. */
export type IncidentTimes = {
  readonly causedAtMs: number;
  readonly firstFailureAtMs: number | null;
  readonly firedAtMs: number | null;
  readonly notifiedAtMs: number | null;
  readonly mendedAtMs: number;
  readonly lastFailureAtMs: number | null;
  readonly resolvedAtMs: number | null;
};

export type Incident = {
  readonly title: string;
  readonly cause: string;
  readonly mended: string;
  readonly alerts: readonly {
    readonly name: string;
    readonly severity: string;
    readonly firedAtMs: number;
    readonly runbook: string | null;
  }[];
  readonly times: IncidentTimes;
  readonly impact: {
    readonly requests: number;
    readonly failed: number;
    readonly orders: number;
    readonly auditVerdict: string;
    readonly budgetUsed: number;
  };
};

/** A post-mortem with everything that can be measured filled in; what a person has to think about stands as a question. */
export function postMortem({ title, cause, mended, alerts, times, impact }: Incident): string {
  const after = (ms: number | null) =>
    ms === null ? "did not come to it" : `${clock(ms)}  +${((ms - times.causedAtMs) / 1_000).toFixed(1)} s`;
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? "not known" : `${((to - from) / 1_000).toFixed(1)} s`;
  return `# Post-mortem: ${title}

Blameless: it says what made the mistake possible, and not who made it.

## Impact
${impact.failed} of ${impact.requests} requests failed, ${Number((impact.budgetUsed * 100).toPrecision(2))} % of a month's error budget. ${impact.orders} orders were taken in meanwhile; the audit is ${impact.auditVerdict}.

## Timeline (UTC)
| | |
|---|---|
| cause: ${cause} | ${after(times.causedAtMs)} |
| the first request fails | ${after(times.firstFailureAtMs)} |
| the first page fires | ${after(times.firedAtMs)} |
| somebody is told | ${after(times.notifiedAtMs)} |
| mended: ${mended} | ${after(times.mendedAtMs)} |
| the last request fails | ${after(times.lastFailureAtMs)} |
| every page is over | ${after(times.resolvedAtMs)} |

| | |
|---|---|
| time to detect | ${between(times.causedAtMs, times.firedAtMs)} |
| time to tell | ${between(times.firedAtMs, times.notifiedAtMs)} |
| time to mend | ${between(times.notifiedAtMs, times.mendedAtMs)} |
| time until nobody failed any more | ${between(times.mendedAtMs, times.lastFailureAtMs)} |

## Alerts
${alerts.map(({ name, severity, firedAtMs, runbook }) => `- ${clock(firedAtMs)} ${name} (${severity})${runbook === null ? "" : `, runbook ${runbook}`}`).join("\n") || "None came."}

## To be answered by people
1. Why could it happen? Ask five times.
2. Why was it not noticed earlier? Which alert came first, and did it name the cause or a symptom?
3. What went well, and where was luck?
4. What will be changed, by whom, until when: one thing that prevents it, one that finds it sooner, one that makes it smaller.
`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 21);
}
