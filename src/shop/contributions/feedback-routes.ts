import Type from "typebox";
import { type AdminRole, shopperOf } from "../../platform/http/auth.ts";
import type { App } from "../../platform/http/server.ts";
import type { Feedback } from "./feedback.ts";
import type { ContributionLimits } from "./limits.ts";
import { ContentId, ReportBody } from "./schemas.ts";

export type ContentKind = "review" | "question" | "answer";

/** `Review` of `review`, for the names of operations. */
const capital = (kind: ContentKind) => `${kind[0]!.toUpperCase()}${kind.slice(1)}`;

/** The path parameter of each kind has the kind's name: `reviewId`. */
const paramsOf = (kind: ContentKind) => Type.Object({ [`${kind}Id`]: ContentId(kind) });
const idOf = (params: object, kind: ContentKind) => (params as Readonly<Record<string, number>>)[`${kind}Id`]!;

export type FeedbackRoutes = {
  readonly kind: ContentKind;
  readonly tags: string[];
  readonly limits: ContributionLimits;
  readonly feedback: Pick<Feedback, "voteHelpful" | "report">;
};

/** How shoppers vote for what others wrote, and report it: the same for reviews, questions and answers. */
export function feedbackRoutes(app: App, { kind, tags, limits, feedback }: FeedbackRoutes): void {
  app.post(
    `/v1/${kind}s/:${kind}Id/helpful`,
    {
      config: { auth: "shopper", problems: ["not-found", "rate-limited"] },
      schema: {
        operationId: `vote${capital(kind)}Helpful`,
        summary: `Say that this ${kind} helped`,
        description: "One vote per shopper; another one changes nothing.",
        tags,
        params: paramsOf(kind),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeClick(shopperId);
      await feedback.voteHelpful(idOf(request.params, kind), shopperId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `/v1/${kind}s/:${kind}Id/report`,
    {
      config: { auth: "shopper", optionalBody: true, problems: ["not-found", "rate-limited"] },
      schema: {
        operationId: `report${capital(kind)}`,
        summary: `Report this ${kind} to the moderators`,
        description: "It stays visible until one of them decides. One report per shopper.",
        tags,
        params: paramsOf(kind),
        body: ReportBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { shopperId } = shopperOf(request);
      await limits.takeClick(shopperId);
      await feedback.report(idOf(request.params, kind), shopperId, request.body.reason ?? null);
      return reply.code(204).send(null);
    },
  );
}

export type DecisionRoutes = {
  readonly kind: ContentKind;
  readonly tags: string[];
  readonly hide: (id: number) => Promise<void>;
  readonly restore: (id: number) => Promise<void>;
};

const moderators: readonly AdminRole[] = ["catalog"];

/** How moderators decide: the same for reviews, questions and answers. */
export function decisionRoutes(app: App, { kind, tags, hide, restore }: DecisionRoutes): void {
  const config = { auth: "admin", roles: moderators, problems: ["not-found"] } as const;
  const schema = { tags, params: paramsOf(kind), response: { 204: Type.Null() } };
  app.post(
    `/v1/admin/${kind}s/:${kind}Id/hide`,
    {
      config,
      schema: {
        ...schema,
        operationId: `hide${capital(kind)}`,
        summary: `Take this ${kind} out of all lists, and close its reports`,
      },
    },
    async (request, reply) => {
      await hide(idOf(request.params, kind));
      return reply.code(204).send(null);
    },
  );
  app.post(
    `/v1/admin/${kind}s/:${kind}Id/restore`,
    {
      config,
      schema: { ...schema, operationId: `restore${capital(kind)}`, summary: `Show this ${kind} (again), and close its reports` },
    },
    async (request, reply) => {
      await restore(idOf(request.params, kind));
      return reply.code(204).send(null);
    },
  );
}
