import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Loaded, type Representation, represent, tagOfBytes } from "../cache/answer.ts";
import type { ByteCache, Entry } from "../cache/byte-cache.ts";
import { CONSISTENCY_HEADER, positionIn } from "../database/consistency-token.ts";
import type { Metrics, RouteRecorder } from "../telemetry/metrics.ts";
import { isNotModified } from "./etag.ts";
import { problem } from "./problems.ts";

/** What has a longer key is answered, and not remembered. */
export const MAX_KEY_LENGTH = 512;
const REVALIDATED = ["cache-control", "public, no-cache"];

/** Of a request only this makes a difference. */
export type PublicRequest = Pick<FastifyRequest, "raw" | "headers" | "reads" | "routeOptions">;

export type HowToSend = {
  /** Under which the answer is remembered: all that makes a difference to it, always spelled in the same way. The address by default. */
  readonly key?: string;
  /** False: not only the address makes a difference, but the host as well, which the key must have in it. */
  readonly byAddress?: boolean;
  /** What is missing when `load` answers null. */
  readonly notFound?: string;
};

/**
 * Answers a public GET, the same for everybody who sends this address, with bytes that are ready. `load` answers null when there is no such
 * thing. Without a cache each request is loaded.
 * @throws `not-found`, and what `load` throws
 */
export async function sendCached(
  cache: ByteCache | null,
  request: PublicRequest,
  reply: FastifyReply,
  load: () => Promise<Loaded | null>,
  how: HowToSend = {},
): Promise<void> {
  // Whoever is shown what somebody else may not see, is shown it by a mistake that no test of the route would find.
  if (request.routeOptions.config.auth !== "none")
    throw new Error(`${request.routeOptions.url} is for somebody, and must not be remembered for everybody`);
  const representation = await representationFor(cache, request, load, how);
  if (representation === null) throw problem("not-found", how.notFound);
  const { head, etag, body, token } = representation;
  const notModified = isNotModified(request, etag);
  for (let index = 0; index < head.length; index += 2) {
    const name = head[index]!;
    if (name === "vary") addVary(reply, head[index + 1]!);
    else if (!(notModified && name.startsWith("content-"))) reply.header(name, head[index + 1]!);
  }
  if (token !== null && isNews(token, request)) reply.header(CONSISTENCY_HEADER, token);
  // The framework wants the reply back; the routes' types know only what their schemas say.
  const sent = notModified ? reply.code(304).send() : reply.code(200).send(body);
  return sent as unknown as undefined;
}

async function representationFor(
  cache: ByteCache | null,
  { raw, headers, reads }: PublicRequest,
  load: () => Promise<Loaded | null>,
  { key = raw.url!, byAddress = true }: HowToSend,
): Promise<Representation | null> {
  if (cache === null || key.length > MAX_KEY_LENGTH) {
    const loaded = await load();
    return loaded && represent(loaded, tagOfBytes(loaded.body), REVALIDATED, null);
  }
  const spelling = byAddress && raw.url!.length <= MAX_KEY_LENGTH ? raw.url! : undefined;
  const found = await cache.get(key, load, { seen: reads?.session.required, spelling });
  return found && cache.choose(found, headers["accept-encoding"]);
}

/** Of two tokens the one that sorts last is the later. A client that keeps the last one it was given is not taken back by an older one. */
function isNews(token: string, { headers }: Pick<IncomingMessage, "headers">): boolean {
  const given = headers[CONSISTENCY_HEADER];
  return typeof given !== "string" || given < token;
}

/** Whatever makes the answer depend on the origin has said so already. */
function addVary(reply: FastifyReply, name: string): void {
  const there = reply.getHeader("vary");
  reply.header("vary", there === undefined ? name : `${there}, ${name}`);
}

/**
 * The key of an address: its parameters in the order of their names, without those that are as they would be if they were not there.
 * `values`: as the schema has read them. `usual`: what is left out.
 */
export function keyOf(path: string, values: QueryValues, usual: QueryValues = {}): string {
  const parts = Object.keys(values)
    .sort()
    .flatMap((name) => {
      const value = values[name];
      if (value === undefined || value === usual[name]) return [];
      const texts = Array.isArray(value) ? [...new Set(value.map(String))].sort() : [String(value)];
      return texts.map((text) => `${name}=${encodeURIComponent(text)}`);
    });
  return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
}

export type QueryValues = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | undefined>>;

export type FastAnswerOptions = {
  /** Asked one after the other. */
  readonly caches: readonly ByteCache[];
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
export function createFastAnswers({ caches, metrics, requestId, headers, mayAnswer }: FastAnswerOptions) {
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
    const given = request.headers[CONSISTENCY_HEADER];
    const seen = typeof given === "string" ? positionIn(given) : null;
    let [entry, cache]: [Entry | undefined, ByteCache | undefined] = [undefined, undefined];
    for (cache of caches) {
      entry = cache.find(request.url!, seen);
      if (entry !== undefined) break;
    }
    if (entry === undefined || !mayAnswer(request)) return false;
    const { head, etag, body, token } = cache!.choose(entry, request.headers["accept-encoding"]);
    const said = token !== null && isNews(token, request) ? [CONSISTENCY_HEADER, token] : [];
    if (isNotModified(request, etag)) {
      response.writeHead(304, [
        ...head.filter((_, index) => !head[index - (index % 2)]!.startsWith("content-")),
        ...common,
        ...said,
        "x-request-id",
        requestId(request),
      ]);
      response.end();
    } else {
      response.writeHead(200, [...head, ...common, ...said, "x-request-id", requestId(request)]);
      if (method === "GET") response.end(body);
      else response.end();
    }
    recorderOf(method, entry).observe(response.statusCode, (performance.now() - startedMs) / 1_000);
    return true;
  };
}
