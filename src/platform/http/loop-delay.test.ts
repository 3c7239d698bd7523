import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createLoopDelay } from "./admission.ts";

test("a loop whose every turn is longer than the time between two looks is seen as late each time", async () => {
  const loop = createLoopDelay();
  loop.enable();
  await delay(50);
  loop.sinceLastMs();
  const seen: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    for (const end = performance.now() + 150; performance.now() < end; );
    // The next turn of the loop, in which the delay is noted.
    await delay(1);
    await delay(1);
    seen.push(loop.sinceLastMs());
  }
  loop.disable();
  assert.ok(
    seen.every((delayMs) => delayMs > 50),
    `turns of 150 ms were seen as ${seen.map(Math.round).join(", ")} ms`,
  );
});
