import { type Database, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { productOfContent } from "../../platform/ids.ts";
import { createFeedback, type FeedbackTables } from "../contributions/feedback.ts";
import { createModerationQueue, type ModerationColumns, type QueueRequest } from "../contributions/moderation.ts";
import type { Answer, Question } from "./question.ts";
import { ANSWER_JSON, type AnswerJson, type QuestionRow, questionColumns, toAnswer, toQuestion } from "./question-rows.ts";
import { answerTables, questionTables } from "./questions.ts";

type Queue<Item> = {
  readonly items: readonly (Item & { readonly moderation: ModerationColumns })[];
  readonly nextCursor: string | null;
};

/** What the staff does with questions and answers. Hiding a question hides its answers with it. */
export interface QuestionModeration {
  listQuestions(request: QueueRequest): Promise<Queue<{ readonly question: Question }>>;
  listAnswers(request: QueueRequest): Promise<Queue<{ readonly answer: Answer }>>;
  /** Closes the reports too. Doing it again changes nothing. @throws `not-found` */
  hide(kind: "question" | "answer", id: number): Promise<void>;
  /** Shows it again, or leaves it shown, and closes its reports. @throws `not-found` */
  restore(kind: "question" | "answer", id: number): Promise<void>;
}

/** The names come from the type above and never from a request. */
function statementsFor({ contents }: FeedbackTables) {
  return {
    lock: sql<object>(`${contents}.lock`, `select from ${contents} where product_id = $1 and id = $2 for update`),
    hide: sql<object>(
      `${contents}.hide`,
      `update ${contents} set hidden_at = date_trunc('milliseconds', now()) where product_id = $1 and id = $2 and hidden_at is null
       returning id`,
    ),
    restore: sql<object>(
      `${contents}.restore`,
      `update ${contents} set hidden_at = null where product_id = $1 and id = $2 and hidden_at is not null returning id`,
    ),
  };
}
const statements = { question: statementsFor(questionTables), answer: statementsFor(answerTables) };

const countAnswers = sql<object>(
  "questions.count-answers",
  `update questions set answer_count = answer_count + $3
   where product_id = $1 and id = (select question_id from answers where product_id = $1 and id = $2)`,
);

const questionQueue = createModerationQueue<QuestionRow>(questionTables, questionColumns("r"));
const answerQueue = createModerationQueue<{ readonly answer: AnswerJson }>(answerTables, `r.id, ${ANSWER_JSON} as answer`);

export function createQuestionModeration(db: Database): QuestionModeration {
  const feedback = { question: createFeedback(db, questionTables), answer: createFeedback(db, answerTables) };

  function decide(kind: "question" | "answer", id: number, visible: boolean): Promise<void> {
    const productId = productOfContent(id);
    const row = [productId, id];
    return db.transaction(async (tx) => {
      if ((await tx.run(statements[kind].lock, row)).length === 0) throw problem("not-found");
      const changed = await tx.run(statements[kind][visible ? "restore" : "hide"], row);
      await feedback[kind].resolveReports(tx, id);
      if (kind === "answer" && changed.length > 0) await tx.run(countAnswers, [...row, visible ? 1 : -1]);
    });
  }

  return {
    async listQuestions(request) {
      const { rows, nextCursor } = await questionQueue(db, request);
      return { items: rows.map((row) => ({ question: toQuestion(row), moderation: row })), nextCursor };
    },
    async listAnswers(request) {
      const { rows, nextCursor } = await answerQueue(db, request);
      return { items: rows.map((row) => ({ answer: toAnswer(row.answer), moderation: row })), nextCursor };
    },
    hide: (kind, id) => decide(kind, id, false),
    restore: (kind, id) => decide(kind, id, true),
  };
}
