import { type Queryable, sql } from "../../platform/database/database.ts";
import { recordProductEvents } from "../../platform/events/outbox.ts";
import { problem } from "../../platform/http/problems.ts";
import { contentId, MAX_CONTENTS_PER_PRODUCT, productOfContent } from "../../platform/ids.ts";
import type { NewAnswer, NewQuestion } from "./question.ts";

/** Each is told in the transaction that writes it. */
export const questionEventTypes = ["question.posted", "answer.posted"] as const;

type Made = {
  readonly shopperId: string | null;
  readonly createdAt: Date;
  readonly helpfulCount: number;
  readonly generated: boolean;
};
export type QuestionToWrite = NewQuestion & Made & { readonly id: number; readonly answerCount: number };
export type AnswerToWrite = NewAnswer & Made & { readonly id: number };

type Numbers = {
  readonly product_id: number;
  readonly next_question: number;
  readonly next_answer: number;
  readonly version: number;
};

// In the order of ids, so that writers of several products cannot wait for each other in a circle.
const takeNumbers = sql<Numbers>(
  "questions.take-numbers",
  `insert into question_counters as c (product_id, next_question, next_answer, version)
   select p.id, 1 + x.questions, 1 + x.answers, 1
   from unnest($1::bigint[], $2::integer[], $3::integer[]) x (id, questions, answers) join products p on p.id = x.id
   where p.status = 'active' or not $4::boolean
   order by p.id
   on conflict (product_id) do update set next_question = c.next_question + excluded.next_question - 1,
     next_answer = c.next_answer + excluded.next_answer - 1, version = c.version + 1
   returning c.product_id, c.next_question, c.next_answer, c.version`,
);

const insertQuestions = sql<object>(
  "questions.insert",
  `insert into questions (product_id, id, shopper_id, body, asker_name, email, generated, imported_helpful_count, helpful_count, answer_count,
     created_at)
   select id / 1000000, id, "shopperId", body, name, email, generated, "helpfulCount", "helpfulCount", "answerCount", "createdAt"
   from json_to_recordset($1) as x (id bigint, "shopperId" uuid, body text, name text, email text, generated boolean,
     "helpfulCount" integer, "answerCount" integer, "createdAt" timestamptz)`,
);

const insertAnswers = sql<object>(
  "questions.insert-answers",
  `insert into answers (product_id, id, question_id, shopper_id, body, answerer_name, email, by_seller, photos, generated,
     imported_helpful_count, helpful_count, created_at)
   select id / 1000000, id, "questionId", "shopperId", body, name, email, "bySeller", photos, generated, "helpfulCount", "helpfulCount",
     "createdAt"
   from json_to_recordset($1) as x (id bigint, "questionId" bigint, "shopperId" uuid, body text, name text, email text, "bySeller" boolean,
     photos text[], generated boolean, "helpfulCount" integer, "createdAt" timestamptz)`,
);

const countAnswer = sql<object>(
  "questions.count-answer",
  `update questions set answer_count = answer_count + 1 where product_id = $1 and id = $2 and hidden_at is null returning id`,
);

export type Wanted = { readonly productId: number; readonly questions: number; readonly answers: number };
/** The first numbers that are free for the caller, and the version of the product's questions. */
export type Taken = { readonly question: number; readonly answer: number; readonly version: number };

/**
 * Takes numbers for questions and answers, each product once in `wanted`; until the transaction ends nobody else takes any of these products.
 * @throws `not-found`, `conflict` when a product has a million
 */
export async function takeQuestionNumbers(
  tx: Queryable,
  wanted: readonly Wanted[],
  { activeOnly }: { readonly activeOnly: boolean },
): Promise<Map<number, Taken>> {
  const rows = await tx.run(takeNumbers, [
    wanted.map(({ productId }) => productId),
    wanted.map(({ questions }) => questions),
    wanted.map(({ answers }) => answers),
    activeOnly,
  ]);
  const byProduct = new Map(rows.map((row) => [row.product_id, row]));
  return new Map(
    wanted.map(({ productId, questions, answers }) => {
      const row = byProduct.get(productId);
      if (row === undefined) throw problem("not-found", `There is no product ${productId}.`);
      if (Math.max(row.next_question, row.next_answer) > MAX_CONTENTS_PER_PRODUCT)
        throw problem("conflict", "This product has as many questions or answers as it can have.");
      const taken = { question: row.next_question - questions, answer: row.next_answer - answers, version: row.version };
      return [productId, taken];
    }),
  );
}

export async function writeQuestions(
  tx: Queryable,
  questions: readonly QuestionToWrite[],
  answers: readonly AnswerToWrite[],
): Promise<void> {
  if (questions.length > 0) await tx.run(insertQuestions, [JSON.stringify(questions)]);
  if (answers.length > 0) await tx.run(insertAnswers, [JSON.stringify(answers)]);
}

/** Writes a question and tells of it. Answers its id. @throws `not-found` */
export async function postQuestion(tx: Queryable, question: NewQuestion, shopperId: string | null, now: Date): Promise<number> {
  const { productId } = question;
  const taken = await takeQuestionNumbers(tx, [{ productId, questions: 1, answers: 0 }], { activeOnly: true });
  const { question: number, version } = taken.get(productId)!;
  const id = contentId(productId, number);
  const made = { shopperId, createdAt: now, helpfulCount: 0, generated: false };
  await writeQuestions(tx, [{ ...question, ...made, id, answerCount: 0 }], []);
  await tell(tx, "question.posted", version, { productId, questionId: id });
  return id;
}

/** Writes an answer, counts it at its question, and tells of it. Answers its id. @throws `not-found` */
export async function postAnswer(tx: Queryable, answer: NewAnswer, shopperId: string | null, now: Date): Promise<number> {
  const { questionId, bySeller } = answer;
  const productId = productOfContent(questionId);
  // Shoppers answer what they can see; the seller may answer before a product comes back on sale.
  const taken = await takeQuestionNumbers(tx, [{ productId, questions: 0, answers: 1 }], { activeOnly: !bySeller });
  if ((await tx.run(countAnswer, [productId, questionId])).length === 0) throw problem("not-found");
  const { answer: number, version } = taken.get(productId)!;
  const id = contentId(productId, number);
  await writeQuestions(tx, [], [{ ...answer, id, shopperId, createdAt: now, helpfulCount: 0, generated: false }]);
  await tell(tx, "answer.posted", version, { productId, questionId, answerId: id, bySeller });
  return id;
}

type Told = { readonly productId: number; readonly [member: string]: unknown };

function tell(tx: Queryable, type: (typeof questionEventTypes)[number], version: number, payload: Told): Promise<void> {
  const { productId } = payload;
  return recordProductEvents(tx, [
    { productId, aggregateType: "questions", aggregateId: `questions-${productId}`, version, type, payload },
  ]);
}
