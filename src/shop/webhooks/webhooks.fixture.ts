import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "../../platform/database/database.ts";
import type { ShopEvent } from "../../platform/events/event.ts";
import { newId } from "../../platform/ids.ts";
import { createPgBossJobs } from "../../platform/jobs/pg-boss-jobs.ts";
import { createLogger } from "../../platform/telemetry/logger.ts";
import { createWebhooks, type WebhookOptions, type Webhooks } from "./webhooks.ts";

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string };
/** A status to answer with, or silence. */
export type Answer = number | "silence" | { readonly redirect: string };

/** A subscriber on loopback that answers as the test says. */
export async function startSubscriber(answer: (request: Received, count: number) => Answer) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      const one = { headers: request.headers, body, path: request.url ?? "" };
      received.push(one);
      const said = answer(one, received.length);
      if (said === "silence") return;
      if (typeof said === "number") response.writeHead(said).end("thanks");
      else response.writeHead(302, { location: said.redirect }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Webhooks with their jobs, retrying within milliseconds. */
export async function startWebhooks(
  db: Database,
  options: Partial<WebhookOptions> = {},
): Promise<{ webhooks: Webhooks; stop(): Promise<void> }> {
  const jobs = createPgBossJobs({ url: db.url, logger: createLogger({ level: "silent", pretty: false }) });
  const webhooks = createWebhooks({
    db,
    jobs,
    allowPrivateTargets: true,
    retry: { attempts: 3, firstMs: 20, factor: 2, longestMs: 100 },
    deadlineMs: 1_000,
    ...options,
  });
  await jobs.start();
  return {
    webhooks,
    async stop() {
      await jobs.stop();
      await webhooks.close();
    },
  };
}

let position = 0;
export function someEvent(event: Partial<ShopEvent> = {}): ShopEvent {
  position += 1;
  return {
    id: newId(),
    position,
    aggregateType: "order",
    aggregateId: newId(),
    shopperId: newId(),
    productId: null,
    version: 2,
    type: "order.paid",
    payload: { number: "T-1", totalMinor: 1999, currency: "GBP" },
    createdAt: new Date("2026-11-27T08:00:00Z"),
    ...event,
  };
}
