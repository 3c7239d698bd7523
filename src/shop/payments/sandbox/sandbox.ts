import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../../platform/clock.ts";
import { seededRandom } from "../../../platform/random.ts";
import type { Logger } from "../../../platform/telemetry/logger.ts";
import { createBank } from "./bank.ts";
import { DEFAULT_BEHAVIOUR } from "./behaviour.ts";
import { BookFull, openBook } from "./book.ts";
import { createHolding } from "./holding.ts";
import { answerBrokenRequest, errorBody, RequestError, sendJson } from "./http.ts";
import { createRoutes } from "./routes.ts";
import { createWebhookSender } from "./webhooks.ts";

export type SandboxProviderOptions = {
  /** 127.0.0.1 by default: whoever can reach it can make charges. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly bookFile: string;
  /** Where the shop takes webhooks; none are sent without. */
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
  /** Of the faults and of the order of shuffled webhooks. */
  readonly seed?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs?: number;
};
export type SandboxProvider = {
  readonly url: string;
  /** Requests under way are answered, delays are cut short, webhooks that wait get one last attempt. */
  readonly close: () => Promise<void>;
};

const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;
/** Longer than the shop's pool keeps a connection, so that it is never the sandbox that closes one in use. */
const KEEP_ALIVE_MS = 65_000;
const MAX_CONNECTIONS = 20_000;
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * A payment provider for tests and for the lab, as a service of its own with a book of its own. It answers for a charge only
 * after that is on the disk, so kill -9 loses none that it acknowledged; the same id is never charged twice.
 * Rejects with a sentence when the book is damaged, and with Node's error when the port is taken.
 */
export async function startSandboxProvider(options: SandboxProviderOptions): Promise<SandboxProvider> {
  const { logger, clock = systemClock, seed = 1 } = options;
  const random = seededRandom(seed);
  let current = DEFAULT_BEHAVIOUR;
  const behaviour = () => current;
  const book = await openBook(options.bookFile);
  // A stream of its own, so that webhooks do not change which charges fail.
  const webhookParts = { secret: options.webhookSecret, clock, random: seededRandom(seed + 1), behaviour, logger };
  const webhooks = options.webhookUrl ? createWebhookSender({ url: options.webhookUrl, ...webhookParts }) : null;
  const holding = createHolding();
  let closing = false;
  let underWay = 0;
  const idle = Promise.withResolvers<void>();

  const answer = (response: ServerResponse, status: number, body: string) => sendJson(response, status, body, !closing);
  const bank = createBank({ book, clock, random, behaviour });
  const setBehaviour = (next: typeof current) => {
    current = next;
  };
  const route = createRoutes({ book, bank, webhooks, holding, random, behaviour, setBehaviour, answer });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    underWay += 1;
    try {
      await route(request, response);
    } catch (error) {
      if (error instanceof RequestError) {
        // The rest of a body that is too large is not worth reading.
        sendJson(response, error.status, errorBody(error.code, error.message), !closing && error.status !== 413);
      } else if (error instanceof BookFull) {
        answer(response, 507, errorBody("book_full", error.message));
      } else {
        logger?.error({ err: error }, "the sandbox provider failed to answer");
        answer(response, 500, errorBody("internal_error", "The book cannot be written."));
      }
    }
    underWay -= 1;
    if (closing && underWay === 0) idle.resolve();
  }

  async function close(): Promise<void> {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    holding.releaseAll();
    if (underWay > 0) {
      const timer = setTimeout(idle.resolve, CLOSE_TIMEOUT_MS);
      await idle.promise;
      clearTimeout(timer);
    }
    await webhooks?.close();
    await book.close();
    server.closeAllConnections();
    await closed;
  }

  const server = createSandboxServer(options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS, handle);
  try {
    await listening(server, options.host ?? "127.0.0.1", options.port ?? 0);
  } catch (error) {
    await webhooks?.close();
    await book.close();
    throw error;
  }
  let ended: Promise<void> | null = null;
  const endOnce = () => {
    ended ??= close();
    return ended;
  };
  return { url: urlOf(server), close: endOnce };
}

function createSandboxServer(
  requestTimeoutMs: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server {
  const timeouts = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // Node looks for overdue requests every 30 s by default.
    connectionsCheckingInterval: Math.max(Math.floor(requestTimeoutMs / 4), 10),
  };
  const server = createServer(timeouts, (request, response) => void handle(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.on("clientError", answerBrokenRequest);
  return server;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
