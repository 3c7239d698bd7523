import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { seedReferenceData } from "../seed/reference-data.ts";
import { createHttpRateProvider } from "./rate-provider.ts";
import { createReferenceStore } from "./reference-store.ts";
import { createRateRefresher, RATES_MAX_AGE_MS, type RateRefresher } from "./refresh-rates.ts";

let testDatabase: TestDatabase;
let db: Database;
let server: Server;
let url: string;
let answer: { status: number; body: string };
let requests: string[];
let now: Date;
let errors: unknown[];
let refresher: RateRefresher;

before(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.url });
  await seedReferenceData(db);
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`;
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await db.close();
  await testDatabase.close();
});

beforeEach(async () => {
  await testDatabase.query("delete from exchange_rates");
  await testDatabase.query(
    "insert into exchange_rates (base, quote, rate, provider, fetched_at) values ('GBP', 'EUR', 1.1, 'fixed', '2026-01-01'), ('GBP', 'SEK', 12, 'fixed', '2026-01-01')",
  );
  requests = [];
  errors = [];
  now = new Date("2026-03-15T12:00:00Z");
  answer = {
    status: 200,
    body: JSON.stringify({ amount: 1, base: "GBP", date: "2026-03-14", rates: { EUR: 1.2, USD: 1.3, XYZ: 5 } }),
  };
  refresher = createRateRefresher({
    db,
    provider: createHttpRateProvider(url),
    clock: { now: () => now },
    onUnavailable: (error) => errors.push(error),
  });
});

const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

async function stored() {
  const reference = await createReferenceStore(db).fresh();
  const rates = Object.fromEntries(
    reference.exchangeRates.map(({ quote, rate, stale }) => [quote, { rate: Number(rate), stale }]),
  );
  return { version: reference.version, rates };
}

test("rates of the shop's currencies are taken from the provider, and what it does not list grows stale", async () => {
  assert.equal(await refresher.refresh(), "refreshed");
  assert.deepEqual(requests, ["/latest?base=GBP"]);
  assert.deepEqual((await stored()).rates, {
    EUR: { rate: 1.2, stale: false },
    USD: { rate: 1.3, stale: false },
    SEK: { rate: 12, stale: true },
  });
});

test("rates hold for an hour, and rates that are the same make no new version", async () => {
  await refresher.refresh();
  const { version } = await stored();
  pass(RATES_MAX_AGE_MS - 1);
  assert.equal(await refresher.refresh(), "fresh");
  pass(1);
  assert.equal(await refresher.refresh(), "refreshed");
  assert.equal(requests.length, 2);
  assert.equal((await stored()).version, version);
  answer = { status: 200, body: JSON.stringify({ base: "GBP", rates: { EUR: 1.21 } }) };
  pass(RATES_MAX_AGE_MS);
  await refresher.refresh();
  assert.ok((await stored()).version > version);
});

test("when the provider is down the old rates stay, marked as stale, until it is back", async () => {
  await refresher.refresh();
  answer = { status: 503, body: "" };
  pass(RATES_MAX_AGE_MS);
  assert.equal(await refresher.refresh(), "unavailable");
  assert.match(String(errors[0]), /answered 503/);
  const down = await stored();
  assert.deepEqual(down.rates.EUR, { rate: 1.2, stale: true });
  await refresher.refresh();
  assert.equal((await stored()).version, down.version);
  answer = { status: 200, body: JSON.stringify({ base: "GBP", rates: { EUR: 1.2, USD: 1.3 } }) };
  assert.equal(await refresher.refresh(), "refreshed");
  assert.deepEqual((await stored()).rates.EUR, { rate: 1.2, stale: false });
});

test("after three failures the provider is left alone", async () => {
  answer = { status: 500, body: "" };
  for (let attempt = 0; attempt < 5; attempt += 1) assert.equal(await refresher.refresh(), "unavailable");
  assert.equal(requests.length, 3);
});

test("an answer that is not what was asked for changes nothing", async () => {
  const before = await stored();
  for (const body of [
    "no json",
    "null",
    JSON.stringify({ base: "EUR", rates: { EUR: 1.2 } }),
    JSON.stringify({ base: "GBP", rates: {} }),
    JSON.stringify({ base: "GBP", rates: { EUR: -1 } }),
    JSON.stringify({ base: "GBP", rates: { EUR: 0 } }),
    JSON.stringify({ base: "GBP", rates: { EUR: "1.2" } }),
    JSON.stringify({ base: "GBP", rates: { EUR: 1e-9 } }),
    `{"base":"GBP","rates":{"EUR":${"1".repeat(70_000)}}}`,
  ]) {
    answer = { status: 200, body };
    await assert.rejects(createHttpRateProvider(url).fetch("GBP", AbortSignal.timeout(5_000)), body.slice(0, 80));
  }
  assert.deepEqual(await stored(), before);
});
