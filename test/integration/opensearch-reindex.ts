import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import type { Client } from "@opensearch-project/opensearch";
import { document, fixtureDocuments, searchFor } from "../../src/shop/search/engine.fixture.ts";
import type { SearchDocument, SearchEngine } from "../../src/shop/search/engine.ts";
import { createOpenSearchClient } from "../../src/shop/search/opensearch/connection.ts";
import { aliasOf } from "../../src/shop/search/opensearch/indices.ts";
import { createOpenSearchEngine } from "../../src/shop/search/opensearch/opensearch-engine.ts";
import { dropIndices, testIndexPrefix } from "../support/opensearch.ts";
import { waitFor } from "../support/wait.ts";

/** A node that has just started on a busy machine takes seconds for its first searches. */
const PATIENCE_MS = 30_000;

/** How an index is replaced, and what happens to writers meanwhile. */
export function reindexSuite(url: string): void {
  describe("replacing an index", () => {
    let client: Client;
    let indexPrefix: string;
    let engine: SearchEngine;
    let nowMs: number;

    /** Another process of the same shop. */
    const another = () =>
      createOpenSearchEngine({ client, indexPrefix, timeoutMs: PATIENCE_MS, clock: { now: () => new Date(nowMs) } });
    const indices = async () => Object.keys((await client.indices.getAlias({ index: `${aliasOf(indexPrefix)}-*` })).body);
    const ids = async (text: string) =>
      (await engine.search(searchFor(text, { limit: 100 }))).productIds.toSorted((a, b) => a - b);
    async function* all(...batches: readonly (readonly SearchDocument[])[]) {
      yield* batches;
    }

    before(() => {
      client = createOpenSearchClient(url);
    });
    after(() => client.close());
    beforeEach(() => {
      indexPrefix = testIndexPrefix();
      nowMs = Date.now();
      engine = another();
    });
    afterEach(() => dropIndices(client, indexPrefix));

    test("before the first reindex there is nothing to search, and changes wait for it", async () => {
      assert.equal(await engine.isEmpty(), true);
      await engine.index(fixtureDocuments);
      await engine.remove([1], 2_000);
      assert.deepEqual(await indices(), [], "no index comes into being by itself");
      await assert.rejects(engine.search(searchFor("mug")), /index_not_found_exception/);
      assert.equal(await engine.reindex(all(fixtureDocuments)), fixtureDocuments.length);
      assert.equal(await engine.isEmpty(), false);
    });

    test("writers in parallel lose nothing over several reindexes, and no older version wins", async () => {
      await engine.reindex(all(fixtureDocuments));
      const WRITERS = 4;
      const LAST = 30;
      const state = new Map<number, SearchDocument>();
      const write = async (writer: number) => {
        const own = another();
        for (let round = 1; round <= LAST; round += 1) {
          const product = document(100 + writer, `Gadget G7${writer} R${round}X`, { version: 10_000 + round });
          // As the indexer does: what is written has been read before.
          state.set(product.productId, product);
          await own.index([product]);
        }
      };
      async function* everything() {
        for (const one of [...fixtureDocuments, ...state.values()]) yield [one];
      }
      const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
      let reindexes = 0;
      let isWriting = true;
      const reindexing = (async () => {
        while (isWriting && reindexes < 5) {
          await another().reindex(everything());
          reindexes += 1;
        }
      })();
      await writing;
      isWriting = false;
      await reindexing;
      assert.ok(reindexes >= 1);
      const expected = Array.from({ length: WRITERS }, (_, writer) => 100 + writer);
      await waitFor(async () => (await ids(`r${LAST}x`)).length === WRITERS, { message: "the last version of each is found" });
      assert.deepEqual(await ids(`r${LAST}x`), expected);
      assert.deepEqual(await ids("mug"), [1, 2, 3, 4, 5]);
      assert.equal((await indices()).length, 1, "what was replaced is dropped");
    });

    test("a product that was removed while it is being read for a new index stays removed", async () => {
      await engine.reindex(all(fixtureDocuments));
      const read = fixtureDocuments.slice(0, 1);
      async function* slow() {
        await engine.remove([1], 2_000);
        yield read;
      }
      await engine.reindex(slow());
      assert.deepEqual(await ids(""), []);
    });

    test("a write to an index that was replaced in between goes to its successor, and the old one stays gone", async () => {
      await engine.reindex(all(fixtureDocuments));
      const [old] = await indices();
      const original = client.bulk.bind(client);
      let isFirst = true;
      // Between looking for the index and writing to it, all of a reindex happens.
      const lagging = Object.assign(Object.create(client) as Client, {
        bulk: async (...args: Parameters<typeof original>) => {
          if (isFirst) {
            isFirst = false;
            await another().reindex(all(fixtureDocuments));
          }
          return original(...args);
        },
      });
      await createOpenSearchEngine({ client: lagging, indexPrefix }).index([document(50, "Latecomer L8T8", { version: 9_000 })]);
      await waitFor(async () => (await ids("l8t8")).length === 1);
      const left = await indices();
      assert.equal(left.length, 1);
      assert.notEqual(left[0], old);
    });

    test("one reindex at a time; one whose process died is cleared away after two minutes", async () => {
      await engine.reindex(all(fixtureDocuments));
      const begun = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      async function* dying() {
        yield fixtureDocuments.slice(0, 2);
        begun.resolve();
        await gate.promise;
        yield fixtureDocuments.slice(2);
      }
      const first = another().reindex(dying());
      await begun.promise;
      assert.equal((await indices()).length, 2);
      await assert.rejects(another().reindex(all(fixtureDocuments)), /^Error: Another reindex is under way/);
      assert.equal(await engine.isEmpty(), false, "one that is being filled is not empty");

      nowMs += 121_000;
      const [before] = (await indices()).toSorted();
      await another().reindex(all(fixtureDocuments.slice(0, 3)));
      assert.deepEqual(await ids(""), [1, 2, 3]);
      gate.resolve();
      await assert.rejects(first, /was dropped while it was being built/);
      assert.deepEqual(await ids(""), [1, 2, 3]);
      assert.equal((await indices()).length, 1);
      assert.notEqual((await indices())[0], before);
    });
  });
}
