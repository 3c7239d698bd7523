import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import type { HistoryEntry } from "../audit/history.ts";
import { buy } from "./buy.ts";
import { createHttpClient } from "./http-client.ts";

const ORDER = { id: "01900000-0000-7000-8000-000000000001", status: "paid", totalMinor: 995 };
const shopper = { token: "token", shopperId: "shopper", cartId: "cart", key: "key", email: "shopper@example.com" };

type Answer = "hang" | "cut" | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };
const soldOut: Answer = { status: 409, body: { code: "out-of-stock" } };

/** Two processes of a shop that answer, one after the other, what they are told. */
async function play(t: TestContext, answers: readonly Answer[], patienceMs: number | null = null) {
  const calls: { process: number; path: string; key: string | undefined }[] = [];
  const rest = [...answers];
  const handle = (process: number) => (request: IncomingMessage, response: ServerResponse) => {
    calls.push({ process, path: request.url!, key: request.headers["idempotency-key"] as string | undefined });
    const answer = rest.shift() ?? "cut";
    if (answer === "cut") request.socket.destroy();
    else if (answer !== "hang") {
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      response.end(JSON.stringify(answer.body));
    }
  };
  const servers = [0, 1].map((process) => createServer(handle(process)).listen(0, "127.0.0.1"));
  t.after(() => servers.map((server) => server.close().closeAllConnections()));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const clients = servers.map((server) =>
    createHttpClient({ urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`], connections: 4 }),
  );
  t.after(() => Promise.all(clients.map((client) => client.close())));
  const history: HistoryEntry[] = [];
  const attempts: string[] = [];
  const purchase = await buy(shopper, {
    clients,
    first: 0,
    paymentToken: "ok",
    patienceMs,
    history: { write: (entry) => void history.push(entry), close: async () => undefined },
    random: () => 0,
    onAttempt: (result) => void attempts.push(result),
  });
  return { purchase, calls, history, attempts };
}

test("a shopper asks the next process again under the same key until somebody decides", async (t) => {
  const busy: Answer = { status: 503, body: { code: "overloaded" }, headers: { "retry-after": "0" } };
  const { purchase, calls, history, attempts } = await play(t, ["cut", busy, { status: 201, body: ORDER }]);
  assert.partialDeepStrictEqual(purchase, { verdict: "sold", attempts: 3, wasUnknown: true });
  assert.deepEqual(attempts, ["no connection", "503", "201"]);
  assert.deepEqual(
    calls.map(({ process, key }) => [process, key]),
    [
      [0, "key"],
      [1, "key"],
      [0, "key"],
    ],
  );
  assert.deepEqual(
    history.map(({ outcome, status, orderId }) => [outcome, status, orderId]),
    [
      ["unknown", 0, undefined],
      ["unknown", 503, undefined],
      ["ok", 201, ORDER.id],
    ],
  );
});

test("an impatient shopper gives up an attempt and learns the answer from the other process", async (t) => {
  const { purchase, attempts, calls } = await play(t, ["hang", soldOut], 20);
  assert.partialDeepStrictEqual(purchase, { verdict: "sold out", wasUnknown: true, reason: "out-of-stock" });
  assert.deepEqual(attempts, ["timeout", "409"]);
  assert.deepEqual(
    calls.map(({ process }) => process),
    [0, 1],
  );
});

test("an order whose payment is not known yet is followed until it is", async (t) => {
  const pending: Answer = { status: 202, body: { ...ORDER, status: "pending" } };
  const { purchase, calls } = await play(t, [
    pending,
    { status: 200, body: { ...ORDER, status: "pending" } },
    { status: 200, body: ORDER },
  ]);
  assert.partialDeepStrictEqual(purchase, { verdict: "sold", attempts: 1, reason: "paid" });
  assert.equal(calls.at(-1)?.path, `/v1/orders/${ORDER.id}`);
});

test("a declined payment and a refusal that nobody expects are told apart from sold out", async (t) => {
  const declined = await play(t, [{ status: 402, body: { code: "payment-declined" } }]);
  assert.equal(declined.purchase.verdict, "declined");
  const closed = await play(t, [{ status: 409, body: { code: "cart-closed" } }]);
  assert.partialDeepStrictEqual(closed.purchase, { verdict: "failed", reason: "cart-closed" });
  assert.deepEqual(
    closed.history.map(({ outcome }) => outcome),
    ["refused"],
  );
});
