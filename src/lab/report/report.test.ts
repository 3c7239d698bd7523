import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Latency, RunResult, Second } from "../workload/open-loop/result.ts";
import { DEFAULT_SLOS, sloVerdicts, voidReason } from "../workload/open-loop/verdicts.ts";
import { changeText, comparisonReport, differences, otherConditions } from "./comparison-report.ts";
import { createGaugeBoard } from "./gauges.ts";
import { readResultFile, writeResultFile } from "./result-file.ts";
import { runReport } from "./run-report.ts";
import { saturationOf } from "./saturation.ts";
import { cacheCounts, noteShopMetrics, parseMetrics } from "./shop-metrics.ts";

const latency: Latency = { count: 900, mean: 5, p50: 4, p75: 6, p90: 9, p95: 12, p99: 40, p999: 90, max: 120 };
const seconds: Second[] = Array.from({ length: 10 }, (_, second) => ({
  second,
  offered: 100,
  answered: 100,
  ok: 99,
  refused: 1,
  unknown: 0,
  failed: 0,
  inFlight: 3,
  p50: 4,
  p95: 12,
  p99: 40,
  max: 120,
  byOperation: { product: { count: 100, p99: 40 } },
  lateP99: 1,
}));
const totals = {
  seconds: 9,
  offered: 900,
  sent: 900,
  answered: 900,
  ok: 891,
  refused: 9,
  unknown: 0,
  failed: 0,
  offeredPerSecond: 100,
  answeredPerSecond: 100,
  bytes: 1_000,
};
const operations = { product: { ok: 900, refused: 0, unknown: 0, failed: 0, bytes: 1_000, latency } };
const run: RunResult = {
  format: 1,
  name: "a <run>",
  startedAt: "2026-11-27T00:00:00.000Z",
  settings: {
    mix: "shopping",
    profile: "steady",
    ratePerSecond: 100,
    seconds: 10,
    warmUpSeconds: 1,
    arrivals: "poisson",
    seed: 1,
    thinkMs: 1_000,
    timeoutMs: 10_000,
    workers: 1,
    urls: ["http://127.0.0.1:8080"],
    products: 3,
  },
  versions: { node: "v26", postgresql: "17" },
  machine: { cores: 2, model: "x", memoryGiB: 4, system: "Linux" },
  databaseSettings: { fsync: "on", synchronous_commit: "on" },
  totals,
  latency,
  operations,
  seconds,
  errors: [{ kind: "timeout", count: 2, operations: ["product"] }],
  generator: { late: { ...latency, p99: 1 }, cpuCores: 0.1, cpuUsPerRequest: 30, busiest: 0.2, notSent: 0, connections: 5 },
  void: null,
  parts: [part("api", 1, [0.2, 0.3, 0.4]), part("machine", 2, [1, 1, 1])],
  gauges: [{ id: "replica-lag", of: "replica 1", unit: "seconds", atSeconds: [1, 2, 3], values: [0.01, 0.02, 0.5] }],
  saturation: { first: null, atSecond: null, because: "Nothing stayed at its limit.", reached: [] },
  slos: sloVerdicts(DEFAULT_SLOS, totals, latency, operations),
  faults: [
    { fromSecond: 4, toSecond: 6, what: "replica cut off" },
    { fromSecond: 5, toSecond: null, what: "api killed" },
  ],
  audit: null,
  historyFile: null,
};

function part(name: string, maxCores: number, cpuCores: number[], from = 0): RunResult["parts"][number] {
  const kind = name === "machine" ? "machine" : "api";
  return {
    name,
    kind,
    maxCores,
    cpuCores,
    atSeconds: cpuCores.map((_, index) => index + from),
    memoryBytes: cpuCores.map(() => 1e8),
  };
}

test("the report needs no other address, escapes what it is given, and draws with the colours of the page", () => {
  const html = runReport(run);
  for (const pattern of [/a &#60;run&#62;/, /var\(--bad\)/]) assert.ok(pattern.test(html), String(pattern));
  for (const pattern of [/(?:src|href)=/, /@import/, /url\((?!#)/, /#0a1b0/, /NaN/, />[^<]*undefined/]) {
    assert.ok(!pattern.test(html.replace(/<script>[\s\S]*<\/script>/, "")), String(pattern));
  }
  for (const text of ["api killed", "replica cut off", "Replica lag", "synchronous_commit", "p99 limit 200 ms"])
    assert.ok(html.includes(text), text);
});

test("a run that passed says so, and one that did not says why", () => {
  assert.match(runReport(run), /badge good">passed/);
  assert.match(runReport({ ...run, void: "Too late." }), /badge quiet">void<\/span><span>Too late\./);
  const slow = { ...run, slos: sloVerdicts(DEFAULT_SLOS, totals, { ...latency, p99: 201 }, operations) };
  assert.match(runReport(slow), /Not met: latency-p99/);
  const red = { verdict: "red", findings: [], counts: { orders: 3 } } as const;
  assert.match(runReport({ ...run, audit: red }), /The audit is red\./);
});

test("objectives: errors, latency, orders and keeping up are each judged", () => {
  const missed = (over: Partial<typeof totals>, p99 = 40) =>
    sloVerdicts(
      DEFAULT_SLOS,
      { ...totals, ...over },
      { ...latency, p99 },
      { ...operations, checkout: { ...operations.product, latency: { ...latency, p99: 31_000 } } },
    )
      .filter(({ met }) => !met)
      .map(({ id }) => id);
  assert.deepEqual(missed({}), ["order-latency"]);
  assert.deepEqual(missed({ failed: 1 }), ["availability", "order-latency"]);
  assert.deepEqual(missed({ answeredPerSecond: 98 }, 200), ["latency-p99", "order-latency", "throughput"]);
});

test("a generator that was late, too busy or lost its history makes the run void", () => {
  const health = { late: { ...latency, p99: 5 }, busiest: 0.5 };
  const reason = (over: Partial<typeof health>, history: string | null = null, offered = 1) =>
    voidReason({ ...health, ...over }, { offered }, { ratePerSecond: 1 }, history);
  assert.equal(reason({}), null);
  assert.match(reason({ late: { ...latency, p99: 25 } })!, /more than 25\.0 ms late/);
  assert.match(reason({ busiest: 0.99 })!, /busy for 99 %/);
  assert.match(reason({}, "the disk is full")!, /history is not complete: the disk is full/);
  assert.match(reason({}, null, 0)!, /Nothing was sent/);
});

test("what stayed at its limit first is named, peaks and what came before the start are not", () => {
  const busy = part("api", 1, [0.5, 0.95, 0.95, 0.95, 0.95, 0.95]);
  const machine = part("machine", 2, [1, 1, 1.99, 1.99, 1.99, 1.99, 1.99]);
  const found = saturationOf([busy, machine], []);
  assert.deepEqual([found.first, found.atSecond, found.reached.length], ["processor time of api", 1, 2]);
  assert.match(found.because, /From second 1 on, processor time of api stood at 0\.95/);
  const peak = saturationOf([part("api", 1, [0.2, 1, 1, 0.2, 1, 1, 0.2])], []);
  assert.equal(peak.first, null);
  assert.match(peak.because, /Nearest came processor time of api, with 1 in its highest sample/);
  assert.equal(saturationOf([part("api", 1, [1, 1, 1, 1, 0.1], -4)], []).first, null);
});

test("of several in the same second the most particular is named", () => {
  const waiting = { id: "pool-waiting", of: "api", unit: "count", atSeconds: [1, 2, 3, 4], values: [3, 3, 3, 3] } as const;
  const found = saturationOf([part("machine", 2, [2, 2, 2, 2, 2], 1), part("api", 1, [1, 1, 1, 1, 1], 1)], [waiting]);
  assert.deepEqual(
    found.reached.map(({ what }) => what),
    ["connection pool of api", "processor time of api", "the machine's cores"],
  );
});

test("figures are taken from /metrics, counters as what they grew by", () => {
  const text = (shed: number) =>
    `# HELP x y\ndb_pool_waiting 2\ndb_pool_max_connections 10\ndb_pool_connections{state="busy"} 5\ndb_pool_connections{state="idle"} 5\nhttp_requests_shed_total{reason="a"} ${shed}\nhttp_requests_shed_total{reason="b"} 1\nreplica_lag_seconds{replica="r1"} 0.25\ncache_requests_total{cache="products",result="hit"} 90\ncache_requests_total{cache="products",result="miss"} 10\ndb_pool_waiting_other 9\n`;
  const board = createGaugeBoard();
  noteShopMetrics(board, 1, "api", text(10));
  noteShopMetrics(board, 3, "api", text(30));
  const values = Object.fromEntries(board.series().map(({ id, values }) => [id, values]));
  assert.partialDeepStrictEqual(values, {
    "pool-waiting": [2, 2],
    "pool-used": [0.5, 0.5],
    "requests-shed": [10],
    "replica-lag": [0.25, 0.25],
  });
  assert.deepEqual(cacheCounts(text(0)), { asked: 100, had: 90 });
  assert.deepEqual(parseMetrics("a 1\nb{} nonsense\n", new Set(["a", "b"])), [{ name: "a", labels: "", value: 1 }]);
});

test("two runs are compared figure by figure, and what else was different is said", () => {
  const after = {
    ...run,
    name: "b",
    latency: { ...latency, p99: 20 },
    settings: { ...run.settings, seed: 2 },
    databaseSettings: { fsync: "off" },
  };
  const p99 = differences(run, after).find(({ what }) => what === "p99")!;
  assert.equal(changeText(p99), "−50 %");
  assert.deepEqual(otherConditions(run, after), ["seed: 1 and 2", "fsync: on and off", "synchronous_commit: on and undefined"]);
  const html = comparisonReport(run, after);
  assert.match(html, /class="down">−50 %/);
  assert.doesNotMatch(html, /NaN/);
});

test("a result is read back as it was written; anything else is refused with a sentence", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "tenfold-result-"));
  t.after(() => rm(directory, { recursive: true }));
  const file = join(directory, "run.json");
  await writeResultFile(file, run);
  assert.deepEqual(await readResultFile(file), run);
  await writeFile(file, '{"format":99}');
  await assert.rejects(readResultFile(file), /has format 99, and this program reads 1/);
  await writeFile(file, "no json");
  await assert.rejects(readResultFile(file), /is no result of a load run/);
  await assert.rejects(readResultFile(join(directory, "none.json")), /cannot be read/);
});
