import Type, { type Static } from "typebox";
import { Email, Timestamp } from "../../platform/http/schemas.ts";
import { ContentId, PhotosOut, PhotoUrls, WRITER_EMAIL, WriterName, WrittenText } from "../contributions/schemas.ts";
import { type Answer, MAX_ANSWER_LENGTH, MAX_QUESTION_LENGTH, type Question } from "./question.ts";
import { FIRST_ANSWERS } from "./questions.ts";

const WriterEmail = Type.String({ ...Email, description: WRITER_EMAIL });
export const AnswerText = WrittenText(MAX_ANSWER_LENGTH, "The answer.", "Yes, it goes into the dishwasher.");

export const QuestionBody = Type.Object({
  body: WrittenText(MAX_QUESTION_LENGTH, "The question.", "Does it go into the dishwasher?"),
  name: WriterName,
  email: WriterEmail,
});

export const AnswerBody = Type.Object({
  body: AnswerText,
  name: WriterName,
  email: WriterEmail,
  photos: Type.Optional(PhotoUrls),
});

const helpfulCount = Type.Integer({ minimum: 0, description: "Votes of those whom it helped." });
const generated = Type.Boolean({ description: "Made for the demo and written by nobody." });
const productId = Type.Integer({ examples: [1042] });

export const AnswerAnswer = Type.Object({
  id: ContentId("answer"),
  questionId: ContentId("question"),
  productId,
  body: Type.String({ description: "As it was written: escape it where it is shown." }),
  answererName: Type.String(),
  bySeller: Type.Boolean({ description: "The shop's own word." }),
  createdAt: Timestamp,
  helpfulCount,
  photos: PhotosOut,
  generated,
});
export type AnswerAnswer = Static<typeof AnswerAnswer>;

export const QuestionAnswer = Type.Object({
  id: ContentId("question"),
  productId,
  body: Type.String({ description: "As it was written: escape it where it is shown." }),
  askerName: Type.String(),
  createdAt: Timestamp,
  helpfulCount,
  answerCount: Type.Integer({ minimum: 0, description: "All answers; the list of answers has those that do not come along." }),
  answers: Type.Array(AnswerAnswer, { maxItems: FIRST_ANSWERS, description: "The seller's first, then the most helpful." }),
  generated,
});
export type QuestionAnswer = Static<typeof QuestionAnswer>;

export function toAnswerAnswer({ createdAt, photos, ...answer }: Answer): AnswerAnswer {
  return { ...answer, createdAt: createdAt.toISOString(), photos: [...photos] };
}

export function toQuestionAnswer({ createdAt, answers, ...question }: Question): QuestionAnswer {
  return { ...question, createdAt: createdAt.toISOString(), answers: answers.map(toAnswerAnswer) };
}
