import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createConsistency, createTenfoldClient } from "../../client/src/client.ts";
import { readRunning } from "../../src/cli/running.ts";
import { audit } from "../../src/lab/audit/audit.ts";
import type { HistoryLine, Outcome } from "../../src/lab/audit/history.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { connected } from "../support/one-query.ts";
import type { TestProcess } from "../support/processes.ts";
import { waitFor } from "../support/wait.ts";
import { tenfold } from "./support/tenfold.ts";

const SHOPPERS = 6;
const FAILOVERS = 2;
const STEADY_MS = 4_000;
const FAILOVER_LIMIT_MS = 5_000;
/** Enough for a shop that is away for ten seconds. */
const RETRIES = 12;
/** Few, so that many sessions write and read the same things. */
const PRODUCTS = 3;
const AUDIT_TIMEOUT_MS = 90_000;
const OPEN = /the shop is open after/;

const TOPOLOGY = `
name: failover-test
database:
  poolSize: 6
  synchronous: true
  settings: { shared_buffers: 64MB, max_connections: 80 }
  replicas:
    - { name: near, lagToleranceMs: 300 }
    - { name: far, lagToleranceMs: 300 }
processes:
  - { role: api, count: 2 }
  - { role: worker, count: 1 }
`;

let place: TemporaryDirectory;
let data: string;
let shop: TestProcess;
before(async () => {
  place = await makeTemporaryDirectory();
  data = join(place.path, "data");
  writeFileSync(join(place.path, "topology.yaml"), TOPOLOGY);
  const env = { TENFOLD_DATA: data, PORT: "0", TENFOLD_STOREFRONT: "off", DATABASE_URL: "" };
  shop = tenfold(["up", "--topology", join(place.path, "topology.yaml")], env);
  await shop.waitForOutput(OPEN, 120_000);
});
after(async () => {
  await shop.stop();
  await place.remove();
});

type Answer = { readonly data?: unknown; readonly response: Response };

/** Buys and reviews, and looks at both, each time as somebody else and at the next process. */
function shopFrom(urls: readonly string[], productIds: readonly number[], historyFile: string) {
  let isOver = false;
  let lastOrderMs = performance.now();
  let orders = 0;
  let unknown = 0;
  let longestGapMs = 0;
  const answers = new Map<string, number>();
  const write = (line: HistoryLine) => appendFileSync(historyFile, `${JSON.stringify(line)}\n`);

  async function timed<Body>(call: () => Promise<Answer>) {
    const startedAtMs = Date.now();
    const answer = await call().catch(() => null);
    const status = answer?.response.status ?? 0;
    const outcome: Outcome = status >= 200 && status < 300 ? "ok" : status >= 400 && status < 500 ? "refused" : "unknown";
    if (outcome === "unknown") unknown += 1;
    if (answer !== null && outcome !== "ok") {
      const { code } = ((answer as { error?: { code?: string } }).error ?? {}) as { code?: string };
      answers.set(`${status} ${code}`, (answers.get(`${status} ${code}`) ?? 0) + 1);
    }
    return { startedAtMs, endedAtMs: Date.now(), status, outcome, body: answer?.data as Body };
  }

  async function visit(turn: number): Promise<void> {
    const consistency = createConsistency();
    let at = turn;
    // Every request goes to the next process: the session must not lean on one of them.
    const fetch = (request: Request) => {
      at += 1;
      const url = new URL(request.url);
      url.host = new URL(urls[at % urls.length]!).host;
      return globalThis.fetch(new Request(url, request));
    };
    const client = createTenfoldClient({ baseUrl: urls[0]!, consistency, fetch, retries: RETRIES });
    const started = await timed<{ token: string; shopperId: string }>(() => client.POST("/v1/sessions"));
    if (started.outcome !== "ok") return;
    const { token, shopperId } = started.body;
    client.setToken(token);
    const productId = productIds[turn % productIds.length]!;
    const path = { productId };

    const object = `reviews:${productId}`;
    const readReviews = async () => {
      const read = await timed<{ count: number }>(() =>
        client.GET("/v1/products/{productId}/reviews/summary", { params: { path } }),
      );
      const { body, ...rest } = read;
      if (rest.outcome === "ok") write({ op: "read", session: shopperId, object, version: body.count, ...rest });
      return rest.outcome === "ok" ? body.count : null;
    };
    const count = (await readReviews()) ?? 0;
    const posted = await timed(() =>
      client.POST("/v1/products/{productId}/reviews", {
        params: { path },
        body: {
          rating: 4,
          summary: "Fine",
          body: "It came on time.",
          name: "A shopper",
          email: "shopper@example.com",
          recommend: true,
        },
      }),
    );
    // At least one more than this session has seen.
    const { body: _review, ...written } = posted;
    if (written.outcome === "ok") write({ op: "write", session: shopperId, object, version: count + 1, ...written });
    await readReviews();

    const page = await timed<{ variants: { id: number }[] }>(() => client.GET("/v1/products/{productId}", { params: { path } }));
    const cart = await timed<{ id: string }>(() => client.POST("/v1/carts", { body: {} }));
    if (page.outcome !== "ok" || cart.outcome !== "ok") return;
    const cartId = cart.body.id;
    const line = { variantId: page.body.variants[0]!.id, quantity: 1 };
    const filled = await timed(() => client.POST("/v1/carts/{cartId}/lines", { params: { path: { cartId } }, body: line }));
    if (filled.outcome !== "ok") return;
    const key = randomUUID();
    const bought = await timed<{ id: string; totalMinor: number }>(() =>
      client.POST("/v1/carts/{cartId}/checkout", {
        params: { path: { cartId }, header: { "Idempotency-Key": key } },
        body: {
          email: "shopper@example.com",
          shippingAddress: { name: "A Shopper", line1: "1 Test Street", city: "London", postalCode: "N1 9GU", country: "GB" },
          payment: { provider: "sandbox", token: "ok" },
        },
      }),
    );
    const { body: order, ...rest } = bought;
    const named = rest.outcome === "ok" ? { orderId: order.id, totalMinor: order.totalMinor } : {};
    write({ op: "checkout", key, shopperId, cartId, ...rest, ...named });
    if (rest.outcome !== "ok") return;
    orders += 1;
    longestGapMs = Math.max(longestGapMs, performance.now() - lastOrderMs);
    lastOrderMs = performance.now();

    for (let look = 0; look < 3; look += 1) {
      const seen = await timed<{ status: string }>(() =>
        client.GET("/v1/orders/{orderId}", { params: { path: { orderId: order.id } } }),
      );
      const { body, ...answer } = seen;
      if (seen.outcome === "unknown") continue;
      write({ op: "order", shopperId, of: order.id, ...answer, ...(seen.outcome === "ok" ? { state: body.status } : {}) });
      assert.equal(seen.status, 200, "an order that was acknowledged is found");
    }
    const list = await timed<{ items: { id: string }[] }>(() => client.GET("/v1/orders"));
    if (list.outcome === "ok")
      assert.ok(
        list.body.items.some(({ id }) => id === order.id),
        "the list has the order",
      );
    await readReviews();
  }

  const lanes = Array.from({ length: SHOPPERS }, async (_, lane) => {
    for (let round = 0; !isOver; round += 1) await visit(lane + round * SHOPPERS);
  });
  return {
    figures: () => ({ orders, unknown, longestGapMs }),
    /** What was answered that is no success, by status and code. */
    refusals: () => [...answers].map(([what, count]) => `${count} × ${what}`).join(", "),
    async stop() {
      isOver = true;
      await Promise.all(lanes);
    },
  };
}

const primaryIn = async () => (await readRunning(data))!.parts.find(({ kind }) => kind === "postgres-primary")!;

async function isProtected(databaseUrl: string): Promise<boolean> {
  const found = await connected(databaseUrl, "select from pg_stat_replication where sync_state = 'quorum'").catch(() => []);
  return found.length === 2;
}

test("the primary is killed while people buy and write: nothing acknowledged is lost, nobody is shown less than before", async (t) => {
  const running = (await readRunning(data))!;
  const urls = running.apiUrls;
  const list = (await (await fetch(`${urls[0]}/v1/products?limit=${PRODUCTS}`)).json()) as { items: { id: number }[] };
  const historyFile = join(place.path, "history.ndjson");
  await waitFor(() => isProtected(running.databaseUrl), { timeoutMs: 30_000 });
  const shopping = shopFrom(
    urls,
    list.items.map(({ id }) => id),
    historyFile,
  );
  t.after(() => shopping.stop());
  const hasSold = () => {
    if (shopping.figures().orders > 2 * SHOPPERS) return true;
    throw new Error(shopping.refusals());
  };
  await waitFor(hasSold, { timeoutMs: 60_000, message: "nobody can buy" });

  const times: number[] = [];
  for (let round = 0; round < FAILOVERS; round += 1) {
    await waitFor(() => isProtected(running.databaseUrl), { timeoutMs: 60_000, message: shop.output() });
    await delay(STEADY_MS);
    const { pid } = await primaryIn();
    const { orders } = shopping.figures();
    process.kill(pid!, "SIGKILL");
    const killedAtMs = performance.now();
    // Two batches of orders may have been answered in that instant.
    await waitFor(() => shopping.figures().orders > orders + 2 * SHOPPERS, { timeoutMs: 30_000, message: shop.output() });
    times.push(performance.now() - killedAtMs);
    await waitFor(async () => (await primaryIn()).pid !== pid);
  }
  await delay(STEADY_MS);
  await shopping.stop();

  const said = [...shop.output().matchAll(/(near|far) is the primary now, after (\d+) ms/g)];
  const { orders, unknown, longestGapMs } = shopping.figures();
  t.diagnostic(
    `promoted after ${said.map(([, , ms]) => `${ms} ms`).join(", ")}; orders again after ${times.map(Math.round).join(", ")} ms`,
  );
  t.diagnostic(
    `${orders} orders, longest time without one ${Math.round(longestGapMs)} ms, ${unknown} calls without an outcome (${shopping.refusals()})`,
  );
  assert.equal(said.length, FAILOVERS, shop.output());
  for (const [, , ms] of said) assert.ok(Number(ms) < FAILOVER_LIMIT_MS);

  const sum = async (name: RegExp) => {
    const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
    return texts.flatMap((text) => [...text.matchAll(name)]).reduce((total, [, value]) => total + Number(value), 0);
  };
  const fromReplicas = await sum(/^replica_reads_total\{[^}]*result="ok"[^}]*\} (\d+)/gm);
  t.diagnostic(
    `${fromReplicas} reads from replicas, ${await sum(/^replica_fallbacks_total\{[^}]*\} (\d+)/gm)} from the primary in their place`,
  );
  assert.ok(fromReplicas > 0);
  assert.equal(await sum(/^failovers_total (\d+)/gm), FAILOVERS * urls.length);

  const { databaseUrl, sandboxUrl } = running;
  const report = await waitFor(
    async () => {
      const found = await audit({ databaseUrl, providerUrl: sandboxUrl!, historyFile, graceSeconds: 0 });
      if (found.verdict === "green") return found;
      throw new Error(
        JSON.stringify(
          found.findings.filter(({ verdict }) => verdict === "red"),
          null,
          1,
        ),
      );
    },
    { timeoutMs: AUDIT_TIMEOUT_MS, message: "the audit stays red" },
  );
  for (const { id, note } of report.findings.filter((finding) => finding.id.startsWith("history.")))
    t.diagnostic(`${id}: ${note}`);
});
