import { setTimeout as delay } from "node:timers/promises";

/** Waits, and no longer than until the signal is aborted. Never rejects. A parameter, so that a test can drive the time. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export const realPause: Pause = (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined);

/** While events come, one waits this long at the most before it gets its position, and as long again before it is handled. */
export const BUSY_PAUSE_MS = 50;
/** An idle shop asks four times a second: about 0.1 % of a core. */
export const IDLE_PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;

/** The pause after a look that found nothing: it grows from busy to idle in four looks, half a second. */
export function longerPause(pauseMs: number): number {
  return Math.min(pauseMs * PAUSE_GROWTH, IDLE_PAUSE_MS);
}
