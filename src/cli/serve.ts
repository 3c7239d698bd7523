import { setTimeout } from "node:timers/promises";
import { atelierRoutes } from "../compat/atelier/routes.ts";
import { createDatabase } from "../platform/database/database.ts";
import { createPoolWait } from "../platform/database/pool-wait.ts";
import { checkPooledSession } from "../platform/database/pooled-session.ts";
import { listen } from "../platform/http/listen.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { loadSite } from "../platform/http/site.ts";
import { createPgBossJobs } from "../platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../platform/telemetry/logger.ts";
import { createMetrics } from "../platform/telemetry/metrics.ts";
import { registerProcessFigures } from "../platform/telemetry/process-figures.ts";
import { createTracing } from "../platform/telemetry/tracing.ts";
import { capabilitiesOf } from "../platform/topology/capabilities.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import type { Role } from "../platform/topology/schema.ts";
import { readTopology } from "../platform/topology/topology.ts";
import { createShopObserver, registerShopMetrics } from "../shop/figures.ts";
import { createReplicaReads } from "../shop/replica-reads.ts";
import { shopRoutes } from "../shop/routes.ts";
import { createShop } from "../shop/shop.ts";
import { createWorker } from "../shop/worker.ts";
import { onShutdown, reportReady } from "./lifecycle.ts";
import { storefrontOutput } from "./storefront/sources.ts";
import { packageVersion } from "./version.ts";

/** The doors open then, warm or not. */
const WARM_UP_DEADLINE_MS = 1_000;
const READY_DEADLINE_MS = 2_000;
/** Connections not accepted yet; the system's own limit may be lower. With Node's 511 a sale's first second goes into repeated SYNs. */
const LISTEN_BACKLOG = 4_096;

/** Runs one process of the shop until it is told to stop. */
export async function serve(options: { role: string; poolSize: string }): Promise<void> {
  const role = readRole(options.role);
  const environment = readEnvironment();
  const capabilities = capabilitiesOf(readTopology(environment.topologyFile ?? undefined), environment);
  const poolSize = readPoolSize(options.poolSize);
  const { url, directUrl, pooled, preparedStatements } = capabilities.database;

  const tracing = await createTracing({ serviceName: `tenfold-${role}`, endpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT });
  const logger = createLogger({ base: { role }, traceFields: tracing.logFields });
  const metrics = createMetrics();
  registerProcessFigures(metrics, { version: packageVersion(), role, dataDirectory: environment.dataDirectory });
  const observer = createShopObserver(metrics);
  const db = createDatabase({
    url,
    directUrl,
    pooled,
    preparedStatements,
    poolSize,
    applicationName: `tenfold ${role}`,
    onStatement: observer.statement,
    onIdleError: (error) => logger.warn({ err: error }, "a database connection was lost"),
  });
  if (pooled) await checkPooledSession(db);
  const router = await createReplicaReads({ db, capabilities, environment, poolSize, metrics, observer });
  const jobs = createPgBossJobs({ url: directUrl, logger });
  const shop = await createShop({
    db: router?.primary ?? db,
    reads: router,
    jobs,
    logger,
    environment,
    cache: capabilities.cache.products,
    listCache: capabilities.cache.lists,
    observer,
  });
  const worker = createWorker(shop, logger, observer);
  registerShopMetrics(metrics, { db, jobs });
  await jobs.start({ work: role !== "api" });

  // A worker answers for its health and figures only.
  const site = environment.storefront && role !== "worker" ? loadSite(storefrontOutput) : null;
  const app = await createHttpServer({
    logger,
    metrics,
    tracing,
    version: packageVersion(),
    authenticateShopper: shop.shopperAccess.authenticate,
    authenticateAdmin: shop.apiKeys.authenticate,
    limits: capabilities.limits,
    queueDelayMs: createPoolWait(db),
    answers: [shop.answers, shop.lists].filter((cache) => cache !== null),
    ...(router === undefined ? {} : { replicaReads: router }),
    readiness: [{ name: "database", deadlineMs: READY_DEADLINE_MS, check: () => shop.reference.fresh() }],
    ...(site === null ? {} : { site }),
    ...(environment.metricsToken === null ? {} : { metricsToken: environment.metricsToken }),
    ...(environment.corsOrigins.length === 0 ? {} : { cors: { origins: environment.corsOrigins } }),
    ...(environment.trustedProxies.length === 0 ? {} : { trustProxy: [...environment.trustedProxies] }),
  });
  if (role !== "worker") {
    const { warmUp } = shopRoutes(app, shop, { events: worker.events, jobs });
    const anyOrigin = environment.corsOrigins.length === 0;
    if (environment.atelier) await atelierRoutes(app, shop, { campus: environment.shopName, anyOrigin, observer });
    const warm = warmUp().catch((error) => logger.warn({ err: error }, "popular products could not be read beforehand"));
    await Promise.race([warm, setTimeout(WARM_UP_DEADLINE_MS, undefined, { ref: false })]);
  }
  if (role !== "api") worker.start();
  const listener = await listen(app, environment, LISTEN_BACKLOG);

  onShutdown(async (reason) => {
    logger.info({ reason }, "stopping");
    await listener.close();
    if (role !== "api") await worker.stop();
    await jobs.stop();
    await shop.close();
    await router?.close();
    await db.close();
    await tracing.close();
  });
  logger.info({ port: Number(new URL(listener.url).port), url: listener.url }, "ready");
  reportReady(listener.url);
}

function readRole(text: string): Role {
  if (text === "api" || text === "worker" || text === "all") return text;
  throw new Error(`The role is "${text}"; it must be api, worker or all.`);
}

function readPoolSize(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw new Error(`The pool size is "${text}"; it must be a whole number from 1 on.`);
  return size;
}
