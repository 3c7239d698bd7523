import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ALBUM,
  type AtelierTestShop,
  createAtelierShop,
  fillShop,
  JACKET,
  MUG,
} from "../../src/compat/atelier/atelier.fixture.ts";
import { type Client, createClient } from "./client.ts";

let shop: AtelierTestShop;
let client: Client;
before(async () => {
  shop = await createAtelierShop();
  await fillShop(shop);
  client = createClient(shop.url, "ghp_of_a_front_that_all_its_users_share");
});
after(() => shop.close());

const writer = { name: "reader", email: "reader@example.com" };
const review = (summary: string, rating = 4) => ({
  ...writer,
  product_id: JACKET,
  rating,
  summary,
  body: `${summary}, and that is all there is to say about it after a whole winter.`,
  recommend: rating > 2,
  photos: [],
  characteristics: { [JACKET * 10 + 6]: rating },
});

test("a client writes and reads at once what it wrote", async () => {
  await client.post("/reviews", review("Warm"));
  await client.post("/qa/questions", { ...writer, product_id: JACKET, body: "Is it warm?" });
  const asked = (await client.productPage(JACKET)).questions[0];
  await client.post(`/qa/questions/${asked.question_id}/answers`, { ...writer, body: "It is.", photos: [] });
  await client.put(`/reviews/${(await client.productPage(JACKET)).reviews[0].review_id}/helpful`);

  const page = await client.productPage(JACKET);
  assert.deepEqual([page.reviews[0].summary, page.reviews[0].helpfulness, page.stars], ["Warm", 1, 4]);
  assert.deepEqual(page.breakdowns, [{ name: "Fit", value: 4 }]);
  assert.deepEqual(
    Object.values<{ body: string }>(page.questions[0].answers).map(({ body }) => body),
    ["It is."],
  );
  assert.deepEqual(
    (await client.answers(asked.question_id)).map(({ body }) => body),
    ["It is."],
  );
});

test("what is reported goes out of the lists and the stars", async () => {
  await client.post("/reviews", review("Spam", 1));
  const before = await client.productPage(JACKET, "newest");
  assert.deepEqual([before.reviews[0].summary, before.stars], ["Spam", 2.5]);
  await client.put(`/reviews/${before.reviews[0].review_id}/report`);
  const after = await client.productPage(JACKET, "newest");
  assert.deepEqual([after.reviews.map(({ summary }) => summary), after.stars], [["Warm"], 4]);
});

test("lists of any length end, with pages of any size", async () => {
  for (let number = 1; number <= 11; number += 1) {
    await client.post("/qa/questions", { ...writer, product_id: MUG, body: `Question ${number}?` });
  }
  for (const count of [2, 5, 11, Number.MAX_SAFE_INTEGER]) {
    const questions = await client.pages(`/qa/questions?product_id=${MUG}`, count);
    assert.equal(new Set(questions.map(({ question_id }) => question_id)).size, 11, `by ${count}`);
  }
  const products = [];
  for (let page = 1; ; page += 1) {
    const found = await client.get(`/products?page=${page}&count=3`);
    if (found.length === 0) break;
    products.push(...found);
  }
  assert.equal(products.length, 4);
});

test("a cart fills from the sizes of a style, and a click is told", async () => {
  const { defaultStyle } = await client.productPage(JACKET);
  const [sku] = Object.entries<{ quantity: number; size: string }>(defaultStyle.skus).find(([, { quantity }]) => quantity > 0)!;
  await client.post("/cart", { sku_id: Number(sku) });
  await client.post("/cart", { sku_id: sku });
  assert.deepEqual(await client.cart(), [{ sku_id: Number(sku), count: "2" }]);
  await client.post("/interactions", { element: "button.add", widget: "Overview", time: new Date().toISOString() });
});

test("many pages at once are the same as one after the other, with few statements", async () => {
  const ids = [JACKET, MUG, ALBUM];
  const alone = [];
  for (const id of ids) alone.push(await client.productPage(id));
  const [requests, statements] = [client.requests(), shop.db.counters.statements];
  const together = await Promise.all(Array.from({ length: 20 }, () => Promise.all(ids.map((id) => client.productPage(id)))));
  for (const pages of together) assert.deepEqual(pages, alone);
  const made = client.requests() - requests;
  assert.ok(made > 500, `${made} requests`);
  assert.ok(shop.db.counters.statements - statements <= made * 1.5, `${shop.db.counters.statements - statements} statements`);
});
