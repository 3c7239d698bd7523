import Type from "typebox";
import { createCursor } from "../http/cursor.ts";
import { invalid, problem } from "../http/problems.ts";
import { PageQuery, pageOf, Timestamp, UuidId } from "../http/schemas.ts";
import type { App } from "../http/server.ts";
import type { FailedJob, Jobs } from "./jobs.ts";

const FailedJobSchema = Type.Object({
  id: UuidId(),
  name: Type.String({ description: "Which work it is." }),
  data: Type.Object({}, { additionalProperties: true, description: "What it was asked to do." }),
  attempts: Type.Integer({ minimum: 1 }),
  error: Type.String(),
  failedAt: Timestamp,
});
const byId = createCursor("failed-jobs:oldest", ["uuid"]);
const tags = ["operations"];

/** Jobs that were given up after their last attempt. */
export function failedJobRoutes(app: App, { jobs }: { readonly jobs: Pick<Jobs, "failedJobs" | "retryFailedJob"> }): void {
  app.get(
    "/v1/admin/jobs/failed",
    {
      config: { auth: "admin", roles: ["owner"] },
      schema: {
        operationId: "listFailedJobs",
        summary: "List jobs that were given up, oldest first",
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(FailedJobSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = byId.decode(cursor)?.[0];
      const rows = await jobs.failedJobs({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
      if (rows === null) throw invalid("/query/cursor", "ends at a job that is no longer in the list: begin again");
      const items = rows.slice(0, limit).map(toAnswer);
      return { items, nextCursor: rows.length > limit ? byId.encode([items.at(-1)!.id]) : null };
    },
  );

  app.post(
    "/v1/admin/jobs/failed/:jobId/retry",
    {
      config: { auth: "admin", roles: ["owner"], problems: ["not-found"] },
      schema: {
        operationId: "retryFailedJob",
        summary: "Put a failed job back into its queue",
        tags,
        params: Type.Object({ jobId: UuidId() }),
        response: { 204: Type.Null() },
      },
    },
    async ({ params: { jobId } }, reply) => {
      if (!(await jobs.retryFailedJob(jobId))) throw problem("not-found", "There is no such failed job.");
      return reply.code(204).send(null);
    },
  );
}

function toAnswer({ data, failedAt, ...job }: FailedJob) {
  return { ...job, data: data as Record<string, unknown>, failedAt: failedAt.toISOString() };
}
