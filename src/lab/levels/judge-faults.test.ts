import assert from "node:assert/strict";
import { test } from "node:test";
import type { HistoryLine } from "../audit/history.ts";
import { DEFAULT_SLOS } from "../workload/open-loop/verdicts.ts";
import { failoverWindows, outsideOf, type Seen } from "./failover-windows.ts";
import { judgeWithFaults } from "./judge-faults.ts";

const EVERY_MS = 10;

/** A request each ten milliseconds; those within `badMs` fail after `tookMs`, the others take five. */
function requests(count: number, badFromMs: number, badToMs: number, tookMs = 5): Seen[] {
  return Array.from({ length: count }, (_, index) => {
    const startedAtMs = index * EVERY_MS;
    const failed = startedAtMs >= badFromMs && startedAtMs < badToMs;
    return { op: "line", startedAtMs, endedAtMs: startedAtMs + (failed ? tookMs : 5), failed };
  });
}

test("a window ends with the first of many good answers, and not with a lucky one in between", () => {
  const seen = requests(400, 1_000, 2_500).map((each) => (each.startedAtMs === 1_500 ? { ...each, failed: false } : each));
  assert.deepEqual(failoverWindows(seen, [{ what: "primary killed", atMs: 995 }]), [
    { what: "primary killed", fromMs: 995, toMs: 2_500 },
  ]);
});

test("an answer that was waited for belongs to the failover, although it came", () => {
  const seen = requests(400, 1_000, 2_000, 1_500).map((each) => ({ ...each, failed: false }));
  const [window] = failoverWindows(seen, [{ what: "primary killed", atMs: 1_000 }]);
  assert.equal(window!.toMs, 2_000);
});

test("a shop that never comes back has a window without an end, and only its first seconds are excused", () => {
  const seen = requests(1_000, 1_000, 10_000);
  const windows = failoverWindows(seen, [{ what: "killed", atMs: 1_000 }]);
  assert.equal(windows[0]!.toMs, null);
  assert.ok(outsideOf(seen, windows).some(({ failed }) => failed));
});

test("requests that were under way when the fault came are part of its window", () => {
  const seen: Seen[] = [{ op: "line", startedAtMs: 900, endedAtMs: 1_200, failed: true }, ...requests(300, 0, 0)];
  const windows = failoverWindows(seen, [{ what: "killed", atMs: 1_000 }]);
  assert.ok(!outsideOf(seen, windows).some(({ failed }) => failed));
});

async function* historyOf(seen: readonly Seen[]): AsyncGenerator<HistoryLine> {
  for (const { op, startedAtMs, endedAtMs, failed } of seen) {
    yield {
      op,
      startedAtMs,
      endedAtMs,
      outcome: failed ? "unknown" : "ok",
      status: failed ? 503 : 200,
      ...(failed ? { failed: true } : {}),
    } as HistoryLine;
  }
}

const run = {
  startedAt: new Date(0).toISOString(),
  settings: { warmUpSeconds: 0 },
  generator: { notSent: 0 },
  slos: [],
} as unknown as Parameters<typeof judgeWithFaults>[0];

test("what fails during a failover is excused, and what fails later is not", async () => {
  const disruptions = [{ what: "primary killed", atMs: 1_000 }];
  const good = await judgeWithFaults(run, historyOf(requests(1_000, 1_000, 2_000)), disruptions, DEFAULT_SLOS);
  assert.deepEqual(
    good.slos.map(({ id, met }) => [id, met]),
    [
      ["availability", true],
      ["failover", true],
      ["latency-p99", true],
    ],
  );
  const later = [...requests(1_000, 1_000, 2_000)].map((each) => (each.startedAtMs > 8_000 ? { ...each, failed: true } : each));
  const bad = await judgeWithFaults(run, historyOf(later), disruptions, DEFAULT_SLOS);
  assert.equal(bad.slos.find(({ id }) => id === "availability")!.met, false);
});

test("a failover that takes too long misses its objective", async () => {
  const slow = await judgeWithFaults(
    run,
    historyOf(requests(1_000, 1_000, 7_000)),
    [{ what: "killed", atMs: 1_000 }],
    DEFAULT_SLOS,
  );
  const failover = slow.slos.find(({ id }) => id === "failover")!;
  assert.equal(failover.met, false);
  assert.equal(failover.measured, 6_000);
});
