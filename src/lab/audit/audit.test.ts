import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { assertGreen, auditOf } from "../../../test/support/audited.ts";
import { createTestDatabase } from "../../../test/support/database.ts";
import { addPromotion, addVariants, createTestShop, fillCarts } from "../../../test/support/shop.ts";
import { workOff } from "../../../test/support/worker.ts";
import { createComments } from "../../shop/engagement/comments.ts";
import { createLikes } from "../../shop/engagement/likes.ts";
import { createQuestions } from "../../shop/questions/questions.ts";
import { createReviews } from "../../shop/reviews/reviews.ts";
import { allChecks } from "./audit.ts";

const database = await createTestDatabase();
const client = new pg.Client(database.url);
await client.connect();
after(async () => {
  await client.end();
  await database.close();
});

// Three paid orders, two of them with a coupon; a like and a comment.
const shop = await createTestShop({ database });
await addPromotion(database, { code: "TEN", maxUses: 10 });
const variantIds = await addVariants(database, { count: 2 });
const lines = variantIds.map((variantId) => ({ variantId, quantity: 2 }));
const carts = [
  ...(await fillCarts(database, { count: 1, lines })),
  ...(await fillCarts(database, { count: 2, lines, couponCodes: ["TEN"] })),
];
for (const cart of carts) assert.equal((await shop.buy(cart)).status, 201);
const { shopperId } = carts[0]!;
const productId = Math.floor(variantIds[0]! / 10_000);
await createLikes(shop.db).give(shopperId, { kind: "product", id: productId, productId });
const comment = { productId, name: "Ada", body: "Does it come in green, too?" };
await createComments(shop.db).post(comment, { ownerId: shopperId, key: null, requestHash: "" });
// Two reviews, and a question with an answer; each with a vote and a report.
const reviews = createReviews(shop.db);
const questions = createQuestions(shop.db);
const written = { productId, name: "Ada", email: null, body: "It is good.", photos: [] };
const judged = { ...written, rating: 4, summary: "Good", recommend: true, characteristics: { Quality: 5 } };
const { review } = await reviews.post(judged, null);
await reviews.post({ ...judged, rating: 2 }, null);
const { question } = await questions.ask(written, null);
const { answer } = await questions.answer({ ...written, questionId: question.id, bySeller: false }, null);
await reviews.voteHelpful(review.id, null);
await reviews.report(review.id, null, null);
for (const [kind, { id }] of Object.entries({ question, answer }) as ["question" | "answer", { id: number }][]) {
  await questions.voteHelpful(kind, id, null);
  await questions.report(kind, id, null, null);
}
await workOff(shop);
await shop.close();

const ONE_ORDER = "id = (select min(id::text)::uuid from orders)";
const LONG_AGO = "now() - interval '1 hour'";

/** For each check the smallest damage that it is there for. */
const damages: Readonly<Record<string, string>> = {
  "stock.ledger-folds-to-level": "update stock_ledger set on_hand_delta = on_hand_delta + 1 where kind = 'receive'",
  "stock.never-oversold": "update stock_ledger set reserved_delta = 1001 where kind = 'hold'",
  "stock.reservations-fold-to-level": "update reservations set quantity = quantity + 1",
  "stock.holds-swept": `update reservations set state = 'held', expires_at = ${LONG_AGO}`,
  "stock.paid-orders-allocated": "delete from reservations",
  "stock.allocations-belong-to-orders": "update reservations set hold_id = gen_random_uuid()",
  "stock.ended-orders-hold-nothing": `update orders set status = 'fulfilled', updated_at = ${LONG_AGO}`,
  "stock.order-lines-served-once": "update order_lines set allocations = '[]'",
  "orders.lines-add-up": "update order_lines set discount_minor = discount_minor + 1",
  "orders.numbers-unique": `do $$ declare index text; begin
      for index in select indexname from pg_indexes where tablename like 'orders_%' and indexdef like '%(number)' loop
        execute 'drop index ' || index;
      end loop;
      update orders set number = 'the same';
    end $$`,
  "orders.one-per-cart": "update orders set cart_id = (select cart_id from orders limit 1)",
  "orders.one-per-idempotency-key": "delete from idempotency_keys",
  "orders.no-orphans": `delete from orders where ${ONE_ORDER}`,
  "orders.carts-agree": "update carts set status = 'open', order_id = null",
  "orders.nothing-stuck": `update orders set status = 'pending', placed_at = ${LONG_AGO}`,
  "money.payments-match-orders": "update payments set amount_minor = amount_minor + 1, captured_minor = captured_minor + 1",
  "money.refunds-add-up": "update payments set refunded_minor = 1",
  "money.cancelled-orders-refunded": "update orders set status = 'cancelled'",
  "events.one-per-change": "delete from outbox_shopper where type = 'order.paid'",
  "events.relayed": "update outbox_shopper set position = null",
  "events.in-order": "update outbox_shopper set position = -position",
  "events.consumed": "update event_consumers set position = 0",
  "engagement.likes-fold": "update engagement_counters set likes = likes + 1",
  "engagement.likes-marked-once": "update like_marks set version = version + 2",
  "engagement.comments-fold": "update engagement_counters set comments = comments - 1",
  "engagement.feed-tells": "delete from feed_entries where kind = 'liked'",
  "reviews.summaries-equal-rows": "update reviews set recommend = false where rating = 4",
  "reviews.characteristics-equal-rows": `update reviews set characteristics = '{"Quality": 4}' where rating = 4`,
  "reviews.votes-equal-counts": "delete from answer_votes",
  "reviews.reports-equal-counts": "update question_reports set resolved_at = now()",
  "questions.answers-counted": "update answers set hidden_at = now()",
  "promotions.within-limit": "update promotions set max_uses = 1",
  "promotions.within-customer-limit":
    "with limited as (update promotions set max_uses_per_customer = 1) update orders set email = ' Ada@Example.test'",
  "promotions.uses-fold": "update promotion_uses set uses = uses + 1",
  "promotions.redemptions-settled": `update promotion_redemptions set state = 'held', expires_at = ${LONG_AGO}`,
};

async function violationsOf(sql: string): Promise<number> {
  const { rows } = await client.query(`select count(*)::int as violations from (${sql}) v`, sql.includes("$1") ? [0] : []);
  return rows[0].violations;
}

test("an undamaged shop is green", () => assertGreen(database));

test("every check has a name of its own and a damage that it is there for", () => {
  const ids = allChecks.map((check) => check.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(Object.keys(damages).toSorted(), ids.toSorted());
});

for (const { id, holds, sql } of allChecks) {
  test(`${id} sees its damage: ${holds}`, async () => {
    await client.query("begin");
    try {
      assert.equal(await violationsOf(sql), 0);
      await client.query(damages[id]!);
      assert.ok((await violationsOf(sql)) > 0);
    } finally {
      await client.query("rollback");
    }
  });
}

test("a dead letter is a violation", async () => {
  await database.query(
    `insert into event_dead_letters (consumer, event_id, position, type, event, attempts, error)
     select name, gen_random_uuid(), 1, 'order.paid', '{}', 5, 'broken' from event_consumers limit 1`,
  );
  const { verdict, findings } = await auditOf(database);
  assert.equal(verdict, "red");
  const finding = findings.find(({ id }) => id === "events.consumed");
  assert.deepEqual([finding!.verdict, finding!.violations, finding!.examples.length], ["red", 1, 1]);
  await database.query("delete from event_dead_letters");
});

test("what could not be looked at is skipped and says why", async () => {
  const { verdict, findings } = await auditOf(database);
  assert.equal(verdict, "green");
  const skipped = findings.filter((finding) => finding.verdict === "skipped");
  assert.deepEqual(
    skipped.map(({ id, note }) => [id, note]),
    [
      ["money.equals-provider-book", "no provider was named"],
      ["history.acknowledged-is-kept", "no history was named"],
      ["history.sessions-never-go-back", "no history was named"],
    ],
  );
});
