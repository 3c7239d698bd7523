import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestServer } from "../http/testing.ts";
import { newId } from "../ids.ts";
import { failedJobRoutes } from "./failed-job-routes.ts";
import type { FailedJob } from "./jobs.ts";

test("failed jobs are listed page by page and put back, by the owner alone", async () => {
  const jobs = [1, 2].map(
    (n): FailedJob => ({
      id: newId(),
      name: "mails",
      data: { n },
      attempts: 8,
      error: "no",
      failedAt: new Date("2026-11-27T08:00:00Z"),
    }),
  );
  const { app } = await createTestServer();
  failedJobRoutes(app, {
    jobs: {
      failedJobs: async ({ limit, after }) =>
        jobs.slice(after === undefined ? 0 : jobs.findIndex((job) => job.id === after) + 1).slice(0, limit),
      retryFailedJob: async (id) => jobs.some((job) => job.id === id),
    },
  });
  const call = async (method: "GET" | "POST", path: string, key = "admin-owner") => {
    const answer = await app.inject({ method, url: `/v1/admin/jobs/failed${path}`, headers: { authorization: `Bearer ${key}` } });
    return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
  };
  const first = await call("GET", "?limit=1");
  assert.deepEqual(first.body.items, [{ ...jobs[0], failedAt: "2026-11-27T08:00:00.000Z" }]);
  const second = await call("GET", `?limit=1&cursor=${first.body.nextCursor}`);
  assert.deepEqual([second.body.items[0].data, second.body.nextCursor], [{ n: 2 }, null]);
  assert.equal((await call("POST", `/${jobs[0]!.id}/retry`)).status, 204);
  assert.equal((await call("POST", `/${newId()}/retry`)).status, 404);
  assert.equal((await call("GET", "", "admin-viewer")).status, 403);
  await app.close();
});
