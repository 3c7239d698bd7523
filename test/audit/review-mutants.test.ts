import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Database } from "../../src/platform/database/database.ts";
import { newId } from "../../src/platform/ids.ts";
import { createContributionsFixture, reviewOf } from "../../src/shop/contributions/contributions.fixture.ts";
import { auditOf, redOf } from "../support/audited.ts";
import { changeStatement, hookStatement } from "../support/statement-hooks.ts";

/** A product with three reviews, a question and an answer, in a shop that is broken from the start. */
async function openBroken(t: TestContext, wrap: (db: Database) => Database) {
  const shop = await createContributionsFixture({ wrap });
  t.after(() => shop.close());
  const productId = await shop.newProduct();
  const ids: number[] = [];
  for (const rating of [2, 3, 5]) {
    const { review } = await shop.reviews.post(reviewOf(productId, { rating, characteristics: { Fit: rating } }), newId());
    ids.push(review.id);
  }
  const text = { productId, body: "Does it fit?", name: "Ada", email: null, photos: [] };
  const { question } = await shop.questions.ask(text, newId());
  const { answer } = await shop.questions.answer({ ...text, questionId: question.id, bySeller: false }, newId());
  const red = async () => redOf(await auditOf(shop.testDatabase, { graceSeconds: 600 }));
  return { ...shop, productId, reviewId: ids[0]!, questionId: question.id, answerId: answer.id, red };
}

test("sums that a hidden review stays in are seen", async (t) => {
  let broken = false;
  const shop = await openBroken(t, (db) => hookStatement(db, "reviews.apply-sums", async (proceed) => (broken ? [] : proceed())));
  assert.deepEqual(await shop.red(), []);
  broken = true;
  await shop.reviewModeration.hide(shop.reviewId);
  assert.deepEqual(await shop.red(), ["reviews.summaries-equal-rows", "reviews.characteristics-equal-rows"]);
});

test("a review that is hidden twice is taken out twice when nothing asks whether it was visible", async (t) => {
  const shop = await openBroken(t, (db) => changeStatement(db, "reviews.hide", { "and hidden_at is null": "" }));
  await shop.reviewModeration.hide(shop.reviewId);
  assert.deepEqual(await shop.red(), []);
  // The stars of this review are gone, and a number below zero is refused; those of another are not.
  await assert.rejects(shop.reviewModeration.hide(shop.reviewId), { code: "23514" });
  await shop.reviews.post(reviewOf(shop.productId, { rating: 2, characteristics: { Fit: 2 } }), newId());
  await shop.reviewModeration.hide(shop.reviewId);
  assert.deepEqual(await shop.red(), ["reviews.summaries-equal-rows", "reviews.characteristics-equal-rows"]);
});

test("characteristics that are counted without their review are seen", async (t) => {
  const shop = await openBroken(t, (db) =>
    changeStatement(db, "reviews.apply-sums", { "c.value_sum + x.value_sum": "c.value_sum + x.count" }),
  );
  assert.deepEqual(await shop.red(), ["reviews.characteristics-equal-rows"]);
});

test("a shopper's second vote that is counted is seen, wherever it is given", async (t) => {
  const everyCall = { "and exists (select from voted)": "" };
  const shop = await openBroken(t, (db) =>
    changeStatement(changeStatement(db, "reviews.vote-helpful", everyCall), "answers.vote-helpful", everyCall),
  );
  const shopper = newId();
  await shop.reviews.voteHelpful(shop.reviewId, shopper);
  await shop.questions.voteHelpful("answer", shop.answerId, shopper);
  assert.deepEqual(await shop.red(), []);
  await shop.questions.voteHelpful("answer", shop.answerId, shopper);
  assert.deepEqual(await shop.red(), ["reviews.votes-equal-counts"]);
  await shop.reviews.voteHelpful(shop.reviewId, shopper);
  const { findings } = await auditOf(shop.testDatabase);
  assert.equal(findings.find(({ id }) => id === "reviews.votes-equal-counts")!.violations, 2);
});

test("a report that a decision forgets is seen", async (t) => {
  const shop = await openBroken(t, (db) =>
    changeStatement(db, "questions.resolve-reports", { "set resolved_at = now()": "set reason = ''" }),
  );
  await shop.questions.report("question", shop.questionId, newId(), "spam");
  assert.deepEqual(await shop.red(), []);
  await shop.questionModeration.restore("question", shop.questionId);
  assert.deepEqual(await shop.red(), ["reviews.reports-equal-counts"]);
});

test("an answer that is hidden and still counted is seen", async (t) => {
  const shop = await openBroken(t, (db) => hookStatement(db, "questions.count-answers", async () => []));
  await shop.questionModeration.hide("answer", shop.answerId);
  assert.deepEqual(await shop.red(), ["questions.answers-counted"]);
});
