import type { EventConsumer, ShopEvent } from "../../platform/events/event.ts";
import { reviewEventTypes } from "../reviews/review-sums.ts";
import type { SearchEngine } from "./engine.ts";
import { allDocuments, countSource, readDocuments, SOURCE_BATCH, type Source } from "./product-source.ts";

/** Everything that can change what search knows of a product. */
const EVENT_TYPES = [
  "product.created",
  "product.updated",
  "product.archived",
  "price.changed",
  "stock.available",
  "stock.sold_out",
  ...reviewEventTypes,
] as const;

export type SearchIndexer = {
  readonly consumer: EventConsumer;
  /** Indexes these products as they are now. */
  refresh(productIds: readonly number[]): Promise<void>;
  /** Indexes every product anew. Answers how many there are in the index. */
  reindex(onProgress?: (indexed: number, total: number) => void): Promise<number>;
  /** The same when nothing is indexed although there are products: a shop from before there was search. Answers whether it did. */
  fillWhenEmpty(onProgress?: (indexed: number, total: number) => void): Promise<boolean>;
};

/**
 * Keeps the engine's documents like the products. An event only says which product to look at: what is indexed is its state now, so events
 * may come twice, and many of one product cost one reading.
 */
export function createSearchIndexer(engine: SearchEngine, source: Source): SearchIndexer {
  async function refresh(productIds: readonly number[]): Promise<void> {
    for (let start = 0; start < productIds.length; start += SOURCE_BATCH) {
      const batch = await readDocuments(source, productIds.slice(start, start + SOURCE_BATCH));
      await engine.index(batch.documents);
      await engine.remove(batch.hidden, batch.version);
    }
  }
  async function reindex(onProgress: (indexed: number, total: number) => void = () => undefined): Promise<number> {
    const total = await countSource(source.db);
    return engine.reindex(allDocuments(source), { onProgress: (indexed) => onProgress(indexed, total) });
  }
  return {
    consumer: {
      name: `search-${engine.name}`,
      types: EVENT_TYPES,
      handle: (events) => refresh([...new Set(events.flatMap(productOf))]),
    },
    refresh,
    reindex,
    async fillWhenEmpty(onProgress) {
      if (!(await engine.isEmpty()) || (await countSource(source.db)) === 0) return false;
      await reindex(onProgress);
      return true;
    },
  };
}

function productOf({ productId }: ShopEvent): number[] {
  return productId === null ? [] : [productId];
}
