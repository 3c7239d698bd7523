import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createExpiredRedemptions } from "../../src/shop/promotions/expired-redemptions.ts";
import { assertGreen } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { type Answer, addPromotion, addVariants, createTestShop, fillCarts } from "../support/shop.ts";
import { hookStatement } from "../support/statement-hooks.ts";
import { workOff } from "../support/worker.ts";

const database = await createTestDatabase();
const shops = [await createTestShop({ database }), await createTestShop({ database })];
after(async () => {
  for (const shop of shops) await shop.close();
  await database.close();
});

/** 50 shoppers check out at once, over two processes. */
async function buyFifty(couponCodes: readonly string[], email?: string): Promise<Answer[]> {
  const [variantId] = await addVariants(database);
  const carts = await fillCarts(database, { count: 50, couponCodes, lines: [{ variantId: variantId!, quantity: 1 }] });
  const options = email === undefined ? {} : { email };
  return Promise.all(carts.map((cart, index) => shops[index % 2]!.buy(cart, options)));
}

const withCode = (answers: readonly Answer[], code: string) => answers.filter((answer) => answer.code === code).length;
const paid = (answers: readonly Answer[]) => answers.filter((answer) => answer.status === 201);
const discounted = (answers: readonly Answer[]) => paid(answers).filter((answer) => answer.order!.discountMinor > 0).length;

async function usesOf(promotionId: string): Promise<number> {
  const [row] = await database.query("select uses from promotion_uses where promotion_id = $1", [promotionId]);
  return row?.uses ?? 0;
}

test("a coupon is used as often as it allows and not once more, however many try at once", async () => {
  const promotionId = await addPromotion(database, { code: "SEVEN", maxUses: 7 });
  const answers = await buyFifty(["SEVEN"]);
  assert.equal(discounted(answers), 7);
  assert.equal(paid(answers).length, 7);
  assert.equal(withCode(answers, "coupon-limit-reached"), 43);
  assert.equal(await usesOf(promotionId), 7);
});

test("a customer uses a coupon as often as it allows, in however many guest sessions at once", async () => {
  await addPromotion(database, { code: "TWICE", maxUsesPerCustomer: 2 });
  const ofOne = await buyFifty(["TWICE"], "Ada@Example.test");
  assert.equal(paid(ofOne).length, 2);
  assert.equal(withCode(ofOne, "coupon-limit-reached"), 48);
  const [cart] = await fillCarts(database, { couponCodes: ["TWICE"], lines: [{ variantId: 1 * 10_000 + 1, quantity: 1 }] });
  assert.equal((await shops[0]!.buy(cart!, { email: "ada@example.test" })).code, "coupon-limit-reached");
  const ofMany = await buyFifty(["TWICE"]);
  assert.equal(paid(ofMany).length, 50);
});

test("a promotion that applies by itself and is used up is left out, and the order goes on", async () => {
  const promotionId = await addPromotion(database, { code: null, maxUses: 9 });
  const answers = await buyFifty([]);
  assert.equal(paid(answers).length, 50);
  assert.equal(discounted(answers), 9);
  assert.equal(await usesOf(promotionId), 9);
  await database.query(
    "with ended as (update promotions set active = false where id = $1) update reference_version set version = version + 1",
    [promotionId],
  );
});

test("a use comes back when the payment is declined, and serves the next", async () => {
  const promotionId = await addPromotion(database, { code: "ONCE", maxUses: 1 });
  const [variantId] = await addVariants(database);
  const lines = [{ variantId: variantId!, quantity: 1 }];
  const [first, second] = await fillCarts(database, { count: 2, couponCodes: ["ONCE"], lines });
  assert.equal((await shops[0]!.buy(first!, { token: "declined" })).status, 402);
  assert.equal((await shops[1]!.buy(second!)).code, "coupon-limit-reached");
  await workOff(shops[0]!);
  assert.equal(await usesOf(promotionId), 0);
  assert.equal((await shops[1]!.buy(second!)).status, 201);
});

test("a coupon is not used up by an order that is sold out", async () => {
  const promotionId = await addPromotion(database, { code: "SOLDOUT", maxUses: 5 });
  const [variantId] = await addVariants(database, { stock: { LON1: 0 } });
  const [cart] = await fillCarts(database, { couponCodes: ["SOLDOUT"], lines: [{ variantId: variantId!, quantity: 1 }] });
  assert.equal((await shops[0]!.buy(cart!)).code, "out-of-stock");
  assert.equal(await usesOf(promotionId), 0);
});

test("a use that a retry counts on is not swept as the leftover of its first try", async () => {
  const promotionId = await addPromotion(database, { code: "LEFTOVER", maxUses: 1 });
  const [variantId] = await addVariants(database);
  const [cart] = await fillCarts(database, { couponCodes: ["LEFTOVER"], lines: [{ variantId: variantId!, quantity: 1 }] });
  const dying = await createTestShop({
    database,
    overrides: () => ({ placement: { place: () => Promise.reject(new Error("the process dies after the hold")) } }),
  });
  assert.equal((await dying.buy(cart!, { key: "k" })).status, 500);
  await dying.close();
  const [held] = await database.query(
    "update promotion_redemptions set expires_at = now() - interval '1 min' where promotion_id = $1 returning hold_id",
    [promotionId],
  );
  // The sweeper looked before the order was there, and gives back what has still expired after that.
  const retrying = await createTestShop({
    database,
    wrap: (db) =>
      hookStatement(db, "orders.place", async (proceed) => {
        await createExpiredRedemptions(db).expire([held!.hold_id]);
        return proceed();
      }),
  });
  const { order } = await retrying.buy(cart!, { key: "k" });
  await retrying.close();
  assert.equal(order!.promotions.length, 1);
  assert.equal(await usesOf(promotionId), 1);
});

test("the audit finds nothing wrong in all of this", async () => {
  await workOff(shops[0]!);
  await assertGreen(database);
});
