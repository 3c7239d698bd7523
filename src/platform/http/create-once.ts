import type { FastifyReply, FastifyRequest } from "fastify";
import type { Database, Queryable } from "../database/database.ts";
import { withIdempotency } from "../database/idempotent.ts";
import { derivedId } from "../ids.ts";
import { adminOf } from "./auth.ts";
import { optionalIdempotencyKeyOf, requestHashOf } from "./idempotency.ts";

/**
 * Runs an admin's call that creates something, in one transaction, and answers 201 with it. With an Idempotency-Key the same call again
 * answers the same and creates nothing. `scope` names the call, such as "catalog.create-product".
 */
export async function createOnce<Body>(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  scope: string,
  work: (tx: Queryable) => Promise<Body>,
): Promise<Body> {
  const call = {
    ownerId: derivedId("admin", adminOf(request).keyId),
    scope,
    key: optionalIdempotencyKeyOf(request),
    requestHash: requestHashOf(request),
  };
  const answer = await withIdempotency<Body>(db, call, async (tx) => ({ status: 201, body: await work(tx) }));
  if (answer.replayed) reply.header("idempotency-replayed", "true");
  reply.code(answer.status);
  return answer.body;
}
