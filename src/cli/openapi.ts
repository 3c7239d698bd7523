import { createDatabase } from "../platform/database/database.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { createPgBossJobs } from "../platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../platform/telemetry/logger.ts";
import { createMetrics } from "../platform/telemetry/metrics.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { shopRoutes } from "../shop/routes.ts";
import { createShop } from "../shop/shop.ts";
import { createWorker } from "../shop/worker.ts";
import { packageVersion } from "./version.ts";

/** Nobody listens there: composing a shop and its routes asks neither the database nor the provider anything. */
const NOWHERE = {
  DATABASE_URL: "postgres://127.0.0.1:1/nothing",
  TENFOLD_SANDBOX_URL: "http://127.0.0.1:1",
  TENFOLD_TOKEN_SECRET: "signs nothing because nobody is served",
} as const;

/** The document that the API serves at `/openapi.json`, made without a database. It depends on nothing but the code. */
export async function openApiDocument(): Promise<object> {
  const environment = readEnvironment(NOWHERE);
  const logger = createLogger({ level: "silent" });
  const db = createDatabase({ url: NOWHERE.DATABASE_URL, poolSize: 1 });
  const jobs = createPgBossJobs({ url: NOWHERE.DATABASE_URL, logger });
  const shop = await createShop({ db, jobs, logger, environment });
  const app = await createHttpServer({
    logger,
    metrics: createMetrics({ processMetrics: false }),
    version: packageVersion(),
    authenticateShopper: () => null,
    authenticateAdmin: () => null,
  });
  shopRoutes(app, shop, { events: createWorker(shop, logger).events, jobs });
  try {
    return (await app.inject("/openapi.json")).json<object>();
  } finally {
    await app.close();
    await shop.close();
    await db.close();
  }
}

/** Prints the API as OpenAPI 3.1. */
export async function openApiCommand(): Promise<void> {
  process.stdout.write(`${JSON.stringify(await openApiDocument(), null, 2)}\n`);
  process.disconnect?.();
}
