import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { checkoutEntry } from "./history-writer.ts";
import { type Attempt, createHttpClient, type HttpClient } from "./http-client.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, call: number) => void;

async function withServer(handle: Handler, use: (client: HttpClient) => Promise<void>): Promise<void> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    handle(request, response, calls);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = createHttpClient({ urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`], connections: 2 });
  try {
    await use(client);
  } finally {
    await client.close();
    server.close();
  }
}

function answerJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

const checkout = {
  method: "POST",
  path: "/v1/carts/1/checkout",
  token: "t",
  idempotencyKey: "k",
  body: { email: "a@b.example" },
} as const;

test("a broken connection, a 5xx and a key in progress are sent again with the same key until the shop has decided", async () => {
  const keys: unknown[] = [];
  const attempts: Attempt[] = [];
  await withServer(
    (request, response, call) => {
      keys.push(request.headers["idempotency-key"]);
      if (call === 1) return void request.socket.destroy();
      if (call === 2) return answerJson(response, 503, { code: "overloaded" }, { "retry-after": "0" });
      if (call === 3) return answerJson(response, 409, { code: "idempotency-in-progress" }, { "retry-after": "0" });
      answerJson(response, 201, { id: "o1", totalMinor: 5 }, { "idempotency-replayed": "true" });
    },
    async (client) => {
      const answer = await client.sendUntilDecided<{ id: string }>(checkout, (attempt) => attempts.push(attempt));
      assert.deepEqual([answer.status, answer.body.id, answer.replayed], [201, "o1", true]);
      assert.equal(client.retries(), 3);
    },
  );
  assert.deepEqual(keys, ["k", "k", "k", "k"]);
  const entries = attempts.map((attempt) => checkoutEntry({ key: "k", shopperId: "s", cartId: "c" }, attempt));
  assert.deepEqual(
    entries.map(({ outcome, status, orderId }) => [outcome, status, orderId]),
    [
      ["unknown", 0, undefined],
      ["unknown", 503, undefined],
      ["unknown", 409, undefined],
      ["ok", 201, "o1"],
    ],
  );
});

test("a refusal is an answer and is not sent again", async () => {
  await withServer(
    (_request, response) => answerJson(response, 409, { code: "out-of-stock" }),
    async (client) => {
      const answer = await client.sendUntilDecided(checkout, (attempt) =>
        assert.equal(checkoutEntry({ key: "k", shopperId: "s", cartId: "c" }, attempt).outcome, "refused"),
      );
      assert.deepEqual([answer.status, client.retries()], [409, 0]);
    },
  );
});
