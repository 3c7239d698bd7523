/**
 * `critical`: what a customer waits for with money in hand, and what says whether a payment arrived; refused last. `write`: everything else
 * that changes something. `read`: what can be looked at a moment later; refused first.
 */
export type Priority = "critical" | "write" | "read";

export interface QueuePressure {
  /** Tells how long requests wait for their turn at the moment, in milliseconds, `elapsedMs` after the last time. */
  note(delayMs: number, elapsedMs: number): void;
  /** Share of the requests of a priority that are refused at the moment, from 0 to 1. */
  shareRefused(priority: Priority): number;
  /** How long a request may have waited for its turn and still be let in, in milliseconds: whatever it takes while there is no crowd. */
  mayWaitMs(priority: Priority): number;
}

/** From nothing to everything refused takes this long when requests wait twice the target; four times is three times as fast, and the fastest. */
const RISE_MS = 4_000;
const MAX_RISE = 3;
/** Without any queue it takes this long back. Quicker than up: work that would have been done is turned away meanwhile. */
const FALL_MS = 2_000;
/** Reads are refused from the start and all of them at this pressure, at which the first writes are. */
const ALL_READS = 0.5;
/** A sale that opens keeps a process busy for a second or two. Only when nothing else is left to refuse, and after longer than that, are checkouts. */
const CRITICAL_RISE_MS = 15_000;
const LATE_FACTOR = 4;
/** While nobody is refused, a wait that is over sooner is no crowd but a moment's work: a first page, a sweep of the memory, a neighbour. */
const GRACE_MS = 1_000;
/** A loop that was blocked says so once; it must not count as if every moment of it had been measured. Blocked again, it does. */
const MAX_ELAPSED_MS = 500;
/** In a crowd: what waited longer is refused at once, so that one turn of the loop stays short whatever has come since the last. */
const MAY_WAIT_TARGETS: Readonly<Record<Priority, number>> = { critical: Number.POSITIVE_INFINITY, write: 2, read: 1 };

/**
 * Decides how much to refuse from how long requests wait, as PIE (RFC 8033) does for packets: while the wait is above the target the refused
 * share grows, below it shrinks, so it settles where what is let in is what can be done. A limit on the number of requests could not: the right number
 * depends on which requests they are.
 */
export function createQueuePressure(targetMs: number): QueuePressure {
  let pressure = 0;
  let criticalShare = 0;
  /** For how long requests have waited longer than they should, without a pause. */
  let lateMs = 0;

  return {
    note(delayMs, elapsedMs) {
      const excess = delayMs / targetMs - 1;
      const isLateAgain = excess > 0 && lateMs > 0;
      const passed = isLateAgain ? elapsedMs : Math.min(elapsedMs, MAX_ELAPSED_MS);
      lateMs = excess > 0 ? lateMs + passed : 0;
      const rise = pressure > 0 || lateMs >= GRACE_MS ? Math.min(excess, MAX_RISE) / RISE_MS : 0;
      const change = excess > 0 ? rise : excess / FALL_MS;
      pressure = clamp(pressure + change * passed);
      const isLast = pressure === 1 && delayMs > LATE_FACTOR * targetMs;
      criticalShare = clamp(criticalShare + (isLast ? passed / CRITICAL_RISE_MS : -passed / FALL_MS));
    },
    shareRefused(priority) {
      if (priority === "critical") return criticalShare;
      return clamp(priority === "read" ? pressure / ALL_READS : (pressure - ALL_READS) / (1 - ALL_READS));
    },
    mayWaitMs: (priority) => (pressure > 0 ? MAY_WAIT_TARGETS[priority] * targetMs : Number.POSITIVE_INFINITY),
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
