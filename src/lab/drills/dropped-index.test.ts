import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDrillBench } from "../../../test/support/drill-context.ts";
import { seededRandom } from "../../platform/random.ts";
import { droppedIndex } from "./dropped-index.ts";

async function bench(t: TestContext) {
  const database = await createTestDatabase();
  t.after(database.close);
  await database.query("insert into products (id, slug, name) values (1, 'a-gift', 'A gift')");
  const { context } = await createDrillBench(t, { databaseUrl: database.url });
  const facts = await droppedIndex.plan(context, seededRandom(1));
  const definitions = async () => {
    const rows = await database.query<{ name: string; definition: string }>(
      "select indexname as name, indexdef as definition from pg_indexes where tablename = 'reviews' order by 1",
    );
    return rows.map(({ name, definition }) => `${name}: ${definition}`);
  };
  return { database, context, facts, definitions };
}

test("the list is slow until the indexes are back, under whatever name", async (t) => {
  const { database, context, facts, definitions } = await bench(t);
  const before = await definitions();
  assert.equal((await droppedIndex.symptom(context, facts)).well, true);
  assert.equal((await droppedIndex.cause(context, facts)).well, true);

  await droppedIndex.break(context, facts);
  assert.equal((await droppedIndex.symptom(context, facts)).well, false);
  assert.equal((await droppedIndex.cause(context, facts)).well, false);
  await assert.rejects(droppedIndex.plan(context, seededRandom(1)), /lacks reviews_relevant/);

  // One that serves the slow list takes the symptom away, and not the cause.
  const slow = `reviews_${facts.sort}`;
  await database.query(String(facts[slow]).replace(slow, "made_by_hand"));
  assert.equal((await droppedIndex.symptom(context, facts)).well, true);
  assert.equal((await droppedIndex.cause(context, facts)).well, false);
  // One with other columns is no cure.
  await database.query("create index not_it on reviews (product_id, created_at) where hidden_at is null");
  assert.equal((await droppedIndex.cause(context, facts)).well, false);
  for (const name of ["reviews_relevant", "reviews_newest", "reviews_helpful"])
    if (name !== slow) await database.query(String(facts[name]));
  assert.equal((await droppedIndex.cause(context, facts)).well, true);

  await database.query("drop index not_it");
  for (let time = 0; time < 2; time += 1) await droppedIndex.restore(context, facts);
  assert.deepEqual(await definitions(), before);
  const [left] = await database.query(
    "select (select count(*) from reviews)::int as reviews, (select count(*) from review_summaries)::int as sums",
  );
  assert.deepEqual(left, { reviews: 0, sums: 0 });
});
