import { alertGroups } from "./alerts/all.ts";
import { BASE_SECONDS, type BurnTier, roundRatio, tiersOf } from "./burn-rate.ts";
import { alertSeconds, DAY, duration, MINUTE, type Profile, sloSeconds, waitSeconds } from "./profile.ts";
import { slos } from "./slos.ts";
import type { Alert, Slo, TestSeries, TestValue } from "./types.ts";

/** One test of promtool: series that go on for some time, and what fires at the end of it. */
type RuleTest = {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly promql_expr_test: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
};
export type RuleTestFile = {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly RuleTest[];
};

/** What holds for some time, and then what follows. */
type Phase = { readonly seconds: number; readonly series: TestSeries };

/** The input of promtool's unit tests, by name: each alert fires when it should and not when it nearly should. */
export function ruleTests(profile: Profile): ReadonlyMap<string, RuleTestFile> {
  const stepSeconds = profile.scrapeIntervalMs / 1_000;
  const files = new Map<string, RuleTestFile>();
  for (const [name, alerts] of Object.entries(alertGroups)) {
    const tests = alerts.flatMap((alert) => alertTests(profile, alert, stepSeconds));
    files.set(name, testFile(["recording", name], stepSeconds, tests));
  }
  const sloStep = Math.max(stepSeconds, sloSeconds(profile, BASE_SECONDS) / 5);
  const tests = slos(profile).flatMap((slo) => tiersOf(slo).flatMap((tier) => burnTests(profile, slo, tier, sloStep)));
  // Every rule of the objectives is computed anew for each test: seldom is enough, and the tests stay quick.
  const sloInterval = sloSeconds(profile, BASE_SECONDS);
  files.set("slo", testFile(["slo"], sloInterval, tests));
  const budgets = slos(profile).flatMap((slo) => budgetTests(profile, slo, sloStep));
  files.set("slo-budget", testFile(["slo", "slo-budget"], sloInterval, budgets));
  return files;
}

function testFile(rules: readonly string[], stepSeconds: number, tests: readonly RuleTest[]): RuleTestFile {
  return {
    rule_files: rules.map((name) => `../rules/${name}.yml`),
    evaluation_interval: duration(stepSeconds),
    tests,
  };
}

function alertTests(profile: Profile, alert: Alert, stepSeconds: number): RuleTest[] {
  const waits = Math.max(waitSeconds(profile, alert.forSeconds), alert.forLeastSeconds ?? 0);
  const seconds = 3 * alertSeconds(profile, 5 * MINUTE, profile.exporterIntervalMs) + waits + 10 * stepSeconds;
  const at = (series: TestSeries) => [{ seconds, series }];
  const firing = `group by (alertname, severity) (ALERTS{alertname="${alert.name}",alertstate="firing"})`;
  const label = `{alertname="${alert.name}", severity="${alert.severity}"}`;
  return [
    ruleTest(`${alert.name} fires`, at(alert.fires), stepSeconds, firing, [label]),
    ...alert.quiet.map((series, index) => ruleTest(`${alert.name} is quiet, ${index + 1}`, at(series), stepSeconds, firing, [])),
  ];
}

/** Events a second in the tests of budgets; many, so that the least number of errors is not what decides. */
const EVENTS_PER_SECOND = 10_000;

function burnTests(profile: Profile, slo: Slo, tier: BurnTier, stepSeconds: number): RuleTest[] {
  const { factor } = tier;
  const base = sloSeconds(profile, BASE_SECONDS);
  const short = sloSeconds(profile, tier.shortSeconds);
  const long = sloSeconds(profile, tier.longSeconds);
  const limit = factor * (1 - slo.objective);
  const burning = (times: number) => {
    const share = Math.min(roundRatio(times * limit), 1);
    return slo.test(EVENTS_PER_SECOND * (1 - share), EVENTS_PER_SECOND * share);
  };
  const firing = (factors: string) =>
    `group by (alertname, factor) (ALERTS{alertname="${slo.alert!.name}",alertstate="firing",factor=~"${factors}"})`;
  const label = (each: BurnTier) => `{alertname="${slo.alert!.name}", factor="${each.factor}"}`;
  const test = (name: string, phases: readonly Phase[], expr: string, labels: readonly string[]) =>
    ruleTest(`${slo.id}: ${name}`, phases, stepSeconds, expr, labels);

  const slower = tiersOf(slo).filter((other) => other.factor <= factor);
  const tests = [
    test(
      `burning a little faster than ${factor} times fires that alert and the slower ones, not the faster`,
      [{ seconds: 6 * base, series: burning(1.1) }],
      firing(".*"),
      slower.map(label),
    ),
    test(
      `burning a little slower than ${factor} times does not fire it`,
      [{ seconds: 6 * base, series: burning(0.9) }],
      firing(String(factor)),
      [],
    ),
  ];
  if (tier.severity === "page") {
    tests.push(
      test(
        `${factor} times is over soon after the trouble is`,
        [
          { seconds: 6 * base, series: burning(2) },
          { seconds: short + 3 * base, series: burning(0) },
        ],
        firing(String(factor)),
        [],
      ),
    );
  }
  // Hours of clean figures make the tests of every objective slow; one of them shows that the arithmetic is right.
  if (slo.id === "availability" && tier.longSeconds < DAY) {
    tests.push(
      test(
        `a burst that the long window of ${factor} times bears does not fire it`,
        [
          { seconds: long, series: burning(0) },
          { seconds: Math.ceil(long / 14 / base) * base, series: burning(1.4) },
        ],
        firing(String(factor)),
        [],
      ),
    );
  }
  return tests;
}

/** Twice the errors that are allowed overdraw the budget by as much again; any error leaves none where none is allowed. */
function budgetTests(profile: Profile, slo: Slo, stepSeconds: number): RuleTest[] {
  const seconds = 6 * sloSeconds(profile, BASE_SECONDS);
  const expr = `round(slo:error_budget_remaining:ratio{slo="${slo.id}"}, 0.01)`;
  const test = (name: string, share: number, left: number): RuleTest => {
    const series = slo.test(EVENTS_PER_SECOND * (1 - share), EVENTS_PER_SECOND * share);
    return {
      ...ruleTest(`${slo.id}: ${name}`, [{ seconds, series }], stepSeconds, expr, []),
      promql_expr_test: [{ expr, eval_time: duration(seconds), exp_samples: [{ labels: `{slo="${slo.id}"}`, value: left }] }],
    };
  };
  const twice = roundRatio(2 * (1 - slo.objective));
  return [
    test("without an error the budget is whole", 0, 1),
    slo.objective === 1
      ? test("any error takes the budget", 0.001, 0)
      : test("twice the errors that are allowed overdraw it", twice, -1),
  ];
}

function ruleTest(
  name: string,
  phases: readonly Phase[],
  stepSeconds: number,
  expr: string,
  labels: readonly string[],
): RuleTest {
  const names = Object.keys(phases[0]!.series);
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  return {
    name,
    interval: duration(stepSeconds),
    input_series: names.map((series) => ({ series, values: valuesOf(phases, series, stepSeconds, seconds) })),
    promql_expr_test: [{ expr, eval_time: duration(seconds), exp_samples: labels.map((text) => ({ labels: text, value: 1 })) }],
  };
}

/** promtool's notation: a start, what is added at each step, and how often; one after the other. */
function valuesOf(phases: readonly Phase[], series: string, stepSeconds: number, allSeconds: number): string {
  const first = phases[0]!.series[series]!;
  // What falls begins so high that it does not fall below nothing.
  let value = typeof first === "object" && first.perSecond < 0 ? -first.perSecond * allSeconds * 1.05 : 0;
  const parts: string[] = [];
  for (const phase of phases) {
    const next: TestValue = phase.series[series]!;
    const steps = Math.ceil(phase.seconds / stepSeconds);
    const perStep = typeof next === "number" ? 0 : roundRatio(next.perSecond * stepSeconds);
    if (typeof next === "number") value = next;
    parts.push(`${plain(value)}${perStep < 0 ? "-" : "+"}${plain(Math.abs(perStep))}x${steps}`);
    value += perStep * (steps + 1);
  }
  return parts.join(" ");
}

/** Without an exponent, which the notation does not know. */
function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : Number(value.toPrecision(12)).toFixed(9).replace(/0+$/, "");
}
