import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { makeTemporaryDirectory } from "../../../../test/support/directories.ts";
import { newId } from "../../../platform/ids.ts";
import { type SandboxProvider, type SandboxProviderOptions, startSandboxProvider } from "./sandbox.ts";

/** What the tests of payments share. */
export const WEBHOOK_SECRET = "a secret of the tests";

/** A sandbox with a book of its own that goes away with the test. */
export async function startTestSandbox(
  t: TestContext,
  options: Partial<SandboxProviderOptions> = {},
): Promise<SandboxProvider & { readonly bookFile: string }> {
  const bookFile = options.bookFile ?? (await temporaryBook(t));
  const sandbox = await startSandboxProvider({ webhookSecret: WEBHOOK_SECRET, ...options, bookFile });
  t.after(() => sandbox.close());
  return { ...sandbox, bookFile };
}

export async function temporaryBook(t: TestContext): Promise<string> {
  const directory = await makeTemporaryDirectory();
  t.after(() => directory.remove());
  return join(directory.path, "book.ndjson");
}

export function chargeOrder(token = "ok", amountMinor = 1_999) {
  return { paymentId: newId(), orderId: newId(), shopperId: newId(), amountMinor, currency: "EUR", token };
}

export type JsonAnswer = { readonly status: number; readonly body: Record<string, unknown> };

export async function post(url: string, body: unknown, signal?: AbortSignal): Promise<JsonAnswer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", body: text, ...(signal ? { signal } : {}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function get(url: string): Promise<JsonAnswer> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export type Delivery = { readonly rawBody: Buffer; readonly headers: IncomingHttpHeaders; readonly eventId: string };

/** Takes webhooks and keeps them; `statusOf` says how the n-th is answered. */
export async function startWebhookReceiver(t: TestContext, statusOf: (index: number) => number = () => 200) {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const rawBody = Buffer.concat(chunks);
      deliveries.push({ rawBody, headers: request.headers, eventId: JSON.parse(rawBody.toString()).eventId });
      response.writeHead(statusOf(deliveries.length - 1)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { deliveries, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?from=sandbox` };
}
