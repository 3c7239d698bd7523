import { contentPartId } from "../../platform/ids.ts";
import type { Answer, Question } from "./question.ts";

/** An answer as PostgreSQL writes it into JSON. */
export type AnswerJson = Omit<Answer, "createdAt" | "photos"> & {
  readonly createdAt: string;
  readonly photos: readonly string[];
};

export type QuestionRow = {
  readonly id: number;
  readonly product_id: number;
  readonly body: string;
  readonly asker_name: string;
  readonly created_at: Date;
  readonly helpful_count: number;
  readonly answer_count: number;
  readonly generated: boolean;
  readonly answers: readonly AnswerJson[] | null;
};

/** The columns of the row `alias` of questions. Who wrote it and their address are not among them. */
export const questionColumns = (alias: "q" | "r") =>
  ["id", "product_id", "body", "asker_name", "created_at", "helpful_count", "answer_count", "generated"]
    .map((column) => `${alias}.${column}`)
    .join(", ");

/** `r` is the row of answers. */
export const ANSWER_JSON = `json_build_object('id', r.id, 'questionId', r.question_id, 'productId', r.product_id, 'body', r.body,
    'answererName', r.answerer_name, 'createdAt', r.created_at, 'helpfulCount', r.helpful_count, 'bySeller', r.by_seller,
    'photos', r.photos, 'generated', r.generated)`;

export function toAnswer({ photos, createdAt, ...answer }: AnswerJson): Answer {
  return {
    ...answer,
    createdAt: new Date(createdAt),
    photos: photos.map((url, index) => ({ id: contentPartId(answer.id, index + 1), url })),
  };
}

export function toQuestion(row: QuestionRow): Question {
  return {
    id: row.id,
    productId: row.product_id,
    body: row.body,
    askerName: row.asker_name,
    createdAt: row.created_at,
    helpfulCount: row.helpful_count,
    answerCount: row.answer_count,
    answers: (row.answers ?? []).map(toAnswer),
    generated: row.generated,
  };
}
