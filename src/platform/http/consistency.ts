import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import { CONSISTENCY_HEADER } from "../database/consistency-token.ts";
import { withReadSession } from "../database/read-session.ts";
import type { ReplicaRouter, RequestReads } from "../database/replica-router.ts";
import type { App } from "./server.ts";

declare module "fastify" {
  interface FastifyRequest {
    reads: RequestReads | null;
  }
}

/**
 * Reads of a request are as new as its consistency token asks for, and the answer carries the token of what it shows. A client that sends
 * back the last one never sees its own write missing, nor anything older than it was shown before, whichever process and server answers.
 */
export function addConsistency(app: App, router: Pick<ReplicaRouter, "request">): void {
  app.decorateRequest("reads", null);
  // Once the body is there: what reads it leaves the context that an earlier hook would have set.
  app.addHook("preHandler", (request, _reply, done) => {
    if (request.routeOptions.config.exempt) return done();
    const given = request.headers[CONSISTENCY_HEADER];
    const reads = router.request(isSafe(request), typeof given === "string" ? given : undefined);
    request.reads = reads;
    withReadSession(reads.session, done);
  });
  app.addHook("onSend", (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: HookHandlerDoneFunction) => {
    const { reads } = request;
    // Once: an answer that fails here is sent again as a problem.
    request.reads = null;
    if (reads === null) return done();
    reads.token().then(
      (token) => {
        if (token !== null) reply.header(CONSISTENCY_HEADER, token);
        done();
      },
      (error: unknown) => {
        // What was written is written. A read that cannot say what it showed is not shown.
        if (isSafe(request)) return done(error as Error);
        request.log.warn({ err: error }, "a write was acknowledged without a consistency token");
        done();
      },
    );
  });
}

function isSafe({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD";
}
