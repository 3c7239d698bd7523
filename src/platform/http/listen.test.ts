import assert from "node:assert/strict";
import { type AddressInfo, connect, createServer } from "node:net";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { listen } from "./listen.ts";
import { createTestServer } from "./testing.ts";

const skip = process.platform === "linux" ? false : "only Linux spreads connections over listeners of one port";
const HOST = "127.0.0.1";

test("servers share a port, each has an address of its own, and one that closes leaves the port to the other", {
  skip,
}, async () => {
  const sharedPort = await freePort();
  const servers = await Promise.all([createTestServer(), createTestServer()]);
  const options = { host: HOST, port: 0, publicHost: HOST, sharedPort };
  const listening = await Promise.all(servers.map(({ app }) => listen(app, options, 128)));
  assert.notEqual(listening[0]!.url, listening[1]!.url);
  for (const { url } of listening) assert.equal((await fetch(`${url}/healthz`)).status, 200);

  let served = 0;
  for (let one = 0; one < 20; one += 1) served += Number((await answerOf(sharedPort)).startsWith("HTTP/1.1 200"));
  assert.equal(served, 20);
  await listening[0]!.close();
  for (let one = 0; one < 10; one += 1) assert.match(await answerOf(sharedPort), /^HTTP\/1\.1 200/);
  await listening[1]!.close();
});

test("a port that another program has is refused with a sentence", async () => {
  const [first, second] = await Promise.all([createTestServer(), createTestServer()]);
  const options = { host: HOST, port: 0, publicHost: HOST, sharedPort: null };
  const listening = await listen(first!.app, options, 128);
  const port = Number(new URL(listening.url).port);
  await assert.rejects(
    listen(second!.app, { ...options, port }, 128),
    /^Error: Port \d+ is in use on 127\.0\.0\.1: set PORT to another one\.$/,
  );
  await listening.close();
  await second!.app.close();
});

test("a process whose turns are long takes many new connections in each", { skip }, async () => {
  const { app } = await createTestServer();
  const listening = await listen(app, { host: HOST, port: 0, publicHost: HOST, sharedPort: null }, 512);
  const port = Number(new URL(listening.url).port);
  let turns = 0;
  let done = false;
  const turn = () => {
    turns += 1;
    for (const end = performance.now() + 20; performance.now() < end; );
    if (!done) setImmediate(turn);
  };
  const answers = Array.from({ length: 100 }, () => answerOf(port));
  turn();
  const texts = await Promise.all(answers);
  done = true;
  assert.ok(texts.every((text) => text.startsWith("HTTP/1.1 200")));
  assert.ok(turns < 50, `100 connections took ${turns} turns of the loop`);
  await listening.close();
});

test("who came by any door is served to the end of the drain, and the limit of connections is one for all", {
  skip,
}, async () => {
  const { app } = await createTestServer({ limits: { maxConnections: 40 } });
  let finish: () => void = () => undefined;
  const mayEnd = new Promise<void>((resolve) => {
    finish = resolve;
  });
  app.get(
    "/slow",
    { config: { auth: "none" }, schema: { operationId: "slow", summary: "Slow.", tags: ["test"] } },
    async (_, reply) => {
      await mayEnd;
      return reply.send();
    },
  );
  const listening = await listen(app, { host: HOST, port: 0, publicHost: HOST, sharedPort: null }, 512);
  const port = Number(new URL(listening.url).port);
  const answers = Array.from({ length: 60 }, () => answerOf(port, "/slow").catch(() => ""));
  await delay(300);
  const closed = listening.close();
  await delay(100);
  finish();
  const served = (await Promise.all(answers)).filter(
    (text) => text.startsWith("HTTP/1.1 204") || text.startsWith("HTTP/1.1 200"),
  );
  await closed;
  assert.equal(served.length, 40);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** On a connection of its own. */
function answerOf(port: number, path = "/healthz"): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, HOST, () => socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}
