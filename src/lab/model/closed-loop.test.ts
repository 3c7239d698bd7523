import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { runClosedLoop } from "./closed-loop.ts";

const CLIENTS = 3;

test("every client has one request under way, and what came in the warm-up does not count", async (t) => {
  let [inHand, most, asked, counted] = [0, 0, 0, 0];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    inHand += 1;
    asked += 1;
    most = Math.max(most, inHand);
    const failing = asked % 10 === 0;
    waiting.push(() => {
      inHand -= 1;
      const body = failing
        ? { code: "internal" }
        : { token: "tf_x", shopperId: "s", id: "thing", version: 1, status: "paid", totalMinor: 5 };
      response.writeHead(failing ? 500 : 200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    request.resume();
    // The first answers wait until every client has asked.
    request.on("end", () => {
      if (most === CLIENTS) for (const answer of waiting.splice(0)) answer();
    });
  }).listen(0, "127.0.0.1");
  t.after(() => server.close().closeAllConnections());
  await once(server, "listening");
  const result = await runClosedLoop({
    urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`],
    catalogue: {
      productIds: Float64Array.of(1, 2),
      variantIds: Float64Array.of(10_001, 20_001),
      categories: ["bags"],
      queries: ["bag"],
    },
    mix: "browsing",
    clients: CLIENTS,
    seed: 1,
    async warmUp() {
      await waitFor(() => asked >= 50);
    },
    async counted() {
      const before = asked;
      await waitFor(() => asked >= before + 100);
      counted = asked - before;
    },
  });
  assert.equal(most, CLIENTS);
  assert.ok(Math.abs(result.answered - counted) <= CLIENTS, `${result.answered} answered of ${counted} that were asked`);
  assert.ok(result.failed > 0 && result.failed < result.answered, `${result.failed} of ${result.answered} failed`);
  assert.match(result.failure!, /^internal /);
  assert.ok(result.perSecond > 0 && result.bytes > 0 && result.meanMs > 0 && result.p99Ms >= result.meanMs);
});
