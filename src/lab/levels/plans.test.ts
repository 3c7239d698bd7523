import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { explain, explainText } from "./plans.ts";

let database: TestDatabase;
let client: pg.Client;

before(async () => {
  database = await createTestDatabase({ schema: "empty" });
  client = new pg.Client(database.url);
  await client.connect();
  await client.query(`
    create table sold (id int not null, month int not null, number text) partition by range (month);
    create table sold_2026_01 partition of sold for values from (1) to (2);
    create table sold_2026_02 partition of sold for values from (2) to (3);
    create index on sold (number);
    insert into sold select n, 1 + n % 2, 'N' || n from generate_series(1, 2000) n;
    analyze sold;
    set enable_seqscan = off;
  `);
});
after(async () => {
  await client.end();
  await database.close();
});

test("a plan tells which partitions were looked into, how many rows it answered and what it touched", async () => {
  const oneMonth = await explain(client, "select * from sold where month = $1 and number = $2", [2, "N7"]);
  const everyMonth = await explain(client, "select * from sold where number = $1", ["N7"]);
  assert.equal(oneMonth.scans, 1);
  assert.equal(everyMonth.scans, 2);
  assert.equal(everyMonth.rows, 1);
  assert.ok(everyMonth.blocks > oneMonth.blocks, `${everyMonth.blocks} and ${oneMonth.blocks}`);
});

test("what was planned and not run is not looked into", async () => {
  const { scans } = await explain(client, "select * from sold where number = 'N7' and current_setting('enable_seqscan') = 'on'");
  assert.equal(scans, 0);
});

test("a month's index is called like that of its table, so that plans of different months are the same", async () => {
  const january = await explain(client, "select * from sold where month = 1 and number = 'N7'");
  const february = await explain(client, "select * from sold where month = 2 and number = 'N7'");
  assert.equal(january.shape, february.shape);
  assert.match(january.shape, /Index Scan sold_number_idx/);
});

test("the text of a plan is that of PostgreSQL", async () => {
  assert.match(
    await explainText(client, "select * from sold where month = 1 and number = 'N7'"),
    /Index Scan using sold_2026_01/,
  );
});
