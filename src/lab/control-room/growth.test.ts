import assert from "node:assert/strict";
import { test } from "node:test";
import { lab } from "../observability/profile.ts";
import { slos } from "../observability/slos.ts";
import { counters, createBudgets } from "./budgets.ts";
import { createFigureBook } from "./figures.ts";
import { counted, createGrowthReader, type Growth, isShoppers, perSecond, quantilesOf } from "./growth.ts";

const requests = (status: string, seconds: readonly [le: string, count: number][], route = "/v1/products") => {
  const labels = `method="GET",route="${route}",status="${status}"`;
  const lines = seconds.map(([le, count]) => `http_request_duration_seconds_bucket{${labels},le="${le}"} ${count}`);
  return [...lines, `http_request_duration_seconds_count{${labels}} ${seconds.at(-1)![1]}`].join("\n");
};

/** What one process did within a second. */
function growthOf(text: string, pid = 1): Growth {
  const reader = createGrowthReader();
  reader.read("api", pid, 1_000, "");
  return reader.read("api", pid, 2_000, text)!;
}

test("the first look tells nothing, the second what has happened between them", () => {
  const reader = createGrowthReader();
  assert.equal(reader.read("api", 1, 1_000, 'checkouts_total{outcome="paid"} 7'), null);
  const growth = reader.read("api", 1, 3_000, 'checkouts_total{outcome="paid"} 10\nevents_waiting 4')!;
  assert.equal(counted([growth], "checkouts_total"), 3);
  assert.equal(perSecond([growth], "checkouts_total"), 1.5);
  assert.deepEqual(growth.gauges, [{ name: "events_waiting", labels: "", value: 4 }]);
});

test("a process that was started again counts from nothing, and nothing is taken away", () => {
  const reader = createGrowthReader();
  reader.read("api", 1, 1_000, 'checkouts_total{outcome="paid"} 100');
  const growth = reader.read("api", 2, 2_000, 'checkouts_total{outcome="paid"} 3')!;
  assert.equal(counted([growth], "checkouts_total"), 3);
  reader.keepOnly(new Set());
  assert.equal(reader.read("api", 2, 3_000, 'checkouts_total{outcome="paid"} 9'), null);
});

test("quantiles lie within their bucket, over all processes", () => {
  const text = requests("2xx", [
    ["0.1", 90],
    ["0.2", 100],
    ["+Inf", 100],
  ]);
  const growths = [growthOf(text), growthOf(text)];
  const [p50, p95] = quantilesOf(growths, "http_request_duration_seconds", [0.5, 0.95]);
  assert.ok(Math.abs(p50! - 0.1 * (100 / 180)) < 1e-9);
  assert.ok(Math.abs(p95! - 0.15) < 1e-9);
  assert.deepEqual(quantilesOf([], "http_request_duration_seconds", [0.5]), [null]);
});

test("probes are no shoppers", () => {
  assert.equal(isShoppers('method="GET",route="/healthz",status="2xx"'), false);
  assert.equal(isShoppers('method="GET",route="/v1/products",status="2xx"'), true);
});

test("every objective of the rules is counted, and no other", () => {
  assert.deepEqual(
    Object.keys(counters).toSorted(),
    slos(lab)
      .map(({ id }) => id)
      .toSorted(),
  );
});

test("a budget is what is left of the bad events that are allowed, and below nothing when there were more", () => {
  const budgets = createBudgets({ availability: 0.9, latencyP99Ms: 200 }, 0);
  const state = (id: string) => budgets.states(1_000).find((slo) => slo.id === id)!;
  assert.equal(state("availability").budgetLeft, null);
  budgets.note(500, [
    growthOf(
      `${requests("2xx", [
        ["0.2", 95],
        ["+Inf", 95],
      ])}\n${requests("5xx", [
        ["0.2", 5],
        ["+Inf", 5],
      ])}`,
    ),
  ]);
  assert.equal(state("availability").budgetLeft?.toFixed(3), "0.500");
  assert.equal(state("availability").burnRate?.toFixed(3), "0.500");
  assert.equal(state("api-latency").budgetLeft, 1);
  budgets.note(900, [growthOf("stock_levels_checked_total 100\nstock_levels_wrong_total 1")]);
  assert.equal(state("inventory-accuracy").budgetLeft, 0);
  assert.equal(budgets.states(100_000).find(({ id }) => id === "availability")!.burnRate, null);
});

test("figures: rates, latencies, orders, errors by kind", () => {
  const book = createFigureBook();
  assert.equal(book.point(0, { machine: null, cpu: {} }), null);
  const text = [
    requests("2xx", [
      ["0.1", 18],
      ["+Inf", 18],
    ]),
    requests("5xx", [
      ["0.1", 2],
      ["+Inf", 2],
    ]),
    'checkouts_total{outcome="paid"} 3',
    'checkouts_total{outcome="declined"} 1',
    'http_problems_total{code="overloaded"} 2',
    'payment_provider_circuit{provider="sandbox",state="open"} 1',
  ];
  book.note(2_000, [growthOf(text.join("\n"))]);
  const point = book.point(2_000, { machine: 0.5, cpu: { api: 0.2 } })!;
  assert.equal(point.requests, 20);
  assert.equal(point.failed, 2);
  assert.equal(point.p99, 99);
  assert.equal(point.ordersPerMinute, 180);
  const database = { active: null, lockWaits: null, walBytesPerSecond: null, commitsPerSecond: null, hit: null };
  assert.deepEqual(book.figures(2_000, database).orders.outcomes, { paid: 3, declined: 1 });
  assert.equal(book.figures(2_000, database).payments.circuit, "open");
  assert.deepEqual(book.errors(2_000), [{ code: "overloaded", recent: 2, total: 2, isFailure: true }]);
  assert.deepEqual(book.errors(400_000), [{ code: "overloaded", recent: 0, total: 2, isFailure: true }]);
});
