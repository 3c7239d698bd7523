import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertGreen } from "../../../test/support/audited.ts";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import { Problem } from "../../platform/http/problems.ts";
import { newId } from "../../platform/ids.ts";
import {
  type ContributionsFixture,
  createContributionsFixture,
  importedReview,
  reviewOf,
} from "../contributions/contributions.fixture.ts";
import type { CharacteristicName } from "./characteristics.ts";
import { importReviews } from "./import-reviews.ts";
import { createReviewModeration, type ReviewModeration } from "./review-moderation.ts";
import { createReviews, type Reviews } from "./reviews.ts";

/** Each with a connection of its own. */
const WRITERS = 50;
const ROUNDS = 6;
const CHARACTERISTICS: readonly CharacteristicName[] = ["Size", "Comfort", "Quality"];

let shop: ContributionsFixture;
const processes: { db: Database; reviews: Reviews; moderation: ReviewModeration }[] = [];
before(async () => {
  shop = await createContributionsFixture();
  for (let index = 0; index < 2; index += 1) {
    const db = createDatabase({ url: shop.testDatabase.url, poolSize: WRITERS / 2 });
    processes.push({ db, reviews: createReviews(db), moderation: createReviewModeration(db) });
  }
});
after(async () => {
  for (const { db } of processes) await db.close();
  await shop.close();
});

/** What was there when it was asked for may be gone when it is done. */
async function unlessGone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === "not-found")) throw error;
  });
}

test("fifty writers who post, vote, report, hide, restore, delete and import at once leave sums that are exact", async () => {
  const productIds = [await shop.newProduct(), await shop.newProduct()];
  const known: number[] = [];
  const anyOf = (seed: number) => known[seed % known.length]!;

  async function writer(number: number): Promise<void> {
    const { reviews, moderation, db } = processes[number % processes.length]!;
    for (let round = 0; round < ROUNDS; round += 1) {
      const seed = number * ROUNDS + round;
      const productId = productIds[seed % 2]!;
      const shopperId = newId();
      const characteristics = { [CHARACTERISTICS[seed % 3]!]: 1 + (seed % 5) };
      const { review } = await reviews.post(
        reviewOf(productId, { rating: 1 + (seed % 5), recommend: seed % 3 > 0, characteristics }),
        shopperId,
      );
      known.push(review.id);
      await unlessGone(reviews.voteHelpful(anyOf(seed * 7), shopperId));
      await unlessGone(reviews.report(anyOf(seed * 11), shopperId, "why not"));
      if (round % 3 === 1) await unlessGone(reviews.remove(review.id, shopperId));
      else await unlessGone(moderation.hide(anyOf(seed * 3)));
      await unlessGone(moderation.restore(anyOf(seed * 5)));
      if (number % 10 === 0)
        await importReviews(
          db,
          productIds.toReversed().map((id) => importedReview(id, { characteristics })),
        );
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));

  await assertGreen(shop.testDatabase, { graceSeconds: 600 });
  const [{ written, hidden }] = (await shop.testDatabase.query<{ written: number; hidden: number }>(
    "select count(*)::int as written, count(hidden_at)::int as hidden from reviews",
  )) as [{ written: number; hidden: number }];
  assert.equal(written, WRITERS * ROUNDS + (WRITERS / 10) * ROUNDS * 2 - (WRITERS * ROUNDS) / 3);
  const summaries = await Promise.all(productIds.map((id) => shop.reviews.summary(id)));
  assert.equal(
    summaries.reduce((sum, summary) => sum + summary!.count, 0),
    written - hidden,
  );
});

test("of fifty reviews that one shopper posts at once one is written, and one vote of fifty counts", async () => {
  const productId = await shop.newProduct();
  const shopperId = newId();
  const each = Array.from({ length: WRITERS }, (_, number) => processes[number % 2]!.reviews);
  const posted = await Promise.allSettled(each.map((reviews) => reviews.post(reviewOf(productId), shopperId)));
  const [made] = posted.filter((result) => result.status === "fulfilled");
  assert.equal(posted.filter((result) => result.status === "fulfilled").length, 1);
  for (const result of posted) if (result.status === "rejected") assert.equal(result.reason.code, "review-exists");
  await Promise.all(each.map((reviews) => reviews.voteHelpful(made!.value.review.id, shopperId)));
  const page = await shop.reviews.list({ productId, sort: "helpful", limit: 1 });
  assert.equal(page!.reviews[0]!.helpfulCount, 1);
  assert.equal((await shop.reviews.summary(productId))!.count, 1);
});

test("a review that is hidden by many at once is taken out once, and restored once", async () => {
  const productId = await shop.newProduct();
  const { review } = await shop.reviews.post(reviewOf(productId), newId());
  await shop.reviews.post(reviewOf(productId), newId());
  const count = async () => (await shop.reviews.summary(productId))!.count;
  await Promise.all(Array.from({ length: 20 }, (_, index) => processes[index % 2]!.moderation.hide(review.id)));
  assert.equal(await count(), 1);
  await Promise.all(Array.from({ length: 20 }, (_, index) => processes[index % 2]!.moderation.restore(review.id)));
  assert.equal(await count(), 2);
});
