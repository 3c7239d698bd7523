import { createDatabase } from "../platform/database/database.ts";
import { migrate } from "../platform/database/migrations.ts";
import type { Environment } from "../platform/topology/environment.ts";
import { ensureOwnerKey } from "./access/owner-key.ts";
import { ensurePartitions } from "./maintenance.ts";
import { seedDemo } from "./seed/demo.ts";
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
    }
    return { ownerKey: owner.created ? owner.key : null };
  } finally {
    await db.close();
  }
}
