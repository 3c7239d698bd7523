import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { parseBody } from "../../platform/http/body.ts";
import { mapUnexpected, sendProblem } from "../../platform/http/errors.ts";
import { problem } from "../../platform/http/problems.ts";
import { validatorCompiler } from "../../platform/http/validation.ts";
import { demandToken, foreign } from "./access.ts";
import { type RoomParts, SECURITY_HEADERS } from "./room-parts.ts";
import { addActions, addReads } from "./routes.ts";

/** A form has some hundred bytes. */
const BODY_LIMIT_BYTES = 16 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** Pages of one person, each with its stream. */
const MAX_CONNECTIONS = 200;

/** The control room's own server: small, for people of this machine, and with the shop's way to refuse. */
export function createRoomServer(parts: RoomParts): FastifyInstance {
  const prefix = randomBytes(6).toString("hex");
  let requests = 0;
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    requestIdHeader: false,
    genReqId: () => {
      requests += 1;
      return `${prefix}-${requests.toString(36)}`;
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  app.setValidatorCompiler(validatorCompiler);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      const bytes = body as Buffer;
      done(null, bytes.length === 0 ? undefined : parseBody(bytes, request.headers["content-encoding"]));
    } catch (error) {
      done(error as Error, undefined);
    }
  });

  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const refusal = foreign(request.headers, (app.server.address() as AddressInfo).port);
    if (refusal !== null) throw refusal;
    // What only looks may be asked by everybody of this machine; it holds nothing that is secret.
    if (request.method !== "GET" && request.method !== "HEAD") demandToken(request.headers, parts.token);
  });
  app.setErrorHandler((error, _request, reply) => sendProblem(mapUnexpected(error), reply));
  app.setNotFoundHandler((request, reply) => {
    const isTaken = (segment: string) => segment === "api";
    if (parts.site?.answer(request, reply, isTaken)) return reply;
    const isPage = parts.site === null && request.method === "GET" && request.url === "/";
    return sendProblem(
      problem("not-found", isPage ? "The page is not built: `npm ci` installs what builds it." : undefined),
      reply,
    );
  });
  addReads(app, parts);
  addActions(app, parts);
  return app;
}
