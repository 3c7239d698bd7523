import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problems.ts";
import { productOfContent } from "../../platform/ids.ts";

// Who answers changes the question's row, so behind this lock nobody does.
const lockOwnQuestion = sql<object>(
  "questions.lock-own",
  "select from questions where product_id = $1 and id = $2 and shopper_id = $3 for update",
);
const hasAnswers = sql<{ answered: boolean }>(
  "questions.has-answers",
  "select exists (select from answers where product_id = $1 and question_id = $2) as answered",
);
const deleteQuestion = sql<object>("questions.delete", "delete from questions where product_id = $1 and id = $2");

const deleteOwnAnswer = sql<{ question_id: number; was_hidden: boolean }>(
  "questions.delete-own-answer",
  `delete from answers where product_id = $1 and id = $2 and shopper_id = $3
   returning question_id, hidden_at is not null as was_hidden`,
);
const uncountAnswer = sql<object>(
  "questions.uncount-answer",
  "update questions set answer_count = answer_count - 1 where product_id = $1 and id = $2",
);

/** Deletes what a shopper wrote themselves, with its votes. A question that others have answered stays. @throws `not-found`, `conflict` */
export function deleteOwn(db: Database, kind: "question" | "answer", id: number, shopperId: string): Promise<void> {
  return db.transaction((tx) => (kind === "question" ? removeQuestion(tx, id, shopperId) : removeAnswer(tx, id, shopperId)));
}

async function removeQuestion(tx: Queryable, id: number, shopperId: string): Promise<void> {
  const productId = productOfContent(id);
  if ((await tx.run(lockOwnQuestion, [productId, id, shopperId])).length === 0) throw problem("not-found");
  const [row] = await tx.run(hasAnswers, [productId, id]);
  if (row!.answered) throw problem("conflict", "Somebody has answered this question.");
  await tx.run(deleteQuestion, [productId, id]);
}

async function removeAnswer(tx: Queryable, id: number, shopperId: string): Promise<void> {
  const productId = productOfContent(id);
  const [removed] = await tx.run(deleteOwnAnswer, [productId, id, shopperId]);
  if (removed === undefined) throw problem("not-found");
  if (!removed.was_hidden) await tx.run(uncountAnswer, [productId, removed.question_id]);
}
