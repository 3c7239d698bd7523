import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addVariants } from "../../../test/support/shop.ts";
import { hookStatement } from "../../../test/support/statement-hooks.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids.ts";
import { createViews, MAX_VIEWED } from "./views.ts";

let database: TestDatabase;
let db: Database;
let productIds: number[];
before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url, poolSize: 6 });
  productIds = (await addVariants(database, { count: 60, kind: "service" })).map((id) => Math.floor(id / 10_000));
});
after(async () => {
  await db.close();
  await database.close();
});

const fail = (error: unknown) => assert.fail(String(error));

test("the list has the last first, each once, and never more than it may", async () => {
  const views = createViews({ db, onError: fail });
  const shopperId = newId();
  for (const productId of [...productIds, productIds[3]!, productIds[57]!]) {
    assert.equal(await views.record({ shopperId, productId }), true);
  }
  const expected = [productIds[57], productIds[3], productIds[59], productIds[58], ...productIds.slice(0, 57).toReversed()]
    .filter((id, index, all) => all.indexOf(id) === index)
    .slice(0, MAX_VIEWED);
  assert.deepEqual(await views.recent(shopperId), expected);
  assert.deepEqual(await views.recent(newId()), []);
});

test("a shopper's views of many products at once, in two processes, all come into the list, and an unknown product into none", async () => {
  const processes = [createViews({ db, onError: fail }), createViews({ db, onError: fail })];
  const shopperId = newId();
  const looked = productIds.slice(0, 20);
  const answers = await Promise.all(looked.map((productId, index) => processes[index % 2]!.record({ shopperId, productId })));
  assert.ok(answers.every(Boolean));
  assert.equal(await processes[0]!.record({ shopperId, productId: 800_000_000 }), false);
  assert.deepEqual((await processes[0]!.recent(shopperId)).toSorted(), looked.toSorted());
});

test("what a guest looked at is what the customer looked at last, once they log in", async () => {
  const views = createViews({ db, onError: fail });
  const [guest, customer] = [newId(), newId()];
  const [first, second, third] = productIds as [number, number, number];
  await views.adopt(guest, customer);
  assert.deepEqual(await views.recent(customer), []);
  for (const productId of [first, second]) await views.record({ shopperId: customer, productId });
  for (const productId of [third, first]) await views.record({ shopperId: guest, productId });
  await views.adopt(guest, customer);
  assert.deepEqual(await views.recent(customer), [first, third, second]);
});

test("views are counted once for each shopper and product, sent together, and kept when sending fails", async () => {
  await database.query("truncate outbox_product");
  let failing = true;
  const flaky = hookStatement(db, "outbox.insert-product", async (proceed) => {
    if (failing) throw new Error("the database is away");
    return proceed();
  });
  const views = createViews({ db: flaky, onError: () => undefined });
  const [popular, other] = productIds as [number, number];
  for (let count = 0; count < 5; count += 1) {
    const shopperId = newId();
    await views.record({ shopperId, productId: popular });
    await views.record({ shopperId, productId: popular });
  }
  await views.record({ shopperId: newId(), productId: other });
  await assert.rejects(views.flush(), /the database is away/);
  failing = false;
  await views.flush();
  await views.flush();
  const events = await database.query(
    "select product_id::int as id, payload ->> 'views' as views from outbox_product order by 1",
  );
  assert.deepEqual(events, [
    { id: popular, views: "5" },
    { id: other, views: "1" },
  ]);
});
