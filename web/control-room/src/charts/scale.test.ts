import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, pathOf, ticks } from "./scale.ts";

test("an axis has a few round numbers and covers the largest value", () => {
  assert.deepEqual(ticks(0), [0, 1]);
  assert.deepEqual(ticks(1), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(ticks(57), [0, 20, 40, 60]);
  assert.deepEqual(ticks(1_234), [0, 500, 1_000, 1_500]);
  for (const most of [0.003, 0.9, 3, 99.9, 100, 100_001]) {
    const all = ticks(most);
    assert.ok(all.at(-1)! >= most * 0.999 && all.length <= 6, String(most));
  }
});

test("a curve has a gap where nothing was measured", () => {
  const same = (value: number) => value;
  const values = [
    [0, 1],
    [1, 2],
    [2, null],
    [3, 4],
    [10, 5],
  ] as const;
  assert.equal(pathOf(values, same, same, 2), "M0.0 1.0L1.0 2.0M3.0 4.0M10.0 5.0");
  assert.equal(pathOf([], same, same, 2), "");
});

test("what is pointed at is the nearest value, and nothing where there is none near", () => {
  const values = [
    [0, 1],
    [10, 2],
  ] as const;
  assert.deepEqual(nearest(values, 7, 5), [10, 2]);
  assert.equal(nearest(values, 30, 5), null);
});
