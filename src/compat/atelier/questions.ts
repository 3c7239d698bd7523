import type { Answer, Question } from "../../shop/questions/question.ts";
import type { AnswerEntry, QuestionEntry } from "./answers.ts";

/** Makes an address on this host one that a client elsewhere can use. */
type Absolute = (address: string) => string;

/** What has been reported is in no answer, so nothing that is there has been. */
export function toQuestion(question: Question, absolute: Absolute): QuestionEntry {
  return {
    question_id: question.id,
    question_body: question.body,
    question_date: question.createdAt.toISOString(),
    asker_name: question.askerName,
    question_helpfulness: question.helpfulCount,
    reported: false,
    answers: Object.fromEntries(
      question.answers.map(({ id, photos, ...answer }) => [
        id,
        { id, ...shared(answer), photos: photos.map(({ url }) => absolute(url)) },
      ]),
    ),
  };
}

export function toAnswer({ id, photos, ...answer }: Answer, absolute: Absolute): AnswerEntry {
  return { answer_id: id, ...shared(answer), photos: photos.map(({ id, url }) => ({ id, url: absolute(url) })) };
}

/** The clients put the word "Seller" first and in bold, and know the shop's answers by that name. */
const SELLER = "Seller";

function shared({ body, createdAt, answererName, bySeller, helpfulCount }: Omit<Answer, "id" | "photos">) {
  return {
    body,
    date: createdAt.toISOString(),
    answerer_name: bySeller ? SELLER : answererName,
    helpfulness: helpfulCount,
  };
}
