import Type from "typebox";
import { shopperOf } from "../../platform/http/auth.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { markReplayed, optionalIdempotencyKeyOf, requestHashOf } from "../../platform/http/idempotency.ts";
import { problem } from "../../platform/http/problems.ts";
import { PageQuery, pageOf, pageQuery, StringEnum } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { feedbackRoutes } from "../contributions/feedback-routes.ts";
import type { ContributionLimits } from "../contributions/limits.ts";
import { ContentId, ProductParams } from "../contributions/schemas.ts";
import { questionSorts } from "./question.ts";
import { AnswerAnswer, AnswerBody, QuestionAnswer, QuestionBody, toAnswerAnswer, toQuestionAnswer } from "./question-schemas.ts";
import { FIRST_ANSWERS, type Questions } from "./questions.ts";

const tags = ["questions"];
const QuestionParams = Type.Object({ questionId: ContentId("question") });
const questionCursors = {
  helpful: createCursor("questions:helpful", ["integer", "integer"]),
  newest: createCursor("questions:newest", ["integer", "integer"]),
};
const answerCursor = createCursor("answers:helpful", ["boolean", "integer", "integer"]);

export type QuestionDependencies = { readonly questions: Questions; readonly limits: ContributionLimits };

/** What shoppers ask about products, and what they answer each other. */
export function questionRoutes(app: App, { questions, limits }: QuestionDependencies): void {
  app.get(
    "/v1/products/:productId/questions",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "listQuestions",
        summary: "Questions about a product, with the first answers",
        tags,
        params: ProductParams,
        querystring: Type.Object({ ...pageQuery, sort: StringEnum(questionSorts, { default: "helpful" }) }),
        response: { 200: pageOf(QuestionAnswer) },
      },
    },
    async (request) => {
      const { sort, limit } = request.query;
      const keys = questionCursors[sort].decode(request.query.cursor);
      const after = keys && { key: keys[0], id: keys[1] };
      const { productId } = request.params;
      const page = await questions.list({ productId, sort, limit, after, answersEach: FIRST_ANSWERS });
      if (page === null) throw problem("not-found");
      return {
        items: page.questions.map(toQuestionAnswer),
        nextCursor: page.next && questionCursors[sort].encode([page.next.key, page.next.id]),
      };
    },
  );

  app.post(
    "/v1/products/:productId/questions",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: ["not-found", "conflict", "rate-limited"] },
      schema: {
        operationId: "createQuestion",
        summary: "Ask about a product",
        tags,
        params: ProductParams,
        body: QuestionBody,
        response: { 201: QuestionAnswer },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeText(shopperId);
      const call = { key: optionalIdempotencyKeyOf(request), requestHash: requestHashOf(request) };
      const posted = await questions.ask({ ...request.body, productId: request.params.productId }, shopperId, call);
      markReplayed(reply, posted.replayed);
      return reply.code(201).send(toQuestionAnswer(posted.question));
    },
  );

  answerRoutes(app, { questions, limits });
  for (const kind of ["question", "answer"] as const) {
    const feedback = {
      voteHelpful: (id: number, shopperId: string | null) => questions.voteHelpful(kind, id, shopperId),
      report: (id: number, shopperId: string | null, reason: string | null) => questions.report(kind, id, shopperId, reason),
    };
    feedbackRoutes(app, { kind, tags, limits, feedback });
  }
  deletionRoutes(app, questions);
}

function deletionRoutes(app: App, questions: Questions): void {
  app.delete(
    "/v1/questions/:questionId",
    {
      config: { auth: "shopper", problems: ["not-found", "conflict"] },
      schema: {
        operationId: "deleteQuestion",
        summary: "Delete one's own question",
        description: "As long as nobody has answered it.",
        tags,
        params: QuestionParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await questions.remove("question", request.params.questionId, shopperOf(request).shopperId);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/v1/answers/:answerId",
    {
      config: { auth: "shopper", problems: ["not-found"] },
      schema: {
        operationId: "deleteAnswer",
        summary: "Delete one's own answer",
        tags,
        params: Type.Object({ answerId: ContentId("answer") }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await questions.remove("answer", request.params.answerId, shopperOf(request).shopperId);
      return reply.code(204).send(null);
    },
  );
}

function answerRoutes(app: App, { questions, limits }: QuestionDependencies): void {
  app.get(
    "/v1/questions/:questionId/answers",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "listAnswers",
        summary: "Answers to a question, the seller's first, then the most helpful",
        tags,
        params: QuestionParams,
        querystring: PageQuery,
        response: { 200: pageOf(AnswerAnswer) },
      },
    },
    async (request) => {
      const keys = answerCursor.decode(request.query.cursor);
      const after = keys && { bySeller: keys[0], helpfulCount: keys[1], id: keys[2] };
      const page = await questions.answers({ questionId: request.params.questionId, limit: request.query.limit, after });
      if (page === null) throw problem("not-found");
      const { next } = page;
      return {
        items: page.answers.map(toAnswerAnswer),
        nextCursor: next && answerCursor.encode([next.bySeller, next.helpfulCount, next.id]),
      };
    },
  );

  app.post(
    "/v1/questions/:questionId/answers",
    {
      config: { auth: "shopper", idempotencyKey: "optional", problems: ["not-found", "conflict", "rate-limited"] },
      schema: {
        operationId: "createAnswer",
        summary: "Answer a question",
        tags,
        params: QuestionParams,
        body: AnswerBody,
        response: { 201: AnswerAnswer },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeText(shopperId);
      const call = { key: optionalIdempotencyKeyOf(request), requestHash: requestHashOf(request) };
      const { photos = [], ...rest } = request.body;
      const answer = { ...rest, photos, questionId: request.params.questionId, bySeller: false };
      const posted = await questions.answer(answer, shopperId, call);
      markReplayed(reply, posted.replayed);
      return reply.code(201).send(toAnswerAnswer(posted.answer));
    },
  );
}
