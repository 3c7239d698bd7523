import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLagEstimator, type LagEstimator } from "./replica-lag.ts";
import { seenOnStandby } from "./wal-position.ts";

function measured(...samples: readonly (readonly [lsn: bigint, atMs: number])[]): LagEstimator {
  const estimator = createLagEstimator();
  for (const [lsn, atMs] of samples) estimator.notePrimary(lsn, atMs);
  return estimator;
}

describe("the lag of a replica", () => {
  it("is the time since the primary was first seen beyond the replica's position", () => {
    const estimator = measured([10n, 0], [20n, 100], [30n, 200]);
    assert.deepEqual(estimator.lagAt(30n, 250), { ms: 0, exact: true });
    assert.deepEqual(estimator.lagAt(20n, 250), { ms: 50, exact: true });
    assert.deepEqual(estimator.lagAt(15n, 250), { ms: 150, exact: true });
  });

  it("does not grow while the primary writes nothing", () => {
    const estimator = measured([10n, 0], [10n, 100], [10n, 60_000]);
    assert.deepEqual(estimator.lagAt(10n, 3_600_000), { ms: 0, exact: true });
  });

  it("counts from the write and not from the last measurement, when the primary was idle before", () => {
    const estimator = measured([10n, 0], [10n, 9_900], [20n, 10_000]);
    assert.deepEqual(estimator.lagAt(10n, 10_050), { ms: 50, exact: true });
  });

  it("is only known to be longer, when the primary had passed the replica before the first measurement", () => {
    assert.deepEqual(measured([10n, 0], [20n, 100]).lagAt(5n, 200), { ms: 200, exact: false });
    assert.equal(createLagEstimator().lagAt(5n, 200).exact, false);
  });

  it("never looks shorter than a minute because old measurements were dropped", () => {
    const estimator = createLagEstimator();
    for (let index = 0; index < 2_000; index += 1) estimator.notePrimary(BigInt(index), index * 100);
    assert.ok(estimator.lagAt(5n, 200_000).ms >= 60_000);
  });
});

describe("what was seen on a standby", () => {
  it("is what it has replayed, when it has nothing more", () => {
    assert.equal(seenOnStandby(100n, 100n), 100n);
  });
  it("reaches over the record that it may have in hand, and never beyond what it has received", () => {
    assert.equal(seenOnStandby(100n, 150n), 150n);
    assert.equal(seenOnStandby(100n, 1_000_000n), 8_292n);
    assert.equal(seenOnStandby(100n, null), 8_292n);
    assert.equal(seenOnStandby(100n, 50n), 8_292n);
  });
});
