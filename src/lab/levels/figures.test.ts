import assert from "node:assert/strict";
import { test } from "node:test";
import { burnRate, monthlyBudget } from "./error-budget.ts";
import type { ExperimentResult, Figure } from "./experiment.ts";
import { changeText, experimentPage } from "./experiment-page.ts";
import { experimentTable } from "./experiment-table.ts";
import { figureText, less, more } from "./figures.ts";
import { readMoment, signalsBetween } from "./golden-signals.ts";
import { postMortem } from "./post-mortem.ts";
import { verdictOf } from "./verdict-table.ts";

test("the golden signals are differences of two looks at the figures, without those of who is looking", () => {
  const text = (
    fast: number,
    slow: number,
    errors: number,
  ) => `http_request_duration_seconds_bucket{method="GET",route="/v1/products",status="2xx",le="0.1"} ${fast}
http_request_duration_seconds_bucket{method="GET",route="/v1/products",status="2xx",le="0.2"} ${fast + slow}
http_request_duration_seconds_bucket{method="GET",route="/v1/products",status="2xx",le="+Inf"} ${fast + slow}
http_request_duration_seconds_count{method="GET",route="/v1/products",status="2xx"} ${fast + slow}
http_request_duration_seconds_bucket{method="GET",route="/v1/products",status="5xx",le="+Inf"} 0
http_request_duration_seconds_count{method="GET",route="/v1/products",status="5xx"} ${errors}
http_request_duration_seconds_count{method="GET",route="/metrics",status="2xx"} 1000
db_pool_waiting 3
nodejs_eventloop_utilization 0.5
`;
  const before = readMoment(text(10, 0, 0), 1_000);
  const after = readMoment(text(60, 50, 25), 11_000);
  const signals = signalsBetween(before, after);
  assert.equal(signals.trafficPerSecond, 12.5);
  assert.equal(signals.errorShare, 0.2);
  assert.ok(Math.abs(signals.latencyP99Ms! - 198) < 0.001, String(signals.latencyP99Ms));
  assert.deepEqual(signals.saturation, { waitingForConnection: 3, eventLoop: 0.5 });
  assert.equal(signalsBetween(before, before).latencyP99Ms, null, "nothing was answered");
});

test("a month's budget and its burn rate are those of docs/slo.md", () => {
  assert.ok(Math.abs(monthlyBudget({ objective: 0.999, ratePerSecond: 10 }) - 25_920) < 0.001);
  assert.ok(Math.abs(burnRate(0.0144, 0.999) - 14.4) < 0.001);
});

test("changes are percents, and factors where percents would have too many digits", () => {
  const figure = (value: number): Figure => less("x", value);
  assert.equal(changeText(figure(100), figure(110)), "+10 %");
  assert.equal(changeText(figure(100), figure(20)), "÷ 5");
  assert.equal(changeText(figure(1), figure(40)), "× 40");
  assert.equal(changeText(figure(0), figure(40)), "");
  assert.equal(changeText(figure(1), undefined), "");
  assert.equal(figureText(0.99987, "share"), "99.987 %");
  assert.equal(figureText(0.36879, "share"), "36.9 %");
});

const result = {
  format: 1,
  name: "some-experiment",
  level: 1,
  title: "Some <experiment>",
  question: "Does it hold?",
  startedAt: "2026-01-01T00:00:00.000Z",
  tookSeconds: 3,
  conditions: {
    version: "1",
    node: "v26",
    machine: { cores: 2, model: "some", memoryGiB: 8, system: "Linux" },
    ratePerSecond: 10,
    seconds: 5,
    scale: null,
  },
  before: { name: "before", figures: [less("blocks", 100), more("hits", 0.5, "share")] },
  after: { name: "after", figures: [less("blocks", 10), more("hits", 0.9, "share")] },
  others: [{ name: "third", figures: [less("blocks", 1)] }],
  conclusion: "It was ten times less.",
  held: true,
} satisfies ExperimentResult;

test("the page of an experiment has its figures, its bars and its verdict, and asks no other address", () => {
  const page = experimentPage(result);
  assert.match(page, /Some &#60;experiment&#62;/);
  assert.match(page, /÷ 10/);
  assert.match(page, /held/);
  assert.match(page, /<svg/);
  assert.doesNotMatch(page.replaceAll("http://www.w3.org", ""), /https?:\/\//);
  assert.match(experimentPage({ ...result, held: false }), /did not show/);
});

test("the terminal shows the same figures", () => {
  const text = experimentTable(result);
  assert.match(text, /blocks\s+100\s+10\s+1\s+÷ 10/);
  assert.match(text, /some-experiment: held\. It was ten times less\./);
});

test("a level is green when every objective is met and the audit is green, and void says nothing", () => {
  const met = [{ id: "availability", holds: "", target: 0, measured: 1, unit: "share", met: true }] as const;
  const audit = { verdict: "green", findings: [], counts: {} } as const;
  assert.equal(verdictOf({ void: null, slos: met, audit }), "green");
  assert.equal(verdictOf({ void: null, slos: [{ ...met[0], met: false }], audit }), "red");
  assert.equal(verdictOf({ void: null, slos: met, audit: { ...audit, verdict: "red" } }), "red");
  assert.equal(verdictOf({ void: null, slos: met, audit: null }), "red", "nobody has looked");
  assert.equal(verdictOf({ void: "the generator fell behind", slos: met, audit }), "void");
});

test("a post-mortem has every time that was measured, and says what did not come", () => {
  const text = postMortem({
    title: "a lock",
    cause: "a lock was taken",
    mended: "the session was ended",
    alerts: [{ name: "ApiSlow", severity: "page", firedAtMs: 12_000, runbook: "docs/runbooks/ApiSlow.md" }],
    times: {
      causedAtMs: 2_000,
      firstFailureAtMs: 4_000,
      firedAtMs: 12_000,
      notifiedAtMs: 13_500,
      mendedAtMs: 20_000,
      lastFailureAtMs: 20_400,
      resolvedAtMs: null,
    },
    impact: { requests: 1_000, failed: 40, orders: 3, auditVerdict: "green", budgetUsed: 0.001 },
  });
  assert.match(text, /time to detect \| 10\.0 s/);
  assert.match(text, /time to tell \| 1\.5 s/);
  assert.match(text, /every page is over \| did not come to it/);
  assert.match(text, /ApiSlow \(page\), runbook docs\/runbooks\/ApiSlow\.md/);
});
