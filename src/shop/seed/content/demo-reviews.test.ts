import assert from "node:assert/strict";
import { test } from "node:test";
import { readDemoCatalogue } from "../../catalog/demo-catalogue.ts";
import { demoQuestions } from "./demo-questions.ts";
import { demoReviews } from "./demo-reviews.ts";
import { starShares } from "./review-shape.ts";
import type { Reviewed } from "./topic.ts";

const now = new Date("2026-11-23T12:00:00Z");
const { products } = await readDemoCatalogue();
const reviewed: readonly Reviewed[] = products.map(({ slug, name, categoryPath, attributes, variants }, index) => ({
  id: index + 1,
  slug,
  name,
  categoryPath,
  attributes,
  popularity: variants.reduce((sum, { orderLines }) => sum + orderLines, 0),
  variantIds: [],
}));

test("reviews are spread over the products and the stars as real ones are, and no two say the same", () => {
  const reviews = [...demoReviews(reviewed, now)];
  const counts = [...Map.groupBy(reviews, ({ productId }) => productId).values()]
    .map((some) => some.length)
    .sort((a, b) => b - a);
  assert.equal(counts.length, reviewed.length);
  assert.ok(counts.at(-1)! >= 2);
  const heldByTop = (share: number) =>
    counts.slice(0, Math.round(counts.length * share)).reduce((sum, count) => sum + count, 0) / reviews.length;
  assert.ok(Math.abs(heldByTop(0.01) - 0.28) < 0.01, `the top 1 % hold ${heldByTop(0.01)}`);
  assert.ok(Math.abs(heldByTop(0.1) - 0.81) < 0.01, `the top 10 % hold ${heldByTop(0.1)}`);
  for (const [index, share] of starShares.entries()) {
    const seen = reviews.filter(({ rating }) => rating === index + 1).length / reviews.length;
    assert.ok(Math.abs(seen - share) < 0.015, `${index + 1} stars: ${seen} instead of ${share}`);
  }
  assert.equal(new Set(reviews.map(({ body }) => body)).size, reviews.length);
  for (const { body, summary, name } of reviews) {
    assert.ok(!/[[\]{}|]|undefined|\s\s/.test(`${body}${summary}${name}`), body);
    assert.ok(body.length >= 10 && body.length <= 1_000 && summary.length <= 60, body);
  }
});

test("what is generated says so, and claims no purchase", () => {
  for (const { generated, verifiedPurchase } of demoReviews(reviewed.slice(0, 50), now)) {
    assert.deepEqual({ generated, verifiedPurchase }, { generated: true, verifiedPurchase: false });
  }
});

test("questions are answered, sometimes by the shop, after they were asked", () => {
  const questions = [...demoQuestions(reviewed, now)];
  for (const { body, answers, createdAt } of questions) {
    assert.ok(!/[[\]{}|]|undefined/.test(body), body);
    assert.ok(answers.length > 0);
    for (const answer of answers) {
      assert.ok(!/[[\]{}|]|undefined/.test(answer.body), answer.body);
      assert.ok(answer.createdAt >= createdAt && answer.createdAt <= now);
    }
  }
  const bodies = questions.map(({ body }) => body);
  assert.equal(new Set(bodies).size, bodies.length);
  assert.ok(questions.some(({ answers }) => answers.some(({ bySeller }) => bySeller)));
});

test("the same products and day give the same reviews", () => {
  const few = reviewed.slice(0, 20);
  assert.deepEqual([...demoReviews(few, now)], [...demoReviews(few, now)]);
  assert.deepEqual([...demoQuestions(few, now)], [...demoQuestions(few, now)]);
});
