import Type from "typebox";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import { LARGEST_PRODUCT_ID } from "../../platform/ids.ts";
import { ContentId } from "../../shop/contributions/schemas.ts";
import type { Questions } from "../../shop/questions/questions.ts";
import { absoluteFor, config, created, createdResponse, emptyAnswer, hidden, spellings } from "./adapter.ts";
import { AnswersAnswer, QuestionsAnswer } from "./answers.ts";
import { AnswerBody, QuestionBody } from "./bodies.ts";
import { echoOf, pagingOf, productIdOf, type Query } from "./paging.ts";
import { toAnswer, toQuestion } from "./questions.ts";
import { NOBODY } from "./visitor.ts";

/** Each comes with its answers: 200 with four answers each are 0.4 MB. */
const MAX_QUESTIONS = 200;
/** The contract gives a question all its answers; more than this nobody reads, and they have pages of their own. */
const MAX_ANSWERS_OF_QUESTION = 200;
const MAX_ANSWERS = 500;

const questionParams = Type.Object({ questionId: ContentId("question") });
const answerParams = Type.Object({ answerId: ContentId("answer") });

export function questionRoutes(app: App, { questions }: { readonly questions: Questions }): void {
  listRoutes(app, questions);
  for (const path of spellings("/qa/questions")) {
    app.post(path, { config, schema: { ...hidden, body: QuestionBody, response: createdResponse } }, async (request, reply) => {
      const { product_id, body, name, email } = request.body;
      const productId = Number(product_id);
      if (productId > LARGEST_PRODUCT_ID) throw problem("not-found");
      await questions.ask({ productId, body, name, email }, NOBODY);
      return created(reply);
    });
  }
  for (const path of spellings("/qa/questions/:questionId/answers")) {
    const schema = { ...hidden, params: questionParams, body: AnswerBody, response: createdResponse } as const;
    app.post(path, { config, schema }, async (request, reply) => {
      const { body, name, email, photos = [] } = request.body;
      const { questionId } = request.params;
      await questions.answer({ questionId, body, name, email, photos, bySeller: false }, NOBODY);
      return created(reply);
    });
  }
  feedbackRoutes(app, questions);
}

function listRoutes(app: App, questions: Questions): void {
  for (const path of spellings("/qa/questions")) {
    app.get(path, { config, schema: { ...hidden, response: { 200: QuestionsAnswer } } }, async (request) => {
      const query = request.query as Query;
      const productId = productIdOf(query);
      const { limit, offset, isBeyond } = pagingOf(query, MAX_QUESTIONS);
      const isNone = isBeyond || productId > LARGEST_PRODUCT_ID;
      const each = { answersEach: MAX_ANSWERS_OF_QUESTION, withoutReported: true } as const;
      const list = isNone ? null : await questions.list({ productId, sort: "helpful", limit, offset, ...each });
      const absolute = absoluteFor(request);
      return {
        product_id: String(productId),
        results: (list?.questions ?? []).map((question) => toQuestion(question, absolute)),
      };
    });
  }

  for (const path of spellings("/qa/questions/:questionId/answers")) {
    const schema = { ...hidden, params: questionParams, response: { 200: AnswersAnswer } } as const;
    app.get(path, { config, schema }, async (request) => {
      const query = request.query as Query;
      const { questionId } = request.params;
      const { limit, offset, isBeyond } = pagingOf(query, MAX_ANSWERS);
      const list = isBeyond ? null : await questions.answers({ questionId, limit, offset, withoutReported: true });
      const absolute = absoluteFor(request);
      return {
        question: String(questionId),
        ...echoOf(query),
        results: (list?.answers ?? []).map((answer) => toAnswer(answer, absolute)),
      };
    });
  }
}

function feedbackRoutes(app: App, questions: Questions): void {
  for (const path of spellings("/qa/questions/:questionId/helpful")) {
    app.put(path, { config, schema: { ...hidden, params: questionParams } }, async (request, reply) => {
      await questions.voteHelpful("question", request.params.questionId, NOBODY);
      return emptyAnswer(reply);
    });
  }
  for (const path of spellings("/qa/questions/:questionId/report")) {
    app.put(path, { config, schema: { ...hidden, params: questionParams } }, async (request, reply) => {
      await questions.report("question", request.params.questionId, NOBODY, null);
      return emptyAnswer(reply);
    });
  }
  for (const path of spellings("/qa/answers/:answerId/helpful")) {
    app.put(path, { config, schema: { ...hidden, params: answerParams } }, async (request, reply) => {
      await questions.voteHelpful("answer", request.params.answerId, NOBODY);
      return emptyAnswer(reply);
    });
  }
  for (const path of spellings("/qa/answers/:answerId/report")) {
    app.put(path, { config, schema: { ...hidden, params: answerParams } }, async (request, reply) => {
      await questions.report("answer", request.params.answerId, NOBODY, null);
      return emptyAnswer(reply);
    });
  }
}
