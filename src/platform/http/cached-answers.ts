import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Loaded, type Representation, represent, tagOfBytes } from "../cache/answer.ts";
import type { ByteCache, Entry } from "../cache/byte-cache.ts";
import type { Metrics, RouteRecorder } from "../telemetry/metrics.ts";
import { isNotModified } from "./etag.ts";
import { problem } from "./problems.ts";

/** Longer addresses are answered, and not remembered. */
const MAX_KEY_LENGTH = 512;
const REVALIDATED = ["cache-control", "public, no-cache"];

/** Of a request only this makes a difference. */
export type PublicRequest = Pick<FastifyRequest, "raw" | "headers">;

/**
 * Answers a public GET, the same for everybody who sends this address, with bytes that are ready. They are remembered under the address as
 * it was sent: other spellings of it are entries of their own, so nothing has to be parsed to find them. `load` answers null when there is
 * no such thing. Without a cache each request is loaded.
 * @throws `not-found`, and what `load` throws
 */
export async function sendCached(
  cache: ByteCache | null,
  request: PublicRequest,
  reply: FastifyReply,
  load: () => Promise<Loaded | null>,
  notFound?: string,
): Promise<void> {
  const representation = await representationFor(cache, request, load);
  if (representation === null) throw problem("not-found", notFound);
  const { head, etag, body } = representation;
  const notModified = isNotModified(request, etag);
  for (let index = 0; index < head.length; index += 2) {
    const name = head[index]!;
    if (name === "vary") addVary(reply, head[index + 1]!);
    else if (!(notModified && name.startsWith("content-"))) reply.header(name, head[index + 1]!);
  }
  // The framework wants the reply back; the routes' types know only what their schemas say.
  const sent = notModified ? reply.code(304).send() : reply.code(200).send(body);
  return sent as unknown as undefined;
}

async function representationFor(
  cache: ByteCache | null,
  { raw, headers }: PublicRequest,
  load: () => Promise<Loaded | null>,
): Promise<Representation | null> {
  const url = raw.url!;
  if (cache === null || url.length > MAX_KEY_LENGTH) {
    const loaded = await load();
    return loaded && represent(loaded, tagOfBytes(loaded.body), REVALIDATED, null);
  }
  // Who brings a token has written, or has read what others wrote, and must not see what was before.
  if (headers["consistency-token"] !== undefined) await cache.settle();
  const found = await cache.get(url, load);
  return found && cache.choose(found, headers["accept-encoding"]);
}

/** Whatever makes the answer depend on the origin has said so already. */
function addVary(reply: FastifyReply, name: string): void {
  const there = reply.getHeader("vary");
  reply.header("vary", there === undefined ? name : `${there}, ${name}`);
}

export type FastAnswerOptions = {
  readonly cache: ByteCache;
  readonly metrics: Metrics;
  readonly requestId: (request: IncomingMessage) => string;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** False: this request goes the usual way, where it is refused, logged, traced or given what it needs besides. */
  readonly mayAnswer: (request: IncomingMessage) => boolean;
};

/**
 * Answers from memory before the framework has begun: no route is looked for, no hook runs, and nothing is parsed but the address as a whole.
 * What must hold for every request still does: its id, its figures, its client's limit. Nothing is refused here because of load, because a
 * refusal costs as much as the answer. Answers false when the request has to go the usual way.
 */
export function createFastAnswers({ cache, metrics, requestId, headers, mayAnswer }: FastAnswerOptions) {
  const common = Object.entries(headers).flat();
  const recorders = new Map<string, RouteRecorder>();

  function recorderOf(method: string, { loaded: { route } }: Entry): RouteRecorder {
    const key = `${method} ${route}`;
    const known = recorders.get(key);
    if (known !== undefined) return known;
    const made = metrics.httpRoute(method, route);
    recorders.set(key, made);
    return made;
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { method } = request;
    if (method !== "GET" && method !== "HEAD") return false;
    const startedMs = performance.now();
    const entry = cache.find(request.url!);
    if (entry === undefined || !mayAnswer(request)) return false;
    const { head, etag, body } = cache.choose(entry, request.headers["accept-encoding"]);
    if (isNotModified(request, etag)) {
      response.writeHead(304, [
        ...head.filter((_, index) => !head[index - (index % 2)]!.startsWith("content-")),
        ...common,
        "x-request-id",
        requestId(request),
      ]);
      response.end();
    } else {
      response.writeHead(200, [...head, ...common, "x-request-id", requestId(request)]);
      if (method === "GET") response.end(body);
      else response.end();
    }
    recorderOf(method, entry).observe(response.statusCode, (performance.now() - startedMs) / 1_000);
    return true;
  };
}
