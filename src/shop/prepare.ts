import { systemClock } from "../platform/clock.ts";
import { createDatabase, type Database } from "../platform/database/database.ts";
import { migrate } from "../platform/database/migrations.ts";
import type { Environment } from "../platform/topology/environment.ts";
import { ensureOwnerKey } from "./access/owner-key.ts";
import { createProductReads } from "./catalog/product-reads.ts";
import { ensurePartitions } from "./maintenance.ts";
import { createReferenceStore } from "./pricing/reference-store.ts";
import { createSearchEngines, createSearchIndexers } from "./search/engines.ts";
import { seedDemo } from "./seed/demo.ts";
import { seedDemoContent } from "./seed/demo-content.ts";
import { seedReferenceData } from "./seed/reference-data.ts";

export type Prepared = {
  /** The owner's key when it was made just now, to be shown once. */
  readonly ownerKey: string | null;
};

/**
 * Brings a database to the state in which a shop can open: schema, this month's partitions, reference data, the owner's key, and the demo
 * shop when it is wanted and there are no products. Any number of processes may do this at once; when all is there it costs some milliseconds.
 */
export async function prepareShop(
  environment: Environment & { readonly databaseUrl: string },
  onProgress: (message: string) => void,
): Promise<Prepared> {
  await migrate({ database: environment.databaseUrl, onProgress });
  const db = createDatabase({
    url: environment.databaseUrl,
    poolSize: 2,
    applicationName: "tenfold prepare",
    statementTimeoutMs: 0,
  });
  try {
    await ensurePartitions(db);
    if (await seedReferenceData(db)) onProgress("currencies, countries, taxes, warehouses and shipping methods are set up");
    const owner = await ensureOwnerKey(db, {
      fromEnvironment: environment.adminKey ?? undefined,
      dataDirectory: environment.dataDirectory,
    });
    if (environment.demo) {
      const demo = await seedDemo(db, { onProgress });
      if (demo !== null) onProgress(`the demo shop has ${demo.products} products in ${demo.variants} variants`);
      const content = await seedDemoContent(db, { now: systemClock.now(), onProgress });
      if (content !== null) onProgress(`generated for the demo: ${content.reviews} reviews and ${content.questions} questions`);
    }
    await fillSearch(db, onProgress);
    return { ownerKey: owner.created ? owner.key : null };
  } finally {
    await db.close();
  }
}

/** A shop from before there was search, or one that was filled just now, can be searched from its first moment on. */
async function fillSearch(db: Database, onProgress: (message: string) => void): Promise<void> {
  const engines = await createSearchEngines({ db, openSearch: null });
  try {
    const reads = createProductReads(db, createReferenceStore(db));
    const { fillWhenEmpty } = createSearchIndexers(engines, { db, reads, now: systemClock.now });
    await fillWhenEmpty((indexed, total) => onProgress(`search: ${indexed} of ${total} products`));
  } finally {
    await engines.close();
  }
}
