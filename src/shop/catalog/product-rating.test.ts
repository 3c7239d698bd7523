import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "../../platform/ids.ts";
import { reviewOf } from "../contributions/contributions.fixture.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { createReviewModeration } from "../reviews/review-moderation.ts";
import { createReviews } from "../reviews/reviews.ts";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { importProducts } from "./import-products.ts";
import { createProductPages } from "./product-pages.ts";
import { productRoutes } from "./product-routes.ts";

let shop: TestShop;
let productId: number;
before(async () => {
  shop = await createTestShop((app, db) =>
    productRoutes(app, {
      pages: createProductPages(db, createReferenceStore(db)),
      answers: null,
      clock: { now: () => new Date() },
    }),
  );
  const { variantIdOfSku } = await importProducts(shop.db, [mugToImport(1)]);
  productId = Math.floor(variantIdOfSku.get("MUG-1")! / 10_000);
});
after(() => shop.close());

test("a product page and the lists show the rating of the visible reviews at once, in the same one statement", async () => {
  const get = (url: string, headers: Record<string, string> = {}) => shop.call("GET", url, { headers, role: null });
  const reviews = createReviews(shop.db);
  const moderation = createReviewModeration(shop.db);
  const shown = async () => {
    const before = shop.db.counters.statements;
    const page = (await get(`/v1/products/${productId}`)).body.rating;
    const listed = (await get("/v1/products")).body.items[0].rating;
    assert.equal(shop.db.counters.statements - before, 2);
    assert.deepEqual(listed, page);
    return page;
  };
  await get(`/v1/products/${productId}`);
  assert.deepEqual(await shown(), { average: null, count: 0 });
  const first = await reviews.post(reviewOf(productId, { rating: 5 }), newId());
  assert.deepEqual(await shown(), { average: 5, count: 1 });
  const { headers } = await get(`/v1/products/${productId}`);
  const tag = { "if-none-match": String(headers.etag) };
  assert.equal((await get(`/v1/products/${productId}`, tag)).status, 304);
  for (const rating of [4, 4]) await reviews.post(reviewOf(productId, { rating }), newId());
  assert.deepEqual(await shown(), { average: 4.33, count: 3 });
  assert.equal((await get(`/v1/products/${productId}`, tag)).status, 200);
  await moderation.hide(first.review.id);
  assert.deepEqual(await shown(), { average: 4, count: 2 });
});
