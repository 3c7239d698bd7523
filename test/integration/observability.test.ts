import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type AlertReceiver, startAlertReceiver } from "../../src/lab/observability/alert-receiver.ts";
import { alerts } from "../../src/lab/observability/alerts/all.ts";
import { dashboards } from "../../src/lab/observability/dashboards/all.ts";
import { type Monitoring, monitoringParts } from "../../src/lab/observability/monitoring-parts.ts";
import { lab } from "../../src/lab/observability/profile.ts";
import { monitors } from "../../src/lab/observability/programs.ts";
import { ruleFiles } from "../../src/lab/observability/rules.ts";
import { writeMonitoring } from "../../src/lab/observability/write-monitoring.ts";
import { findProgram, howToInstall, pathOf } from "../../src/lab/supervisor/programs.ts";
import { createDatabase } from "../../src/platform/database/database.ts";
import { readEnvironment } from "../../src/platform/topology/environment.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { importProducts } from "../../src/shop/catalog/import-products.ts";
import { openStock } from "../../src/shop/inventory/opening-stock.ts";
import { startSandboxProvider } from "../../src/shop/payments/sandbox/sandbox.ts";
import { prepareShop } from "../../src/shop/prepare.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { makeTemporaryDirectory } from "../support/directories.ts";
import { startProcess } from "../support/processes.ts";
import { waitFor } from "../support/wait.ts";

const skip =
  pathOf(monitors.prometheus) === undefined ? `Prometheus is not installed (${howToInstall(monitors.prometheus)})` : false;
const METRICS_TOKEN = "scrapes-the-metrics-of-tests";
const PRODUCTS = 12;
/** Exporters are asked every five seconds, and a rate needs some answers. */
const FIGURES_TIMEOUT_MS = 90_000;
/** What this shop of one process does not have, so what may have no figures here. Nothing else may. */
const ABSENT_HERE = new Set([
  "the topology has no replica",
  "there is no replication slot",
  "the topology has no pooler",
  "the topology has no pooler, or there is no exporter for it",
  "the topology has no proxy, or there is no exporter for it",
  "the topology keeps no cache of products",
  "the shop searches in its database",
  "nothing was ever refused",
  "no turn ever failed",
  "no call's outcome was ever unknown",
  "it has a series only when the others have none",
  "Prometheus has just started",
  "there is no Alertmanager, or it has just started",
]);

const ending: (() => Promise<unknown>)[] = [];
let monitoring: Monitoring;
let directory: string;
let receiver: AlertReceiver;
let database: TestDatabase;
const shopping = new AbortController();

before(
  async () => {
    if (skip !== false) return;
    const place = await makeTemporaryDirectory();
    ending.push(place.remove);
    directory = join(place.path, "monitoring");
    database = await createTestDatabase();
    ending.push(database.close);
    const { shopUrl, productIds, variantIds } = await startShop(place.path, database.url);
    receiver = await startAlertReceiver();
    ending.push(receiver.close);
    monitoring = await monitoringParts({
      running: [
        { name: "all", kind: "all", pid: null, url: shopUrl },
        { name: "primary", kind: "postgres-primary", pid: null, url: database.url },
      ],
      shopUrl,
      productPath: `/v1/products/${productIds[0]}`,
      directory,
      profile: lab,
      metricsToken: METRICS_TOKEN,
      alertReceiverUrl: receiver.url,
    });
    writeMonitoring(monitoring.files);
    for (const { program, args, env } of monitoring.parts) {
      const running = startProcess({ command: program, args, ...(env === undefined ? {} : { env }) });
      ending.push(() => running.stop());
    }
    const visits = shop(shopUrl, productIds, variantIds);
    ending.push(async () => {
      shopping.abort();
      await visits;
    });
  },
  { timeout: 120_000 },
);
after(async () => {
  for (const end of ending.reverse()) await end();
});

async function startShop(path: string, databaseUrl: string) {
  const sandbox = await startSandboxProvider({ bookFile: join(path, "book.ndjson"), webhookSecret: "unused" });
  ending.push(() => sandbox.close());
  const env = {
    DATABASE_URL: databaseUrl,
    TENFOLD_DATA: path,
    TENFOLD_SANDBOX_URL: sandbox.url,
    TENFOLD_ADMIN_KEY: "owner-of-the-test-shop",
    TENFOLD_METRICS_TOKEN: METRICS_TOKEN,
    TENFOLD_DEMO: "off",
    TENFOLD_STOREFRONT: "off",
    PORT: "0",
  };
  await prepareShop({ ...readEnvironment(env), databaseUrl }, () => undefined);
  const db = createDatabase({ url: databaseUrl });
  const { variantIdOfSku } = await importProducts(
    db,
    Array.from({ length: PRODUCTS }, (_, index) => product(index)),
  );
  const variantIds = [...variantIdOfSku.values()];
  const level = { onHand: 1_000_000, backorderLimit: 0, reorderLevel: 10 };
  await openStock(
    db,
    variantIds.map((variantId) => ({ variantId, warehouse: "LON1", ...level })),
  );
  await db.close();
  const args = ["--disable-warning=ExperimentalWarning", join(projectRoot, "src/cli/main.ts"), "serve"];
  const serving = startProcess({ args, env: { ...env, TENFOLD_LOG: "json" } });
  ending.push(() => serving.stop());
  const [, shopUrl] = await serving.waitForOutput(/"url":"(http:[^"]+)","msg":"ready"/, 60_000);
  const productIds = [...new Set(variantIds.map((id) => Math.floor(id / 10_000)))];
  return { shopUrl: shopUrl!, productIds, variantIds };
}

function product(index: number) {
  return {
    slug: `gift-${index}`,
    name: `Gift number ${index}`,
    description: "A gift for somebody.",
    categoryPath: ["Things", index % 2 === 0 ? "Even" : "Odd"],
    attributes: { colour: "red" },
    variants: [{ sku: `SKU-${index}`, options: {}, priceMinor: 1_000, tiers: [], weightGrams: 100 }],
  };
}

/** A few shoppers who look, search, read reviews, buy, are declined, and ask for what is not there, until the test is over. */
async function shop(url: string, productIds: readonly number[], variantIds: readonly number[]): Promise<void> {
  const call = async (method: string, path: string, token?: string, body?: object, key?: string) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { token?: string; id?: string };
  };
  for (let visit = 0; !shopping.signal.aborted; visit += 1) {
    const productId = productIds[visit % productIds.length]!;
    const variantId = variantIds[visit % variantIds.length]!;
    await call("GET", `/v1/products/${productId}`);
    await call("GET", "/v1/search?q=gift&limit=5");
    await call("GET", "/v1/search?q=unheardof");
    await call("GET", "/v1/search/suggest?q=gi");
    await call("GET", `/v1/products/${productId}/reviews`);
    await call("GET", "/v1/products/999999");
    const { token } = await call("POST", "/v1/sessions");
    const { id } = await call("POST", "/v1/carts", token, {});
    await call("POST", `/v1/carts/${id}/lines`, token, { variantId, quantity: 1 });
    const order = {
      email: "ada@example.test",
      shippingAddress: { name: "Ada", line1: "12 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" },
      payment: { provider: "sandbox", token: visit % 5 === 4 ? "declined" : "ok" },
    };
    await call("POST", `/v1/carts/${id}/checkout`, token, order, `visit-${visit}-of-the-test`);
    await delay(50);
  }
}

async function ask<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(`${monitoring.prometheusUrl}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
  assert.equal(status, "success", `${parameters.query ?? path}: ${error}`);
  return data;
}

type Asked = { readonly where: string; readonly expr: string; readonly mayBeEmpty: string | undefined };

/** All that anybody or any rule asks of Prometheus. */
function everyQuery(): Asked[] {
  const ofPanels = dashboards.flatMap(({ title, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        panel.queries.map(({ expr, mayBeEmpty }) => ({ where: `${title}: ${panel.title}`, expr: expr(lab), mayBeEmpty })),
      ),
    ),
  );
  const ofRules = [...ruleFiles(lab).values()].flatMap((groups) =>
    groups.flatMap(({ rules }) =>
      rules.flatMap(({ record, expr, mayBeEmpty }) =>
        record === undefined ? [] : [{ where: `the rule ${record}`, expr, mayBeEmpty }],
      ),
    ),
  );
  const ofAlerts = alerts.map(({ name, value, mayBeEmpty }) => ({ where: `the alert ${name}`, expr: value(lab), mayBeEmpty }));
  return [...ofPanels, ...ofRules, ...ofAlerts];
}

async function emptyOnes(asked: readonly Asked[]): Promise<Asked[]> {
  const empty: Asked[] = [];
  for (const one of asked) {
    const { result } = await ask<{ result: unknown }>("query", { query: one.expr });
    if (Array.isArray(result) && result.length === 0) empty.push(one);
  }
  return empty;
}

test("every program answers, and every target is scraped", { skip }, async () => {
  for (const { name, ready } of monitoring.parts) {
    assert.ok(ready.by === "http");
    await waitFor(async () => (await fetch(ready.url)).ok, { timeoutMs: 30_000, message: `${name} does not answer` });
  }
  await waitFor(
    async () => {
      const { activeTargets } = await ask<{ activeTargets: { health: string }[] }>("targets");
      return activeTargets.length >= 8 && activeTargets.every(({ health }) => health === "up");
    },
    { timeoutMs: 60_000, message: "a target is not scraped" },
  );
});

test("every query of every panel, rule and alert has an answer", { skip }, async (t) => {
  const installed = monitoring.missing.length === 0;
  for (const { program, install } of monitoring.missing) t.diagnostic(`${program} is not installed (${install})`);
  const mayLack = ({ mayBeEmpty }: Asked) =>
    mayBeEmpty !== undefined && (ABSENT_HERE.has(mayBeEmpty) || (!installed && mayBeEmpty.startsWith("there is no")));
  const asked = everyQuery();
  assert.ok(asked.length > 150, `${asked.length} queries`);
  const wanted = asked.filter((one) => !mayLack(one));
  let empty: Asked[] = wanted;
  await waitFor(
    async () => {
      empty = await emptyOnes(empty);
      return empty.length === 0;
    },
    { timeoutMs: FIGURES_TIMEOUT_MS },
  ).catch(() => {
    assert.fail(`without an answer: ${empty.map(({ where, expr }) => `\n${where}: ${expr}`).join("")}`);
  });
  // What may be empty must at least be well-formed.
  await emptyOnes(asked.filter(mayLack));
});

test("every rule is evaluated without an error, and no template fails", { skip }, async () => {
  type Rule = {
    readonly name: string;
    readonly health: string;
    readonly lastError?: string;
    readonly alerts?: readonly { annotations: object }[];
  };
  const { groups } = await ask<{ groups: { rules: Rule[] }[] }>("rules");
  const rules = groups.flatMap((group) => group.rules);
  assert.equal(rules.length, [...ruleFiles(lab).values()].flat().flatMap((group) => group.rules).length);
  for (const { name, health, lastError, alerts: firing = [] } of rules) {
    assert.equal(health, "ok", `${name}: ${lastError}`);
    for (const { annotations } of firing) assert.doesNotMatch(JSON.stringify(annotations), /error expanding/i, name);
  }
});

const noAlertmanager = skip || (pathOf(monitors.alertmanager) === undefined ? "Alertmanager is not installed" : false);

test("an alert reaches the receiver, and says where its runbook is", { skip: noAlertmanager }, async () => {
  const heartbeat = await waitFor(() => receiver.current().find(({ name }) => name === "Heartbeat"), {
    timeoutMs: 60_000,
    message: "the heartbeat does not arrive",
  });
  assert.equal(heartbeat.receiver, "heartbeat");
  assert.equal(heartbeat.annotations.runbook_url, "docs/runbooks/Heartbeat.md");
});

test("a stock level that is wrong pages somebody within two minutes", { skip: noAlertmanager }, async (t) => {
  const plantedAtMs = performance.now();
  await database.query(
    "update stock_levels set on_hand = on_hand + 1 where variant_id = (select min(variant_id) from stock_levels)",
  );
  const paged = await waitFor(() => receiver.current().find(({ name }) => name === "StockWrong"), {
    timeoutMs: 120_000,
    message: "nobody is paged",
  });
  t.diagnostic(`paged after ${((performance.now() - plantedAtMs) / 1_000).toFixed(1)} s`);
  assert.equal(paged.receiver, "page");
});

for (const [tool, ...args] of [
  ["promtool", "check", "config", "prometheus/prometheus.yml"],
  ["promtool", "test", "rules", "slo-budget", "api", "orders"],
  ["amtool", "check-config", "alertmanager/alertmanager.yml"],
] as const) {
  const program = findProgram([tool]);
  const without = skip || (program === undefined ? `${tool} is not installed` : false);
  test(`${tool} ${args.slice(0, 2).join(" ")} is content with a lab's files`, { skip: without }, () => {
    const isTest = args[0] === "test";
    const files = isTest ? args.slice(2).map((name) => `${name}.yml`) : args.slice(-1);
    const cwd = isTest ? join(directory, "prometheus/tests") : directory;
    const leading = isTest ? args.slice(0, 2) : args.slice(0, -1);
    const { status, stdout, stderr } = spawnSync(program!, [...leading, ...files], { cwd, encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
}
