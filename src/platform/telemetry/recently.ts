import { setTimeout as delay } from "node:timers/promises";

/** One scrape reads many figures from one look at the database, and so do two scrapers. */
const REMEMBERED_MS = 1_000;
/**
 * A database that makes everybody wait must not make the scrape wait too: the figures of the process itself, such as how many wait for a
 * connection, are wanted most at that moment. A quarter of the shortest scrape interval.
 */
const PATIENCE_MS = 250;

/** Answers what `read` found at most a second ago; null when it failed, or is not there in time. One look is under way at a time. */
export function recently<T>(read: () => Promise<T>, patienceMs: number = PATIENCE_MS): () => Promise<T | null> {
  let known: Promise<T | null> | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let isReading = false;
  return () => {
    if (!isReading && (known === undefined || performance.now() - readAtMs > REMEMBERED_MS)) {
      readAtMs = performance.now();
      isReading = true;
      known = read()
        .catch(() => null)
        .finally(() => {
          isReading = false;
        });
    }
    return Promise.race([known!, delay(patienceMs, null, { ref: false })]);
  };
}
