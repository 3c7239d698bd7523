import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type AtelierAnswer, type AtelierTestShop, createAtelierShop, fillShop, JACKET, LESSON, MUG } from "./atelier.fixture.ts";

let shop: AtelierTestShop;
before(async () => {
  shop = await createAtelierShop();
  await fillShop(shop);
});
after(() => shop.close());

const get = (path: string) => shop.call("GET", path);
const put = (path: string) => shop.call("PUT", path);
const EMAIL = "reader@example.com";
let written = 0;

function review(productId: number | string, changes: object = {}): object {
  written += 1;
  return {
    product_id: productId,
    rating: 4,
    summary: `Review ${written}`,
    body: `The words of review ${written}.`,
    recommend: true,
    name: "reader",
    email: EMAIL,
    photos: [],
    characteristics: {},
    ...changes,
  };
}

const post = (body: object): Promise<AtelierAnswer> => shop.call("POST", "/reviews", { body });
const summaries = (body: { results: { summary: string }[] }) => body.results.map(({ summary }) => summary);

test("a review that was posted is read back at once, with the fields of the contract and without its address", async () => {
  const photos = ["https://images.example.com/worn.jpg"];
  const posted = await post(review(JACKET, { summary: "Warm", body: "Worn all winter.", photos }));
  assert.deepEqual([posted.status, posted.body], [201, "Created"]);
  assert.match(String(posted.headers["content-type"]), /^text\/plain/);
  const { status, body } = await get(`/reviews?product_id=${JACKET}`);
  assert.equal(status, 200);
  const [{ review_id, date, ...fields }] = body.results;
  assert.equal(Math.floor(review_id / 1_000_000), JACKET);
  assert.ok(Math.abs(Date.parse(date) - Date.now()) < 60_000 && date.endsWith("Z"), date);
  assert.ok(Number.isInteger(fields.photos[0].id));
  assert.deepEqual(fields, {
    rating: 4,
    summary: "Warm",
    recommend: true,
    response: null,
    body: "Worn all winter.",
    reviewer_name: "reader",
    helpfulness: 0,
    photos: [{ id: fields.photos[0].id, url: photos[0] }],
  });
  assert.deepEqual({ ...body, results: [] }, { product: "1", page: 0, count: 5, results: [] });
  assert.ok(!JSON.stringify(body).includes(EMAIL));
});

test("numbers and flags may come as texts, and fields that are not the contract's are ignored", async () => {
  const odd = { rating: "2", recommend: "false", summary: undefined, date: "yesterday", helpfulness: 999 };
  assert.equal((await post(review(String(LESSON), odd))).status, 201);
  const [found] = (await get(`/reviews/?product_id=${LESSON}`)).body.results;
  assert.deepEqual([found.rating, found.recommend, found.summary, found.helpfulness], [2, false, "", 0]);
});

test("meta counts in texts, with both answers to recommended and means of 16 decimals", async () => {
  const empty = await get(`/reviews/meta?product_id=${MUG}`);
  assert.deepEqual(empty.body, {
    product_id: "2",
    ratings: { 1: "0", 2: "0", 3: "0", 4: "0", 5: "0" },
    recommended: { false: "0", true: "0" },
    characteristics: {},
  });
  // By the ids that the clients find in the meta of a product.
  const quality = MUG * 10 + 4;
  for (const [rating, value] of [
    [5, 5],
    [5, "4"],
    [1, 1],
  ] as const) {
    assert.equal((await post(review(MUG, { rating, recommend: rating > 2, characteristics: { [quality]: value } }))).status, 201);
  }
  const { status, body } = await get(`/reviews/meta/?product_id=${MUG}`);
  assert.equal(status, 200);
  assert.deepEqual(body, {
    product_id: "2",
    ratings: { 1: "1", 2: "0", 3: "0", 4: "0", 5: "2" },
    recommended: { false: "1", true: "2" },
    characteristics: { Quality: { id: quality, value: "3.3333333333333333" } },
  });
});

test("pages go on until they are empty, however many reviews a client asks for", async () => {
  for (let number = 0; number < 6; number += 1) await post(review(LESSON));
  const first = await get(`/reviews?product_id=${LESSON}&page=1&count=4&sort=newest`);
  const second = await get(`/reviews?product_id=${LESSON}&page=2&count=4&sort=newest`);
  assert.deepEqual([first.body.page, second.body.page, second.body.count], [0, 1, 4]);
  assert.deepEqual([first.body.results.length, second.body.results.length], [4, 3]);
  const all = await get(`/reviews?product_id=${LESSON}&count=9007199254740991&sort=newest`);
  assert.deepEqual(summaries(all.body), [...summaries(first.body), ...summaries(second.body)]);
  for (const beyond of ["page=3&count=4", "page=2&count=9007199254740991", "page=9007199254740991&count=9007199254740991"]) {
    const { status, body } = await get(`/reviews?product_id=${LESSON}&${beyond}`);
    assert.deepEqual([status, body.results], [200, []], beyond);
  }
  for (const unknown of ["77777", "9007199254740991"]) {
    const { status, body } = await get(`/reviews?product_id=${unknown}`);
    assert.deepEqual([status, body], [200, { product: unknown, page: 0, count: 5, results: [] }]);
    assert.equal((await get(`/reviews/meta?product_id=${unknown}`)).status, 200);
  }
});

test("a helpful vote shows at once, each counts, and decides the order by helpfulness", async () => {
  const { results } = (await get(`/reviews?product_id=${LESSON}&sort=newest&count=50`)).body;
  const oldest = results.at(-1);
  for (let votes = 1; votes <= 2; votes += 1) {
    assert.equal((await put(`/reviews/${oldest.review_id}/helpful`)).status, 204);
    const [best] = (await get(`/reviews?product_id=${LESSON}&sort=HelpFul`)).body.results;
    assert.deepEqual([best.review_id, best.helpfulness], [oldest.review_id, votes]);
  }
});

test("sorts are known in upper and lower case, and an unknown one is that of relevance", async () => {
  const order = async (sort: string) => summaries((await get(`/reviews?product_id=${LESSON}&count=50${sort}`)).body);
  assert.deepEqual(await order("&sort=NEWEST"), await order("&sort=newest"));
  const relevant = await order("&sort=relevant");
  assert.deepEqual(await order(""), relevant);
  assert.deepEqual(await order("&sort=relevance"), relevant);
  assert.deepEqual(await order("&sort=Relevant"), relevant);
});

test("a reported review appears in no read, and in no count", async () => {
  const quality = JACKET * 10 + 4;
  const meta = async () => (await get(`/reviews/meta?product_id=${JACKET}`)).body;
  await post(review(JACKET, { rating: 3, characteristics: { [quality]: 3 } }));
  const withoutIt = await meta();
  const advertisement = { summary: "An advertisement", rating: 1, recommend: false, characteristics: { [quality]: 1 } };
  await post(review(JACKET, advertisement));
  assert.equal((await meta()).characteristics.Quality.value, "2.0000000000000000");
  const before = (await get(`/reviews?product_id=${JACKET}&sort=newest`)).body;
  assert.equal(summaries(before)[0], "An advertisement");
  const answer = await put(`/reviews/${before.results[0].review_id}/report/`);
  assert.deepEqual([answer.status, answer.body], [204, ""]);
  for (const sort of ["newest", "helpful", "relevant"]) {
    const { body } = await get(`/reviews?product_id=${JACKET}&sort=${sort}&count=100`);
    assert.ok(!summaries(body).includes("An advertisement"), sort);
  }
  assert.deepEqual(await meta(), withoutIt);
});

test("what cannot be a review is refused with its place", async () => {
  const refused = async (changes: object) => {
    const { status, headers, body } = await post(review(MUG, changes));
    assert.match(String(headers["content-type"]), /problem\+json/);
    return [status, body.errors?.[0]?.path];
  };
  assert.deepEqual(await refused({ rating: 6 }), [400, "/body/rating"]);
  assert.deepEqual(await refused({ rating: undefined }), [400, "/body/rating"]);
  assert.deepEqual(await refused({ body: " " }), [400, "/body/body"]);
  assert.deepEqual(await refused({ email: "nobody" }), [400, "/body/email"]);
  assert.deepEqual(await refused({ photos: ["javascript:alert(1)"] }), [400, "/body/photos/0"]);
  assert.deepEqual(await refused({ characteristics: { 999: 3 } }), [400, "/body/characteristics"]);
  assert.deepEqual(await refused({ characteristics: { [MUG * 10 + 4]: 9 } }), [400, `/body/characteristics/${MUG * 10 + 4}`]);
  assert.deepEqual(await refused({ product_id: 77_777 }), [404, undefined]);
  assert.equal((await get("/reviews")).status, 400);
  assert.equal((await get("/reviews?product_id=undefined")).status, 400);
  assert.equal((await put("/reviews/1000077/helpful")).status, 404);
  assert.equal((await put("/reviews/abc/helpful")).status, 400);
});

test("hostile text is stored as it came", async () => {
  const body = `<script>alert(1)</script> \u202Eright to left\u202C \u{1F600} ' " \\ ; drop table reviews`;
  assert.equal((await post(review(JACKET, { body, summary: "Hostile" }))).status, 201);
  const [found] = (await get(`/reviews?product_id=${JACKET}&sort=newest`)).body.results;
  assert.equal(found.body, body);
});

test("a list costs one statement and meta two at once", async () => {
  for (const [path, statements] of [
    [`/reviews?product_id=${LESSON}&count=50&sort=helpful`, 1],
    [`/reviews/meta?product_id=${LESSON}`, 2],
  ] as const) {
    const before = shop.db.counters.statements;
    await get(path);
    assert.equal(shop.db.counters.statements - before, statements, path);
  }
});
