import assert from "node:assert/strict";
import { test } from "node:test";
import { createIntervalLoop, type Timer } from "./interval-loop.ts";

function manualTimer() {
  let waiting: { readonly work: () => void; readonly delayMs: number } | undefined;
  const delays: number[] = [];
  const timer: Timer = {
    set: (work, delayMs) => {
      delays.push(delayMs);
      waiting = { work, delayMs };
    },
    clear: () => {
      waiting = undefined;
    },
  };
  const fire = () => {
    const due = waiting;
    waiting = undefined;
    due?.work();
  };
  return { timer, delays, fire, isWaiting: () => waiting !== undefined };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a full turn is followed at once, another one after the pause, a failed one too", async () => {
  const manual = manualTimer();
  const answers = [10, 3, new Error("away"), 0];
  const errors: unknown[] = [];
  const loop = createIntervalLoop({
    intervalMs: 1_000,
    fullBatch: 10,
    timer: manual.timer,
    onError: (error) => errors.push(error),
    runOnce: async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  loop.start();
  for (let turn = 0; turn < 4; turn += 1) {
    manual.fire();
    await settled();
  }
  await loop.stop();
  assert.deepEqual(manual.delays, [0, 0, 1_000, 1_000, 1_000]);
  assert.deepEqual(errors.map(String), ["Error: away"]);
});

test("turns never overlap, and stopping waits for the one that runs", async () => {
  const manual = manualTimer();
  const turn = Promise.withResolvers<number>();
  let stopped = false;
  const loop = createIntervalLoop({
    intervalMs: 5,
    fullBatch: 1,
    timer: manual.timer,
    onError: () => undefined,
    runOnce: () => turn.promise,
  });
  loop.start();
  loop.start();
  manual.fire();
  assert.equal(manual.isWaiting(), false);
  const stopping = loop.stop().then(() => {
    stopped = true;
  });
  await settled();
  assert.equal(stopped, false);
  turn.resolve(1);
  await stopping;
  assert.equal(manual.isWaiting(), false);
});
