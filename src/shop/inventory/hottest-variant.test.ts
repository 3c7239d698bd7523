import assert from "node:assert/strict";
import { test } from "node:test";
import { createHottestVariant, HOT_WINDOW_MS } from "./hottest-variant.ts";

function counter() {
  let nowMs = 0;
  const hottest = createHottestVariant(() => nowMs);
  return {
    ...hottest,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test("a variant that most orders want is told apart from an even demand", () => {
  const { add, figures, pass } = counter();
  for (let index = 0; index < 10_000; index += 1) add(index % 2 === 0 ? 7 : 1_000 + index);
  pass(HOT_WINDOW_MS);
  const { lines, hottestShare } = figures();
  assert.equal(lines, 10_000);
  assert.ok(hottestShare > 0.48 && hottestShare <= 0.5, `${hottestShare}`);

  for (let index = 0; index < 10_000; index += 1) add(index);
  pass(HOT_WINDOW_MS);
  assert.ok(figures().hottestShare < 0.01);
});

test("the share is that of the last whole window, and none when it was quiet", () => {
  const { add, figures, pass } = counter();
  add(1);
  assert.equal(figures().hottestShare, 0);
  pass(HOT_WINDOW_MS);
  assert.equal(figures().hottestShare, 1);
  pass(HOT_WINDOW_MS);
  assert.equal(figures().hottestShare, 0);
  add(1);
  pass(3 * HOT_WINDOW_MS);
  assert.equal(figures().hottestShare, 0);
});
