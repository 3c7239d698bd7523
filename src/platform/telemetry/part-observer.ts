/** What a queue counts of itself since it was made. */
export type QueueFigures = {
  readonly name: string;
  readonly waiting: number;
  readonly batches: number;
  readonly items: number;
};

/** What a cache counts of itself since it was made. A hit is an entry that was found and still true. */
export type CacheFigures = {
  readonly name: string;
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
};

/** What a cache of ready answers counts besides. */
export type ByteCacheFigures = CacheFigures & {
  readonly bytes: number;
  readonly maxBytes: number;
  /** Entries pushed out for want of room. */
  readonly evictions: number;
  /** Entries that a change made wrong. */
  readonly invalidations: number;
  /** Look-ups by what they led to. */
  readonly results: Readonly<Record<CacheResult, number>>;
  /** How old the news of the latest change were at the most, in ms. */
  readonly stalenessMs: number;
};
/** `stale`: it has changed less than a tenth of a second ago and is being loaded; `joined`: waited for another's load. */
export type CacheResult = "hit" | "stale" | "miss" | "joined" | "negative";

/** Told of each queue and cache when a part makes it; their figures are read again whenever somebody asks. */
export interface PartObserver {
  queue(figures: QueueFigures): void;
  cache(figures: CacheFigures): void;
  byteCache(figures: ByteCacheFigures): void;
}
