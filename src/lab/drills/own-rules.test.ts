import assert from "node:assert/strict";
import { test } from "node:test";
import { drills } from "./all.ts";
import { createOwnEvaluation, createSamples, OWN_METRICS, type Samples } from "./own-rules.ts";

function samplesOf(...looks: readonly (readonly [atSeconds: number, ...texts: string[]])[]): Samples {
  const samples = createSamples(OWN_METRICS);
  for (const [atSeconds, ...texts] of looks)
    samples.note(atSeconds * 1_000, new Map(texts.map((text, index) => [`api ${index + 1}`, text])));
  return samples;
}

test("a counter's rate is the sum over processes, and a process that was started again counts from zero", () => {
  const samples = samplesOf(
    [0, "http_requests_shed_total 100", "http_requests_shed_total 10"],
    [5, "http_requests_shed_total 150", "http_requests_shed_total 30"],
    [10, "http_requests_shed_total 20", "http_requests_shed_total 40"],
  );
  assert.equal(samples.rate("http_requests_shed_total", "", 20_000), (50 + 20 + 30) / 10);
  assert.equal(samplesOf([0, "http_requests_shed_total 1"]).rate("http_requests_shed_total", "", 20_000), null);
});

test("the lowest of a gauge is known when its window is covered, and is that of the process that has most", () => {
  const looks = [0, 5, 10, 15, 20].map((at) => [at, `db_pool_waiting ${at === 10 ? 2 : 9}`, "db_pool_waiting 0"] as const);
  assert.equal(samplesOf(...looks).lowest("db_pool_waiting", 20_000), 2);
  assert.equal(samplesOf(...looks.slice(0, 2)).lowest("db_pool_waiting", 20_000), null);
});

test("a gauge's slope is that of a straight line through its values", () => {
  const looks = [0, 10, 20, 30].map((at) => [at, `data_disk_free_bytes ${1_000 - 3 * at}`] as const);
  assert.equal(samplesOf(...looks).slope("data_disk_free_bytes", 30_000), -3);
});

test("an alert fires when its condition has held for as long as a lab's rule waits, and not before", () => {
  let waiting = 5;
  const evaluation = createOwnEvaluation([{ alert: "PoolExhausted", value: () => waiting }]);
  const samples = createSamples(OWN_METRICS);
  const at = (seconds: number) =>
    evaluation.evaluate(seconds * 1_000, samples).map(({ alert, sinceMs }) => [alert.name, sinceMs]);
  assert.deepEqual(at(0), []);
  assert.deepEqual(at(4), []);
  assert.deepEqual(at(6), [["PoolExhausted", 5_000]]);
  waiting = 0;
  assert.deepEqual(at(7), []);
  waiting = 1;
  assert.deepEqual(at(8), []);
});

test("every drill evaluates its own alerts, of metrics that are read, and says nothing before it knows something", () => {
  const nothing = createSamples(OWN_METRICS);
  for (const drill of drills) {
    const rules = drill.ownRules({ freeBytes: 10 ** 12 });
    assert.ok(rules.length > 0, drill.name);
    for (const rule of rules) {
      assert.ok(drill.alerts.includes(rule.alert), `${drill.name}: ${rule.alert}`);
      assert.equal(rule.value(nothing), null, `${drill.name}: ${rule.alert}`);
    }
    assert.deepEqual(createOwnEvaluation(rules).evaluate(0, nothing), []);
  }
});

/** And in a quiet one. */
const QUIET = [
  'db_statement_calls_total{statement="reviews.list-newest"} 100',
  'db_statement_seconds_total{statement="reviews.list-newest"} 0.1',
  "db_pool_waiting 0",
  'replica_lag_seconds{replica="a"} 0.02',
  'replica_lag_tolerance_seconds{replica="a"} 0.3',
  'cache_requests_total{cache="answers",result="hit"} 900',
  'payment_provider_circuit{provider="sandbox",state="open"} 0',
  "data_disk_free_bytes 1000000000000",
  "stock_hold_hottest_share 0.1",
  "stock_hold_lines_total 100",
].join("\n");

/** What the processes say while a drill's trouble is there, a look every second. */
const troubled: Readonly<Record<string, (second: number) => string>> = {
  "dropped-index": (s) =>
    `db_statement_calls_total{statement="reviews.list-newest"} ${2 * s}\ndb_statement_seconds_total{statement="reviews.list-newest"} ${0.4 * s}`,
  "exhausted-pool": () => "db_pool_waiting 4",
  "replica-far-behind": (s) => `replica_lag_seconds{replica="a"} ${s}\nreplica_lag_tolerance_seconds{replica="a"} 0.3`,
  "cache-stampede": (s) =>
    `cache_requests_total{cache="answers",result="hit"} ${5 * s}\ncache_requests_total{cache="answers",result="miss"} ${40 * s}`,
  "payment-provider-down": () => 'payment_provider_circuit{provider="sandbox",state="open"} 1',
  "disk-filling": (s) => `data_disk_free_bytes ${10 ** 12 - 4_000_000 * s}`,
  "hot-sku": (s) => `stock_hold_hottest_share 0.8\nstock_hold_lines_total ${20 * s}`,
};

for (const drill of drills) {
  test(`${drill.name} raises its alert without Prometheus within two minutes, and none in a quiet shop`, () => {
    const evaluation = createOwnEvaluation(drill.ownRules({ freeBytes: 10 ** 12 }));
    const run = (text: (second: number) => string) => {
      const samples = createSamples(OWN_METRICS);
      for (let second = 0; second <= 120; second += 1) {
        samples.note(second * 1_000, new Map([["api", `${text(second)}\n`]]));
        const [fires] = evaluation.evaluate(second * 1_000, samples);
        if (fires !== undefined) return fires.alert.name;
      }
      return null;
    };
    assert.equal(
      run(() => QUIET),
      null,
    );
    assert.ok(drill.alerts.includes(run(troubled[drill.name]!) ?? ""), drill.name);
  });
}
