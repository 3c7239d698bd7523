import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { connected } from "../../../test/support/one-query.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { seededRandom } from "../../platform/random.ts";
import type { Facts } from "./drill.ts";
import { exhaustedPool } from "./exhausted-pool.ts";

const STUCK = "update carts set version = version where id = '00000000-0000-7000-8000-000000000000'";

test("the pool is exhausted until the session that holds the lock is ended", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const bench = await createDrillBench(t, { databaseUrl: database.url });
  const { context } = bench;
  const facts: Facts = { ...(await exhaustedPool.plan(context, seededRandom(1))), table: "carts" };
  bench.metrics = "db_pool_waiting 0\n";
  assert.equal((await exhaustedPool.symptom(context, facts)).well, true);

  const keeping = await exhaustedPool.break(context, facts);
  t.after(() => keeping?.close());
  assert.equal((await exhaustedPool.cause(context, facts)).well, false);
  bench.metrics = "db_pool_waiting 12\n";
  assert.match((await exhaustedPool.symptom(context, facts)).seen, /12 statements waited/);

  // The queue may be empty while the shop refuses requests; who is stuck is stuck.
  bench.metrics = "db_pool_waiting 0\n";
  const stuck = connected(database.url, STUCK);
  await waitFor(async () => !(await exhaustedPool.symptom(context, facts)).well, { message: "nobody is seen to be stuck" });

  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and application_name = $1",
    [facts.application],
  );
  await stuck;
  assert.equal((await exhaustedPool.cause(context, facts)).well, true);
  assert.equal((await exhaustedPool.symptom(context, facts)).well, true);
});

test("a pool that is empty now and then is not exhausted, and no figures are no good news", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const bench = await createDrillBench(t, { databaseUrl: database.url });
  const facts = await exhaustedPool.plan(bench.context, seededRandom(1));
  let look = 0;
  bench.metrics = () => `db_pool_waiting ${look++ % 2 === 0 ? 5 : 0}\n`;
  assert.equal((await exhaustedPool.symptom(bench.context, facts)).well, true);
  bench.metrics = "";
  assert.equal((await exhaustedPool.symptom(bench.context, facts)).well, false);
});

test("what is put back is put back by whoever comes, also twice", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { context } = await createDrillBench(t, { databaseUrl: database.url });
  const facts = await exhaustedPool.plan(context, seededRandom(2));
  const keeping = await exhaustedPool.break(context, facts);
  for (let time = 0; time < 2; time += 1) await exhaustedPool.restore(context, facts);
  await waitFor(async () => (await exhaustedPool.cause(context, facts)).well);
  await keeping!.close();
});
