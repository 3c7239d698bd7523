import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 200;

/** Asks until there is an answer that is not null; null when the time is over. An attempt that throws is none. */
export async function waitUntil<T>(
  attempt: () => Promise<T | null>,
  { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal },
): Promise<T | null> {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const found = await attempt().catch(() => null);
    if (found !== null || performance.now() > deadlineMs) return found;
    await delay(POLL_MS, undefined, { signal });
  }
}
