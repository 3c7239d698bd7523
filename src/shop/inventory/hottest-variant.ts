/** What one window of holds was made of. */
export type HoldFigures = {
  /** Lines of orders that held stock, since the process started. */
  readonly lines: number;
  /** Part of the last whole window's lines, 0 to 1, that wanted the variant that was wanted most. */
  readonly hottestShare: number;
};

/** Told where the figures of holds are read. */
export interface HoldObserver {
  readonly holds: (read: () => HoldFigures) => void;
}

export const HOT_WINDOW_MS = 10_000;
/** Variants counted at once. A variant with more than a hundredth of the lines is never lost among so many. */
const MAX_COUNTED = 100;

/**
 * Finds the share of the variant that is wanted most, without remembering each: Misra and Gries, "Finding repeated elements" (1982).
 * A count is too small by at most a hundredth of the lines, so the share is never said to be greater than it is.
 */
export function createHottestVariant(nowMs: () => number = () => performance.now()) {
  const counts = new Map<number, number>();
  let lines = 0;
  let windowLines = 0;
  let windowEndMs = nowMs() + HOT_WINDOW_MS;
  let hottestShare = 0;

  function turnWindow(): void {
    const now = nowMs();
    if (now < windowEndMs) return;
    // A window that ended long ago says nothing of the last one, in which nobody held anything.
    hottestShare = now - windowEndMs >= HOT_WINDOW_MS || windowLines === 0 ? 0 : Math.max(0, ...counts.values()) / windowLines;
    windowEndMs = now + HOT_WINDOW_MS;
    windowLines = 0;
    counts.clear();
  }

  return {
    add(variantId: number): void {
      turnWindow();
      lines += 1;
      windowLines += 1;
      const count = counts.get(variantId);
      if (count !== undefined) counts.set(variantId, count + 1);
      else if (counts.size < MAX_COUNTED) counts.set(variantId, 1);
      else for (const [other, seen] of counts) seen === 1 ? counts.delete(other) : counts.set(other, seen - 1);
    },
    figures(): HoldFigures {
      turnWindow();
      return { lines, hottestShare };
    },
  };
}
