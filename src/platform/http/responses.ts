import type { FastifyReply, FastifyRequest } from "fastify";
import { closeSchema, compileCheck } from "./validation.ts";

/**
 * Answers are serialised by the route's response schema, which is a filter: a field that the schema does not list is left out (so nothing
 * leaks by accident), a decimal for an integer is cut off, a missing required field throws. That is right in production and hides mistakes
 * in development, so with `strictResponses` (on in tests) this hook throws for all three and the request answers 500.
 */
export function checkedResponses(route: string, responses: object) {
  const checks = new Map(
    Object.entries(responses)
      .filter(([, schema]) => isBodySchema(schema))
      .map(([status, schema]) => [status, compileCheck(closeSchema(schema), "response")]),
  );
  return (
    _request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload?: unknown) => void,
  ): void => {
    const check = checks.get(String(reply.statusCode)) ?? checks.get(`${Math.floor(reply.statusCode / 100)}xx`);
    // What goes out is the JSON of the payload: dates are strings by then and undefined fields gone.
    const errors = check?.(JSON.parse(JSON.stringify(payload ?? null)));
    if (errors)
      done(
        new Error(
          `${route} ${reply.statusCode} breaks its response schema: ${errors.map((e) => `${e.path} ${e.message}`).join("; ")}`,
        ),
      );
    else done(null, payload);
  };
}

function isBodySchema(schema: unknown): schema is object {
  return typeof schema === "object" && schema !== null && !("content" in schema) && (schema as { type?: string }).type !== "null";
}
