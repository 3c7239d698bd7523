import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestShop, fillCarts } from "../../../test/support/shop.ts";
import { contentId, newId } from "../../platform/ids.ts";
import {
  type ContributionsFixture,
  createContributionsFixture,
  EMAIL,
  importedReview,
  newShopper,
  reviewBody,
} from "../contributions/contributions.fixture.ts";
import { importReviews } from "./import-reviews.ts";
import { listStatements } from "./review-reads.ts";

let shop: ContributionsFixture;
before(async () => {
  shop = await createContributionsFixture();
});
after(() => shop.close());

const reviewsOf = (productId: number, query = "") => shop.call("GET", `/v1/products/${productId}/reviews?${query}`);
const summaryOf = async (productId: number) => (await shop.call("GET", `/v1/products/${productId}/reviews/summary`)).body;
const post = (productId: number, body: object = {}, as = newShopper(), key?: string) =>
  shop.call("POST", `/v1/products/${productId}/reviews`, { as, body: reviewBody(body), ...(key === undefined ? {} : { key }) });

test("a review is read back at once, as it was written, with its sums", async () => {
  const productId = await shop.newProduct();
  const photos = ["https://images.example.com/a.jpg", "http://images.example.com/b.jpg?x=1"];
  const { status, body } = await post(productId, { photos, characteristics: { Fit: 3, Quality: 5 } });
  assert.equal(status, 201);
  const { createdAt, ...review } = body;
  assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000);
  const id = contentId(productId, 1);
  assert.deepEqual(review, {
    id,
    productId,
    rating: 4,
    summary: "Keeps my tea warm",
    body: "I have used it every day for a month.",
    recommend: true,
    reviewerName: "Ada L.",
    helpfulCount: 0,
    verifiedPurchase: false,
    photos: photos.map((url, index) => ({ id: id * 10 + index + 1, url })),
    characteristics: [
      { name: "Quality", value: 5 },
      { name: "Fit", value: 3 },
    ],
    response: null,
    generated: false,
  });
  assert.deepEqual((await reviewsOf(productId)).body, { items: [body], nextCursor: null });
  assert.deepEqual(await summaryOf(productId), {
    count: 1,
    average: 4,
    ratings: { "1": 0, "2": 0, "3": 0, "4": 1, "5": 0 },
    recommended: { yes: 1, no: 0 },
    characteristics: [
      { id: productId * 10 + 4, name: "Quality", average: 5, count: 1 },
      { id: productId * 10 + 6, name: "Fit", average: 3, count: 1 },
    ],
  });
});

test("a product without reviews has an empty list and empty sums; one that is not there, or not for sale, has neither", async () => {
  const productId = await shop.newProduct();
  assert.deepEqual((await reviewsOf(productId)).body, { items: [], nextCursor: null });
  const { count, average, characteristics } = await summaryOf(productId);
  assert.deepEqual({ count, average, characteristics }, { count: 0, average: null, characteristics: [] });
  await shop.testDatabase.query("update products set status = 'archived' where id = $1", [productId]);
  for (const id of [productId, 899_999]) {
    assert.equal((await reviewsOf(id)).status, 404);
    assert.equal((await shop.call("GET", `/v1/products/${id}/reviews/summary`)).status, 404);
    assert.equal((await post(id)).status, 404);
  }
});

test("hostile text is stored and answered as it came", async () => {
  const productId = await shop.newProduct();
  const texts = {
    summary: `<script>alert("x")</script>'; drop table reviews; --`,
    body: `\u202Eright to left\u202C 👩‍👩‍👧‍👦 <img src=x onerror=alert(1)> {{7*7}} %00 \\u0000 ${"é\u0301".repeat(100)}`,
    name: "Zoë \u200F<b>",
  };
  const { status, body } = await post(productId, texts);
  assert.equal(status, 201);
  const [read] = (await reviewsOf(productId)).body.items;
  for (const review of [body, read]) {
    assert.deepEqual({ summary: review.summary, body: review.body, name: review.reviewerName }, texts);
  }
});

test("what is wrong with a review is said, field by field", async () => {
  const productId = await shop.newProduct();
  const wrong: readonly [object, string][] = [
    [{ rating: 0 }, "/body/rating"],
    [{ rating: 6 }, "/body/rating"],
    [{ rating: 4.5 }, "/body/rating"],
    [{ summary: "   " }, "/body/summary"],
    [{ body: "" }, "/body/body"],
    [{ body: "x".repeat(5_001) }, "/body/body"],
    [{ body: "half a pair \uD800" }, "/body/body"],
    [{ body: "a NUL \0" }, "/body/body"],
    [{ recommend: "yes" }, "/body/recommend"],
    [{ email: "nobody" }, "/body/email"],
    [{ photos: ["javascript:alert(1)"] }, "/body/photos/0"],
    [{ photos: ["https://images.example.com/a b.jpg"] }, "/body/photos/0"],
    [{ photos: Array.from({ length: 6 }, () => "https://images.example.com/a.jpg") }, "/body/photos"],
    [{ characteristics: { Taste: 3 } }, "/body/characteristics/Taste"],
    [{ characteristics: { Fit: 6 } }, "/body/characteristics/Fit"],
    [{ verifiedPurchase: true }, "/body/verifiedPurchase"],
  ];
  for (const [change, path] of wrong) {
    const { status, body } = await post(productId, change);
    assert.deepEqual([status, body.errors?.[0]?.path], [400, path], JSON.stringify(change));
  }
  const huge = await post(productId, { body: "x".repeat(10_000_000) });
  assert.deepEqual([huge.status, huge.body.code], [413, "request-too-large"]);
  assert.equal((await shop.call("POST", `/v1/products/${productId}/reviews`, { body: reviewBody() })).status, 401);
  assert.equal((await summaryOf(productId)).count, 0);
});

test("a shopper has one review of a product, a retry with the same key gets it again, and deleting makes room", async () => {
  const productId = await shop.newProduct();
  const shopper = newShopper();
  const first = await post(productId, {}, shopper, "key-1");
  assert.equal(first.status, 201);
  assert.deepEqual((await post(productId, {}, shopper, "key-1")).body, first.body);
  const second = await post(productId, { rating: 1 }, shopper);
  assert.deepEqual([second.status, second.body.code], [409, "review-exists"]);
  const together = await Promise.all(Array.from({ length: 4 }, () => post(productId, {}, newShopper())));
  assert.deepEqual(
    together.map(({ status }) => status),
    [201, 201, 201, 201],
  );
  const remove = (as: string) => shop.call("DELETE", `/v1/reviews/${first.body.id}`, { as });
  assert.equal((await remove(newShopper())).status, 404);
  assert.equal((await summaryOf(productId)).count, 5);
  assert.equal((await remove(shopper)).status, 204);
  assert.equal((await remove(shopper)).status, 404);
  assert.equal((await summaryOf(productId)).count, 4);
  assert.equal((await post(productId, { rating: 2 }, shopper)).status, 201);
});

test("whoever has paid for a variant of the product is a verified purchaser, and nobody else", async (t) => {
  const buying = await createTestShop({ database: shop.testDatabase });
  t.after(() => buying.close());
  const [productId, other] = [await shop.newProduct(), await shop.newProduct()];
  const [paid, declined] = await fillCarts(shop.testDatabase, {
    count: 2,
    lines: [{ variantId: productId * 10_000 + 1, quantity: 1 }],
  });
  assert.equal((await buying.buy(paid!)).status, 201);
  assert.equal((await buying.buy(declined!, { token: "declined" })).status, 402);
  const verified = async (id: number, shopperId: string) => (await post(id, {}, shopperId)).body.verifiedPurchase;
  assert.equal(await verified(productId, paid!.shopperId), true);
  assert.equal(await verified(other, paid!.shopperId), false);
  assert.equal(await verified(productId, declined!.shopperId), false);
  assert.equal(await verified(productId, newShopper()), false);
});

test("a helpful vote counts once for each shopper and is seen at once, also when all come together", async () => {
  const productId = await shop.newProduct();
  const { id } = (await post(productId)).body;
  const shoppers = Array.from({ length: 25 }, newShopper);
  const votes = [...shoppers, ...shoppers].map((as) => shop.call("POST", `/v1/reviews/${id}/helpful`, { as }));
  for (const { status } of await Promise.all(votes)) assert.equal(status, 204);
  assert.equal((await reviewsOf(productId)).body.items[0].helpfulCount, 25);
  await shop.reviews.voteHelpful(id, null);
  await shop.reviews.voteHelpful(id, null);
  assert.equal((await reviewsOf(productId)).body.items[0].helpfulCount, 27);
  assert.equal((await shop.call("POST", `/v1/reviews/${id + 1}/helpful`, { as: newShopper() })).status, 404);
});

test("each sorting pages through every review once, with and without a filter by stars", async () => {
  const productId = await shop.newProduct();
  const day = 86_400_000;
  const reviews = Array.from({ length: 57 }, (_, index) =>
    importedReview(productId, {
      rating: 1 + (index % 5),
      helpfulCount: (index * 7) % 11,
      createdAt: new Date(Date.UTC(2026, 0, 1) + (index % 20) * day),
    }),
  );
  const ids = await importReviews(shop.db, reviews);
  for (const sort of ["relevant", "newest", "helpful"]) {
    for (const [filter, stars] of [
      ["", [1, 2, 3, 4, 5]],
      ["&rating=2", [2]],
      ["&rating=5&rating=1", [1, 5]],
    ] as const) {
      const seen: { id: number; rating: number; createdAt: string; helpfulCount: number }[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { status, body } = await reviewsOf(productId, `sort=${sort}${filter}&limit=10${cursor && `&cursor=${cursor}`}`);
        assert.equal(status, 200);
        seen.push(...body.items);
        cursor = body.nextCursor;
      }
      const wanted = ids.filter((_, index) => stars.some((each) => each === reviews[index]!.rating));
      assert.deepEqual(new Set(seen.map(({ id }) => id)), new Set(wanted));
      assert.equal(seen.length, wanted.length);
      if (sort === "newest")
        assert.deepEqual(
          seen,
          seen.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id),
        );
      if (sort === "helpful")
        assert.deepEqual(
          seen,
          seen.toSorted((a, b) => b.helpfulCount - a.helpfulCount || b.id - a.id),
        );
    }
  }
  const cursor = (await reviewsOf(productId, "sort=helpful&limit=10")).body.nextCursor;
  assert.equal((await reviewsOf(productId, `sort=newest&cursor=${cursor}`)).status, 400);
});

test("the relevant come first by age, and each doubling of the votes is worth thirty days", async () => {
  const productId = await shop.newProduct();
  const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day));
  const [old, young, loved] = await importReviews(shop.db, [
    importedReview(productId, { createdAt: at(0), helpfulCount: 1 }),
    importedReview(productId, { createdAt: at(31), helpfulCount: 0 }),
    importedReview(productId, { createdAt: at(0), helpfulCount: 3 }),
  ]);
  const order = async () => (await reviewsOf(productId)).body.items.map(({ id }: { id: number }) => id);
  assert.deepEqual(await order(), [loved, young, old]);
  for (let vote = 0; vote < 3; vote += 1) await shop.reviews.voteHelpful(old!, newId());
  assert.deepEqual(await order(), [old, loved, young]);
});

test("chosen characteristics are shown before they are used, and others are refused", async () => {
  const productId = await shop.newProduct();
  const put = (names: readonly string[] | null) =>
    shop.call("PUT", `/v1/admin/products/${productId}/characteristics`, { as: "admin-catalog", body: { names } });
  assert.equal((await put(["Fit", "Size"])).status, 204);
  assert.deepEqual((await summaryOf(productId)).characteristics, [
    { id: productId * 10 + 1, name: "Size", average: null, count: 0 },
    { id: productId * 10 + 6, name: "Fit", average: null, count: 0 },
  ]);
  const refused = await post(productId, { characteristics: { Width: 3 } });
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, "/body/characteristics/Width"]);
  assert.equal((await post(productId, { characteristics: { Fit: 2 } })).status, 201);
  assert.equal((await put(null)).status, 204);
  assert.equal((await post(productId, { characteristics: { Width: 3 } })).status, 201);
  const names = (await summaryOf(productId)).characteristics.map(({ name }: { name: string }) => name);
  assert.deepEqual(names, ["Width", "Fit"]);
});

test("a list and a summary are one statement each, and a list reads no row beyond its index", async () => {
  const productId = await shop.newProduct();
  await post(productId);
  const before = shop.db.counters.statements;
  await shop.reviews.list({ productId, sort: "relevant", limit: 20 });
  await shop.reviews.summary(productId);
  assert.equal(shop.db.counters.statements - before, 2);
  await importReviews(
    shop.db,
    Array.from({ length: 3_000 }, () => importedReview(productId)),
  );
  await shop.testDatabase.query("analyze reviews");
  for (const { name, text } of Object.values(listStatements)) {
    const plan = (await shop.testDatabase.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`)).map(
      (row) => row["QUERY PLAN"],
    );
    const sort = name.slice("reviews.list-".length);
    assert.ok(
      plan.some((line) => line.includes(`reviews_${sort} on reviews`)),
      plan.join("\n"),
    );
    assert.ok(
      plan.some((line) => /Index Cond: .*rating = .*ROW\(/.test(line)),
      plan.join("\n"),
    );
  }
});

test("an import of thousands keeps the sums exact", async () => {
  const productIds = [await shop.newProduct(), await shop.newProduct(), await shop.newProduct()];
  const reviews = Array.from({ length: 5_001 }, (_, index) =>
    importedReview(productIds[index % 3]!, {
      rating: 1 + ((index * 3) % 5),
      recommend: index % 4 !== 0,
      characteristics: index % 2 === 0 ? { Comfort: 1 + (index % 5) } : {},
      response: index % 100 === 0 ? { body: "Thank you!", createdAt: new Date("2026-06-01T00:00:00Z") } : null,
    }),
  );
  const before = shop.db.counters.statements;
  const ids = await importReviews(shop.db, reviews);
  assert.ok(shop.db.counters.statements - before <= 21, `${shop.db.counters.statements - before} statements`);
  assert.equal(new Set(ids).size, reviews.length);
  for (const [position, productId] of productIds.entries()) {
    const own = reviews.filter((_, index) => index % 3 === position);
    const { count, average, recommended, characteristics } = await summaryOf(productId);
    assert.equal(count, own.length);
    assert.equal(average, Math.round((100 * own.reduce((sum, { rating }) => sum + rating, 0)) / own.length) / 100);
    assert.equal(recommended.yes, own.filter(({ recommend }) => recommend).length);
    assert.equal(characteristics[0].count, own.filter((review) => review.characteristics.Comfort !== undefined).length);
  }
  const last = await reviewsOf(productIds[0]!, "sort=newest&limit=1");
  assert.equal(last.body.items[0].generated, true);
  await assert.rejects(importReviews(shop.db, [importedReview(899_999)]), { code: "not-found" });
});

test("every change is told in the outbox with the rating that it left, and no mail address anywhere", async () => {
  const productId = await shop.newProduct();
  const { id } = (await post(productId, { rating: 5 })).body;
  const again = (await post(productId, { rating: 2 })).body;
  await shop.reviewModeration.hide(again.id);
  await shop.reviewModeration.restore(again.id);
  const events = await shop.testDatabase.query<{ type: string; payload: { rating: object; reviewId: number } }>(
    "select type, payload from outbox_product where product_id = $1 order by version",
    [productId],
  );
  assert.deepEqual(
    events.map(({ type, payload }) => [type, payload.reviewId, payload.rating]),
    [
      ["review.posted", id, { count: 1, average: 5 }],
      ["review.posted", again.id, { count: 2, average: 3.5 }],
      ["review.hidden", again.id, { count: 1, average: 5 }],
      ["review.restored", again.id, { count: 2, average: 3.5 }],
    ],
  );
  const told = JSON.stringify([events, (await reviewsOf(productId)).body, shop.lines]);
  assert.ok(!told.includes(EMAIL));
});

test("a shopper who writes without end is told to wait", async () => {
  const shopper = newShopper();
  const statuses: number[] = [];
  for (let index = 0; index < 21; index += 1) statuses.push((await post(await shop.newProduct(), {}, shopper)).status);
  assert.deepEqual(new Set(statuses.slice(0, 20)), new Set([201]));
  assert.equal(statuses[20], 429);
});
