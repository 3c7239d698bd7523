/** One scrape reads many figures from one look at the database, and so do two scrapers. */
const REMEMBERED_MS = 1_000;

/** Answers what `read` found at most a second ago; null when it failed. */
export function recently<T>(read: () => Promise<T>): () => Promise<T | null> {
  let known: Promise<T | null> | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (known === undefined || performance.now() - readAtMs > REMEMBERED_MS) {
      readAtMs = performance.now();
      known = read().catch(() => null);
    }
    return known;
  };
}
