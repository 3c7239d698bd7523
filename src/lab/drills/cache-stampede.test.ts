import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { seededRandom } from "../../platform/random.ts";
import { cacheStampede } from "./cache-stampede.ts";
import type { Facts } from "./drill.ts";

test("everything is forgotten with each write until the trigger is gone", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const { context } = await createDrillBench(t, { databaseUrl: database.url });
  const facts: Facts = { ...(await cacheStampede.plan(context, seededRandom(1))), table: "carts" };
  const version = async () => (await database.query<{ version: number }>("select version from reference_version"))[0]!.version;
  const write = () => database.query("update carts set version = version where false");
  const first = await version();
  await cacheStampede.break(context, facts);
  await write();
  assert.notEqual(await version(), first);
  assert.equal((await cacheStampede.cause(context, facts)).well, false);

  await database.query(`drop trigger ${facts.trigger} on carts`);
  assert.equal((await cacheStampede.cause(context, facts)).well, true);
  const then = await version();
  await write();
  assert.equal(await version(), then);
  for (let time = 0; time < 2; time += 1) await cacheStampede.restore(context, facts);
});

test("a cache that answers half of what it is asked has recovered; one that nobody asks says nothing", async (t) => {
  const database = await createTestDatabase();
  t.after(database.close);
  const bench = await createDrillBench(t, { databaseUrl: database.url });
  const symptomWith = (hits: number, misses: number) => {
    let look = 0;
    bench.metrics = () => {
      const text = `cache_requests_total{cache="answers",result="hit"} ${look * hits}\ncache_requests_total{cache="answers",result="miss"} ${look * misses}\n`;
      look += 1;
      return text;
    };
    return cacheStampede.symptom(bench.context, {});
  };
  assert.equal((await symptomWith(10, 300)).well, false);
  assert.equal((await symptomWith(300, 10)).well, true);
  assert.match((await symptomWith(0, 1)).seen, /hardly anybody/);
});
