import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { startWholeShop, type WholeShop } from "../../../test/support/whole-shop.ts";
import { newId } from "../../platform/ids.ts";
import { createWorker } from "../worker.ts";
import { MAX_COMMENT_LENGTH } from "./comments.ts";

/** Script tags, a right-to-left mark, an emoji, quotes: stored as given. */
const HOSTILE = `<script>alert("1")</script> \u202Eabc 👩‍👩‍👧 ' -- ; drop table comments`;

async function guest({ call }: WholeShop): Promise<string> {
  return (await call("POST", "/v1/sessions")).body.token;
}

function startWorker(t: { after(work: () => unknown): void }, { shop }: WholeShop): void {
  const silent = { child: () => silent, warn: () => undefined, error: () => undefined } as never as Parameters<
    typeof createWorker
  >[1];
  const worker = createWorker(shop, silent);
  worker.start();
  t.after(worker.stop);
}

test("likes, comments and orders come into the counters and into the feed of their shopper, and into nobody else's", async (t) => {
  const shop = await startWholeShop(t);
  const { call, keys, variantIds } = shop;
  startWorker(t, shop);
  const productId = Math.floor(variantIds[0]! / 10_000);
  const [ada, bob] = [await guest(shop), await guest(shop)];
  const product = `/v1/products/${productId}`;

  const none = await call("GET", `${product}/engagement`);
  assert.deepEqual(none, { status: 200, body: { likes: 0, comments: 0, liked: null, reviews: [] } });
  for (const token of [ada, ada, bob]) assert.equal((await call("PUT", `${product}/like`, { token })).status, 204);
  const own = await call("GET", `${product}/engagement`, { token: ada });
  assert.equal(own.body.liked, true, "the writer's own like is known at once");
  assert.equal((await call("PUT", "/v1/products/899999999/like", { token: ada })).status, 404);
  assert.equal((await call("DELETE", "/v1/products/899999999/like", { token: ada })).status, 204);

  const posted = await call("POST", `${product}/comments`, { token: ada, payload: { name: "Ada", body: HOSTILE }, key: "once" });
  assert.equal(posted.status, 201);
  assert.equal(posted.body.body, HOSTILE);
  const again = await call("POST", `${product}/comments`, { token: ada, payload: { name: "Ada", body: HOSTILE }, key: "once" });
  assert.deepEqual(again.body, posted.body);
  const review = { rating: 5, summary: "Good", body: "Very good", recommend: true, name: "Ada", email: "ada@example.com" };
  const reviewed = await call("POST", `${product}/reviews`, { token: ada, payload: review });
  assert.equal(reviewed.status, 201);
  const reviewId: number = reviewed.body.id;
  assert.equal((await call("PUT", `/v1/reviews/${reviewId}/like`, { token: bob })).status, 204);
  assert.equal((await call("PUT", `/v1/reviews/${reviewId + 1}/like`, { token: bob })).status, 404);

  const respond = { token: keys.catalog, payload: { body: "Thank you!" } };
  assert.equal((await call("PUT", `/v1/admin/reviews/${reviewId}/response`, respond)).status, 200);
  const question = { body: "Does it come in green?", name: "Ada", email: "ada@example.com" };
  const asked = await call("POST", `${product}/questions`, { token: ada, payload: question });
  assert.equal(asked.status, 201);
  const answer = { body: "It does.", name: "Bob", email: "bob@example.com" };
  assert.equal((await call("POST", `/v1/questions/${asked.body.id}/answers`, { token: bob, payload: answer })).status, 201);

  const lines = [{ variantId: variantIds[1], quantity: 1 }];
  const cart = await call("POST", "/v1/carts", { token: ada, payload: { country: "GB", lines } });
  const shippingAddress = { name: "Ada", line1: "1 St James's Square", city: "London", postalCode: "SW1Y 4JH", country: "GB" };
  const checkout = { email: "ada@example.com", shippingAddress, payment: { provider: "sandbox", token: "ok" } };
  const order = await call("POST", `/v1/carts/${cart.body.id}/checkout`, { token: ada, payload: checkout, key: newId() });
  assert.equal(order.status, 201);

  await waitFor(async () => {
    const { body } = await call("GET", `${product}/engagement?reviewId=${reviewId}&reviewId=7`, { token: bob });
    assert.deepEqual(body, {
      likes: 2,
      comments: 1,
      liked: true,
      reviews: [
        { reviewId, likes: 1, liked: true },
        { reviewId: 7, likes: 0, liked: false },
      ],
    });
    return true;
  });
  const kindsOf = async (token: string) => {
    const { body } = await call("GET", "/v1/feed?limit=100", { token });
    return (body.items as { kind: string }[]).map(({ kind }) => kind);
  };
  await waitFor(async () => {
    assert.deepEqual(await kindsOf(ada), [
      "order-paid",
      "ordered",
      "question-answered",
      "asked",
      "seller-responded",
      "reviewed",
      "commented",
      "liked",
    ]);
    assert.deepEqual(await kindsOf(bob), ["liked", "liked"]);
    return true;
  });

  // Page by page, it is the same feed.
  const { body: first } = await call("GET", "/v1/feed?limit=5", { token: ada });
  const { body: rest } = await call("GET", `/v1/feed?limit=5&cursor=${first.nextCursor}`, { token: ada });
  const { body: whole } = await call("GET", "/v1/feed?limit=100", { token: ada });
  assert.deepEqual([...first.items, ...rest.items], whole.items);
  assert.equal(rest.nextCursor, null);
  const [paid, , , , , , commented] = whole.items;
  assert.deepEqual(paid.order, { id: order.body.id, number: order.body.number });
  assert.deepEqual(commented.product, { id: productId, slug: "product-0", name: "Product 0" });
  assert.equal(commented.commentId, posted.body.id);

  // What the staff hides is told, what is taken back is gone.
  const commentId: number = posted.body.id;
  assert.equal((await call("POST", `/v1/comments/${commentId}/report`, { token: bob, payload: { reason: "rude" } })).status, 204);
  assert.equal((await call("POST", `/v1/comments/${commentId}/report`, { token: bob })).status, 204);
  const queue = await call("GET", "/v1/admin/comments", { token: keys.catalog });
  assert.deepEqual(
    queue.body.items.map((item: { id: number; openReports: number; reports: { reason: string }[] }) => [
      item.id,
      item.openReports,
      item.reports[0]!.reason,
    ]),
    [[commentId, 1, "rude"]],
  );
  assert.equal((await call("POST", `/v1/admin/comments/${commentId}/hide`, { token: keys.viewer })).status, 403);
  for (let times = 0; times < 2; times += 1)
    assert.equal((await call("POST", `/v1/admin/comments/${commentId}/hide`, { token: keys.catalog })).status, 204);
  assert.deepEqual((await call("GET", `${product}/comments`)).body.items, []);
  assert.deepEqual((await call("GET", "/v1/admin/comments", { token: keys.catalog })).body.items, []);
  assert.equal((await call("GET", "/v1/admin/comments?queue=hidden", { token: keys.catalog })).body.items.length, 1);
  assert.equal((await call("POST", `/v1/comments/${commentId}/report`, { token: bob })).status, 404);
  assert.equal((await call("DELETE", `${product}/like`, { token: ada })).status, 204);
  await waitFor(async () => {
    assert.deepEqual(await kindsOf(ada), [
      "comment-hidden",
      "order-paid",
      "ordered",
      "question-answered",
      "asked",
      "seller-responded",
      "reviewed",
      "commented",
    ]);
    return true;
  });
  assert.equal((await call("DELETE", `/v1/comments/${commentId}`, { token: bob })).status, 404);
  assert.equal((await call("DELETE", `/v1/comments/${commentId}`, { token: ada })).status, 204);
  assert.equal((await call("DELETE", `/v1/comments/${commentId}`, { token: ada })).status, 404);
  assert.equal((await call("POST", `/v1/admin/comments/${commentId}/restore`, { token: keys.catalog })).status, 404);
  const kept = await shop.database.query("select body, author_name from comments where id = $1", [commentId]);
  assert.deepEqual(kept, [{ body: "", author_name: "" }]);
  await shop.assertAuditGreen();
});

test("comments that are empty, too long or too many are refused, and one of the greatest length is not", async (t) => {
  const shop = await startWholeShop(t);
  const { call, variantIds } = shop;
  const token = await guest(shop);
  const url = `/v1/products/${Math.floor(variantIds[0]! / 10_000)}/comments`;
  const post = (payload: object) => call("POST", url, { token, payload });
  assert.equal((await post({ name: "Ada", body: "" })).status, 400);
  assert.equal((await post({ name: "Ada", body: " \n" })).status, 400);
  assert.equal((await post({ name: "", body: "x" })).status, 400);
  assert.equal((await post({ name: "Ada", body: "x".repeat(MAX_COMMENT_LENGTH + 1) })).status, 400);
  assert.equal((await post({ name: "Ada", body: "\u0000" })).status, 400);
  assert.equal((await call("POST", url, { payload: { name: "Ada", body: "x" } })).status, 401);
  assert.equal((await post({ name: "Ada", body: "👩‍👩‍👧".repeat(MAX_COMMENT_LENGTH / 5) })).status, 201);
  let status = 201;
  for (let count = 0; count < 50 && status === 201; count += 1)
    ({ status } = await post({ name: "Ada", body: `number ${count}` }));
  assert.equal(status, 429);
});
