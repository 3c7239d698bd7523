import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, get, request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, it } from "node:test";
import Type from "typebox";
import type { HttpServerOptions } from "./server.ts";
import { createTestServer } from "./testing.ts";

const named = (operationId: string) => ({ operationId, summary: "A test.", tags: ["test"] });

/** A listening server with a route that answers when told to. */
async function listen(options: Partial<HttpServerOptions> = {}) {
  const server = await createTestServer(options);
  const waiting: (() => void)[] = [];
  let arrived = Promise.withResolvers<void>();
  server.app.get("/v1/wait", { config: { auth: "none" }, schema: named("wait") }, async () => {
    arrived.resolve();
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { done: true };
  });
  server.app.get("/v1/fast", { config: { auth: "none" }, schema: named("fast") }, () => ({ done: true }));
  server.app.post(
    "/v1/body",
    { config: { auth: "none" }, schema: { ...named("body"), body: Type.Object({ a: Type.String() }) } },
    () => ({ done: true }),
  );
  server.app.post(
    "/v1/sell",
    { config: { auth: "none", priority: "critical", optionalBody: true }, schema: named("sell") },
    () => ({
      done: true,
    }),
  );
  await server.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.app.server.address() as AddressInfo;
  return {
    ...server,
    port,
    sell: async () => (await fetch(`http://127.0.0.1:${port}/v1/sell`, { method: "POST" })).status,
    release: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
    nextArrival: async () => {
      await arrived.promise;
      arrived = Promise.withResolvers();
    },
  };
}

function fetchOnce(port: number, path: string, agent?: Agent): Promise<IncomingMessage & { text: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ port, path, host: "127.0.0.1", ...(agent ? { agent } : {}) }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve(Object.assign(response, { text: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject);
  });
}

async function rawAnswer(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

describe("under load", () => {
  it("requests over the limit are refused before their body is read, and operations are not", async () => {
    const { app, port, release, nextArrival, metrics } = await listen({ limits: { maxRequestsInFlight: 1 } });
    const first = fetchOnce(port, "/v1/wait");
    await nextArrival();
    const refused = await fetchOnce(port, "/v1/fast");
    assert.equal(refused.statusCode, 503);
    assert.equal(JSON.parse(refused.text).code, "overloaded");
    assert.equal(refused.headers["retry-after"], "1");
    // The body is announced and never sent: only a server that does not wait for it can answer.
    const bodyless = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          host: "127.0.0.1",
          method: "POST",
          path: "/v1/body",
          headers: { "content-type": "application/json", "content-length": 100 },
        },
        resolve,
      );
      request.on("error", reject);
      request.flushHeaders();
    });
    assert.equal(bodyless.statusCode, 503);
    bodyless.destroy();
    for (const path of ["/healthz", "/readyz", "/metrics"]) assert.equal((await fetchOnce(port, path)).statusCode, 200, path);
    release();
    assert.equal((await first).statusCode, 200);
    assert.equal((await fetchOnce(port, "/v1/fast")).statusCode, 200);
    assert.match(await metrics.registry.metrics(), /http_requests_shed_total\{reason="in-flight"\} 2/);
    await app.close();
  });

  it("a client that goes away gives its place back", async () => {
    const { app, port, release, nextArrival, metrics } = await listen({ limits: { maxRequestsInFlight: 1 } });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /v1/wait HTTP/1.1\r\nhost: x\r\n\r\n");
    await nextArrival();
    socket.destroy();
    await until(async () => (await fetchOnce(port, "/v1/fast")).statusCode === 200);
    assert.match(await metrics.registry.metrics(), /route="\/v1\/wait",status="4xx"/);
    release();
    await app.close();
  });

  it("while requests wait too long for their turn reads are refused, checkouts are not, and who is let in is served", async () => {
    let delayMs = 10_000;
    const { app, port, metrics, sell } = await listen({ limits: { targetQueueMs: 20 }, queueDelayMs: () => delayMs });
    await until(async () => (await fetchOnce(port, "/v1/fast")).statusCode === 503);
    const refused = await fetchOnce(port, "/v1/fast");
    assert.equal(refused.headers["retry-after"] ?? "1", "1");
    assert.equal(await sell(), 200);
    for (const path of ["/healthz", "/metrics"]) assert.equal((await fetchOnce(port, path)).statusCode, 200, path);
    assert.match(await metrics.registry.metrics(), /http_requests_shed_total\{reason="queue-read"\} \d+/);
    delayMs = 0;
    await until(async () => / 0$/m.test(/http_refused_share\{priority="read"\} .*/.exec(await metrics.registry.metrics())![0]));
    assert.equal((await fetchOnce(port, "/v1/fast")).statusCode, 200);
    await app.close();
  });

  it("a late event loop refuses requests until it has recovered", async () => {
    const { app, port, metrics } = await listen({ limits: { maxEventLoopDelayMs: 20, pressureSampleIntervalMs: 20 } });
    const block = () => {
      const end = performance.now() + 200;
      while (performance.now() < end);
    };
    await until(async () => {
      block();
      return (await fetchOnce(port, "/v1/fast")).statusCode === 503;
    });
    assert.match(await metrics.registry.metrics(), /http_requests_shed_total\{reason="event-loop"\}/);
    assert.equal((await fetchOnce(port, "/healthz")).statusCode, 200);
    await until(async () => (await fetchOnce(port, "/v1/fast")).statusCode === 200);
    await app.close();
  });
});

describe("closing", () => {
  it("requests in flight are finished, kept connections are told to close, and new ones are not accepted", async () => {
    const { app, port, release, nextArrival } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = fetchOnce(port, "/v1/wait", agent);
    await nextArrival();
    const closed = app.close();
    await until(() => !app.server.listening);
    await assert.rejects(fetchOnce(port, "/v1/fast"), { code: "ECONNREFUSED" });
    release();
    const answer = await first;
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers.connection, "close");
    await closed;
    agent.destroy();
  });

  it("a request that comes on a kept connection meanwhile is served, with connection: close", async () => {
    const { app, port, release, nextArrival } = await listen();
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.write("GET /v1/wait HTTP/1.1\r\nhost: x\r\n\r\n");
    await nextArrival();
    const closed = app.close();
    await until(() => !app.server.listening);
    socket.write("GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n");
    release();
    await once(socket, "close");
    await closed;
    assert.match(text, /^HTTP\/1\.1 200 OK/);
    assert.match(text, /connection: close/i);
  });

  it("what does not end is cut off at the deadline", async () => {
    const { app, port, nextArrival, lines } = await listen({ limits: { drainTimeoutMs: 50 } });
    const first = fetchOnce(port, "/v1/wait");
    first.catch(() => {});
    await nextArrival();
    await app.close();
    await assert.rejects(first);
    assert.ok(lines.some((line) => line.includes("cut off")));
  });
});

describe("sockets", () => {
  const broken: readonly (readonly [string, string, number, string])[] = [
    ["headers over the limit", `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"a".repeat(20_000)}\r\n\r\n`, 431, "header-too-large"],
    ["what is no HTTP", "HELLO\r\n\r\n", 400, "malformed-request"],
    [
      "two lengths",
      "POST /v1/body HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
      "malformed-request",
    ],
    ["NUL in a header", "GET / HTTP/1.1\r\nhost: x\r\nx-a: \0\r\n\r\n", 400, "malformed-request"],
  ];
  for (const [name, bytes, status, code] of broken) {
    it(`${name}: ${status} ${code}, and the connection is closed`, async () => {
      const { app, port } = await listen();
      const answer = await rawAnswer(port, bytes);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      const [head, body] = answer.split("\r\n\r\n") as [string, string];
      assert.match(head, /content-type: application\/problem\+json/);
      assert.match(head, /connection: close/);
      assert.equal(JSON.parse(body).code, code);
      await app.close();
    });
  }

  const slow: readonly (readonly [string, string])[] = [
    ["headers that trickle in", "GET / HTTP/1.1\r\nhost: x\r\nx-a: "],
    [
      "a body that never ends",
      "POST /v1/body HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
    ],
  ];
  for (const [name, bytes] of slow) {
    it(`${name} are given up: 408`, async () => {
      const { app, port } = await listen({
        limits: { headersTimeoutMs: 100, requestTimeoutMs: 150, connectionsCheckingIntervalMs: 20 },
      });
      const answer = await rawAnswer(port, bytes);
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.match(answer, /"code":"request-timeout"/);
      await app.close();
    });
  }

  it("connections over the limit are not accepted", async () => {
    const { app, port } = await listen({ limits: { maxConnections: 1 } });
    const first: Socket = connect(port, "127.0.0.1");
    first.write("GET /v1/fast HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(first, "data");
    assert.equal(await rawAnswer(port, "GET /v1/fast HTTP/1.1\r\nhost: x\r\n\r\n"), "");
    first.destroy();
    await app.close();
  });

  it("the limits reach the server", async () => {
    const { app } = await listen();
    assert.equal(app.server.keepAliveTimeout, 72_000);
    assert.equal(app.server.headersTimeout, 10_000);
    assert.equal(app.server.requestTimeout, 30_000);
    assert.equal(app.server.timeout, 60_000);
    await app.close();
  });
});
