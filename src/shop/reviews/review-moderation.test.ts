import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contentId } from "../../platform/ids.ts";
import {
  type ContributionsFixture,
  createContributionsFixture,
  newShopper,
  reviewOf,
} from "../contributions/contributions.fixture.ts";

let shop: ContributionsFixture;
before(async () => {
  shop = await createContributionsFixture();
});
after(() => shop.close());

const posted = async (productId: number) => (await shop.reviews.post(reviewOf(productId), newShopper())).review.id;
const staff = (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object) =>
  shop.call(method, `/v1/admin/reviews${path}`, { as: "admin-catalog", ...(body === undefined ? {} : { body }) });
const shownOf = async (productId: number) => (await shop.call("GET", `/v1/products/${productId}/reviews`)).body.items;
const countOf = async (productId: number) => (await shop.reviews.summary(productId))!.count;

test("reports queue up, oldest first, with their reasons, one for each shopper, and hide nothing by themselves", async () => {
  const productId = await shop.newProduct();
  const ids = [await posted(productId), await posted(productId), await posted(productId)];
  const reporter = newShopper();
  const report = (id: number, as: string, body?: object) =>
    shop.call("POST", `/v1/reviews/${id}/report`, { as, ...(body === undefined ? {} : { body }) });
  assert.equal((await report(ids[2]!, reporter, { reason: "an advertisement" })).status, 204);
  assert.equal((await report(ids[2]!, reporter)).status, 204);
  assert.equal((await report(ids[2]!, newShopper())).status, 204);
  assert.equal((await report(ids[0]!, reporter)).status, 204);
  assert.equal((await shownOf(productId)).length, 3);
  const careful = await shop.reviews.list({ productId, sort: "newest", limit: 9, withoutReported: true });
  assert.deepEqual(
    careful!.reviews.map(({ id }) => id),
    [ids[1]],
  );

  const first = await staff("GET", "?limit=1");
  const second = await staff("GET", `?limit=1&cursor=${first.body.nextCursor}`);
  assert.deepEqual([first.body.items[0].id, second.body.items[0].id, second.body.nextCursor], [ids[2], ids[0], null]);
  const [reported] = first.body.items;
  assert.deepEqual([reported.openReports, reported.hidden, reported.hiddenAt], [2, false, null]);
  assert.deepEqual(
    reported.reports.map(({ reason }: { reason: string | null }) => reason),
    [null, "an advertisement"],
  );

  assert.equal((await staff("POST", `/${ids[2]}/hide`)).status, 204);
  assert.equal((await staff("POST", `/${ids[0]}/restore`)).status, 204);
  assert.deepEqual((await staff("GET", "")).body.items, []);
  const hidden = (await staff("GET", "?queue=hidden")).body.items;
  assert.deepEqual([hidden.length, hidden[0].id, hidden[0].openReports], [1, ids[2], 0]);
  assert.equal(await countOf(productId), 2);
  // Who has reported it once is not heard again, others are.
  await report(ids[0]!, reporter);
  assert.deepEqual((await staff("GET", "")).body.items, []);
  await report(ids[0]!, newShopper());
  assert.equal((await staff("GET", "")).body.items.length, 1);
});

test("a hidden review is in no list, takes no votes, and comes back whole", async () => {
  const productId = await shop.newProduct();
  const id = await posted(productId);
  const before = await shownOf(productId);
  for (const status of [204, 204]) assert.equal((await staff("POST", `/${id}/hide`)).status, status);
  assert.deepEqual([await shownOf(productId), await countOf(productId)], [[], 0]);
  for (const path of ["helpful", "report"])
    assert.equal((await shop.call("POST", `/v1/reviews/${id}/${path}`, { as: newShopper() })).status, 404);
  for (const status of [204, 204]) assert.equal((await staff("POST", `/${id}/restore`)).status, status);
  assert.deepEqual([await shownOf(productId), await countOf(productId)], [before, 1]);
  assert.equal((await staff("POST", `/${contentId(productId, 99)}/hide`)).status, 404);
  assert.equal((await staff("POST", `/${contentId(899_999, 1)}/hide`)).status, 404);
});

test("the shopper deletes a hidden review without counting it twice", async () => {
  const productId = await shop.newProduct();
  const shopper = newShopper();
  const { review } = await shop.reviews.post(reviewOf(productId), shopper);
  await posted(productId);
  await staff("POST", `/${review.id}/hide`);
  assert.equal((await shop.call("DELETE", `/v1/reviews/${review.id}`, { as: shopper })).status, 204);
  assert.equal(await countOf(productId), 1);
});

test("the seller responds, changes the response, and takes it back", async () => {
  const productId = await shop.newProduct();
  const id = await posted(productId);
  for (const body of ["Thank you!", "Thank you very much! <3"]) {
    const answer = await staff("PUT", `/${id}/response`, { body });
    assert.deepEqual([answer.status, answer.body.response.body], [200, body]);
    assert.deepEqual((await shownOf(productId))[0].response, answer.body.response);
  }
  assert.equal((await staff("DELETE", `/${id}/response`)).status, 204);
  assert.equal((await shownOf(productId))[0].response, null);
  assert.equal((await staff("PUT", `/${id + 1}/response`, { body: "To whom?" })).status, 404);
});

test("a viewer sees the queues and decides nothing", async () => {
  const id = await posted(await shop.newProduct());
  assert.equal((await shop.call("GET", "/v1/admin/reviews", { as: "admin-viewer" })).status, 200);
  assert.equal((await shop.call("POST", `/v1/admin/reviews/${id}/hide`, { as: "admin-viewer" })).status, 403);
});
