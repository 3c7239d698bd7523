import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { checkTopology } from "../../platform/topology/topology.ts";
import { createForecaster, MOST_ERROR, openCheckOf } from "./forecast.ts";
import { checkMeasuredSet, type MeasuredSet, readMeasuredSet } from "./measured-set.ts";
import { MOST_CORES, PLANNED_UTILISATION, planFor } from "./plan.ts";
import { measuredText, planText } from "./plan-text.ts";
import { plannedTopology } from "./planned-topology.ts";
import { costPerMillion, readPrices } from "./prices.ts";
import { type ScalabilityLaw, throughputAt } from "./scalability-law.ts";

const LAW: ScalabilityLaw = { rate: 400, contention: 0.2, coherency: 0.001 };
const US = { api: 500, worker: 100, database: 300, replica: 50, pooler: 40, proxy: 30, provider: 5 };
const GENERATOR_US = 75;

/** As a machine of two cores would be measured on which nothing is left to chance. */
function syntheticSet(change: Partial<MeasuredSet> = {}, clients = [1, 2, 4, 8, 16, 32]): MeasuredSet {
  const idle = Object.fromEntries(Object.keys(US).map((kind) => [kind, 0.01]));
  return {
    format: 1,
    name: "synthetic",
    measuredAt: "2026-01-01T00:00:00.000Z",
    machine: { cores: 2, model: "none", memoryGiB: 8, system: "none" },
    versions: {},
    topology: "3-write-scale",
    apiProcesses: 2,
    mix: "shopping",
    products: 1_000,
    secondsPerRun: 1,
    idle,
    points: clients.map((number) => {
      const perSecond = throughputAt(LAW, number);
      return {
        clients: number,
        perSecond,
        meanMs: (number / perSecond) * 1_000,
        p99Ms: 20 + number,
        cores: Object.fromEntries(Object.entries(US).map(([kind, us]) => [kind, 0.01 + (us * perSecond) / 1e6])),
        generatorCores: (GENERATOR_US * perSecond) / 1e6,
        othersCores: 0,
        failedShare: 0,
        bytesPerRequest: 4_000,
        rounds: [perSecond],
      };
    }),
    heldOut: 8,
    open: null,
    ...change,
  };
}

test("processor time per request is found without what the parts do at rest", () => {
  const { demandUs, generatorUs } = createForecaster(syntheticSet());
  for (const [kind, us] of Object.entries(US)) assert.ok(Math.abs(demandUs[kind as keyof typeof US]! - us) < 1e-6, kind);
  assert.ok(Math.abs(generatorUs - GENERATOR_US) < 1e-6);
});

test("the point that is held out is not in the fit, and is foretold", () => {
  const set = syntheticSet();
  const honest = createForecaster(set);
  assert.ok(Math.abs(honest.check.error) < 1e-6);
  assert.equal(honest.residuals.length, set.points.length - 1);
  // Whatever was measured there, the law stays as it is, and only the error tells.
  const wrong = {
    ...set,
    points: set.points.map((point) => (point.clients === 8 ? { ...point, perSecond: point.perSecond * 2 } : point)),
  };
  const forecaster = createForecaster(wrong);
  assert.deepEqual(forecaster.law, honest.law);
  assert.ok(Math.abs(forecaster.check.error + 0.5) < 1e-6);
  assert.match(planText(planFor(100, forecaster, readPrices()), forecaster), /caution +The law missed[\s\S]+NOT within 20 %/);
});

test("too few points, and points that hold out nothing, are refused with a sentence", () => {
  assert.throws(
    () => checkMeasuredSet(syntheticSet({}, [1, 4, 8]), "a file"),
    /too few: a plan needs 3 different numbers of clients/,
  );
  assert.throws(
    () => checkMeasuredSet(syntheticSet({ heldOut: 5 }), "a file"),
    /hold out 5 clients, at which nothing was measured/,
  );
  assert.throws(() => checkMeasuredSet({ ...syntheticSet(), mix: 3 }, "a file"), /not valid at \/mix/);
  assert.throws(() => checkMeasuredSet(null, "a file"), /not valid/);
  assert.throws(() => readMeasuredSet("/nowhere/points.json"), /cannot be read/);
  assert.equal(checkMeasuredSet(syntheticSet(), "a file").heldOut, 8);
});

test("a plan has room for its rate, and says what saturates first and when", () => {
  const forecaster = createForecaster(syntheticSet());
  const plan = planFor(1_000, forecaster, readPrices());
  const busy = (1_000 * Object.values(US).reduce((sum, us) => sum + us, 0)) / 1e6;
  assert.ok(plan.cores >= busy / PLANNED_UTILISATION && plan.apiProcesses >= (1_000 * US.api) / 1e6 / PLANNED_UTILISATION);
  const [first, ...others] = plan.resources;
  assert.ok(first!.utilisation < 0.75 && others.every(({ utilisation }) => utilisation <= first!.utilisation));
  assert.ok(Math.abs(first!.saturatesAtPerSecond * first!.utilisation - 1_000) < 1e-6);
  assert.ok(plan.expectedP99Ms > forecaster.unloadedP99Ms && Number.isFinite(plan.expectedP99Ms));
});

test("every rate from 1 to 1,000,000 has a topology that may be run", () => {
  const forecaster = createForecaster(syntheticSet());
  let cores = 0;
  for (const rate of [1, 2, 9, 10, 11, 50, 100, 101, 640, 1_000, 3_333, 9_999, 10_000, 50_000, 100_000, 350_000, 1_000_000]) {
    const plan = planFor(rate, forecaster, readPrices());
    const text = plannedTopology(plan, ["About this plan."]);
    const topology = checkTopology(parse(text), `of ${rate}`);
    assert.match(text, /^# About this plan\./);
    assert.doesNotMatch(text, /Level \d/);
    assert.ok(topology.target.ratePerSecond * plan.shops >= rate, `${rate} is offered in full`);
    assert.equal(plan.isBuilt, plan.level <= 3);
    assert.equal(plan.level, plan.shops === 1 ? plan.level : Math.max(4, Math.ceil(Math.log10(rate))));
    assert.ok(plan.cores <= MOST_CORES && plan.cores * plan.shops >= cores, `${rate} does not need less than a lower rate`);
    cores = plan.cores * plan.shops;
    const told = planText(plan, forecaster);
    assert.equal(/is not built/.test(told), !plan.isBuilt);
  }
});

test("levels have the parts that they are for", () => {
  const forecaster = createForecaster(syntheticSet());
  const topologyFor = (rate: number) =>
    checkTopology(parse(plannedTopology(planFor(rate, forecaster, readPrices()), [])), "planned");
  assert.deepEqual(topologyFor(5).processes, [{ role: "all", count: 1 }]);
  assert.ok(topologyFor(50).database.pooler !== undefined && topologyFor(50).proxy === undefined);
  const large = topologyFor(5_000);
  assert.equal(large.database.replicas.length, 2);
  assert.ok(large.proxy !== undefined && large.processes[0]!.count >= 5);
});

test("a million requests cost their share of the machines' time, and what they send", () => {
  const prices = { asOf: "2026-01-01", currency: "EUR", corePerHour: 0.036, trafficPerGb: 0.1 };
  const cost = costPerMillion(prices, { cores: 10, ratePerSecond: 100, bytesPerRequest: 5_000 });
  assert.ok(Math.abs(cost.machines - 1) < 1e-9 && Math.abs(cost.traffic - 0.5) < 1e-9);
});

test("prices that are none are refused with a sentence", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "tenfold-prices-"));
  t.after(() => rm(directory, { recursive: true }));
  const file = join(directory, "prices.yaml");
  await writeFile(file, "asOf: 2026-01-01\ncurrency: EUR\ncorePerHour: -1\ntrafficPerGb: 0\n");
  assert.throws(() => readPrices(file), /not valid at \/corePerHour/);
  assert.throws(() => readPrices(join(directory, "none.yaml")), /cannot be read/);
  assert.equal(readPrices().currency, "USD");
});

test("the open-loop run is held against the same model", () => {
  const open = {
    ratePerSecond: 500,
    answeredPerSecond: 500,
    meanMs: 5,
    p99Ms: 60,
    cores: { api: 0.25, database: 0.5 },
    generatorCores: 0.04,
    void: null,
  };
  const check = openCheckOf(createForecaster(syntheticSet({ open })))!;
  assert.ok(Math.abs(check.forecastCores - (0.07 + (500 * 1_025) / 1e6)) < 1e-6);
  assert.equal(check.measuredCores, 0.75);
  assert.ok(check.forecastP99Ms > 21);
});

test("the points that come with the program foretell the one held out within 20 %", () => {
  const set = readMeasuredSet();
  const { check, efficiency } = createForecaster(set);
  assert.ok(Math.abs(check.error) <= MOST_ERROR, `${check.error}`);
  assert.ok(efficiency > 0 && efficiency <= 1);
  assert.match(measuredText(set), /held out of the fit/);
});
