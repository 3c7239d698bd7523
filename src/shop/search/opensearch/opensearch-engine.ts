import type { Client } from "@opensearch-project/opensearch";
import type { Clock } from "../../../platform/clock.ts";
import type { SearchEngine } from "../engine.ts";
import { type BulkOptions, type Write, writeAll } from "./bulk.ts";
import { isPassing, statusOf, unavailable } from "./connection.ts";
import { sourceOf } from "./index-schema.ts";
import { createIndices } from "./indices.ts";
import { search } from "./search.ts";
import { suggest } from "./suggest.ts";

/** Times that a write looks for the index that took the place of one that was dropped meanwhile; a reindex takes minutes. */
const MAX_MOVES = 5;
const NOT_FOUND = 404;
/** Whoever searches has gone by then; a search takes tens of milliseconds. */
const DEFAULT_TIMEOUT_MS = 1_000;

export type OpenSearchOptions = {
  readonly client: Client;
  /** Begins the names of its indices; distinguishes shops that share a cluster. */
  readonly indexPrefix: string;
  /** Of one request of a search or suggestion; one second by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly pause?: (ms: number) => Promise<unknown>;
};

/**
 * Search in an OpenSearch cluster. The index is made by `reindex`; until then there is nothing to search, and changes are not kept, because
 * a reindex reads everything anew. Searches throw what the library throws; writes throw the retryable `upstream-unavailable` when the
 * cluster is away.
 */
export function createOpenSearchEngine({
  client,
  indexPrefix,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  clock,
  pause,
}: OpenSearchOptions): SearchEngine {
  const times = { ...(clock === undefined ? {} : { clock }), ...(pause === undefined ? {} : { pause }) };
  const bulk: BulkOptions = pause === undefined ? {} : { pause };
  const indices = createIndices(client, indexPrefix, times);
  const place = { client, index: indices.alias, timeoutMs };

  /** To every index that wants it. A write is repeated as a whole when an index was dropped under it; versions make that harmless. */
  async function write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    for (let move = 1; ; move += 1) {
      const targets = await asked(() => indices.targets());
      let isGone = false;
      for (const target of targets) isGone = (await writeAll(client, target, writes, bulk)).isGone || isGone;
      if (!isGone) return;
      if (move >= MAX_MOVES) throw unavailable(new Error("The index is replaced over and over."));
    }
  }

  return {
    name: "opensearch",
    search: (request) => search(place, request),
    suggest: (request) => suggest(place, request),
    index: (documents) =>
      write(documents.map((document) => ({ id: document.productId, version: document.version, source: sourceOf(document) }))),
    remove: (productIds, version) => write(productIds.map((id) => ({ id, version, source: null }))),
    async reindex(batches, { onProgress = () => undefined } = {}) {
      const build = await asked(() => indices.begin());
      let indexed = 0;
      try {
        for await (const documents of batches) {
          const writes = documents.map((document) => ({
            id: document.productId,
            version: document.version,
            source: sourceOf(document),
          }));
          if ((await writeAll(client, build.target, writes, bulk)).isGone)
            throw new Error("The index was dropped while it was being built.");
          await build.beat();
          indexed += documents.length;
          onProgress(indexed);
        }
        await build.finish();
      } catch (error) {
        await build.abandon();
        throw error;
      }
      return indexed;
    },
    async isEmpty() {
      // Somebody is at it.
      if (await asked(() => indices.isBuilding())) return false;
      try {
        const { body } = await client.search({
          index: indices.alias,
          body: { size: 0, terminate_after: 1, track_total_hits: 1 },
        });
        return (body.hits.total as { value: number }).value === 0;
      } catch (error) {
        if (statusOf(error) === NOT_FOUND) return true;
        throw isPassing(error) ? unavailable(error) : error;
      }
    },
    // The cluster keeps its own statistics.
    maintain: async () => undefined,
    close: () => client.close(),
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isPassing(error) ? unavailable(error) : error;
  }
}
