import type { AddressInfo } from "node:net";
import { atelierRoutes } from "../compat/atelier/routes.ts";
import { createDatabase } from "../platform/database/database.ts";
import { createHttpServer } from "../platform/http/server.ts";
import { loadSite } from "../platform/http/site.ts";
import { createPgBossJobs } from "../platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../platform/telemetry/logger.ts";
import { createMetrics } from "../platform/telemetry/metrics.ts";
import { createTracing } from "../platform/telemetry/tracing.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import type { Role } from "../platform/topology/topology.ts";
import { createShopObserver, registerShopMetrics } from "../shop/figures.ts";
import { shopRoutes } from "../shop/routes.ts";
import { createShop } from "../shop/shop.ts";
import { createWorker } from "../shop/worker.ts";
import { onShutdown, reportReady } from "./lifecycle.ts";
import { storefrontOutput } from "./storefront/sources.ts";
import { packageVersion } from "./version.ts";

const READY_DEADLINE_MS = 2_000;
/** A sale opens with everybody at once: 5,000 waiting checkouts of 30 KB each are 150 MB, and batches work them off in a second or two. */
const MAX_REQUESTS_IN_FLIGHT = 6_000;
/** A burst of that size keeps the event loop busy for some hundred milliseconds and is no reason to refuse it. */
const MAX_EVENT_LOOP_DELAY_MS = 1_500;
/** Connections not accepted yet; the system's own limit may be lower. With Node's 511 a sale's first second goes into repeated SYNs. */
const LISTEN_BACKLOG = 4_096;

/** Runs one process of the shop until it is told to stop. */
export async function serve(options: { role: string; poolSize: string }): Promise<void> {
  const role = readRole(options.role);
  const environment = readEnvironment();
  const { databaseUrl } = environment;
  if (databaseUrl === null) throw new Error("Set DATABASE_URL; `tenfold up` starts a database by itself.");

  const tracing = await createTracing({ serviceName: `tenfold-${role}`, endpoint: process.env.OTEL_EXPORTER_OTLP_ENDPOINT });
  const logger = createLogger({ base: { role }, traceFields: tracing.logFields });
  const metrics = createMetrics();
  const observer = createShopObserver(metrics);
  const db = createDatabase({
    url: databaseUrl,
    poolSize: readPoolSize(options.poolSize),
    applicationName: `tenfold ${role}`,
    onStatement: observer.statement,
    onIdleError: (error) => logger.warn({ err: error }, "a database connection was lost"),
  });
  const jobs = createPgBossJobs({ url: databaseUrl, logger });
  const shop = await createShop({ db, jobs, logger, environment, observer });
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
    limits: { maxRequestsInFlight: MAX_REQUESTS_IN_FLIGHT, maxEventLoopDelayMs: MAX_EVENT_LOOP_DELAY_MS },
    readiness: [{ name: "database", deadlineMs: READY_DEADLINE_MS, check: () => shop.reference.fresh() }],
    ...(site === null ? {} : { site }),
    ...(environment.metricsToken === null ? {} : { metricsToken: environment.metricsToken }),
    ...(environment.corsOrigins.length === 0 ? {} : { cors: { origins: environment.corsOrigins } }),
    ...(environment.trustedProxies.length === 0 ? {} : { trustProxy: [...environment.trustedProxies] }),
  });
  if (role !== "worker") {
    shopRoutes(app, shop, { events: worker.events, jobs });
    const anyOrigin = environment.corsOrigins.length === 0;
    if (environment.atelier) await atelierRoutes(app, shop, { campus: environment.shopName, anyOrigin, observer });
  }
  if (role !== "api") worker.start();
  const { port: wantedPort, host: address } = environment;
  await app.listen({ port: wantedPort, host: address, backlog: LISTEN_BACKLOG }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`Port ${wantedPort} is in use on ${address}: set PORT to another one.`, { cause: error });
  });

  onShutdown(async (reason) => {
    logger.info({ reason }, "stopping");
    await app.close();
    if (role !== "api") await worker.stop();
    await jobs.stop();
    await shop.close();
    await db.close();
    await tracing.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const host = environment.host.includes(":") ? `[${environment.host}]` : environment.host;
  logger.info({ port }, "ready");
  reportReady(role === "worker" ? undefined : `http://${host}:${port}`);
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
