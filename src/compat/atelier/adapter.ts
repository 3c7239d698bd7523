import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { parseBody } from "../../platform/http/body.ts";
import { problem } from "../../platform/http/problems.ts";
import type { App } from "../../platform/http/server.ts";
import { CREATED, CreatedAnswer } from "./answers.ts";

export const PREFIX = "/atelier";

/** Answers of other origins are read by pages: no cookie goes along, and who has no token sees nothing of anybody. */
export const CORS_HEADERS = { "access-control-allow-origin": "*" } as const;
const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT",
  "access-control-allow-headers": "authorization, content-type",
  // Browsers keep it no longer than two hours.
  "access-control-max-age": "7200",
} as const;

/** Parameters that the contract does not have are ignored. */
export const AnyQuery = Type.Object({}, { additionalProperties: true });
/** The contract has a document of its own, so its calls are not in the API's. */
export const hidden = { hide: true, querystring: AnyQuery } as const;
export const config = { auth: "none" } as const;

/** What is the same for each call of the contract: origins, bodies, nothing that a cache may keep unless the call says so itself. */
export function prepareAdapter(app: App, options: { readonly anyOrigin: boolean }): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("cache-control", "no-store");
    if (options.anyOrigin) reply.headers(CORS_HEADERS);
    done();
  });
  if (options.anyOrigin) {
    app.options("/*", { config, schema: hidden }, (_request, reply) => reply.code(204).headers(PREFLIGHT_HEADERS).send());
  }
  addLenientParser(app);
}

/** What a browser or a library calls a form, when there is nothing in it. */
const FORM_TYPES = /^(?:application\/x-www-form-urlencoded|multipart\/)/i;

/**
 * PUT has no body in this contract, whatever comes in it. Elsewhere the body is JSON, also under the type text/plain, which `fetch` gives to
 * a string when nobody says otherwise.
 */
function addLenientParser(app: App): void {
  app.removeAllContentTypeParsers();
  // Fastify would refuse a type that is none before it asks a parser.
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.method === "PUT") request.headers["content-type"] = "application/octet-stream";
    done();
  });
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    const bytes = body as Buffer;
    const { "content-type": type = "", "content-encoding": encoding } = request.headers;
    if (request.method === "PUT" || bytes.length === 0) return done(null, undefined);
    if (FORM_TYPES.test(type)) return done(problem("unsupported-media-type"), undefined);
    try {
      done(null, parseBody(bytes, encoding));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

/** Both spellings of an address: without and with a slash at its end. */
export function spellings(path: string): readonly [string, string] {
  return [path, `${path}/`];
}

export const createdResponse = { 201: CreatedAnswer } as const;

export function created(reply: FastifyReply): FastifyReply {
  return reply.code(201).type("text/plain; charset=utf-8").send(CREATED);
}

export function emptyAnswer(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

/**
 * Where the client reached this host. Behind a proxy that the shop trusts, it is what the proxy says; a Host header that is no name of a
 * host becomes part of no address.
 */
export function absoluteFor(request: Pick<FastifyRequest, "protocol" | "host">): (address: string) => string {
  const base = `${request.protocol}://${request.host}`;
  const isHost = /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(request.host);
  return (address) => (address.startsWith("/") && !address.startsWith("//") && isHost ? base + address : address);
}
