import { systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { App } from "../../platform/http/server.ts";
import { createProductPages } from "../catalog/product-pages.ts";
import { createProductReads } from "../catalog/product-reads.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { createSearchIndexer } from "./indexer.ts";
import { createPostgresSearch } from "./postgres/engine.ts";
import { adminSynonymRoutes, searchRoutes } from "./routes.ts";
import { createProductSearch } from "./search-products.ts";
import { createSuggestions } from "./suggestions.ts";
import { createSynonymStore } from "./synonyms.ts";

/** Search as the shop composes it, with the routes on `app` when there is one. */
export function composeSearch(db: Database, app?: App) {
  const reference = createReferenceStore(db);
  const reads = createProductReads(db, reference);
  const engine = createPostgresSearch(db);
  const indexer = createSearchIndexer(engine, { db, reads, now: systemClock.now });
  const pages = createProductPages(db, reference);
  const search = createProductSearch({ engine, pages, reference, synonyms: createSynonymStore(db), clock: systemClock });
  if (app !== undefined) {
    searchRoutes(app, { search, suggest: createSuggestions({ engine, reference }) });
    adminSynonymRoutes(app, { db });
  }
  return { engine, indexer, search, reference };
}
