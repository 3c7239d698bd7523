import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findProgram } from "../src/lab/supervisor/programs.ts";
import { readEnvironment } from "../src/platform/topology/environment.ts";
import { projectRoot } from "../src/platform/topology/topology.ts";
import { startSandboxProvider } from "../src/shop/payments/sandbox/sandbox.ts";
import { prepareShop } from "../src/shop/prepare.ts";
import { createTestDatabase } from "./support/database.ts";
import { makeTemporaryDirectory } from "./support/directories.ts";
import { startProcess } from "./support/processes.ts";
import { addVariants } from "./support/shop.ts";
import { waitFor } from "./support/wait.ts";

const METRICS_TOKEN = "scrapes-the-metrics-of-tests";
const UNITS = 4;
const PROMTOOL = findProgram(["promtool"]);

const ending: (() => Promise<unknown>)[] = [];
let shopUrl: string;
let text: string;

/** One process of a shop, five checkouts of four kinds, and what it says of them once the worker has done its part. */
before(async () => {
  const directory = await makeTemporaryDirectory();
  ending.push(directory.remove);
  const database = await createTestDatabase();
  ending.push(database.close);
  const sandbox = await startSandboxProvider({
    bookFile: join(directory.path, "book.ndjson"),
    webhookSecret: "unused",
  });
  ending.push(() => sandbox.close());
  const env = {
    DATABASE_URL: database.url,
    TENFOLD_DATA: directory.path,
    TENFOLD_SANDBOX_URL: sandbox.url,
    TENFOLD_ADMIN_KEY: "owner-of-the-test-shop",
    TENFOLD_METRICS_TOKEN: METRICS_TOKEN,
    TENFOLD_DEMO: "off",
    PORT: "0",
  };
  await prepareShop({ ...readEnvironment(env), databaseUrl: database.url }, () => undefined);
  const [variantId] = await addVariants(database, { stock: { LON1: UNITS } });
  const args = ["--disable-warning=ExperimentalWarning", join(projectRoot, "src/cli/main.ts"), "serve"];
  const serving = startProcess({ args, env: { ...env, TENFOLD_LOG: "json" } });
  ending.push(() => serving.stop());
  const [, port] = await serving.waitForOutput(/"port":(\d+)/);
  shopUrl = `http://127.0.0.1:${port}`;
  await buyEverything(variantId!);
  text = await waitFor(
    async () => {
      const scraped = await scrape();
      return value(scraped, 'events_relayed_total{type="order.paid"}') === 2 && value(scraped, "events_waiting") === 0
        ? scraped
        : null;
    },
    { message: "the worker does not relay the events" },
  );
});
after(async () => {
  for (const end of ending.reverse()) await end();
});

async function buyEverything(variantId: number): Promise<void> {
  const { token } = await call<{ token: string }>("POST", "/v1/sessions", 201);
  const checkout = async (payment: string, status: number, quantity = 1, key = payment) => {
    const { id } = await call<{ id: string }>("POST", "/v1/carts", 201, { token });
    await call("POST", `/v1/carts/${id}/lines`, 200, { token, body: { variantId, quantity } });
    const body = {
      email: "ada@example.test",
      shippingAddress: { name: "Ada", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
      payment: { provider: "sandbox", token: payment },
    };
    const again = () => call("POST", `/v1/carts/${id}/checkout`, status, { token, body, key });
    await again();
    return again;
  };
  const again = await checkout("ok", 201);
  await again();
  await checkout("ok", 201, 1, "another");
  await checkout("declined", 402);
  await checkout("ok", 409, UNITS + 1, "too-many");
}

type CallOptions = { readonly token?: string; readonly body?: object; readonly key?: string };

async function call<T>(method: string, path: string, status: number, { token, body, key }: CallOptions = {}): Promise<T> {
  const answer = await fetch(shopUrl + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answered = await answer.text();
  assert.equal(answer.status, status, `${method} ${path}: ${answered}`);
  return JSON.parse(answered) as T;
}

async function scrape(): Promise<string> {
  const answer = await fetch(`${shopUrl}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  assert.equal(answer.status, 200);
  return answer.text();
}

/** Of the series with exactly this name and these labels; undefined when there is none. */
function value(metrics: string, series: string): number | undefined {
  const line = metrics.split("\n").find((line) => line.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

function typeOf(name: string): string | undefined {
  return new RegExp(`^# TYPE ${name} (\\w+)$`, "m").exec(text)?.[1];
}

test("checkouts are counted by how they ended, and each phase is timed", () => {
  const ends = { paid: 2, replayed: 1, declined: 1, "out-of-stock": 1 };
  for (const [outcome, count] of Object.entries(ends)) assert.equal(value(text, `checkouts_total{outcome="${outcome}"}`), count);
  const phases = { price: 4, hold: 4, place: 3, pay: 3, settle: 3 };
  for (const [phase, count] of Object.entries(phases))
    assert.equal(value(text, `checkout_phase_seconds_count{phase="${phase}"}`), count, phase);
});

test("calls to the provider are counted by outcome, and its circuit is closed", () => {
  const calls = "payment_provider_call_duration_seconds_count";
  assert.equal(value(text, `${calls}{provider="sandbox",call="charge",outcome="paid"}`), 2);
  assert.equal(value(text, `${calls}{provider="sandbox",call="charge",outcome="declined"}`), 1);
  assert.equal(value(text, 'payment_provider_circuit{provider="sandbox",state="closed"}'), 1);
  assert.equal(value(text, 'payment_provider_circuit{provider="sandbox",state="open"}'), 0);
});

test("orders' changes of status are counted when the relay passes them on", () => {
  const changes = { "order.placed": 3, "order.paid": 2, "order.payment_failed": 1 };
  for (const [type, count] of Object.entries(changes))
    assert.equal(value(text, `events_relayed_total{type="${type}"}`), count, type);
});

test("batch queues and the remembered offers tell what they did", () => {
  const items = { holds: 4, place: 3, settle: 3 };
  for (const [queue, count] of Object.entries(items)) {
    assert.equal(value(text, `batch_queue_items_total{queue="${queue}"}`), count, queue);
    assert.equal(value(text, `batch_queue_waiting{queue="${queue}"}`), 0, queue);
    const batches = value(text, `batch_queue_batches_total{queue="${queue}"}`);
    assert.ok(batches !== undefined && batches > 0 && batches <= count, queue);
  }
  assert.equal(value(text, 'cache_entries{cache="offers"}'), 1);
  assert.equal(value(text, 'cache_misses_total{cache="offers"}'), 1);
  assert.ok(value(text, 'cache_hits_total{cache="offers"}')! >= 4);
});

test("the database's figures are there, totals as counters", () => {
  assert.equal(typeOf("db_statements_total"), "counter");
  assert.ok(value(text, "db_statements_total")! > 20);
  assert.equal(value(text, "db_statement_errors_total"), 0);
  assert.ok(value(text, "db_statement_duration_seconds_count")! > 20);
  assert.equal(value(text, "db_pool_max_connections"), 10);
  assert.ok(value(text, 'db_pool_connections{state="idle"}')! + value(text, 'db_pool_connections{state="busy"}')! > 0);
  assert.equal(value(text, "db_pool_waiting"), 0);
});

test("what still has to happen is told: payments, refunds, holds, events, jobs", async () => {
  for (const name of ["payments_pending", "payments_pending_oldest_seconds", "refunds_pending", "stock_holds_overdue"])
    assert.equal(value(text, name), 0, name);
  await waitFor(async () => value(await scrape(), "stock_holds") === 0, { message: "paid and declined orders hold stock" });
  assert.equal(value(text, 'event_dead_letters{consumer="inventory"}'), 0);
  assert.equal(value(text, 'job_queue_waiting{queue="failed-jobs"}'), 0);
});

test("every metric has a help text, counters alone end in _total, and every time is in seconds", () => {
  const types = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name, type]) => ({ name: name!, type: type! }));
  assert.ok(types.length > 40);
  for (const { name, type } of types) {
    assert.match(text, new RegExp(`^# HELP ${name} \\S`, "m"));
    // prom-client's figures of the process have names of their own.
    if (/^(process|nodejs)_/.test(name)) continue;
    assert.equal(name.endsWith("_total"), type === "counter", name);
    assert.doesNotMatch(name, /_(ms|millis|milliseconds|minutes)$/);
  }
});

test("the operations page explains every metric, and no other", () => {
  const page = readFileSync(join(projectRoot, "docs/operations.md"), "utf8");
  const rows = [...page.matchAll(/^\| (`[^|]+`) \| (?:histogram|gauge|counter)[^|]* \|/gm)];
  const explained = rows.flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  const served = [...text.matchAll(/^# TYPE (\S+) /gm)]
    .map(([, name]) => name!)
    .filter((name) => !/^(process|nodejs)_/.test(name));
  assert.deepEqual(explained.toSorted(), served.toSorted());
});

test("promtool finds nothing to say", { skip: PROMTOOL === undefined ? "promtool is not installed" : false }, () => {
  const ours = text
    .split("\n")
    .filter((line) => !/^(# (HELP|TYPE) )?(process|nodejs)_/.test(line))
    .join("\n");
  const { status, stdout, stderr } = spawnSync(PROMTOOL!, ["check", "metrics"], { input: `${ours.trim()}\n`, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});

test("the metrics are not for everybody when a token is set", async () => {
  assert.equal((await fetch(`${shopUrl}/metrics`)).status, 401);
});
