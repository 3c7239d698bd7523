import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { HistoryEntry } from "../../src/lab/audit/history.ts";
import type { Clock } from "../../src/platform/clock.ts";
import type { Database } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { createSweeper } from "../../src/shop/inventory/sweeper.ts";
import { createOrderStocks } from "../../src/shop/orders/order-stock.ts";
import { createExpiredRedemptions } from "../../src/shop/promotions/expired-redemptions.ts";
import { assertGreen, historyEntry } from "../support/audited.ts";
import { createTestDatabase } from "../support/database.ts";
import { createFakeProvider } from "../support/fake-provider.ts";
import { addPromotion, addVariants, createTestShop, fillCarts, type TestCart } from "../support/shop.ts";
import { hookStatement } from "../support/statement-hooks.ts";
import { workOff } from "../support/worker.ts";

const SEED = 20_101_201;
const PROCESSES = 3;
const SHOPPERS = 60;
const CALLS_PER_SHOPPER = 12;
/** Of the answers of the statements that write. */
const LOST_SHARE = 0.05;
/** Of the holds, in every turn of the worker. */
const AGING_SHARE = 0.1;
const WRITES = [
  "inventory.take-holds",
  "inventory.prolong-holds",
  "inventory.move-reservations",
  "promotions.redeem",
  "orders.place",
  "orders.settle",
];

const database = await createTestDatabase();
const provider = createFakeProvider();
after(() => database.close());

/** Now and then an answer is lost after the statement was done. */
function loseSomeAnswers(db: Database, random: () => number): Database {
  return WRITES.reduce(
    (inner, name) =>
      hookStatement(inner, name, async (proceed) => {
        const rows = await proceed();
        if (random() < LOST_SHARE) throw Object.assign(new Error(`the answer to ${name} was lost`), { code: "ECONNRESET" });
        return rows;
      }),
    db,
  );
}

/** A minute ahead, so that nobody waits for a payment that another call may still be making. */
const impatient: Clock = { now: () => new Date(Date.now() + 60_000) };

test("keys that are used for anything at three processes, while carts change, answers are lost and holds are swept: the audit is green", async (t) => {
  const random = seededRandom(SEED);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const shops = await Promise.all(
    Array.from({ length: PROCESSES }, () =>
      createTestShop({ database, provider, wrap: (db) => loseSomeAnswers(db, random), overrides: () => ({ clock: impatient }) }),
    ),
  );
  t.after(async () => {
    for (const shop of shops) await shop.close();
  });
  await addPromotion(database, { code: "SCARCE", maxUses: 40 });
  await addPromotion(database, { code: "ONEEACH", maxUsesPerCustomer: 1 });
  await addPromotion(database, { code: null, basisPoints: 500, maxUses: 30 });
  const variantIds = await addVariants(database, { count: 4, variantsPerProduct: 2, stock: { LON1: 5, RTM1: 3, EWR1: 4 } });

  async function cartsOf(): Promise<TestCart[]> {
    const carts: TestCart[] = [];
    for (let count = 0; count < 2; count += 1) {
      const chosen = new Set([pick(variantIds), pick(variantIds)]);
      const lines = [...chosen].map((variantId) => ({ variantId, quantity: pick([1, 1, 2]) }));
      const [cart] = await fillCarts(database, {
        lines,
        couponCodes: pick([[], [], ["SCARCE"], ["ONEEACH"], ["SCARCE", "ONEEACH"]]),
      });
      carts.push(cart!);
    }
    const [first, second] = carts as [TestCart, TestCart];
    await database.query("update carts set shopper_id = $2 where id = $1", [second.cartId, first.shopperId]);
    await database.query("update cart_lines set shopper_id = $2 where cart_id = $1", [second.cartId, first.shopperId]);
    return [first, { ...second, shopperId: first.shopperId }];
  }

  /** Another quantity or another variant, as any cart may change at any time. */
  async function changeCart({ cartId }: TestCart): Promise<void> {
    await database.query(
      `with changed as (update carts set version = version + 1 where id = $1 and status = 'open' returning id)
       update cart_lines l set quantity = 1 + l.quantity % 2 from changed c where l.cart_id = c.id`,
      [cartId],
    );
  }

  const history: HistoryEntry[] = [];
  async function shopper(): Promise<void> {
    const carts = await cartsOf();
    const calls = Array.from({ length: CALLS_PER_SHOPPER }, async () => {
      const cart = pick(carts);
      const key = pick(["a", "a", "b"]);
      const options = { key, country: pick(["GB", "GB", "US"]), token: pick(["ok", "ok", "ok", "declined", "unknown"]) };
      if (random() < 0.2) await changeCart(cart);
      const answer = await pick(shops).buy(cart, options);
      if (answer.status === 500) throw answer.error;
      history.push(historyEntry(cart, `${key} ${cart.cartId}`, answer));
    });
    await Promise.all(calls);
  }

  const { db, parts } = shops[0]!;
  const { holds, redemptions } = parts;
  const expiredRedemptions = createExpiredRedemptions(db);
  const sweeper = createSweeper({ db, holds, redemptions, orders: createOrderStocks(db), expiredRedemptions, graceMs: 0 });
  /** Time flies for a share of what is held. */
  async function age(table: "reservations" | "promotion_redemptions", share: number): Promise<void> {
    await database.query(
      `update ${table} set expires_at = now() - interval '1 min' where state = 'held' and abs(hashtext(hold_id::text || $2)) % 1000 < $1`,
      [1_000 * share, String(random())],
    );
  }
  let open = true;
  const working = (async () => {
    while (open) {
      await age("reservations", AGING_SHARE);
      await sweeper.runOnce();
      await workOff(shops[0]!);
    }
  })();
  await Promise.all(Array.from({ length: SHOPPERS }, shopper)).finally(() => {
    open = false;
  });
  await working;

  await database.query("update payments set next_attempt_at = now() where status = 'pending'");
  await workOff(shops[0]!);
  await age("reservations", 1);
  await age("promotion_redemptions", 1);
  await sweeper.runOnce();
  await workOff(shops[0]!);
  assert.ok(history.filter(({ status }) => status === 201).length > SHOPPERS / 4);
  const uncounted = await database.query(
    `select o.number, p.code from orders o join promotions p on o.promotions @> jsonb_build_array(jsonb_build_object('id', p.id::text))
     left join promotion_redemptions r on r.hold_id = o.hold_id and r.promotion_id = p.id
     where o.status in ('pending', 'paid') and r.state is distinct from 'used'`,
  );
  assert.deepEqual(uncounted, []);
  await assertGreen(database, { history });
});
