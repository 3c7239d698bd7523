import { setTimeout as delay } from "node:timers/promises";

const POLL_INTERVAL_MS = 10;
/** Far longer than anything takes; only a test that would fail anyway waits so long. */
const DEFAULT_TIMEOUT_MS = 10_000;

export type WaitOptions = { readonly timeoutMs?: number; readonly message?: string };

/** Asks until the answer is truthy and hands it on. Throws `message` after `timeoutMs`, with the condition's last error as its cause. */
export async function waitFor<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await condition();
      if (answer) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(POLL_INTERVAL_MS);
  } while (performance.now() < deadline);
  throw new Error(`${options.message ?? "the condition did not come true"} (waited ${timeoutMs} ms)`, { cause });
}
