import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addVariants, createTestShop, fillCarts, type TestShop } from "../../../test/support/shop.ts";
import { systemClock } from "../../platform/clock.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { companionIdsOf, storeCompanions } from "./companion-store.ts";
import { rebuildCompanions } from "./rebuild.ts";

let database: TestDatabase;
let db: Database;
let shop: TestShop;
before(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.url });
  shop = await createTestShop({ database });
});
after(async () => {
  await shop.close();
  await db.close();
  await database.close();
});

async function buy(times: number, ...variantIds: readonly number[]): Promise<void> {
  const carts = await fillCarts(database, { count: times, lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })) });
  const answers = await Promise.all(carts.map((cart) => shop.buy(cart)));
  assert.ok(answers.every(({ status }) => status === 201));
}

test("what real orders hold together is found, for products that are sold and listed, and found anew when orders change", async () => {
  const variantIds = (await addVariants(database, { count: 8, variantsPerProduct: 2, kind: "service" })).toSorted(
    (a, b) => a - b,
  );
  // The first variant of each product, and of the first product the second too: variants of one product are no pair.
  const [cup, cupToo, saucer, , bag, , lonely, , archived, , unlisted] = variantIds as [number, ...number[]];
  const productOf = (variantId: number | undefined) => productOfVariant(variantId!);
  await database.query("update products set status = 'archived' where id = $1", [productOf(archived)]);
  await database.query("update products set listed = false where id = $1", [productOf(unlisted)]);
  await buy(6, cup!, cupToo!, saucer!, bag!, archived!, unlisted!);
  await buy(60, bag!, lonely!);
  await buy(40, variantIds[14]!);
  // What was not paid says nothing.
  const declined = await fillCarts(database, {
    count: 30,
    lines: [lonely!, saucer!].map((variantId) => ({ variantId, quantity: 1 })),
  });
  for (const cart of declined) await shop.buy(cart, { token: "declined" });

  assert.deepEqual(await rebuildCompanions({ db, clock: systemClock }), { orders: 106, products: 6, cut: false });
  assert.deepEqual(await companionIdsOf(db, productOf(cup), 12), [productOf(saucer)]);
  assert.deepEqual(await companionIdsOf(db, productOf(saucer), 12), [productOf(cup)]);
  assert.deepEqual(await companionIdsOf(db, productOf(lonely), 12), [productOf(bag)]);

  // What came with the catalogue stays where the orders say nothing; what the orders said before and no longer say goes.
  const given = [{ productId: productOf(variantIds[12]), companions: [{ productId: productOf(cup), score: 20, together: 5 }] }];
  await storeCompanions(db, given, "given", new Date());
  await database.query(
    "update orders set status = 'cancelled' where id in (select order_id from order_lines where variant_id = $1)",
    [cup],
  );
  assert.deepEqual(await rebuildCompanions({ db, clock: systemClock }), { orders: 100, products: 2, cut: false });
  assert.deepEqual(await companionIdsOf(db, productOf(cup), 12), []);
  assert.deepEqual(await companionIdsOf(db, productOf(variantIds[12]), 12), [productOf(cup)]);

  const cut = await rebuildCompanions({ db, clock: systemClock, maxLines: 50 });
  assert.equal(cut.cut, true);
  assert.ok(cut.orders >= 25 && cut.orders <= 50, `${cut.orders} orders`);
});

test("two rebuilds at once, and a third that is broken off, leave what one would", async () => {
  await rebuildCompanions({ db, clock: systemClock });
  const before = await database.query("select product_id, companion_ids, together from product_companions order by 1");
  const stopped = AbortSignal.abort(new Error("the worker stops"));
  await Promise.all([
    rebuildCompanions({ db, clock: systemClock }),
    rebuildCompanions({ db, clock: systemClock }),
    assert.rejects(rebuildCompanions({ db, clock: systemClock, signal: stopped }), /the worker stops/),
  ]);
  await rebuildCompanions({ db, clock: systemClock });
  assert.deepEqual(await database.query("select product_id, companion_ids, together from product_companions order by 1"), before);
});
