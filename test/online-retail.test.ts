import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pino } from "pino";
import { importOnlineRetail } from "../src/lab/data/online-retail/import.ts";
import { type NotTaken, surveyFile } from "../src/lab/data/online-retail/survey.ts";
import { openHistory } from "../src/lab/workload/history-writer.ts";
import { createHttpClient } from "../src/lab/workload/http-client.ts";
import { openJournal } from "../src/lab/workload/online-retail/journal.ts";
import { replay } from "../src/lab/workload/online-retail/replay.ts";
import { type ReplayReport, reportOf } from "../src/lab/workload/online-retail/replay-report.ts";
import { createShopApi } from "../src/lab/workload/online-retail/shop-api.ts";
import { createDatabase } from "../src/platform/database/database.ts";
import { createTestServer } from "../src/platform/http/testing.ts";
import { newId } from "../src/platform/ids.ts";
import { createPgBossJobs } from "../src/platform/jobs/pg-boss-jobs.ts";
import { readEnvironment } from "../src/platform/topology/environment.ts";
import { startSandboxProvider } from "../src/shop/payments/sandbox/sandbox.ts";
import { prepareShop } from "../src/shop/prepare.ts";
import { savePromotion } from "../src/shop/promotions/promotion-store.ts";
import { shopRoutes } from "../src/shop/routes.ts";
import { createShop } from "../src/shop/shop.ts";
import { createWorker } from "../src/shop/worker.ts";
import { createTestDatabase } from "./support/database.ts";

const ADMIN_KEY = "owner-of-the-test-shop";
const SANDBOX_SECRET = "sandbox-webhook-secret";

const HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const ROWS = [
  // A known customer; two lines of one code, a service, a gift, and a price that the currency does not have.
  "536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
  "536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,2,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
  "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850.0,United Kingdom",
  "536365,71053,WHITE METAL LANTERN,1,2010-12-01 08:26:00,0.0,17850.0,United Kingdom",
  "536365,71053,WHITE METAL LANTERN,1,2010-12-01 08:26:00,0.001,17850.0,United Kingdom",
  // A guest in a country with tax on top of its prices, at other prices than the list's.
  "536366,85123A,WHITE HANGING HEART T-LIGHT HOLDER,1,2010-12-01 08:28:00,5.91,,USA",
  "536366,71053,WHITE METAL LANTERN,3,2010-12-01 08:28:00,3.39,,USA",
  // One code at two prices in one order, from no country.
  "536367,71053,WHITE METAL LANTERN,10,2010-12-01 08:34:00,3.39,13047.0,European Community",
  "536367,71053,WHITE METAL LANTERN,5,2010-12-01 08:34:00,2.75,13047.0,European Community",
  "536367,M,Manual,1,2010-12-01 08:34:00,1.25,13047.0,European Community",
  "536367,M,Manual,2,2010-12-01 08:34:00,0.50,13047.0,European Community",
  "A536368,B,Adjust bad debt,1,2010-12-01 08:40:00,-11.00,,United Kingdom",
  "536369,71053,damaged,-4,2010-12-01 08:41:00,0.0,,United Kingdom",
  "this is no line of such a file",
  // Credited at more than was paid; more units than were bought; a discount.
  "C536370,85123A,WHITE HANGING HEART T-LIGHT HOLDER,-3,2010-12-01 09:00:00,2.95,17850.0,United Kingdom",
  "C536371,71053,WHITE METAL LANTERN,-20,2010-12-01 09:05:00,2.75,13047.0,European Community",
  "C536372,D,Discount,-1,2010-12-01 09:06:00,27.50,17850.0,United Kingdom",
  "536373,85123A,WHITE HANGING HEART T-LIGHT HOLDER,64,2010-12-01 09:10:00,2.55,17850.0,United Kingdom",
];

let directory: string;
let file: string;
let url: string;
const closing: (() => Promise<unknown>)[] = [];

const database = await createTestDatabase();
const db = createDatabase({ url: database.url, poolSize: 4 });

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "online-retail-"));
  file = join(directory, "orders.csv");
  await writeFile(file, `${[HEADER, ...ROWS].join("\n")}\n`);
  const sandbox = await startSandboxProvider({ bookFile: join(directory, "book.ndjson"), webhookSecret: SANDBOX_SECRET });
  closing.push(() => sandbox.close());
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    TENFOLD_DATA: directory,
    TENFOLD_ADMIN_KEY: ADMIN_KEY,
    TENFOLD_DEMO: "off",
    TENFOLD_SANDBOX_URL: sandbox.url,
    TENFOLD_SANDBOX_SECRET: SANDBOX_SECRET,
  });
  await prepareShop({ ...environment, databaseUrl: database.url }, () => undefined);
  const logger = pino({ level: "silent" });
  const jobs = createPgBossJobs({ url: database.url, logger });
  const shop = await createShop({ db, jobs, logger, environment });
  closing.push(() => shop.close());
  await jobs.start({ work: false });
  closing.push(() => jobs.stop());
  const { app } = await createTestServer({
    authenticateShopper: shop.shopperAccess.authenticate,
    authenticateAdmin: shop.apiKeys.authenticate,
  });
  shopRoutes(app, shop, { events: createWorker(shop, logger).events, jobs });
  closing.push(() => app.close());
  await app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

after(async () => {
  for (const close of closing.toReversed()) await close();
  await db.close();
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

async function replayOnce(runId: string): Promise<ReplayReport> {
  const http = createHttpClient({ urls: [url], connections: 4 });
  const journal = await openJournal(join(directory, `${runId}.ndjson`));
  const history = await openHistory(join(directory, "history.ndjson"));
  try {
    const api = createShopApi(http, ADMIN_KEY);
    const result = await replay({ file, api, journal, history, runId, concurrency: 4, speed: null, limit: null });
    return reportOf(result, http.retries());
  } finally {
    journal.close();
    await history.close();
    await http.close();
  }
}

test("the import makes catalogue, services and stock, and names every line that it leaves out", async () => {
  const left: NotTaken[] = [];
  const survey = await surveyFile(file, { onNotTaken: (notTaken) => left.push(notTaken) });
  assert.deepEqual(
    left.map(({ line, reason }) => [line, reason]).sort(([a], [b]) => Number(a) - Number(b)),
    [
      [4, "code-is-not-a-product"],
      [5, "zero-price"],
      [6, "sub-penny-price"],
      [11, "code-is-not-a-product"],
      [12, "code-is-not-a-product"],
      [13, "adjusts-bad-debt"],
      [14, "negative-stock-adjustment"],
      [15, "malformed"],
      [18, "code-is-not-a-product"],
    ],
  );
  const first = await importOnlineRetail(db, survey, { stock: "sold" });
  assert.deepEqual([first.created, first.variants, first.services], [4, 2, 2]);
  const stock = await database.query(
    "select v.sku, sum(s.on_hand)::int as units from stock_levels s join variants v on v.id = s.variant_id group by 1 order by 1",
  );
  // 18 and 73 units sold, and a fifth more, in whole units at each of four warehouses.
  assert.deepEqual(stock, [
    { sku: "71053", units: 23 },
    { sku: "85123A", units: 89 },
  ]);
  const again = await importOnlineRetail(db, survey, { stock: "sold" });
  assert.deepEqual([again.created, again.unchanged, again.receivedUnits], [0, 4, 0]);
});

test("the replay places every order to the penny, gives back what was cancelled, and explains each difference", async () => {
  const everything = { minSubtotalMinor: null, productIds: null, categoryIds: null, countries: null, firstOrderOnly: false };
  const offer = {
    name: "A tenth off",
    code: null,
    effect: { type: "percentage", basisPoints: 1_000 },
    conditions: everything,
  } as const;
  const always = {
    currency: null,
    priority: 0,
    exclusive: false,
    startsAt: null,
    endsAt: null,
    maxUses: null,
    maxUsesPerCustomer: null,
  };
  await db.transaction((tx) => savePromotion(tx, { id: newId(), ...offer, ...always, active: true }));

  const report = await replayOnce("first");
  const figure = (what: string) => {
    const { file, shop, unexplained } = report.comparisons.find((each) => each.what === what)!;
    return [file, shop, unexplained];
  };
  assert.deepEqual(report.examples, {});
  assert.deepEqual(
    report.comparisons.filter((each) => each.unexplained !== 0),
    [],
  );
  assert.ok(report.isWhole);
  assert.deepEqual(figure("orders"), [4, 4, 0]);
  assert.deepEqual(figure("order lines"), [11, 7, 0]);
  assert.deepEqual(figure("units"), [96, 95, 0]);
  const salesMills = 20_400 + 18_000 + 5910 + 10_170 + 33_900 + 13_750 + 1250 + 1000 + 163_200;
  assert.deepEqual(figure("sales"), [salesMills + 1, salesMills, 0]);
  assert.deepEqual(figure("of which services"), [20_250, 20_250, 0]);
  assert.deepEqual(figure("returned units"), [24, 18, 0]);
  // Three at the 2.55 that was paid and not 2.95; fifteen at the 2.75 that was credited.
  assert.deepEqual(figure("refunds"), [8850 + 55_000 + 27_500, 7650 + 41_250, 0]);
  assert.deepEqual(report.adjustments, { agreedPrices: 4, coupons: 2, couponMinor: 5 * 64 + 2 * 75, countriesReplaced: 1 });

  const [sold] = await database.query("select count(*)::int as orders, sum(total_minor)::int as total_minor from orders");
  assert.deepEqual(sold, { orders: 4, total_minor: salesMills / 10 });
  const [refunded] = await database.query("select sum(refunded_minor)::int as refunded_minor from payments");
  assert.equal(refunded?.refunded_minor, 4890);
  // The shop's own offer was off meanwhile, else every order would have cost less.
  assert.deepEqual(await database.query("select active from promotions where code is null"), [{ active: true }]);
  const shoppers = await database.query("select shopper_id, count(*)::int as orders from orders group by 1 order by 2");
  assert.deepEqual(
    shoppers.map((row) => row.orders),
    [1, 1, 2],
  );
});

test("a run that is given again places nothing twice", async () => {
  const report = await replayOnce("first");
  assert.ok(report.isWhole);
  assert.equal(report.resumedOrders, 4);
  const [row] = await database.query(
    "select count(*)::int as orders, (select count(*)::int from returns) as returns from orders",
  );
  assert.deepEqual(row, { orders: 4, returns: 2 });
});

test("a run that forgot what it had done asks again with the same keys and is answered the same", async () => {
  const journal = join(directory, "first.ndjson");
  const lines = (await readFile(journal, "utf8")).split("\n");
  await writeFile(journal, `${lines.filter((line) => line.includes('"kind":"session"')).join("\n")}\n{"kind":"ord`);
  const report = await replayOnce("first");
  assert.ok(report.isWhole);
  assert.equal(report.resumedOrders, 0);
  const [row] = await database.query(
    "select count(*)::int as orders, (select count(*)::int from returns) as returns from orders",
  );
  assert.deepEqual(row, { orders: 4, returns: 2 });
});
