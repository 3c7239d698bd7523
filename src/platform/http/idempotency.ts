import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "./problems.ts";

/** Stripe's limit, which client libraries know. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255;
const visibleAscii = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key header. Throws `idempotency-key-missing` or `idempotency-key-invalid`. */
export function idempotencyKeyOf(request: FastifyRequest): string {
  const key = optionalIdempotencyKeyOf(request);
  if (key === null)
    throw problem("idempotency-key-missing", "Make a key, for example a UUID, and keep it over all retries of this request.");
  return key;
}

/** The Idempotency-Key header or null. Throws `idempotency-key-invalid`. */
export function optionalIdempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  // Node joins a repeated header with ", ", and the blank makes that invalid, as it must be.
  if (typeof key !== "string" || !visibleAscii.test(key)) throw problem("idempotency-key-invalid");
  return key;
}

/**
 * What makes two requests the same: SHA-256 (hex) over method, route template, parameters and body as canonical JSON. Compared when a key
 * comes again; the same key with another hash is `idempotency-key-reused`.
 */
export function requestHash(method: string, routeTemplate: string, params: unknown, body: unknown): string {
  return hash("sha256", canonicalJson([method, routeTemplate, params ?? null, body ?? null]), "hex");
}

/** `requestHash` of a request as fastify has validated it, defaults filled in. */
export function requestHashOf(request: FastifyRequest): string {
  return requestHash(request.method, request.routeOptions.url ?? "", request.params, request.body);
}

/** Marks an answer that was given before under the same key. */
export function markReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) reply.header("idempotency-replayed", "true");
}

/** JSON with sorted keys and no blanks, as RFC 8785 has it: the order in which a client writes its fields does not count. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((member) => canonicalJson(member ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
