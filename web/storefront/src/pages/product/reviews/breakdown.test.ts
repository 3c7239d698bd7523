import assert from "node:assert/strict";
import { test } from "node:test";
import { recommendedShare, share, toggledRating } from "./breakdown.ts";

test("stars are added and taken away, in one order", () => {
  assert.deepEqual(toggledRating([3], 5), [5, 3]);
  assert.deepEqual(toggledRating([5, 3], 5), [3]);
  assert.deepEqual(toggledRating([], 1), [1]);
});

test("shares of nothing are nothing", () => {
  assert.equal(share(0, 0), 0);
  assert.equal(share(1, 4), 0.25);
  assert.equal(recommendedShare({ recommended: { yes: 0, no: 0 } }), null);
  assert.equal(recommendedShare({ recommended: { yes: 3, no: 1 } }), 0.75);
});
