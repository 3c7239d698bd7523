import type { FastifyReply, FastifyRequest } from "fastify";
import { closeSchema, compileCheck } from "./validation.ts";

/**
 * Answers are serialised by the route's response schema, which is a filter: a field that the schema does not list is left out (so nothing
 * leaks by accident), a decimal for an integer is cut off, a missing required field throws. That is right in production and hides mistakes
 * in development, so with `strictResponses` (on in tests) this hook throws for all three and the request answers 500.
 */
export function checkedResponses(route: string, responses: object) {
  const complain = complaintsOf(route, responses);
  // What goes out is the JSON of the payload: dates are strings by then and undefined fields gone.
  return (_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void =>
    done(complain(reply.statusCode, JSON.parse(JSON.stringify(payload ?? null))), payload);
}

/** The same for answers that are ready bytes and so pass no serialiser: what they say is held to the schema as well. */
export function checkedBytes(route: string, responses: object) {
  const complain = complaintsOf(route, responses);
  return (_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void => {
    const isPlainJson = Buffer.isBuffer(payload) && !reply.hasHeader("content-encoding") && reply.statusCode < 300;
    const isRoutes = isPlainJson && String(reply.getHeader("content-type")).startsWith("application/json");
    done(isRoutes ? complain(reply.statusCode, JSON.parse(payload.toString())) : null, payload);
  };
}

type Done = (error: Error | null, payload?: unknown) => void;

function complaintsOf(route: string, responses: object): (status: number, value: unknown) => Error | null {
  const checks = new Map(
    Object.entries(responses)
      .filter(([, schema]) => isBodySchema(schema))
      .map(([status, schema]) => [status, compileCheck(closeSchema(schema), "response")]),
  );
  return (status, value) => {
    const check = checks.get(String(status)) ?? checks.get(`${Math.floor(status / 100)}xx`);
    const errors = check?.(value);
    if (!errors) return null;
    const found = errors.map((e) => `${e.path} ${e.message}`).join("; ");
    return new Error(`${route} ${status} breaks its response schema: ${found}`);
  };
}

function isBodySchema(schema: unknown): schema is object {
  return typeof schema === "object" && schema !== null && !("content" in schema) && (schema as { type?: string }).type !== "null";
}
