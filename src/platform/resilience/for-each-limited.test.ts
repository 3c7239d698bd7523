import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachLimited } from "./for-each-limited.ts";

test("every item is worked on once, no more than the limit at a time, and a failure stops nobody", async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const failed: number[] = [];
  await forEachLimited(
    [1, 2, 3, 4, 5, 6, 7],
    3,
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (item === 4) throw new Error("bad");
      done.push(item);
    },
    (_error, item) => failed.push(item),
  );
  assert.equal(most, 3);
  assert.deepEqual(done.sort(), [1, 2, 3, 5, 6, 7]);
  assert.deepEqual(failed, [4]);
});
