import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { audit } from "../../src/lab/audit/audit.ts";
import { type LabShop, startLabShop } from "../../src/lab/faults/lab-shop.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../support/directories.ts";
import { tenfold } from "./support/tenfold.ts";

const BUYERS = 5_000;
const UNITS = 500;

let place: TemporaryDirectory;
let shop: LabShop;
before(async () => {
  place = await makeTemporaryDirectory();
  shop = await startLabShop({ directory: join(place.path, "shop"), apiProcesses: 2, onEvent: () => undefined });
});
after(async () => {
  await shop?.stop();
  await place.remove();
});

test("500 units, 5,000 buyers at once over two API processes, half of them retrying: exactly 500 are sold", async (t) => {
  const { adminKey, apiUrls, databaseUrl, sandboxUrl: providerUrl } = shop;
  const historyFile = join(place.path, "history.ndjson");
  const sale = tenfold(
    ["load", "flash-sale", "--url", apiUrls.join(","), "--buyers", `${BUYERS}`, "--units", `${UNITS}`, "--history", historyFile],
    { TENFOLD_ADMIN_KEY: adminKey },
  );
  const exit = await sale.exited;
  for (const line of sale.output().trim().split("\n")) t.diagnostic(line);
  assert.equal(exit.code, 0, sale.output());

  const report = await audit({ databaseUrl, providerUrl, historyFile, graceSeconds: 30 });
  assert.deepEqual(
    report.findings.filter((finding) => finding.verdict !== "green"),
    [],
  );
  assert.deepEqual(await paidOrders(databaseUrl), { orders: UNITS, units: UNITS, pending: 0 });
});

async function paidOrders(url: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(distinct o.id) filter (where p.status = 'paid')::int as orders, sum(l.quantity) filter (where o.status = 'paid')::int as units,
        count(*) filter (where o.status = 'pending')::int as pending
      from orders o join order_lines l on l.order_id = o.id join payments p on p.order_id = o.id`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
