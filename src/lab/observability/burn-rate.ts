import { DAY, duration, HOUR, MINUTE, type Profile, sloSeconds } from "./profile.ts";
import { BUDGET_DAYS, slos } from "./slos.ts";
import type { Severity, Slo } from "./types.ts";

/**
 * Multi-window, multi-burn-rate alerts: Google, "The Site Reliability Workbook" (2018), chapter 5, table 5-8. A burn rate of 1 uses the
 * budget up in exactly the thirty days; docs/slo.md has the arithmetic.
 */
export type BurnTier = {
  readonly factor: number;
  readonly longSeconds: number;
  /** A twelfth of the long one: the alert ends soon after the trouble. */
  readonly shortSeconds: number;
  readonly severity: Severity;
};

export const BURN_TIERS: readonly BurnTier[] = [
  { factor: 14.4, longSeconds: HOUR, shortSeconds: 5 * MINUTE, severity: "page" },
  { factor: 6, longSeconds: 6 * HOUR, shortSeconds: 30 * MINUTE, severity: "page" },
  { factor: 3, longSeconds: DAY, shortSeconds: 2 * HOUR, severity: "ticket" },
  { factor: 1, longSeconds: 3 * DAY, shortSeconds: 6 * HOUR, severity: "ticket" },
];

/** All rates are taken over this; longer windows are averages of it, which weigh each minute by its traffic. */
export const BASE_SECONDS = 5 * MINUTE;
const BUDGET_SECONDS = BUDGET_DAYS * DAY;

export type PlainRule = {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly mayBeEmpty?: string;
};
export type RuleGroup = { readonly name: string; readonly intervalSeconds?: number; readonly rules: readonly PlainRule[] };

const windowOf = (profile: Profile, seconds: number) => duration(sloSeconds(profile, seconds));
export const errorsRate = (profile: Profile) => `slo:errors:rate${windowOf(profile, BASE_SECONDS)}`;
export const eventsRate = (profile: Profile) => `slo:events:rate${windowOf(profile, BASE_SECONDS)}`;
export const errorRatio = (profile: Profile, seconds: number) => `slo:error_ratio:rate${windowOf(profile, seconds)}`;

/** A tier whose threshold no share can pass does not exist: 14.4 times ten per cent is more than all. */
export function tiersOf(slo: Slo): readonly BurnTier[] {
  return slo.alert === null ? [] : BURN_TIERS.filter(({ factor }) => factor * (1 - slo.objective) < 1);
}

/** Windows that are different in this profile; in a lab with slow scrapes the shortest ones may fall together. */
function windows(profile: Profile): number[] {
  const wanted = [BASE_SECONDS, ...BURN_TIERS.flatMap((tier) => [tier.shortSeconds, tier.longSeconds])];
  const bySize = new Map(wanted.map((seconds) => [sloSeconds(profile, seconds), seconds]));
  return [...bySize.values()].sort((a, b) => a - b);
}

export function sloGroups(profile: Profile): readonly RuleGroup[] {
  const all = slos(profile);
  const base = windowOf(profile, BASE_SECONDS);
  const empty = ({ mayBeEmpty }: Slo) => (mayBeEmpty === undefined ? {} : { mayBeEmpty });
  return [
    {
      name: "slo",
      rules: [
        ...all.flatMap((slo): PlainRule[] => [
          { record: eventsRate(profile), expr: slo.events(base), labels: { slo: slo.id }, ...empty(slo) },
          { record: errorsRate(profile), expr: slo.errors(base), labels: { slo: slo.id }, ...empty(slo) },
          { record: "slo:objective:ratio", expr: `vector(${slo.objective})`, labels: { slo: slo.id } },
        ]),
        ...windows(profile).map((seconds) => ratioRule(profile, seconds)),
      ],
    },
    { name: "slo-alerts", rules: all.flatMap((slo) => tiersOf(slo).map((tier) => burnAlert(profile, slo, tier))) },
  ];
}

/** What is left of the month's budget: 1 all of it, 0 none, below that more than was promised. */
export function budgetGroup(profile: Profile): RuleGroup {
  const ratio = errorRatio(profile, BUDGET_SECONDS);
  return {
    name: "slo-budget",
    // Thirty days are read anew each time, so this is asked less often than the rest.
    intervalSeconds: sloSeconds(profile, BASE_SECONDS),
    rules: [
      ratioRule(profile, BUDGET_SECONDS),
      {
        record: "slo:error_budget_remaining:ratio",
        // Where everything is promised, the first bad event takes all of it.
        expr: `1 - ${ratio} / on (slo) (1 - (slo:objective:ratio < 1)) or 1 - (${ratio} > bool 0)`,
      },
    ],
  };
}

function ratioRule(profile: Profile, seconds: number): PlainRule {
  const window = windowOf(profile, seconds);
  const sum = (series: string) => `sum by (slo) (avg_over_time(${series}[${window}]))`;
  return {
    record: errorRatio(profile, seconds),
    expr: `${sum(errorsRate(profile))} / (${sum(eventsRate(profile))} > 0)`,
  };
}

function burnAlert(profile: Profile, slo: Slo, tier: BurnTier): PlainRule {
  const limit = roundRatio(tier.factor * (1 - slo.objective));
  const over = (seconds: number) => `${errorRatio(profile, seconds)}{slo="${slo.id}"} > ${limit}`;
  const longSeconds = sloSeconds(profile, tier.longSeconds);
  const many =
    slo.leastErrors === 0
      ? ""
      : ` and avg_over_time(${errorsRate(profile)}{slo="${slo.id}"}[${duration(longSeconds)}]) * ${longSeconds} >= ${slo.leastErrors}`;
  const { name, area, summary, description, consequenceOf } = slo.alert!;
  return {
    alert: name,
    expr: `${over(tier.longSeconds)} and ${over(tier.shortSeconds)}${many}`,
    labels: {
      severity: tier.severity,
      area,
      slo: slo.id,
      factor: String(tier.factor),
      ...(consequenceOf === undefined ? {} : { consequence_of: consequenceOf }),
    },
    annotations: {
      // A template sees the labels of the series and not those that the rule adds.
      summary: summary.replaceAll("{{ $labels.factor }}", String(tier.factor)),
      description: `${description} Promised is that ${percent(slo.objective)} of ${slo.good}; over ${windowOf(profile, tier.longSeconds)} {{ $value | humanizePercentage }} did not.`,
      runbook_url: `${profile.runbooks}${name}.md`,
    },
    ...(slo.mayBeEmpty === undefined ? {} : { mayBeEmpty: slo.mayBeEmpty }),
  };
}

/** 14.4 × (1 − 0.9999) is 0.00144 and not 0.001440000000000108. */
export function roundRatio(value: number): number {
  return Number(value.toPrecision(6));
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(8))} %`;
}
