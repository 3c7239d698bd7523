import { type HistoryLine, hasFailed } from "../audit/history.ts";

/** The time for which a fault was felt: nobody is expected to be served while one takes over for another. */
export type FailoverWindow = {
  readonly what: string;
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  /** When the first of many good answers in a row was asked for; null: that moment did not come. */
  readonly toMs: number | null;
};

/** What became of one request, as its client saw it. */
export type Seen = { readonly startedAtMs: number; readonly endedAtMs: number; readonly failed: boolean; readonly op: string };

/** So many requests that began after a fault must be answered well in a row; fewer may be those that the fault had not reached yet. */
const GOOD_IN_A_ROW = 20;
/** An answer that comes later was waiting for somebody to take over. Five times what the API promises. */
const GOOD_WITHIN_MS = 1_000;
/** A shop that has not come back by then is not failing over, it is down. */
export const MAX_FAILOVER_MS = 5_000;

export function seenOf(line: HistoryLine): Seen {
  const { op, startedAtMs, endedAtMs } = line;
  return { op, startedAtMs, endedAtMs, failed: hasFailed(line) };
}

/**
 * The window of each fault begins with it and ends when the shop was seen to serve again: at the first of `GOOD_IN_A_ROW` requests, in the
 * order in which they began, that were all answered well and soon. It is as long as that and no longer, whatever else fails later.
 */
export function failoverWindows(
  seen: readonly Seen[],
  faults: readonly { readonly what: string; readonly atMs: number }[],
): FailoverWindow[] {
  const inOrder = seen.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  return faults.map(({ what, atMs }) => {
    let firstGood: number | null = null;
    let good = 0;
    for (const { startedAtMs, endedAtMs, failed } of inOrder) {
      if (startedAtMs < atMs) continue;
      if (failed || endedAtMs - startedAtMs > GOOD_WITHIN_MS) {
        firstGood = null;
        good = 0;
        continue;
      }
      firstGood ??= startedAtMs;
      good += 1;
      if (good === GOOD_IN_A_ROW) return { what, fromMs: atMs, toMs: firstGood };
    }
    // The run ended before enough was asked; what came was good.
    return { what, fromMs: atMs, toMs: firstGood };
  });
}

/** Those requests that no window touches, neither while they were under way nor when they began. */
export function outsideOf(seen: readonly Seen[], windows: readonly FailoverWindow[]): Seen[] {
  const ends = windows.map(({ fromMs, toMs }) => ({
    fromMs,
    toMs: Math.min(toMs ?? Number.POSITIVE_INFINITY, fromMs + MAX_FAILOVER_MS),
  }));
  return seen.filter(({ startedAtMs, endedAtMs }) => !ends.some(({ fromMs, toMs }) => startedAtMs < toMs && endedAtMs >= fromMs));
}
