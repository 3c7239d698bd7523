import { isUtf8 } from "node:buffer";
import type { FastifyRequest } from "fastify";
import { invalid, problem } from "./problems.ts";
import type { App } from "./server.ts";

/** The deepest request of the API has 6 levels; recursion over a body stays far from the end of the stack. */
const MAX_BODY_DEPTH = 32;
/** Values in one body. 256 KiB of `0,` would be 131,000; an import of 5,000 variants with 8 fields each is 45,000. */
const MAX_BODY_VALUES = 100_000;

const rawBodies = new WeakMap<FastifyRequest, Buffer>();

/** The bytes of the body as they came, for routes with `config.rawBody`. Elsewhere a bug, hence a plain error. */
export function rawBodyOf(request: FastifyRequest): Buffer {
  const bytes = rawBodies.get(request);
  if (bytes === undefined) throw new Error(`${request.routeOptions.url} reads the raw body without config.rawBody`);
  return bytes;
}

/** JSON in UTF-8 is the only body the server reads. An empty body is no body: the route's schema says whether that is allowed. */
export function addJsonParser(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const bytes = body as Buffer;
    try {
      const { config } = request.routeOptions;
      if (config.rawBody) rawBodies.set(request, bytes);
      done(null, bytes.length === 0 ? undefined : parseBody(bytes, request.headers["content-encoding"]));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

/** Throws `malformed-json`, `unsupported-media-type`, or `validation-failed` with the place of a value that must not come in. */
export function parseBody(bytes: Buffer, encoding?: string): unknown {
  if (encoding !== undefined && encoding !== "identity")
    throw problem("unsupported-media-type", "The body must not be compressed.");
  if (!isUtf8(bytes)) throw problem("malformed-json", "The body is not UTF-8.");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw problem("malformed-json", position === undefined ? undefined : `The first error is at character ${position}.`);
  }
  const budget = { values: MAX_BODY_VALUES };
  const found = findUnsafe(value, 0, budget);
  if (found) throw invalid(`/body${found.path}`, found.message);
  return value;
}

interface Unsafe {
  path: string;
  readonly message: string;
}

/** The path of `found` grows from the inside out, so a sound body costs no string work. */
function findUnsafe(value: unknown, depth: number, budget: { values: number }): Unsafe | undefined {
  budget.values -= 1;
  if (budget.values < 0) return { path: "", message: `must not have more than ${MAX_BODY_VALUES} values` };
  if (typeof value === "string") {
    const message = unsafeText(value);
    return message === undefined ? undefined : { path: "", message };
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === MAX_BODY_DEPTH) return { path: "", message: `must not be nested deeper than ${MAX_BODY_DEPTH} levels` };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = findUnsafe(value[index], depth + 1, budget);
      if (found) return within(found, String(index));
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    const message = unsafeKey(key, member) ?? unsafeText(key);
    // The key itself is what is wrong and may not be printable, so the path ends at its object.
    if (message !== undefined) return { path: "", message: `has a key that ${message}` };
    const found = findUnsafe(member, depth + 1, budget);
    if (found) return within(found, key);
  }
  return undefined;
}

function within(found: Unsafe, key: string): Unsafe {
  found.path = `/${pointerPart(key)}${found.path}`;
  return found;
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Why PostgreSQL could not store `text`, or undefined: it has no NUL, and half a surrogate pair has no UTF-8. */
export function unsafeText(text: string): string | undefined {
  if (text.includes("\0")) return "must not contain the NUL character";
  if (!text.isWellFormed()) return "must be well-formed Unicode";
  return undefined;
}

function unsafeKey(key: string, member: unknown): string | undefined {
  const poisons =
    key === "__proto__" ||
    (key === "constructor" && typeof member === "object" && member !== null && Object.hasOwn(member, "prototype"));
  return poisons ? "is reserved" : undefined;
}
