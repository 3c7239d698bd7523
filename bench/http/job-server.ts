import cluster from "node:cluster";
import type { ServerResponse } from "node:http";
import { listen } from "../../src/platform/http/listen.ts";
import { createHttpServer } from "../../src/platform/http/server.ts";
import { createLogger } from "../../src/platform/telemetry/logger.ts";
import { createMetrics } from "../../src/platform/telemetry/metrics.ts";

/**
 * A server whose work is known: `/v1/short` gives 1.5 KB of ready bytes, `/v1/long` keeps the processor for 20 ms and the others for 2 ms.
 * Started as `job-server.ts <own|shared|cluster> <port> [targetQueueMs]`; says over its channel when it listens. Everything of the HTTP side is on.
 */
const [mode, port, targetQueueMs = "0"] = process.argv.slice(2) as [string, string, string?];
const WORKERS = 2;
const LONG_MS = 20;
const USUAL_MS = 2;
const BYTES = Buffer.from(JSON.stringify({ text: "x".repeat(1_480) }));

if (mode === "cluster" && cluster.isPrimary) {
  let listening = 0;
  for (let worker = 0; worker < WORKERS; worker += 1) cluster.fork();
  cluster.on("listening", () => {
    listening += 1;
    if (listening === WORKERS) process.send?.({ ready: true });
  });
  process.on("disconnect", () => process.exit());
} else {
  await serve();
}

async function serve(): Promise<void> {
  const logger = createLogger({ level: "info", destination: { write: () => undefined } });
  const app = await createHttpServer({
    logger,
    metrics: createMetrics({ processMetrics: false }),
    authenticateShopper: () => null,
    authenticateAdmin: () => null,
    limits: { targetQueueMs: Number(targetQueueMs), maxEventLoopDelayMs: 0 },
  });
  const schema = (operationId: string) => ({ operationId, summary: "A job.", tags: ["bench"] });
  const send = (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": BYTES.length, "x-process": process.pid });
    response.end(BYTES);
  };
  const job = (busyMs: number) => async (_request: unknown, reply: { hijack(): unknown; raw: ServerResponse }) => {
    reply.hijack();
    for (const end = performance.now() + busyMs; performance.now() < end; );
    send(reply.raw);
  };
  app.get("/v1/short", { config: { auth: "none" }, schema: schema("short") }, job(0) as never);
  app.get("/v1/long", { config: { auth: "none" }, schema: schema("long") }, job(LONG_MS) as never);
  app.get("/v1/read", { config: { auth: "none" }, schema: schema("read") }, job(USUAL_MS) as never);
  app.post("/v1/write", { config: { auth: "none" }, schema: schema("write") }, job(USUAL_MS) as never);
  app.post(
    "/v1/checkout",
    { config: { auth: "none", priority: "critical" }, schema: schema("checkout") },
    job(USUAL_MS) as never,
  );
  const [host, backlog] = ["127.0.0.1", 4_096];
  if (mode === "cluster") await app.listen({ host, port: Number(port), backlog });
  else if (mode === "shared") await listen(app, { host, port: 0, publicHost: host, sharedPort: Number(port) }, backlog);
  else await listen(app, { host, port: Number(port), publicHost: host, sharedPort: null }, backlog);
  process.send?.({ ready: true });
  process.on("disconnect", () => process.exit());
}
