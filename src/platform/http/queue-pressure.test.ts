import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../random.ts";
import { createQueuePressure, type Priority } from "./queue-pressure.ts";

const TARGET_MS = 100;
const TICK_MS = 100;

type Load = Readonly<Record<Priority, number>>;

/** One server with a queue in front, in ticks of 100 ms: what comes, what is let in, and how long those who were let in waited. */
function simulate(perSecond: Load, capacityPerSecond: number, seconds: number) {
  const pressure = createQueuePressure(TARGET_MS);
  const random = seededRandom(5);
  const admitted: Record<Priority, number> = { critical: 0, write: 0, read: 0 };
  const waits: number[] = [];
  const perTick = (rate: number) => (rate * TICK_MS) / 1_000;
  let queued = 0;
  let served = 0;
  const ticks = (seconds * 1_000) / TICK_MS;
  for (let tick = 0; tick < ticks; tick += 1) {
    // The first five seconds are the way there.
    const counts = tick >= 50;
    for (const priority of ["critical", "write", "read"] as const) {
      for (let one = 0; one < perTick(perSecond[priority]); one += 1) {
        if (random() < pressure.shareRefused(priority)) continue;
        queued += 1;
        if (!counts) continue;
        admitted[priority] += 1;
        waits.push((queued / capacityPerSecond) * 1_000);
      }
    }
    const done = Math.min(queued, perTick(capacityPerSecond));
    queued -= done;
    if (counts) served += done;
    pressure.note((queued / capacityPerSecond) * 1_000, TICK_MS);
  }
  waits.sort((a, b) => a - b);
  const measuredSeconds = seconds - 5;
  return { goodput: served / measuredSeconds, p99WaitMs: waits[Math.floor(waits.length * 0.99)] ?? 0, admitted, measuredSeconds };
}

test("at half of its capacity nobody is refused", () => {
  const { admitted, measuredSeconds } = simulate({ critical: 50, write: 100, read: 350 }, 1_000, 30);
  assert.deepEqual(admitted, { critical: 50 * measuredSeconds, write: 100 * measuredSeconds, read: 350 * measuredSeconds });
});

test("at three times its capacity it still does all it can, and who is let in waits no longer than a multiple of the target", () => {
  const { goodput, p99WaitMs } = simulate({ critical: 200, write: 300, read: 2_500 }, 1_000, 60);
  assert.ok(goodput > 950, `${goodput} per second`);
  assert.ok(p99WaitMs < 4 * TARGET_MS, `${p99WaitMs} ms`);
});

test("reads make room first: no checkout and hardly any write is refused while that is enough", () => {
  const { admitted, measuredSeconds } = simulate({ critical: 200, write: 300, read: 2_500 }, 1_000, 60);
  assert.equal(admitted.critical, 200 * measuredSeconds);
  assert.ok(admitted.write > 0.9 * 300 * measuredSeconds, `${admitted.write}`);
});

test("when checkouts alone are more than can be done, they are refused too, last of all", () => {
  const { admitted, goodput, measuredSeconds } = simulate({ critical: 3_000, write: 100, read: 500 }, 1_000, 120);
  assert.ok(admitted.read + admitted.write < 0.05 * 600 * measuredSeconds);
  assert.ok(admitted.critical < 2_000 * measuredSeconds);
  assert.ok(goodput > 950, `${goodput} per second`);
});

test("a sale that keeps the process busy for two seconds loses no checkout", () => {
  const pressure = createQueuePressure(TARGET_MS);
  for (let ms = 0; ms < 2_000; ms += TICK_MS) pressure.note(1_500, TICK_MS);
  assert.equal(pressure.shareRefused("read"), 1);
  assert.ok(pressure.shareRefused("critical") < 0.05);
});

test("what was refused is taken again within two seconds of an empty queue", () => {
  const pressure = createQueuePressure(TARGET_MS);
  for (let ms = 0; ms < 30_000; ms += TICK_MS) pressure.note(2_000, TICK_MS);
  assert.equal(pressure.shareRefused("critical"), 1);
  for (let ms = 0; ms < 2_000; ms += TICK_MS) pressure.note(0, TICK_MS);
  for (const priority of ["critical", "write", "read"] as const) assert.equal(pressure.shareRefused(priority), 0);
});

test("a moment in which everything stands still refuses nobody", () => {
  const pressure = createQueuePressure(TARGET_MS);
  for (let time = 0; time < 20; time += 1) {
    for (let ms = 0; ms < 900; ms += TICK_MS) pressure.note(1_500, TICK_MS);
    assert.equal(pressure.shareRefused("read"), 0);
    pressure.note(5, TICK_MS);
  }
});
