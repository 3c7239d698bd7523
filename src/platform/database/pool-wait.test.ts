import assert from "node:assert/strict";
import { test } from "node:test";
import { createPoolWait } from "./pool-wait.ts";

test("the wait for a connection is what waits over what got one", () => {
  let nowMs = 0;
  const counters = { statements: 0, errors: 0 };
  let waiting = 0;
  const wait = createPoolWait({ counters, pool: () => ({ total: 10, idle: 0, waiting, max: 10 }) }, () => nowMs);
  const after = (ms: number, begun: number, waits: number) => {
    nowMs += ms;
    counters.statements += begun;
    waiting = waits;
    return wait();
  };
  assert.equal(after(100, 500, 0), 0);
  // 300 came, 100 of them wait: 200 got a connection in 100 ms, so the next waits 50.
  assert.equal(after(100, 300, 100), 50);
  assert.equal(after(100, 100, 0), 0);
  assert.equal(after(100, 50, 50), 5_000);
});
