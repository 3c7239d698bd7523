import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedP99Ms, meanWaitMs, utilisationOf } from "./queueing.ts";

const station = (servers: number, serviceMs: number) => ({ name: "station", servers, serviceMs });
const near = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) < 1e-9 * Math.max(1, wanted), `${found} is not ${wanted}`);

test("one server waits as M/M/1 says: service × utilisation / (1 − utilisation)", () => {
  for (const rate of [10, 50, 90]) near(meanWaitMs(station(1, 10), rate), (10 * (rate / 100)) / (1 - rate / 100));
});

test("two servers wait as M/M/2 says: service × utilisation² / (1 − utilisation²)", () => {
  for (const rate of [20, 100, 190]) near(meanWaitMs(station(2, 10), rate), (10 * (rate / 200) ** 2) / (1 - (rate / 200) ** 2));
});

test("hundreds of servers are reckoned without overflow, and hardly ever waited for", () => {
  const wait = meanWaitMs(station(500, 10), 40_000);
  assert.ok(wait > 0 && wait < 1e-3, String(wait));
});

test("what is fully used waits for ever, what nobody uses not at all", () => {
  assert.equal(meanWaitMs(station(1, 10), 100), Number.POSITIVE_INFINITY);
  assert.equal(meanWaitMs(station(1, 10), 0), 0);
  assert.equal(utilisationOf(station(4, 10), 200), 0.5);
  assert.equal(expectedP99Ms(30, [station(1, 10)], 100), Number.POSITIVE_INFINITY);
});

test("without any queue the p99 is the one that was measured with one client", () => {
  assert.equal(expectedP99Ms(30, [station(1, 10)], 0), 30);
  near(expectedP99Ms(30, [station(1, 10), station(1, 10)], 50), 30 + 2 * 10 * Math.log(100));
});
