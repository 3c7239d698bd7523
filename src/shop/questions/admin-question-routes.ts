import Type from "typebox";
import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { pageOf } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { decisionRoutes } from "../contributions/feedback-routes.ts";
import { moderationFields, moderationOf, QueueQuery } from "../contributions/moderation.ts";
import { ContentId, PhotoUrls } from "../contributions/schemas.ts";
import type { QuestionModeration } from "./question-moderation.ts";
import { findAnswer } from "./question-reads.ts";
import { AnswerAnswer, AnswerText, QuestionAnswer, toAnswerAnswer, toQuestionAnswer } from "./question-schemas.ts";
import { postAnswer } from "./write-questions.ts";

const tags = ["questions-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const ModeratedQuestion = Type.Object({ ...QuestionAnswer.properties, ...moderationFields });
const ModeratedAnswer = Type.Object({ ...AnswerAnswer.properties, ...moderationFields });

export type AdminQuestionDependencies = {
  readonly db: Database;
  readonly moderation: QuestionModeration;
  /** Signs the seller's answers. */
  readonly shopName: string;
  readonly clock?: Clock;
};

/** What the staff does with questions and answers. */
export function adminQuestionRoutes(app: App, dependencies: AdminQuestionDependencies): void {
  const { db, moderation, shopName, clock = systemClock } = dependencies;
  app.get(
    "/v1/admin/questions",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listModeratedQuestions",
        summary: "List questions that wait for a decision, or that are hidden",
        tags,
        querystring: QueueQuery,
        response: { 200: pageOf(ModeratedQuestion) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await moderation.listQuestions(request.query);
      return {
        items: items.map((item) => ({ ...toQuestionAnswer(item.question), ...moderationOf(item.moderation) })),
        nextCursor,
      };
    },
  );

  app.get(
    "/v1/admin/answers",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listModeratedAnswers",
        summary: "List answers that wait for a decision, or that are hidden",
        tags,
        querystring: QueueQuery,
        response: { 200: pageOf(ModeratedAnswer) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await moderation.listAnswers(request.query);
      return { items: items.map((item) => ({ ...toAnswerAnswer(item.answer), ...moderationOf(item.moderation) })), nextCursor };
    },
  );

  for (const kind of ["question", "answer"] as const) {
    const hide = (id: number) => moderation.hide(kind, id);
    decisionRoutes(app, { kind, tags, hide, restore: (id) => moderation.restore(kind, id) });
  }

  app.post(
    "/v1/admin/questions/:questionId/answers",
    {
      config: { auth: "admin", roles, problems: ["not-found", "conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createSellerAnswer",
        summary: "Answer a question as the seller",
        description: "It comes before all others, signed with the name of the shop.",
        tags,
        params: Type.Object({ questionId: ContentId("question") }),
        body: Type.Object({ body: AnswerText, photos: Type.Optional(PhotoUrls) }),
        response: { 201: AnswerAnswer },
      },
    },
    (request, reply) => {
      const { body, photos = [] } = request.body;
      const answer = { questionId: request.params.questionId, body, photos, name: shopName, email: null, bySeller: true };
      return createOnce(db, request, reply, "questions.seller-answer", async (tx) => {
        const id = await postAnswer(tx, answer, null, clock.now());
        return toAnswerAnswer((await findAnswer(tx, id))!);
      });
    },
  );
}
