import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertGreen } from "../../../test/support/audited.ts";
import { contentId } from "../../platform/ids.ts";
import {
  type ContributionsFixture,
  createContributionsFixture,
  EMAIL,
  newShopper,
} from "../contributions/contributions.fixture.ts";
import { importQuestions } from "./import-questions.ts";
import { listStatements } from "./question-reads.ts";

let shop: ContributionsFixture;
before(async () => {
  shop = await createContributionsFixture();
});
after(() => shop.close());

const text = (changes: object = {}) => ({ body: "Does it go into the dishwasher?", name: "Ada L.", email: EMAIL, ...changes });
const ask = (productId: number, body: object = {}, as = newShopper(), key?: string) =>
  shop.call("POST", `/v1/products/${productId}/questions`, { as, body: text(body), ...(key === undefined ? {} : { key }) });
const answer = (questionId: number, body: object = {}) =>
  shop.call("POST", `/v1/questions/${questionId}/answers`, { as: newShopper(), body: text(body) });
const questionsOf = async (productId: number, query = "") =>
  (await shop.call("GET", `/v1/products/${productId}/questions?${query}`)).body;
const answersOf = async (questionId: number, query = "") =>
  (await shop.call("GET", `/v1/questions/${questionId}/answers?${query}`)).body;
const idsOf = (page: { items: { id: number }[] }) => page.items.map(({ id }) => id);

test("a question and its answers are read back at once, as they were written", async () => {
  const productId = await shop.newProduct();
  const body = "<script>alert(1)</script> \u202Ecode\u202C 👩‍👩‍👧‍👦";
  const asked = await ask(productId, { body });
  assert.equal(asked.status, 201);
  const photos = ["https://images.example.com/a.jpg"];
  const answered = await answer(asked.body.id, { body, photos });
  assert.equal(answered.status, 201);
  const id = contentId(productId, 1);
  assert.equal(asked.body.id, id);
  const { createdAt, ...given } = answered.body;
  assert.deepEqual(given, {
    id,
    questionId: id,
    productId,
    body,
    answererName: "Ada L.",
    bySeller: false,
    helpfulCount: 0,
    photos: [{ id: id * 10 + 1, url: photos[0] }],
    generated: false,
  });
  const { items } = await questionsOf(productId);
  assert.deepEqual(items, [{ ...asked.body, body, answerCount: 1, answers: [{ createdAt, ...given }] }]);
  assert.deepEqual((await answersOf(id)).items, [answered.body]);
  assert.ok(!JSON.stringify([items, shop.lines]).includes(EMAIL));
  const events = await shop.testDatabase.query("select type from outbox_product where product_id = $1 order by version", [
    productId,
  ]);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["question.posted", "answer.posted"],
  );
});

test("what is not there is not found, and what is wrong is said", async () => {
  const productId = await shop.newProduct();
  assert.deepEqual(await questionsOf(productId), { items: [], nextCursor: null });
  assert.equal((await ask(899_999)).status, 404);
  assert.equal((await answer(contentId(productId, 7))).status, 404);
  assert.equal((await shop.call("GET", `/v1/questions/${contentId(productId, 7)}/answers`)).status, 404);
  for (const [change, path] of [
    [{ body: " \n " }, "/body/body"],
    [{ body: "x".repeat(1_001) }, "/body/body"],
    [{ name: "" }, "/body/name"],
    [{ email: "nobody" }, "/body/email"],
    [{ photos: [] }, "/body/photos"],
  ] as const) {
    const { status, body } = await ask(productId, change);
    assert.deepEqual([status, body.errors[0].path], [400, path]);
  }
  assert.equal((await ask(productId, { body: "x".repeat(10_000_000) })).status, 413);
});

test("a retry with the same key is the same question", async () => {
  const productId = await shop.newProduct();
  const shopper = newShopper();
  const [first, second] = await Promise.all([ask(productId, {}, shopper, "k"), ask(productId, {}, shopper, "k")]);
  assert.deepEqual(first.body, second.body);
  assert.equal((await ask(productId, { body: "Another?" }, shopper, "k")).status, 422);
  assert.equal((await questionsOf(productId)).items.length, 1);
});

test("the most helpful come first, a vote counts once, and the seller's answer is above all", async () => {
  const productId = await shop.newProduct();
  const [one, two] = [(await ask(productId)).body.id, (await ask(productId)).body.id];
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push((await answer(one)).body.id);
  const voter = newShopper();
  for (const url of [`questions/${one}`, `questions/${one}`, `answers/${answers[1]}`, `answers/${answers[1]}`]) {
    assert.equal((await shop.call("POST", `/v1/${url}/helpful`, { as: voter })).status, 204);
  }
  const sellers = await shop.call("POST", `/v1/admin/questions/${one}/answers`, { as: "admin-catalog", body: { body: "Yes." } });
  assert.deepEqual([sellers.status, sellers.body.answererName, sellers.body.bySeller], [201, "Test Shop", true]);
  const page = await questionsOf(productId);
  assert.deepEqual(idsOf(page), [one, two]);
  assert.deepEqual([page.items[0].helpfulCount, page.items[0].answerCount], [1, 5]);
  const inOrder = [sellers.body.id, answers[1], answers[3], answers[2], answers[0]];
  assert.deepEqual(idsOf({ items: page.items[0].answers }), inOrder.slice(0, 3));
  assert.deepEqual(idsOf(await questionsOf(productId, "sort=newest")), [two, one]);
  const seen: number[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const next: { items: { id: number }[]; nextCursor: string | null } = await answersOf(
      one,
      `limit=2${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...idsOf(next));
    cursor = next.nextCursor;
  }
  assert.deepEqual(seen, inOrder);
});

test("what is reported waits for a moderator, who hides it or leaves it", async () => {
  const productId = await shop.newProduct();
  const question = (await ask(productId)).body.id;
  const [bad, good] = [(await answer(question)).body.id, (await answer(question)).body.id];
  const report = (url: string, as: string) => shop.call("POST", `/v1/${url}/report`, { as, body: { reason: "spam" } });
  const reporter = newShopper();
  for (const url of [`answers/${bad}`, `answers/${bad}`, `questions/${question}`])
    assert.equal((await report(url, reporter)).status, 204);
  // Still there for shoppers, and left out for those who do not want to see what is reported.
  assert.equal((await answersOf(question)).items.length, 2);
  const careful = await shop.questions.list({ productId, sort: "helpful", limit: 5, answersEach: 5, withoutReported: true });
  assert.equal(careful!.questions.length, 0);
  assert.equal((await shop.questions.answers({ questionId: question, limit: 5, withoutReported: true }))!.answers.length, 1);

  const queue = async (what: string, query = "") =>
    (await shop.call("GET", `/v1/admin/${what}?${query}`, { as: "admin-viewer" })).body.items;
  const [waiting] = (await queue("answers")).filter(({ id }: { id: number }) => id === bad);
  assert.deepEqual([waiting.openReports, waiting.reports[0].reason, waiting.hidden], [1, "spam", false]);
  const decide = (url: string, as = "admin-catalog") => shop.call("POST", `/v1/admin/${url}`, { as });
  assert.equal((await decide(`answers/${bad}/hide`, "admin-viewer")).status, 403);
  assert.equal((await decide(`answers/${bad}/hide`)).status, 204);
  assert.equal((await decide(`questions/${question}/restore`)).status, 204);
  assert.deepEqual([await queue("answers"), await queue("questions")], [[], []]);
  assert.deepEqual(idsOf({ items: await queue("answers", "queue=hidden") }), [bad]);
  assert.deepEqual(idsOf(await answersOf(question)), [good]);
  assert.equal((await questionsOf(productId)).items[0].answerCount, 1);
  assert.equal((await shop.call("POST", `/v1/answers/${bad}/helpful`, { as: reporter })).status, 404);

  assert.equal((await decide(`questions/${question}/hide`)).status, 204);
  assert.deepEqual((await questionsOf(productId)).items, []);
  assert.equal((await shop.call("GET", `/v1/questions/${question}/answers`)).status, 404);
  assert.equal((await answer(question)).status, 404);
  for (const url of [`questions/${question}/restore`, `answers/${bad}/restore`, `answers/${bad}/restore`]) await decide(url);
  assert.equal((await questionsOf(productId)).items[0].answerCount, 2);
  assert.equal((await decide(`answers/${contentId(productId, 99)}/hide`)).status, 404);
});

test("shoppers delete what they wrote, and a question only as long as nobody has answered it", async () => {
  const productId = await shop.newProduct();
  const [asker, helper] = [newShopper(), newShopper()];
  const question = (await ask(productId, {}, asker)).body.id;
  const answers = `/v1/questions/${question}/answers`;
  const given = (await shop.call("POST", answers, { as: helper, body: text() })).body.id;
  const status = async (url: string, as: string) => (await shop.call("DELETE", url, { as })).status;
  assert.equal(await status(`/v1/questions/${question}`, asker), 409);
  assert.equal(await status(`/v1/answers/${given}`, asker), 404);
  assert.equal(await status(`/v1/answers/${given}`, helper), 204);
  assert.equal((await questionsOf(productId)).items[0].answerCount, 0);
  assert.equal(await status(`/v1/questions/${question}`, helper), 404);
  assert.equal(await status(`/v1/questions/${question}`, asker), 204);
  assert.deepEqual((await questionsOf(productId)).items, []);
  // Answers that come while the question is deleted: either it stays with all of them, or it is gone and they are refused.
  for (let round = 0; round < 5; round += 1) {
    const { id } = (await ask(productId, {}, asker)).body;
    const [deleted, ...posted] = await Promise.all([status(`/v1/questions/${id}`, asker), answer(id), answer(id)]);
    const written = posted.filter((result) => result.status === 201).length;
    assert.equal(written, deleted === 204 ? 0 : 2);
  }
  await assertGreen(shop.testDatabase, { graceSeconds: 600 });
});

test("fifty who ask, answer, vote, report, hide and restore at once leave counts that are exact", async () => {
  const productId = await shop.newProduct();
  const { question } = await shop.questions.ask({ productId, ...text() }, null);
  await Promise.all(
    Array.from({ length: 50 }, async (_, number) => {
      const shopperId = newShopper();
      await shop.questions.ask({ productId, ...text() }, shopperId);
      const mine = { questionId: question.id, ...text(), photos: [], bySeller: false };
      const given = (await shop.questions.answer(mine, shopperId)).answer.id;
      await shop.questions.voteHelpful("question", question.id, shopperId);
      await shop.questions.report("answer", given, shopperId, null);
      if (number % 2 === 0) await shop.questionModeration.hide("answer", given);
      if (number % 4 === 0) await shop.questionModeration.restore("answer", given);
    }),
  );
  const page = await questionsOf(productId, "limit=100");
  assert.equal(page.items.length, 51);
  assert.deepEqual([page.items[0].id, page.items[0].helpfulCount], [question.id, 50]);
  assert.equal(page.items[0].answerCount, 25 + 13);
  await assertGreen(shop.testDatabase, { graceSeconds: 600 });
});

test("an import brings questions with answers, and lists are one statement by an index", async () => {
  const productIds = [await shop.newProduct(), await shop.newProduct()];
  const createdAt = new Date("2026-05-01T12:00:00Z");
  const answerOf = (index: number) => ({ ...text(), createdAt, helpfulCount: index, photos: [], bySeller: index === 0 });
  const questions = Array.from({ length: 2_100 }, (_, index) => ({
    ...text(),
    productId: productIds[index % 2]!,
    createdAt,
    helpfulCount: index,
    generated: true,
    answers: Array.from({ length: index % 6 }, (_, number) => answerOf(number)),
  }));
  const before = shop.db.counters.statements;
  const ids = await importQuestions(shop.db, questions);
  assert.ok(shop.db.counters.statements - before <= 15);
  assert.equal(new Set(ids).size, questions.length);
  const statements = shop.db.counters.statements;
  const page = await shop.questions.list({ productId: productIds[1]!, sort: "helpful", limit: 2, answersEach: 100 });
  assert.equal(shop.db.counters.statements - statements, 1);
  assert.deepEqual(
    page!.questions.map(({ id, answers, answerCount }) => [id, answers.length, answerCount]),
    [
      [ids.at(-1), 5, 5],
      [ids.at(-3), 3, 3],
    ],
  );
  assert.equal(page!.questions[0]!.answers[0]!.bySeller, true);
  await assertGreen(shop.testDatabase, { graceSeconds: 600 });
  await shop.testDatabase.query("analyze questions");
  for (const { name, text: statement } of Object.values(listStatements)) {
    const plan = await shop.testDatabase.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${statement}`);
    const lines = plan.map((row) => row["QUERY PLAN"]).join("\n");
    assert.ok(lines.includes(`questions_${name.slice("questions.list-".length)} on questions`), lines);
  }
});
