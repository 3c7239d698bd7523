import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import { productOfContent } from "../../platform/ids.ts";
import type { Answer, Question, QuestionSort } from "./question.ts";
import { ANSWER_JSON, type AnswerJson, type QuestionRow, questionColumns, toAnswer, toQuestion } from "./question-rows.ts";

/** Where a list goes on: the sort key (milliseconds for the newest) and the id of the last one shown. */
export type QuestionPosition = { readonly key: number; readonly id: number };
export type AnswerPosition = { readonly bySeller: boolean; readonly helpfulCount: number; readonly id: number };

export type QuestionListRequest = {
  readonly productId: number;
  readonly sort: QuestionSort;
  readonly limit: number;
  readonly after?: QuestionPosition | null;
  /** Questions to pass over, for clients that count pages. */
  readonly offset?: number;
  /** The first answers that come with each question. */
  readonly answersEach: number;
  /** Leaves out what has been reported and not yet been decided on. */
  readonly withoutReported?: boolean;
};
export type QuestionPage = { readonly questions: readonly Question[]; readonly next: QuestionPosition | null };

export type AnswerListRequest = {
  readonly questionId: number;
  readonly limit: number;
  readonly after?: AnswerPosition | null;
  readonly offset?: number;
  readonly withoutReported?: boolean;
};
export type AnswerPage = { readonly answers: readonly Answer[]; readonly next: AnswerPosition | null };

/** `q` is the row of questions, `each` and `without` the places of the number of answers and of whether reported ones are left out. */
const firstAnswers = (each: string, without: string) => `(
       select json_agg(a.answer) from (
         select ${ANSWER_JSON} as answer from answers r
         where r.product_id = q.product_id and r.question_id = q.id and r.hidden_at is null and (r.open_reports = 0 or not ${without}::boolean)
         order by r.by_seller desc, r.helpful_count desc, r.id desc limit ${each}
       ) a
     )`;

/** $1 product, $2 and $3 the position, $4 limit, $5 offset, $6 answers each, $7 without reported. */
function listStatement(sort: QuestionSort, column: string, position: string) {
  return sql<QuestionRow | { readonly id: null }>(
    `questions.list-${sort}`,
    `select ${questionColumns("q")}, case when q.id is not null then ${firstAnswers("$6", "$7")} end as answers
     from products p
     left join lateral (
       select * from questions
       where product_id = $1 and hidden_at is null and (${column}, id) < (${position}, $3::bigint)
         and (open_reports = 0 or not $7::boolean)
       order by ${column} desc, id desc limit $4 offset $5
     ) q on true
     where p.id = $1 and p.status = 'active'
     order by q.${column} desc, q.id desc`,
  );
}

/** For the test of their plans. */
export const listStatements = {
  helpful: listStatement("helpful", "helpful_count", "$2::bigint"),
  newest: listStatement("newest", "created_at", "to_timestamp($2::double precision / 1000)"),
};

const readQuestion = sql<QuestionRow>(
  "questions.read",
  `select ${questionColumns("q")}, ${firstAnswers("$3", "false")} as answers from questions q
   where q.product_id = $1 and q.id = $2 and q.hidden_at is null`,
);

const listOfAnswers = sql<{ readonly answer: AnswerJson | null }>(
  "questions.list-answers",
  `select a.answer from questions q
   left join lateral (
     select ${ANSWER_JSON} as answer, r.by_seller, r.helpful_count, r.id from answers r
     where r.product_id = $1 and r.question_id = $2 and r.hidden_at is null
       and (r.by_seller, r.helpful_count, r.id) < ($3::boolean, $4::bigint, $5::bigint) and (r.open_reports = 0 or not $8::boolean)
     order by r.by_seller desc, r.helpful_count desc, r.id desc limit $6 offset $7
   ) a on true
   where q.product_id = $1 and q.id = $2 and q.hidden_at is null
   order by a.by_seller desc, a.helpful_count desc, a.id desc`,
);

const readAnswer = sql<{ readonly answer: AnswerJson }>(
  "questions.read-answer",
  `select ${ANSWER_JSON} as answer from answers r where r.product_id = $1 and r.id = $2 and r.hidden_at is null`,
);

/** Above every position: where a list begins. 9,000,000,000,000 is in the year 2255 as milliseconds. */
const TOP: QuestionPosition = { key: 9_000_000_000_000, id: Number.MAX_SAFE_INTEGER };
const TOP_ANSWER: AnswerPosition = { bySeller: true, helpfulCount: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** Null: there is no such product. One statement. */
export async function listQuestions(db: ReadOnly, request: QuestionListRequest): Promise<QuestionPage | null> {
  const { productId, sort, limit, after, offset = 0, answersEach, withoutReported = false } = request;
  const { key, id } = after ?? TOP;
  // A forged position outside of all time must not be an error in PostgreSQL.
  const from = Math.min(Math.max(key, 0), TOP.key);
  // One more than asked for shows whether there is a next page.
  const rows = await db.run(listStatements[sort], [productId, from, id, limit + 1, offset, answersEach, withoutReported]);
  if (rows.length === 0) return null;
  const found = rows.filter((row) => row.id !== null);
  const last = found.length > limit ? found[limit - 1]! : null;
  const lastKey = last && (sort === "newest" ? last.created_at.getTime() : last.helpful_count);
  return { questions: found.slice(0, limit).map(toQuestion), next: last && { key: lastKey!, id: last.id } };
}

/** Null: there is no such question, or it is hidden. One statement. */
export async function listAnswers(db: ReadOnly, request: AnswerListRequest): Promise<AnswerPage | null> {
  const { questionId, limit, after, offset = 0, withoutReported = false } = request;
  const { bySeller, helpfulCount, id } = after ?? TOP_ANSWER;
  const position = [bySeller, helpfulCount, id];
  const rows = await db.run(listOfAnswers, [
    productOfContent(questionId),
    questionId,
    ...position,
    limit + 1,
    offset,
    withoutReported,
  ]);
  if (rows.length === 0) return null;
  const found = rows.flatMap(({ answer }) => (answer === null ? [] : [toAnswer(answer)]));
  return { answers: found.slice(0, limit), next: found.length > limit ? found[limit - 1]! : null };
}

/** Null: there is no such question, or it is hidden. */
export async function findQuestion(db: Queryable, id: number, answersEach: number): Promise<Question | null> {
  const [row] = await db.run(readQuestion, [productOfContent(id), id, answersEach]);
  return row === undefined ? null : toQuestion(row);
}

/** Null: there is no such answer, or it is hidden. */
export async function findAnswer(db: Queryable, id: number): Promise<Answer | null> {
  const [row] = await db.run(readAnswer, [productOfContent(id), id]);
  return row === undefined ? null : toAnswer(row.answer);
}
