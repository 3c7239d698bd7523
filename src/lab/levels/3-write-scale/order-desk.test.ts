import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { createDatabase } from "../../../platform/database/database.ts";
import { seededRandom } from "../../../platform/random.ts";
import { seedReferenceData } from "../../../shop/seed/reference-data.ts";
import { createOrderDesk, fillCarts, renameThing, spreadBasket, stockShop } from "./order-desk.ts";

const BUYERS = 16;
const ORDERS = 64;

let database: TestDatabase;
let variants: number[];

before(async () => {
  database = await createTestDatabase();
  const db = createDatabase({ url: database.url, poolSize: 1 });
  await seedReferenceData(db);
  await db.close();
  variants = await stockShop(database.url, 20);
});
after(() => database.close());

/** All carts by buyers at once; answers how many statements that took. */
async function sell(queues: "own" | "shared"): Promise<number> {
  const carts = await fillCarts(database.url, ORDERS, spreadBasket(variants, seededRandom(2)));
  const desk = createOrderDesk({ url: database.url, buyers: BUYERS, queues });
  try {
    const ids = new Set<string>();
    let next = 0;
    const buyer = async () => {
      for (let index = next++; index < carts.length; index = next++) ids.add(await desk.buy(carts[index]!));
    };
    await Promise.all(Array.from({ length: BUYERS }, buyer));
    assert.equal(ids.size, ORDERS);
    return desk.db.counters.statements;
  } finally {
    await desk.close();
  }
}

test("orders of parallel buyers are all paid and have their units, alone as in batches, which take fewer statements", async () => {
  const alone = await sell("own");
  const batched = await sell("shared");
  assert.ok(batched * 2 < alone, `${batched} statements in batches, ${alone} alone`);
  const [books] = await database.query(
    `select (select count(*)::int from orders where status = 'paid') as paid, (select sum(quantity)::int from order_lines) as units,
       (select sum(reserved)::int from stock_levels) as reserved`,
  );
  assert.deepEqual(books, { paid: 2 * ORDERS, units: 2 * ORDERS * 3, reserved: 2 * ORDERS * 3 });
});

test("a desk with queues of their own for so many buyers refuses one more", async () => {
  const carts = await fillCarts(database.url, 2, () => [variants[0]!]);
  const desk = createOrderDesk({ url: database.url, buyers: 1, queues: "own" });
  try {
    const first = desk.buy(carts[0]!);
    await assert.rejects(desk.buy(carts[1]!), /More than 1 buy at once/);
    await first;
  } finally {
    await desk.close();
  }
});

test("a product that is renamed is shown with its new name", async () => {
  const db = createDatabase({ url: database.url, poolSize: 1 });
  try {
    const name = await renameThing(db, 3, 2);
    const [row] = await database.query<{ name: string }>("select name from products where id = $1", [
      Math.floor(variants[3]! / 10_000),
    ]);
    assert.equal(row!.name, name);
  } finally {
    await db.close();
  }
});

test("a basket has three different variants, or as many as there are", () => {
  const basket = spreadBasket([1, 2, 3, 4], seededRandom(1));
  for (let draw = 0; draw < 20; draw += 1) assert.equal(new Set(basket()).size, 3);
  assert.equal(spreadBasket([1, 2], seededRandom(1))().length, 2);
});
