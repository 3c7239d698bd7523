import type { Database } from "./database.ts";

/** Above this it makes no difference any more, and a pool that finishes nothing at all would give infinity. */
const LONGEST_MS = 10_000;

/**
 * How long a statement waits for a connection of the pool at the moment, in milliseconds: by Little's law those that wait, over those that
 * got one a moment ago. Costs nothing until it is asked.
 */
export function createPoolWait(
  db: Pick<Database, "pool" | "counters">,
  nowMs: () => number = () => performance.now(),
): () => number {
  let before = { begun: db.counters.statements, waiting: 0, atMs: nowMs() };
  return () => {
    const now = { begun: db.counters.statements, waiting: db.pool().waiting, atMs: nowMs() };
    const served = now.begun - before.begun - (now.waiting - before.waiting);
    const elapsedMs = now.atMs - before.atMs;
    before = now;
    return Math.min(LONGEST_MS, (now.waiting * elapsedMs) / Math.max(1, served));
  };
}
