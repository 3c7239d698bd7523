import type { Database } from "../../platform/database/database.ts";
import { contentId } from "../../platform/ids.ts";
import type { NewAnswer, NewQuestion } from "./question.ts";
import { type AnswerToWrite, type QuestionToWrite, takeQuestionNumbers, type Wanted, writeQuestions } from "./write-questions.ts";

export type ImportedAnswer = Omit<NewAnswer, "questionId"> & { readonly createdAt: Date; readonly helpfulCount: number };
/** A question made elsewhere, with its answers. */
export type ImportedQuestion = NewQuestion & {
  readonly createdAt: Date;
  readonly helpfulCount: number;
  /** Made for the demo and written by nobody, the answers too. */
  readonly generated: boolean;
  readonly answers: readonly ImportedAnswer[];
};

/** Questions per transaction: about a megabyte of JSON, and the statements cost next to nothing for each. */
const BATCH = 1_000;

/**
 * Writes many questions with their answers at once; no event tells of them. Answers the questions' ids in order. Products must exist; an
 * import that broke off has written whole batches.
 * @throws `not-found` for a product that is not there
 */
export async function importQuestions(
  db: Pick<Database, "transaction">,
  questions: readonly ImportedQuestion[],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < questions.length; start += BATCH) {
    ids.push(...(await importBatch(db, questions.slice(start, start + BATCH))));
    onProgress(ids.length, questions.length);
  }
  return ids;
}

function importBatch(db: Pick<Database, "transaction">, batch: readonly ImportedQuestion[]): Promise<number[]> {
  return db.transaction(async (tx) => {
    const taken = await takeQuestionNumbers(tx, wantedBy(batch), { activeOnly: false });
    const next = new Map([...taken].map(([productId, { question, answer }]) => [productId, { question, answer }]));
    const questions: QuestionToWrite[] = [];
    const answers: AnswerToWrite[] = [];
    for (const { answers: its, ...question } of batch) {
      const numbers = next.get(question.productId)!;
      const id = contentId(question.productId, numbers.question);
      numbers.question += 1;
      questions.push({ ...question, id, shopperId: null, answerCount: its.length });
      for (const answer of its) {
        const answerId = contentId(question.productId, numbers.answer);
        numbers.answer += 1;
        answers.push({ ...answer, id: answerId, questionId: id, shopperId: null, generated: question.generated });
      }
    }
    await writeQuestions(tx, questions, answers);
    return questions.map(({ id }) => id);
  });
}

function wantedBy(batch: readonly ImportedQuestion[]): Wanted[] {
  const wanted = new Map<number, { productId: number; questions: number; answers: number }>();
  for (const { productId, answers } of batch) {
    const numbers = wanted.get(productId) ?? { productId, questions: 0, answers: 0 };
    wanted.set(productId, numbers);
    numbers.questions += 1;
    numbers.answers += answers.length;
  }
  return [...wanted.values()];
}
