import { after, test } from "node:test";
import { engineSuite } from "../../src/shop/search/engine-suite.ts";
import { createOpenSearchClient } from "../../src/shop/search/opensearch/connection.ts";
import { createOpenSearchEngine } from "../../src/shop/search/opensearch/opensearch-engine.ts";
import { dropIndices, findOpenSearch, testIndexPrefix } from "../support/opensearch.ts";
import { reindexSuite } from "./opensearch-reindex.ts";

/** A node that has just started on a busy machine takes seconds for its first searches. */
const PATIENCE_MS = 30_000;

const found = await findOpenSearch();

if ("skip" in found) test("OpenSearch does what the port asks for", { skip: found.skip });
else {
  const indexPrefix = testIndexPrefix();
  engineSuite(`OpenSearch ${found.version}`, {
    start: async () => createOpenSearchEngine({ client: createOpenSearchClient(found.url), indexPrefix, timeoutMs: PATIENCE_MS }),
    async stop(engine) {
      await engine.close();
      const client = createOpenSearchClient(found.url);
      await dropIndices(client, indexPrefix);
      await client.close();
    },
  });
  reindexSuite(found.url);
  after(found.stop);
}
