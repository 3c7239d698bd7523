import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../../platform/random.ts";
import { type ArrivalOptions, createArrivals, type RateStage } from "./arrivals.ts";

function all(options: Partial<ArrivalOptions> & { readonly stages: readonly RateStage[] }): number[] {
  const next = createArrivals({ process: "poisson", random: seededRandom(7), worker: 0, workers: 1, ...options });
  const moments: number[] = [];
  for (let at = next(); at !== null; at = next()) moments.push(at);
  return moments;
}

const steady = (seconds: number, rate: number): RateStage => ({ seconds, fromPerSecond: rate, toPerSecond: rate });

test("a constant rate leaves at even distances, and workers take turns", () => {
  const moments = all({ stages: [steady(2, 10)], process: "constant" });
  assert.equal(moments.length, 20);
  assert.deepEqual(moments.slice(0, 3).map(Math.round), [50, 150, 250]);
  const shared = [0, 1, 2].flatMap((worker) => all({ stages: [steady(2, 10)], process: "constant", worker, workers: 3 }));
  assert.deepEqual(shared.sort((a, b) => a - b).map(Math.round), moments.map(Math.round));
});

test("Poisson arrivals keep the rate, scatter as they should, and are the same for the same seed", () => {
  const stages = [steady(100, 200)];
  const moments = all({ stages });
  assert.ok(Math.abs(moments.length - 20_000) < 600, `${moments.length} arrivals`);
  const gaps = moments.slice(1).map((at, index) => at - moments[index]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  assert.ok(Math.abs(Math.sqrt(variance) / mean - 1) < 0.05, "gaps of a Poisson process scatter as much as they are long");
  assert.deepEqual(all({ stages }), moments);
  assert.notDeepEqual(all({ stages, random: seededRandom(8) }), moments);
});

test("a ramp has as many arrivals as its area, most of them late", () => {
  const moments = all({ stages: [{ seconds: 10, fromPerSecond: 0, toPerSecond: 100 }], process: "constant" });
  assert.equal(moments.length, 500);
  assert.equal(moments.filter((at) => at < 5_000).length, 125);
  const down = all({ stages: [{ seconds: 10, fromPerSecond: 100, toPerSecond: 0 }], process: "constant" });
  assert.equal(down.filter((at) => at < 5_000).length, 375);
});

test("stages follow one another, those without any arrival too", () => {
  const moments = all({ stages: [steady(1, 10), steady(3, 0), steady(1, 20)], process: "constant" });
  assert.deepEqual(
    [moments.filter((at) => at < 1_000).length, moments.filter((at) => at >= 4_000).length, moments.length],
    [10, 20, 30],
  );
  assert.deepEqual(all({ stages: [steady(5, 0)] }), []);
});
