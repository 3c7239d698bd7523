import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readRunning } from "../../src/cli/running.ts";
import { audit } from "../../src/lab/audit/audit.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { debianPostgres, type OwnPostgres, startDebianPostgres } from "./support/debian-postgres.ts";
import { tenfold } from "./support/tenfold.ts";

const skip = debianPostgres === undefined ? "there is no PostgreSQL in /usr/lib/postgresql" : false;
const ADMIN_KEY = "integration-test-owner";
const OPEN = /the shop is open after [\d.]+ s[\s\S]*?API\s+(http:\/\/[\d.]+:\d+)/;

let place: TemporaryDirectory;
let postgres: OwnPostgres | undefined;
before(async () => {
  place = await makeTemporaryDirectory();
  if (debianPostgres !== undefined) postgres = await startDebianPostgres(debianPostgres, place.path);
});
after(async () => {
  await postgres?.stop();
  await place.remove();
});

function up(databaseUrl: string) {
  return tenfold(["up"], {
    DATABASE_URL: databaseUrl,
    TENFOLD_DATA: join(place.path, "data"),
    TENFOLD_ADMIN_KEY: ADMIN_KEY,
    PORT: "0",
  });
}

test("a PostgreSQL given by its URL serves the same shop, twice, and starts none of its own", { skip }, async (t) => {
  const first = up(postgres!.url);
  await first.waitForOutput(OPEN, 60_000);
  assert.equal((await first.stop()).code, 0);

  const shop = up(postgres!.url);
  const [, url] = await shop.waitForOutput(OPEN, 60_000);
  const historyFile = join(place.path, "history.ndjson");
  const args = ["load", "flash-sale", "--url", url!, "--buyers", "200", "--units", "20", "--history", historyFile];
  const sale = tenfold(args, { TENFOLD_ADMIN_KEY: ADMIN_KEY });
  assert.equal((await sale.exited).code, 0, sale.output());
  assert.equal(existsSync(join(place.path, "data", "postgres")), false);

  const providerUrl = (await readRunning(join(place.path, "data")))?.sandboxUrl;
  assert.ok(providerUrl);
  const report = await audit({ databaseUrl: postgres!.url, providerUrl, historyFile, graceSeconds: 30 });
  assert.equal(report.verdict, "green", JSON.stringify(report.findings.filter((finding) => finding.verdict === "red")));
  t.diagnostic(`${debianPostgres}: ${report.counts.orders} orders, audit ${report.verdict}`);
  assert.equal((await shop.stop()).code, 0);
});

test("a database that is not there is reported with a sentence and without its password", { skip }, async () => {
  const shop = up("postgres://shop:secret-word@127.0.0.1:1/postgres");
  assert.notEqual((await shop.exited).code, 0);
  assert.match(shop.output(), /127\.0\.0\.1:1/);
  assert.doesNotMatch(shop.output(), /secret-word|^\s+at .+:\d+:\d+/m);
});

test("a wrong password is reported with a sentence", { skip }, async () => {
  const shop = up(postgres!.url.replace(/:[^:@]+@/, ":wrong@"));
  assert.notEqual((await shop.exited).code, 0);
  assert.match(shop.output(), /password/);
  assert.doesNotMatch(shop.output(), /^\s+at .+:\d+:\d+/m);
});
