import { createLogger } from "../telemetry/logger.ts";
import { createMetrics, type Metrics } from "../telemetry/metrics.ts";
import type { AdminRole } from "./auth.ts";
import { type App, createHttpServer, type HttpServerOptions } from "./server.ts";

export interface TestServer {
  readonly app: App;
  readonly metrics: Metrics;
  /** Every log line so far, as it would have been written. */
  readonly lines: readonly string[];
}

/** The guest, customer and admins that `createTestServer` knows: `Bearer guest`, `Bearer customer`, `Bearer admin-<role>`. */
export const testShoppers = {
  guest: { shopperId: "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60", customerId: null },
  customer: { shopperId: "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e61", customerId: "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e62" },
} as const;

/** A server for tests: log lines are kept, responses are checked against their schemas, and load is not watched unless asked for. */
export async function createTestServer(options: Partial<HttpServerOptions> = {}): Promise<TestServer> {
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", pretty: false, destination: { write: (line) => void lines.push(line) } });
  const metrics = createMetrics({ processMetrics: false });
  const app = await createHttpServer({
    logger,
    metrics,
    strictResponses: true,
    authenticateShopper: (token) => (token === "guest" || token === "customer" ? testShoppers[token] : null),
    authenticateAdmin: (key) => (key.startsWith("admin-") ? { keyId: key, role: key.slice("admin-".length) as AdminRole } : null),
    ...options,
    limits: { maxEventLoopDelayMs: 0, targetQueueMs: 0, ...options.limits },
  });
  return { app, metrics, lines };
}
