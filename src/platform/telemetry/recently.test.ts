import assert from "node:assert/strict";
import { test } from "node:test";
import { recently } from "./recently.ts";

test("whoever asks at the same time shares one look", async () => {
  let looks = 0;
  const look = recently(async () => {
    looks += 1;
    return looks;
  });
  assert.deepEqual(await Promise.all([look(), look(), look()]), [1, 1, 1]);
  assert.equal(await look(), 1);
});

test("a look that fails answers null", async () => {
  const look = recently(() => Promise.reject(new Error("away")));
  assert.equal(await look(), null);
});

test("a look that takes too long answers null in time, and no second one is begun beside it", async () => {
  let looks = 0;
  const look = recently(() => {
    looks += 1;
    return new Promise<number>(() => undefined);
  }, 5);
  assert.deepEqual(await Promise.all([look(), look()]), [null, null]);
  assert.equal(await look(), null);
  assert.equal(looks, 1);
});
