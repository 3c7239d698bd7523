import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedCall } from "./shared-call.ts";

test("whoever asks while a call runs shares the next one, which begins after they asked", async () => {
  const ends: (() => void)[] = [];
  let calls = 0;
  const shared = sharedCall(async () => {
    const call = ++calls;
    await new Promise<void>((resolve) => ends.push(resolve));
    return call;
  });
  const first = shared();
  const second = shared();
  const third = shared();
  ends.shift()!();
  assert.equal(await first, 1);
  await new Promise(setImmediate);
  const fourth = shared();
  ends.shift()!();
  assert.deepEqual(await Promise.all([second, third]), [2, 2]);
  await new Promise(setImmediate);
  ends.shift()!();
  assert.equal(await fourth, 3);
});

test("a call that fails fails those who share it, and the next one is made all the same", async () => {
  let calls = 0;
  const shared = sharedCall(async () => {
    calls += 1;
    if (calls === 1) throw new Error("first");
    return calls;
  });
  const [first, second] = await Promise.allSettled([shared(), shared()]);
  assert.equal(first.status, "rejected");
  assert.deepEqual(second, { status: "fulfilled", value: 2 });
});
