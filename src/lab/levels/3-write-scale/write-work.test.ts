import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { describeStatement, readStatements, readWriteCounters, resetStatements, since, statementTable } from "./write-work.ts";

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());

test("a statement is told by the tables that it writes, else by those that it reads", () => {
  assert.equal(
    describeStatement(
      "with input as (select * from unnest($1::uuid[]) as i (id)), closed as (update carts c set status = $2 from input i where c.id = i.id returning *) insert into orders (id) select id from closed",
    ),
    "writes carts, orders",
  );
  assert.equal(
    describeStatement("with chosen as materialized (select id from categories) select from chosen join products p on true"),
    "reads categories, products",
  );
  assert.equal(describeStatement("insert into a (x) values ($1) on conflict (x) do update set x = $2"), "writes a");
  assert.equal(describeStatement("begin"), "begin");
});

test("what was inserted, updated and entered into indexes between two readings is counted", async () => {
  const on = { query: (text: string, values: readonly unknown[] = []) => database.query<never>(text, values) };
  // One session of the pool does all of it, and says what it has counted.
  const counted = async () => {
    await database.query("select pg_stat_force_next_flush()");
    return readWriteCounters(on);
  };
  await resetStatements(on);
  const start = await counted();
  await database.query("insert into brands (id, slug, name) select n, 'b' || n, 'B' || n from generate_series(1, 5) n");
  const end = since(start, await counted());
  assert.equal(end.inserted, 5);
  assert.ok(end.walBytes > 0);
  assert.ok(end.indexEntries >= 5);
  assert.equal(end.orders, 0);
  const statements = await readStatements(on);
  assert.ok(statements.some(({ statement, walBytes }) => statement === "writes brands" && walBytes > 0));
  assert.match(statementTable(statements), /time +calls +ms each +log each +statement\n/);
});
