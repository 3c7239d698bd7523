import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { makeTemporaryDirectory } from "../../../../test/support/directories.ts";
import { readHistory } from "../../audit/history.ts";
import { generate } from "./generator.ts";
import type { SecondReport, WorkerPlan } from "./messages.ts";
import { createSeries } from "./series.ts";

const catalogue = {
  productIds: Float64Array.of(1, 2, 3),
  variantIds: Float64Array.of(10_001, 0, 30_001),
  categories: ["bags"],
  queries: ["red bag"],
};
const RATE = 200;
const SECONDS = 2;

/** A worker's run against a server of the test's own. */
async function run(t: TestContext, handler: RequestListener, more: Partial<WorkerPlan> = {}) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  t.after(() => server.close().closeAllConnections());
  await once(server, "listening");
  const series = createSeries({ workers: 1, warmUpSeconds: 0, seconds: SECONDS });
  const seconds: SecondReport[] = [];
  const plan: WorkerPlan = {
    worker: 0,
    workers: 1,
    runId: "test",
    mix: "browsing",
    stages: [{ seconds: SECONDS, fromPerSecond: RATE, toPerSecond: RATE }],
    arrivals: "constant",
    seed: 1,
    thinkMs: 50,
    timeoutMs: 5_000,
    maxConnections: 500,
    urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`],
    catalogue,
    historyFile: null,
    ...more,
  };
  const done = await generate(plan, Date.now() + 20, (second) => {
    seconds.push(second);
    series.add(second);
  });
  series.finish(SECONDS);
  return { done, ...series.summary(), seconds };
}

const answer: RequestListener = (request, response) => {
  request.resume();
  request.on("end", () => {
    const { pathname } = new URL(request.url!, "http://shop");
    const body =
      pathname === "/v1/sessions"
        ? { token: "tf_x", shopperId: "shopper" }
        : pathname.includes("/carts") && !pathname.endsWith("/checkout")
          ? { id: "cart", version: 3, shippingIssue: null }
          : { id: "thing", status: "paid", totalMinor: 5 };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
};

test("every arrival of the schedule is sent and answered, and the seconds add up to the whole", async (t) => {
  const { totals, seconds, latency, errors } = await run(t, answer);
  assert.deepEqual(
    [totals.offered, totals.sent, totals.answered, totals.failed],
    [RATE * SECONDS, RATE * SECONDS, RATE * SECONDS, 0],
  );
  assert.deepEqual(errors, []);
  assert.equal(
    seconds.reduce((sum, second) => sum + second.offered, 0),
    totals.offered,
  );
  assert.equal(latency.count, totals.answered);
});

test("a shop that stalls is charged with every request that had to wait, and the load does not wait for it", async (t) => {
  const begun = performance.now();
  const STALL_MS = 800;
  const { totals, latency } = await run(t, (request, response) => {
    const wait = Math.max(0, begun + 600 + STALL_MS - performance.now());
    const isStalled = performance.now() - begun > 600 && wait > 0;
    setTimeout(() => answer(request, response), isStalled ? wait : 0);
  });
  assert.equal(totals.sent, RATE * SECONDS);
  // Arrivals are spread evenly over the stall, so two fifths of all wait, and those half of it on average.
  const waited = RATE * (STALL_MS / 1_000);
  assert.ok(waited / totals.answered > 0.25, "the test stalls too little to be seen");
  assert.ok(
    latency.p75 > STALL_MS * 0.15,
    `p75 is ${latency.p75} ms: requests during the stall were not sent, or not counted from their intended start`,
  );
  assert.ok(latency.p99 > STALL_MS * 0.8, `p99 is ${latency.p99} ms`);
});

test("answers that never come, connections that break and problems are told apart, and what found no connection counts as failed", async (t) => {
  let turn = 0;
  const { errors, totals } = await run(
    t,
    (request, response) => {
      turn += 1;
      if (turn % 4 === 0) request.socket.destroy();
      else if (turn % 4 === 1)
        response.writeHead(503, { "content-type": "application/problem+json" }).end('{"code":"overloaded"}');
      else if (turn % 4 === 2) answer(request, response);
    },
    { timeoutMs: 300, maxConnections: 20 },
  );
  assert.deepEqual(errors.map(({ kind }) => kind).sort(), ["connection lost", "not sent", "overloaded", "timeout"]);
  assert.equal(
    totals.failed,
    errors.reduce((sum, { count }) => sum + count, 0),
  );
  assert.equal(totals.offered, RATE * SECONDS);
  assert.equal(totals.answered + errors.find(({ kind }) => kind === "not sent")!.count, totals.offered);
});

test("nobody there is an outcome, not a crash", async (t) => {
  const { errors, totals } = await run(t, answer, { urls: ["http://127.0.0.1:1"] });
  assert.deepEqual(
    errors.map(({ kind }) => kind),
    ["no connection"],
  );
  assert.equal(totals.unknown, RATE * SECONDS);
});

test("every call stands in the history, a shopper's in their order", async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(directory.remove);
  const historyFile = `${directory.path}/history.ndjson`;
  const { totals, done, operations } = await run(t, answer, { historyFile, mix: "ordering" });
  assert.equal(done.historyError, null);
  const counts: Record<string, number> = {};
  for await (const entry of readHistory(historyFile)) {
    counts[entry.op] = (counts[entry.op] ?? 0) + 1;
    assert.ok(entry.startedAtMs <= entry.endedAtMs && entry.outcome === "ok");
    if (entry.op === "checkout")
      assert.partialDeepStrictEqual(entry, { shopperId: "shopper", cartId: "cart", orderId: "thing", totalMinor: 5 });
  }
  assert.equal(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    totals.answered,
  );
  assert.deepEqual(counts, Object.fromEntries(Object.entries(operations).map(([name, { ok }]) => [name, ok])));
  assert.ok(counts.checkout! > 0);
});
