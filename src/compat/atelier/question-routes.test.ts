import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type AtelierTestShop, createAtelierShop, fillShop, JACKET, LESSON, MUG } from "./atelier.fixture.ts";

let shop: AtelierTestShop;
before(async () => {
  shop = await createAtelierShop();
  await fillShop(shop);
});
after(() => shop.close());

const get = (path: string) => shop.call("GET", path);
const put = (path: string) => shop.call("PUT", path);
const EMAIL = "asker@example.com";

async function ask(productId: number | string, body: string): Promise<void> {
  const asked = await shop.call("POST", "/qa/questions", { body: { body, name: "asker", email: EMAIL, product_id: productId } });
  assert.deepEqual([asked.status, asked.body], [201, "Created"]);
}

async function answer(questionId: number, body: string, changes: object = {}): Promise<void> {
  const path = `/qa/questions/${questionId}/answers`;
  const answered = await shop.call("POST", path, { body: { body, name: "helper", email: EMAIL, ...changes } });
  assert.deepEqual([answered.status, answered.body], [201, "Created"]);
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came.
const questionsOf = async (productId: number): Promise<any[]> =>
  (await get(`/qa/questions?product_id=${productId}&count=100`)).body.results;

test("a question and its answers are read back at once, with the fields of the contract and without an address", async () => {
  await ask(JACKET, "Is it warm?");
  const { status, body } = await get(`/qa/questions?product_id=${JACKET}`);
  assert.equal(status, 200);
  const [{ question_id, question_date, ...question }] = body.results;
  assert.equal(Math.floor(question_id / 1_000_000), JACKET);
  assert.ok(question_date.endsWith("Z"));
  assert.deepEqual(question, {
    question_body: "Is it warm?",
    asker_name: "asker",
    question_helpfulness: 0,
    reported: false,
    answers: {},
  });
  assert.deepEqual({ ...body, results: [] }, { product_id: "1", results: [] });

  const photos = ["https://images.example.com/snow.jpg"];
  await answer(question_id, "Very.", { photos });
  const after = (await questionsOf(JACKET))[0];
  const [[key, found]] = Object.entries(after.answers) as [[string, { id: number; date: string }]];
  const { id, date, ...rest } = found;
  assert.equal(key, String(id));
  assert.ok(date.endsWith("Z"));
  assert.deepEqual(rest, { body: "Very.", answerer_name: "helper", helpfulness: 0, photos });

  const list = await get(`/qa/questions/${question_id}/answers?product_id=undefined`);
  const [{ photos: listed, ...first }] = list.body.results;
  assert.deepEqual(first, { answer_id: id, body: "Very.", date, answerer_name: "helper", helpfulness: 0 });
  assert.deepEqual(
    listed.map(({ url }: { url: string }) => url),
    photos,
  );
  assert.ok(Number.isInteger(listed[0].id));
  assert.ok(!JSON.stringify([after, list.body]).includes(EMAIL));
});

test("page and count of answers are echoed: numbers when they are the defaults, the client's texts when given", async () => {
  const [{ question_id }] = await questionsOf(JACKET);
  const echoed = async (query: string) => {
    const { status, body } = await get(`/qa/questions/${question_id}/answers${query}`);
    assert.equal(status, 200);
    return [body.question, body.page, body.count, body.results.length];
  };
  const id = String(question_id);
  assert.deepEqual(await echoed(""), [id, 1, 5, 1]);
  assert.deepEqual(await echoed("/"), [id, 1, 5, 1]);
  assert.deepEqual(await echoed("?page=2"), [id, "2", 5, 0]);
  assert.deepEqual(await echoed("?page=1&count=100"), [id, "1", "100", 1]);
  assert.deepEqual(await echoed("?count=9007199254740991&page=7"), [id, "7", "9007199254740991", 0]);
  const unknown = await get("/qa/questions/1000999/answers");
  assert.deepEqual([unknown.status, unknown.body], [200, { question: "1000999", page: 1, count: 5, results: [] }]);
});

test("the most helpful question comes first, stray parameters do nothing, and pages end with an empty one", async () => {
  for (const body of ["First?", "Second?", "Third?"]) await ask(String(MUG), body);
  const second = (await questionsOf(MUG)).find(({ question_body }) => question_body === "Second?");
  assert.equal((await put(`/qa/questions/${second.question_id}/helpful`)).status, 204);
  assert.equal((await put(`/qa/questions/${second.question_id}/helpful/`)).status, 204);
  const [first] = (await get(`/qa/questions/?product_id=${MUG}&sort=newest&count=1`)).body.results;
  assert.deepEqual([first.question_body, first.question_helpfulness], ["Second?", 2]);
  for (const query of ["page=2&count=9007199254740991", "page=4&count=1", "page=9007199254740991"]) {
    const { status, body } = await get(`/qa/questions?product_id=${MUG}&${query}`);
    assert.deepEqual([status, body.results], [200, []], query);
  }
  for (const unknown of ["77777", "9007199254740991"]) {
    const { status, body } = await get(`/qa/questions?product_id=${unknown}`);
    assert.deepEqual([status, body], [200, { product_id: unknown, results: [] }]);
  }
});

test("a question has all its answers, and a vote for one shows at once", async () => {
  const [{ question_id }] = await questionsOf(MUG);
  for (let number = 1; number <= 12; number += 1) await answer(question_id, `Answer ${number}`);
  const [{ answers }] = await questionsOf(MUG);
  assert.equal(Object.keys(answers).length, 12);
  const id = Number(Object.keys(answers)[4]);
  assert.equal((await put(`/qa/answers/${id}/helpful`)).status, 204);
  const [best] = (await get(`/qa/questions/${question_id}/answers`)).body.results;
  assert.deepEqual([best.answer_id, best.helpfulness], [id, 1]);
});

test("what was reported is in no read", async () => {
  const [first, reported] = await questionsOf(MUG);
  assert.equal((await put(`/qa/questions/${reported.question_id}/report`)).status, 204);
  assert.ok((await questionsOf(MUG)).every(({ question_id }) => question_id !== reported.question_id));
  const [id] = Object.keys(first.answers);
  assert.equal((await put(`/qa/answers/${id}/report`)).status, 204);
  const [{ answers }] = await questionsOf(MUG);
  assert.equal(id! in answers, false);
  const list = await get(`/qa/questions/${first.question_id}/answers?count=100`);
  assert.ok(list.body.results.every(({ answer_id }: { answer_id: number }) => answer_id !== Number(id)));
});

test("the shop's own answers are the seller's", async () => {
  await ask(LESSON, "Where is it?");
  const [{ question_id: questionId }] = await questionsOf(LESSON);
  await shop.shop.questions.answer(
    { questionId, body: "In the park.", name: "Staff", email: null, photos: [], bySeller: true },
    null,
  );
  const [{ answers }] = await questionsOf(LESSON);
  assert.deepEqual(
    Object.values(answers).map((found) => (found as { answerer_name: string }).answerer_name),
    ["Seller"],
  );
});

test("what cannot be a question or an answer is refused", async () => {
  const good = { body: "Why?", name: "asker", email: EMAIL, product_id: MUG };
  const status = async (path: string, changes: object) =>
    (await shop.call("POST", path, { body: { ...good, ...changes } })).status;
  assert.equal(await status("/qa/questions", { body: "" }), 400);
  assert.equal(await status("/qa/questions", { email: "x" }), 400);
  assert.equal(await status("/qa/questions", { product_id: "undefined" }), 400);
  assert.equal(await status("/qa/questions", { product_id: 77_777 }), 404);
  assert.equal(await status("/qa/questions/1000999/answers", {}), 404);
  assert.equal(await status("/qa/questions/abc/answers", {}), 400);
  assert.equal((await get("/qa/questions")).status, 400);
  assert.equal((await put("/qa/questions/2000999/helpful")).status, 404);
  assert.equal((await put("/qa/answers/2000999/report")).status, 404);
});

test("lists cost one statement", async () => {
  const [{ question_id }] = await questionsOf(MUG);
  for (const path of [`/qa/questions?product_id=${MUG}&count=100`, `/qa/questions/${question_id}/answers?count=100`]) {
    const before = shop.db.counters.statements;
    await get(path);
    assert.equal(shop.db.counters.statements - before, 1, path);
  }
});
