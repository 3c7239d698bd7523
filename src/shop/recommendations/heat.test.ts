import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { createCategory } from "../catalog/categories.ts";
import { addHeat, foldHeat, heatOf, hottest } from "./heat.ts";
import { createTrendsConsumer, MAX_ORDERS_PER_BATCH } from "./trends-consumer.ts";

let database: TestDatabase;
let db: Database;
before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url, poolSize: 8 });
});
after(async () => {
  await db.close();
  await database.close();
});

const now = new Date("2026-11-27T08:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

test("what came a half-life ago counts half, and what is added counts with what was there", () => {
  assert.ok(Math.abs(heatOf(2, daysAgo(3)) - heatOf(1, now)) < 1e-9);
  assert.ok(Math.abs(addHeat(heatOf(1, now), heatOf(1, now)) - heatOf(2, now)) < 1e-9);
  assert.ok(Math.abs(addHeat(heatOf(3, now), heatOf(2, daysAgo(3))) - heatOf(4, now)) < 1e-9);
  assert.equal(addHeat(heatOf(1, now), heatOf(1, daysAgo(3_000))), heatOf(1, now));
});

test("the hottest are first, in the shop and in each category, and what is not for sale is left out", async () => {
  const [shelf, other] = await db.transaction(async (tx) => [
    await createCategory(tx, { parentId: null, slug: "shelf", name: "Shelf", position: 1 }),
    await createCategory(tx, { parentId: null, slug: "other", name: "Other", position: 2 }),
  ]);
  await database.query(
    `insert into products (id, slug, name, status, listed)
     select n, 'p' || n, 'P' || n, case n when 4 then 'archived' else 'active' end, n <> 5 from generate_series(1, 6) n`,
  );
  await database.query(
    `insert into product_categories (product_id, category_id, is_direct, visible)
     select id, case when id = 3 then $2::int else $1::int end, true, status = 'active' and listed from products`,
    [shelf!.id, other!.id],
  );
  const fold = (productId: number, weight: number, at: Date) => foldHeat(db, new Map([[productId, heatOf(weight, at)]]));
  await fold(1, 100, daysAgo(30));
  await fold(2, 3, daysAgo(1));
  await fold(3, 5, now);
  await fold(4, 1_000, now);
  await fold(5, 1_000, now);
  await fold(99, 1_000, now);
  // At once, from many connections: nothing is lost.
  await Promise.all(Array.from({ length: 16 }, () => fold(6, 1, now)));
  assert.deepEqual(await hottest(db, null, 10), [6, 3, 2, 1]);
  assert.deepEqual(await hottest(db, shelf!.id, 10), [6, 2, 1]);
  assert.deepEqual(await hottest(db, other!.id, 10), [3]);
  const [row] = await database.query<{ heat: number }>("select heat from product_heat where product_id = 6");
  assert.ok(Math.abs(row!.heat - heatOf(16, now)) < 1e-9);
});

test("of many orders at once a sample is looked at, which counts for all of them", async () => {
  await database.query("insert into products (id, slug, name) values (77, 'p77', 'P77')");
  const looked: number[] = [];
  const consumer = createTrendsConsumer({
    db,
    orders: {
      async load(refs) {
        looked.push(refs.length);
        const lines = [{ variantId: 770_001, quantity: 1, returnedQuantity: 0, allocations: [] }];
        return refs.map((ref) => ({ ...ref, holdId: ref.orderId, status: "paid" as const, country: "GB", lines }));
      },
    },
  });
  const orders = 4 * MAX_ORDERS_PER_BATCH;
  await consumer.handle(
    Array.from({ length: orders }, (_, n) => ({
      id: `e${n}`,
      position: n,
      aggregateType: "order",
      aggregateId: `o${n}`,
      shopperId: "s",
      productId: null,
      version: 2,
      type: "order.paid",
      payload: {},
      createdAt: now,
    })),
  );
  assert.deepEqual(looked, [MAX_ORDERS_PER_BATCH]);
  const [row] = await database.query<{ heat: number }>("select heat from product_heat where product_id = 77");
  assert.ok(Math.abs(row!.heat - heatOf(10 * orders, now)) < 1e-9);
});
