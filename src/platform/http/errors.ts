import type { Socket } from "node:net";
import type { FastifyReply } from "fastify";
import { Problem, type ProblemCode, problem, problemBody, problemHeaders, problemTypes } from "./problems.ts";

/** Fastify's own errors that a client can cause. Every other FST_ code is a bug of ours. */
const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: "malformed-request",
  FST_ERR_CTP_BODY_TOO_LARGE: "request-too-large",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed-json",
  FST_ERR_CTP_EMPTY_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed-request",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed-json",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_TYPE: "unsupported-media-type",
  FST_ERR_HANDLER_TIMEOUT: "timeout",
  FST_ERR_MAX_PARAM_LENGTH: "uri-too-long",
  FST_ERR_NOT_FOUND: "not-found",
  FST_ERR_REOPENED_CLOSE_SERVER: "shutting-down",
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: "unsupported-media-type",
};

/**
 * Errors of PostgreSQL and of the way to it that pass by themselves, so the client may come back.
 * A commit whose answer was lost is among them: its outcome is unknown, and the client's retry with the same Idempotency-Key settles it.
 */
const outageCodes: Readonly<Record<string, ProblemCode>> = {
  "08000": "overloaded", // connection_exception
  "08001": "overloaded", // unable to establish the connection
  "08003": "overloaded", // connection does not exist
  "08004": "overloaded", // connection rejected
  "08006": "overloaded", // connection failure
  "08P01": "overloaded", // a pooler that has lost its server
  "25006": "overloaded", // read-only transaction: this primary was just demoted
  "40001": "overloaded", // serialization failure, after our own retries
  "40P01": "overloaded", // deadlock, after our own retries
  "53200": "overloaded", // out of memory
  "53300": "overloaded", // too many connections
  "53400": "overloaded", // configuration limit exceeded
  "55P03": "overloaded", // lock not available
  "57014": "timeout", // statement timeout
  "57P01": "overloaded", // admin shutdown
  "57P02": "overloaded", // crash shutdown
  "57P03": "overloaded", // cannot connect now
  ECONNREFUSED: "overloaded",
  ECONNRESET: "overloaded",
  EPIPE: "overloaded",
  ETIMEDOUT: "overloaded",
  EAI_AGAIN: "overloaded",
  EMFILE: "overloaded", // out of file descriptors
};

/** `pg` and its pool report these without a code. */
const outageMessages: readonly string[] = [
  "timeout exceeded when trying to connect",
  "Connection terminated",
  "Client has encountered a connection error",
  "Query read timeout",
];

/** Seconds; a failover of the database takes 3 to 16 (measured with Patroni), so retrying at once only adds load. */
const OUTAGE_RETRY_AFTER_SECONDS = 2;

/** What a client hears about any thrown value. The cause stays attached for the log and is never sent. */
export function mapUnexpected(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, message, statusCode } = errorFields(error);
  // Fastify marks a body that broke off with 400; the same code from the database has no status.
  if (code === "ECONNRESET" && statusCode === 400) return new Problem("malformed-request", "The request body broke off.");
  if (Object.hasOwn(fastifyCodes, code)) return new Problem(fastifyCodes[code]!, undefined, {}, { cause: error });
  if (Object.hasOwn(outageCodes, code)) return outage(outageCodes[code]!, error);
  // The database's socket is gone until it is back, or another server is promoted in its place.
  if (code === "ENOENT" && (error as NodeJS.ErrnoException).syscall === "connect") return outage("overloaded", error);
  if (error instanceof Error && outageMessages.some((start) => message.startsWith(start))) return outage("overloaded", error);
  return new Problem("internal", undefined, {}, { cause: error });
}

function outage(code: ProblemCode, cause: unknown): Problem {
  return new Problem(code, undefined, { retryAfterSeconds: OUTAGE_RETRY_AFTER_SECONDS }, { cause });
}

function errorFields(error: unknown): { code: string; message: string; statusCode: unknown } {
  const { code, message, statusCode } = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
  return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "", statusCode };
}

/** Sends the document and logs what a person should look at: bugs with their stack as errors, outages as warnings, refusals not at all. */
export function sendProblem(found: Problem, reply: FastifyReply): FastifyReply {
  if (found.code === "internal") reply.log.error({ err: found.cause ?? found }, "unexpected error");
  else if (found.status >= 500 && found.cause !== undefined) reply.log.warn({ err: found.cause, code: found.code }, "outage");
  return (
    reply
      .code(found.status)
      .headers(problemHeaders(found))
      // Bytes, because fastify would add a charset to the type of a string, and JSON has none (RFC 8259).
      .send(Buffer.from(JSON.stringify(problemBody(found, reply.request.id))))
  );
}

const parserCodes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: "header-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "request-too-large",
};

/** Answers what never became a request: Node's parser refused it or it came too slowly. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, instance: string): void {
  // A response that has begun on this socket cannot be followed by ours: the client would read it as part of that one.
  const begun = (socket as Socket & { _httpMessage?: { _headerSent?: boolean } })._httpMessage?._headerSent === true;
  if (error.code === "ECONNRESET" || begun || !socket.writable) {
    socket.destroy();
    return;
  }
  const found = problem(parserCodes[error.code ?? ""] ?? "malformed-request");
  const body = JSON.stringify(problemBody(found, instance));
  const headers = Object.entries({
    ...problemHeaders(found),
    "content-length": Buffer.byteLength(body),
    connection: "close",
    "x-request-id": instance,
  });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${found.status} ${problemTypes[found.code].title.replace(/\.$/, "")}\r\n${head}\r\n${body}`, () =>
    socket.destroy(),
  );
}
