import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../platform/random.ts";
import { concurrencyFor, fitScalability, peakConcurrency, type ScalabilityLaw, throughputAt } from "./scalability-law.ts";

const points = (law: ScalabilityLaw, at: readonly number[], noise: () => number = () => 1) =>
  at.map((concurrency) => ({ concurrency, perSecond: throughputAt(law, concurrency) * noise() }));
const near = (found: number, wanted: number, share: number) =>
  assert.ok(Math.abs(found - wanted) <= share * Math.abs(wanted), `${found} is not near ${wanted}`);

test("the parameters of exact curves are found again", () => {
  for (const law of [
    { rate: 995.65, contention: 0.02671, coherency: 0.000769 },
    { rate: 40, contention: 0.05, coherency: 0 },
    { rate: 1_000, contention: 0, coherency: 0 },
    { rate: 7, contention: 0, coherency: 0.01 },
  ]) {
    const found = fitScalability(points(law, [1, 2, 4, 8, 16]));
    near(found.rate, law.rate, 1e-6);
    assert.ok(Math.abs(found.contention - law.contention) < 1e-6 && Math.abs(found.coherency - law.coherency) < 1e-6);
  }
});

test("a point outside of a noisy fit is foretold within a tenth", () => {
  const law = { rate: 500, contention: 0.03, coherency: 0.0004 };
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seededRandom(seed);
    const found = fitScalability(points(law, [1, 2, 4, 8, 16, 24], () => 0.98 + 0.04 * random()));
    near(throughputAt(found, 32), throughputAt(law, 32), 0.1);
  }
});

test("what one more costs is known in both directions", () => {
  const law = { rate: 995.65, contention: 0.02671, coherency: 0.000769 };
  const peak = peakConcurrency(law);
  near(peak, 35.6, 0.01);
  assert.equal(concurrencyFor(law, throughputAt(law, peak) * 1.01), null);
  for (const n of [1, 5, 20]) near(concurrencyFor(law, throughputAt(law, n))!, n, 1e-9);
  near(concurrencyFor({ rate: 100, contention: 0.1, coherency: 0 }, 500)!, 9, 1e-9);
  assert.equal(concurrencyFor({ rate: 100, contention: 0.1, coherency: 0 }, 1_001), null);
});

test("too few different loads are refused with a sentence", () => {
  assert.throws(
    () =>
      fitScalability([
        { concurrency: 1, perSecond: 1 },
        { concurrency: 2, perSecond: 2 },
        { concurrency: 2, perSecond: 2 },
      ]),
    /3 or more different loads/,
  );
});
