import type { Database, ReadOnly } from "../../platform/database/database.ts";
import { Problem } from "../../platform/http/problems.ts";
import type { OpenSearchAddress } from "../../platform/topology/environment.ts";
import type { SearchEngine } from "./engine.ts";
import { createSearchIndexer, type SearchIndexer } from "./indexer.ts";
import { createPostgresSearch } from "./postgres/engine.ts";
import type { Source } from "./product-source.ts";
import { type FallbackOptions, withFallback } from "./with-fallback.ts";

export type SearchEngines = {
  /** What shoppers ask. */
  readonly asked: Pick<SearchEngine, "search" | "suggest">;
  /** All that are kept like the products. */
  readonly kept: readonly SearchEngine[];
  close(): Promise<void>;
};

export type SearchEnginesOptions = FallbackOptions & {
  readonly db: Database;
  /** Where shoppers' searches are read from. */
  readonly shown?: ReadOnly | undefined;
  /** Null: the database is the only engine. */
  readonly openSearch: OpenSearchAddress | null;
};

/**
 * The engines that the shop has been given. That of the database is always kept: it costs an index, and is there when the other is not.
 * Each has a cursor of its own, so that one that is away does not hold the other up.
 */
export async function createSearchEngines({
  db,
  shown,
  openSearch: address,
  ...options
}: SearchEnginesOptions): Promise<SearchEngines> {
  const postgres = createPostgresSearch(db, shown);
  if (address === null) return { asked: postgres, kept: [postgres], close: () => postgres.close() };
  // Its client takes 200 ms to load, which only those pay who use it.
  const [{ createOpenSearchClient }, { createOpenSearchEngine }] = await Promise.all([
    import("./opensearch/connection.ts"),
    import("./opensearch/opensearch-engine.ts"),
  ]);
  const openSearch = createOpenSearchEngine({ client: createOpenSearchClient(address.url), indexPrefix: address.indexPrefix });
  return {
    asked: withFallback(openSearch, postgres, options),
    kept: [postgres, openSearch],
    async close() {
      await Promise.all([postgres.close(), openSearch.close()]);
    },
  };
}

export type SearchIndexers = Omit<SearchIndexer, "consumer"> & { readonly consumers: readonly SearchIndexer["consumer"][] };

/**
 * One indexer for each engine, with a consumer of its own; what is told to all of them is done one after the other. The last is the one
 * that may be away: it is refreshed first, so that what will be tried again is not done over and over by the others. It is filled last, and
 * when it is away, some other time.
 */
export function createSearchIndexers({ kept }: Pick<SearchEngines, "kept">, source: Source): SearchIndexers {
  const indexers = kept.map((engine) => createSearchIndexer(engine, source));
  return {
    consumers: indexers.map((indexer) => indexer.consumer),
    async refresh(productIds) {
      for (const indexer of indexers.toReversed()) await indexer.refresh(productIds);
    },
    async reindex(onProgress) {
      let indexed = 0;
      for (const indexer of indexers) indexed = await indexer.reindex(onProgress);
      return indexed;
    },
    async fillWhenEmpty(onProgress) {
      const filled: boolean[] = [];
      for (const indexer of indexers) filled.push(await indexer.fillWhenEmpty(onProgress).catch(notWhenAway));
      return filled.includes(true);
    },
  };
}

function notWhenAway(error: unknown): false {
  if (error instanceof Problem && error.code === "upstream-unavailable") return false;
  throw error;
}
