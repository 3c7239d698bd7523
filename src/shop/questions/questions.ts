import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database, Queryable, ReadOnly } from "../../platform/database/database.ts";
import { type IdempotentCall, withIdempotency } from "../../platform/database/idempotent.ts";
import { problem } from "../../platform/http/problems.ts";
import { createFeedback, type FeedbackTables } from "../contributions/feedback.ts";
import { deleteOwn } from "./delete-own.ts";
import type { Answer, NewAnswer, NewQuestion, Question } from "./question.ts";
import {
  type AnswerListRequest,
  type AnswerPage,
  findAnswer,
  findQuestion,
  listAnswers,
  listQuestions,
  type QuestionListRequest,
  type QuestionPage,
} from "./question-reads.ts";
import { postAnswer, postQuestion } from "./write-questions.ts";

/** What makes a call the same call again; `key` null: it is not asked for. */
export type PostCall = Pick<IdempotentCall, "key" | "requestHash">;
const WITHOUT_KEY: PostCall = { key: null, requestHash: "" };

/** Answers that come with a question in lists of questions; the rest have pages of their own. */
export const FIRST_ANSWERS = 3;

export const questionTables: FeedbackTables = {
  contents: "questions",
  votes: "question_votes",
  reports: "question_reports",
  key: "question_id",
};
export const answerTables: FeedbackTables = {
  contents: "answers",
  votes: "answer_votes",
  reports: "answer_reports",
  key: "answer_id",
};

export interface Questions {
  /** Null: there is no such product. One statement. */
  list(request: QuestionListRequest): Promise<QuestionPage | null>;
  /** Null: there is no such question, or it is hidden. One statement. */
  answers(request: AnswerListRequest): Promise<AnswerPage | null>;
  /** `shopperId` null: written without a session. @throws `not-found` */
  ask(question: NewQuestion, shopperId: string | null, call?: PostCall): Promise<{ question: Question; replayed: boolean }>;
  /** @throws `not-found` */
  answer(answer: NewAnswer, shopperId: string | null, call?: PostCall): Promise<{ answer: Answer; replayed: boolean }>;
  /** One vote per shopper; without a shopper each call counts. @throws `not-found` */
  voteHelpful(kind: "question" | "answer", id: number, shopperId: string | null): Promise<void>;
  /** Puts it before a moderator; one report per shopper. @throws `not-found` */
  report(kind: "question" | "answer", id: number, shopperId: string | null, reason: string | null): Promise<void>;
  /** Deletes what the shopper wrote, with its votes; a question only as long as nobody has answered it. @throws `not-found`, `conflict` */
  remove(kind: "question" | "answer", id: number, shopperId: string): Promise<void>;
}

/** `shown`: where lists are read from; whatever is written, and its answer, comes from `db`. */
export function createQuestions(db: Database, clock: Clock = systemClock, shown: ReadOnly = db): Questions {
  const feedback = { question: createFeedback(db, questionTables), answer: createFeedback(db, answerTables) };

  const once = (scope: string, shopperId: string | null, call: PostCall, work: (tx: Queryable) => Promise<number>) =>
    withIdempotency(db, { ownerId: shopperId ?? "", scope, ...call }, async (tx) => ({ status: 201, body: await work(tx) }));

  return {
    list: (request) => listQuestions(shown, request),
    answers: (request) => listAnswers(shown, request),
    async ask(question, shopperId, call = WITHOUT_KEY) {
      const { body: id, replayed } = await once("questions.ask", shopperId, call, (tx) =>
        postQuestion(tx, question, shopperId, clock.now()),
      );
      const posted = await findQuestion(db, id, FIRST_ANSWERS);
      // A retry after the question was hidden.
      if (posted === null) throw problem("not-found");
      return { question: posted, replayed };
    },
    async answer(answer, shopperId, call = WITHOUT_KEY) {
      const { body: id, replayed } = await once("questions.answer", shopperId, call, (tx) =>
        postAnswer(tx, answer, shopperId, clock.now()),
      );
      const posted = await findAnswer(db, id);
      if (posted === null) throw problem("not-found");
      return { answer: posted, replayed };
    },
    voteHelpful: (kind, id, shopperId) => feedback[kind].voteHelpful(id, shopperId),
    report: (kind, id, shopperId, reason) => feedback[kind].report(id, shopperId, reason),
    remove: (kind, id, shopperId) => deleteOwn(db, kind, id, shopperId),
  };
}
