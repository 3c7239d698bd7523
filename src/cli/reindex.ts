import { systemClock } from "../platform/clock.ts";
import { createDatabase } from "../platform/database/database.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { createProductReads } from "../shop/catalog/product-reads.ts";
import { createReferenceStore } from "../shop/pricing/reference-store.ts";
import { createSearchEngines, createSearchIndexers } from "../shop/search/engines.ts";
import { createProgressLine } from "./progress-line.ts";
import { findDatabase, findOpenSearch } from "./running-shop.ts";

/** Makes the search index anew from the products while the shop goes on selling. */
export async function reindexCommand(): Promise<void> {
  const environment = readEnvironment();
  const db = createDatabase({
    url: await findDatabase(environment),
    poolSize: 2,
    applicationName: "tenfold reindex",
    statementTimeoutMs: 0,
  });
  const engines = await createSearchEngines({ db, openSearch: await findOpenSearch(environment) });
  try {
    const reads = createProductReads(db, createReferenceStore(db));
    const { reindex } = createSearchIndexers(engines, { db, reads, now: systemClock.now });
    const progress = createProgressLine();
    const startedAtMs = performance.now();
    const indexed = await reindex((done, total) => {
      const perSecond = Math.round(done / Math.max((performance.now() - startedAtMs) / 1_000, 0.001));
      progress.show(
        `${done.toLocaleString("en")} of ${total.toLocaleString("en")} products, ${perSecond.toLocaleString("en")} a second`,
      );
    });
    progress.end();
    process.stderr.write(
      `${indexed.toLocaleString("en")} products are indexed in ${engines.kept.map(({ name }) => name).join(" and ")}\n`,
    );
  } finally {
    await engines.close();
    await db.close();
  }
  process.disconnect?.();
}
