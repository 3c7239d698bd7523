import assert from "node:assert/strict";
import { test } from "node:test";
import { readHistory } from "../../src/lab/audit/history.ts";
import { createSampler } from "../../src/lab/report/sampler.ts";
import { createHttpClient } from "../../src/lab/workload/http-client.ts";
import { mixes } from "../../src/lab/workload/mixes/mix.ts";
import { surveyByApi } from "../../src/lab/workload/mixes/survey-api.ts";
import { surveyDatabase } from "../../src/lab/workload/mixes/survey-database.ts";
import type { RunResult } from "../../src/lab/workload/open-loop/result.ts";
import { runLoad } from "../../src/lab/workload/open-loop/run.ts";
import { STEADY } from "../../src/lab/workload/profiles/profile.ts";
import { assertGreen } from "../support/audited.ts";
import { makeTemporaryDirectory } from "../support/directories.ts";
import { startWholeShop } from "../support/whole-shop.ts";

const RATE = 40;
const SECONDS = 4;

test("visitors of every mix get through a whole shop, and the audit finds what they were told to be true", async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(directory.remove);
  const shop = await startWholeShop(t);
  const url = `http://127.0.0.1:${shop.port}`;
  const client = createHttpClient({ urls: [url], connections: 2 });
  const catalogue = await surveyByApi(client);
  await client.close();
  const { variantIds, ...inDatabase } = await surveyDatabase(shop.database.url);
  assert.partialDeepStrictEqual(catalogue, inDatabase, "the API and the database show the same shop");
  assert.equal(variantIds.length, catalogue.variantIds.length);

  const historyFile = `${directory.path}/history.ndjson`;
  const operations = new Set<string>();
  const results: RunResult[] = [];
  for (const mix of Object.keys(mixes)) {
    const result = await runLoad({
      mix,
      ratePerSecond: RATE,
      urls: [url],
      catalogue,
      profile: STEADY,
      seconds: SECONDS,
      warmUpSeconds: 0,
      thinkMs: 100,
      timeoutMs: 30_000,
      workers: 2,
      historyFile,
      sampler: createSampler({
        parts: async () => [{ name: "shop", kind: "api", pid: process.pid, metricsUrl: `${url}/metrics` }],
        databaseUrl: shop.database.url,
        metricsToken: null,
      }),
    });
    results.push(result);
    assert.deepEqual(result.errors, [], mix);
    assert.equal(result.totals.answered, result.totals.offered, mix);
    for (const name of Object.keys(result.operations)) operations.add(name);
  }
  assert.ok(operations.has("checkout") && operations.has("order"), [...operations].join());
  const gauges = results.flatMap((result) => result.gauges.map(({ id }) => id));
  for (const id of ["database-commits", "database-active", "wal-bytes", "requests-in-flight"] as const)
    assert.ok(gauges.includes(id), id);

  const history = [];
  for await (const entry of readHistory(historyFile)) history.push(entry);
  assert.equal(
    history.length,
    results.reduce((sum, { totals }) => sum + totals.answered, 0),
  );
  const bought = history.filter(({ op, outcome }) => op === "checkout" && outcome === "ok").length;
  const orders = await shop.database.query<{ count: number }>(
    "select count(*)::int as count from orders where status <> 'payment_failed'",
  );
  assert.ok(bought > 0);
  assert.equal(orders[0]!.count, bought);
  await shop.assertAuditGreen();
  await assertGreen(shop.database, { history });
});
