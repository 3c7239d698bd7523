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

/** Told of each queue and cache when a part makes it; their figures are read again whenever somebody asks. */
export interface PartObserver {
  queue(figures: QueueFigures): void;
  cache(figures: CacheFigures): void;
}
