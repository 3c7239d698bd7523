import { STATUS_CODES } from "node:http";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyContextConfig, RouteOptions } from "fastify";
import { docsCss, docsLogo, docsViewport } from "./docs-theme.ts";
import { MAX_IDEMPOTENCY_KEY_LENGTH } from "./idempotency.ts";
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemTypes, problemUri } from "./problems.ts";
import { ProblemDocument } from "./schemas.ts";
import type { App } from "./server.ts";

declare module "fastify" {
  interface FastifySchema {
    operationId?: string;
    summary?: string;
    description?: string;
    tags?: readonly string[];
    hide?: boolean;
    deprecated?: boolean;
  }
}

/** The form of an operation as far as it is completed here. */
interface Operation {
  operationId?: string;
  security?: unknown[];
  parameters?: { in?: string; name?: string; required?: boolean; schema?: { default?: unknown } }[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: unknown }> };
  responses: Record<string, { description: string }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; responses?: Record<string, unknown> };
}

const description = `Everything a shop needs behind one HTTP API.

- **Money** is an integer in minor units with its currency.
- **Lists** have pages: pass \`nextCursor\` on as \`cursor\` until it is null.
- **Errors** are problem documents (RFC 9457) with a stable \`code\`; [all of them](/problems).
- **Retries** are safe with the same \`Idempotency-Key\`: a request that was done is not done again.
- **Answers may gain fields**: ignore what you do not know. Requests are strict: an unknown field is refused.`;

/**
 * Refuses a route that is not documented, or under a name that is taken; a route that is not for clients says `hide: true`.
 * HEAD routes are made by fastify from the GET ones and share their names.
 */
export function documentationCheck(): (route: RouteOptions, name: string) => void {
  const taken = new Set<string>();
  return (route, name) => {
    const { hide, operationId, summary, tags } = route.schema ?? {};
    if (hide || route.method === "HEAD") return;
    if (!operationId || !summary || !tags?.length) {
      throw new Error(`${name} needs schema.operationId, schema.summary and schema.tags, or schema.hide`);
    }
    if (taken.has(operationId)) throw new Error(`${name} has the operationId ${operationId} of another route`);
    taken.add(operationId);
  };
}

/** Collects the routes that are added from now on. Returns the document as JSON, to be called once the server is ready. */
export async function addOpenApi(app: App, version: string): Promise<() => string> {
  const configs = new Map<string, FastifyContextConfig & { readsBody: boolean; hasInput: boolean }>();
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Tenfold",
        version,
        description,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" } as { name: string },
      },
      servers: [{ url: "/" }],
      components: {
        schemas: { Problem: ProblemDocument as never },
        securitySchemes: {
          shopper: { type: "http", scheme: "bearer", description: "The token of a shopper, guest or customer." },
          admin: { type: "http", scheme: "bearer", description: "An admin API key." },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const { operationId, body, querystring, params } = schema ?? {};
      if (operationId)
        configs.set(operationId, {
          ...route.config,
          readsBody: body !== undefined,
          hasInput: [body, querystring, params].some(hasFields),
        });
      return { schema, url };
    },
    transformObject: (made) => complete((made as { openapiObject: unknown }).openapiObject as Document, configs) as never,
  });
  let json: string | undefined;
  return () => {
    json ??= JSON.stringify(app.swagger());
    return json;
  };
}

function hasFields(schema: unknown): boolean {
  const { properties } = (schema ?? {}) as { properties?: object };
  return schema !== undefined && (properties === undefined || Object.keys(properties).length > 0);
}

type Configs = ReadonlyMap<string, FastifyContextConfig & { readonly readsBody: boolean; readonly hasInput: boolean }>;

function complete(document: Document, configs: Configs): Document {
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      const config = configs.get(operation.operationId ?? "");
      if (config) completeOperation(operation, config);
    }
  }
  return document;
}

function completeOperation(operation: Operation, config: Configs extends ReadonlyMap<string, infer C> ? C : never): void {
  if (config.auth === "shopper") operation.security = [{ shopper: [] }];
  if (config.auth === "optional-shopper") operation.security = [{}, { shopper: [] }];
  if (config.auth === "admin") operation.security = [{ admin: [] }];
  if (config.auth === "none") operation.security = [];
  if (operation.requestBody) {
    operation.requestBody.required = config.optionalBody !== true;
    for (const content of Object.values(operation.requestBody.content)) content.schema = requestSchema(content.schema);
  }
  // A parameter with a default is filled in by the server, so the client need not send it.
  for (const parameter of operation.parameters ?? [])
    if (parameter.in !== "path" && parameter.schema?.default !== undefined) parameter.required = false;
  if (config.idempotencyKey) {
    operation.parameters = [...(operation.parameters ?? []), idempotencyParameter(config.idempotencyKey === "required")] as never;
  }
  if (config.problems?.includes("precondition-failed")) {
    operation.parameters = [...(operation.parameters ?? []), ifMatchParameter] as never;
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response.description === "Default Response") response.description = STATUS_CODES[status] ?? "The answer.";
  }
  for (const [status, codes] of byStatus(problemsOf(config))) operation.responses[status] ??= problemResponse(codes);
}

/** A copy in which fields with a default are not required: as with parameters, the server fills them in. */
function requestSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(requestSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, requestSchema(value)]));
  const properties = copy.properties as Readonly<Record<string, { default?: unknown }>> | undefined;
  if (!Array.isArray(copy.required) || properties === undefined) return copy;
  const required = copy.required.filter((name: string) => properties[name]?.default === undefined);
  const { required: _, ...others } = copy;
  return required.length === 0 ? others : { ...others, required };
}

/** The problems a route may answer: what it lists, and what follows from its config. */
function problemsOf(
  config: FastifyContextConfig & { readonly readsBody: boolean; readonly hasInput: boolean },
): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>(config.problems ?? []);
  if (config.hasInput) codes.add("validation-failed");
  if (config.readsBody)
    for (const code of ["malformed-json", "request-too-large", "unsupported-media-type"] as const) codes.add(code);
  if (config.auth !== "none") codes.add("unauthorized");
  if (config.auth === "admin") codes.add("forbidden");
  if (config.idempotencyKey) {
    for (const code of ["idempotency-key-invalid", "idempotency-key-reused", "idempotency-in-progress"] as const) codes.add(code);
    if (config.idempotencyKey === "required") codes.add("idempotency-key-missing");
  }
  if (!config.exempt) for (const code of ["overloaded", "rate-limited"] as const) codes.add(code);
  codes.add("internal");
  return [...codes];
}

function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<string, readonly ProblemCode[]> {
  return Map.groupBy(
    codes.toSorted((a, b) => problemTypes[a].status - problemTypes[b].status),
    (code) => String(problemTypes[code].status),
  );
}

function problemResponse(codes: readonly ProblemCode[]) {
  const examples = Object.fromEntries(
    codes.map((code) => [code, { summary: problemTypes[code].title, value: exampleProblem(code) }]),
  );
  const waits = problemTypes[codes[0]!].status === 503 || problemTypes[codes[0]!].status === 429;
  return {
    description: codes.map((code) => `\`${code}\`: ${problemTypes[code].title}`).join("\n\n"),
    ...(waits ? { headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } } } : {}),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: "#/components/schemas/Problem" }, examples } },
  };
}

function exampleProblem(code: ProblemCode) {
  const { status, title } = problemTypes[code];
  const errors = code === "validation-failed" ? { errors: [{ path: "/body/quantity", message: "must be >= 1" }] } : {};
  return { type: problemUri(code), title, status, code, instance: "4f1c9a02be7d-2s", ...errors };
}

const ifMatchParameter = {
  in: "header",
  name: "If-Match",
  required: false,
  description: "The `etag` of the answer that was read; if the thing has changed since, nothing is done and the answer is 412.",
  schema: { type: "string" },
  example: '"7"',
};

function idempotencyParameter(required: boolean) {
  return {
    in: "header",
    name: "Idempotency-Key",
    required,
    description:
      "Made by the client and kept over all retries of one request: it is then done once, and each retry gets the first answer.",
    schema: { type: "string", minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_LENGTH, pattern: "^[\\x21-\\x7e]+$" },
    example: "01926b1e-7c3a-7d4e-9a51-3f1c9d2b7e60",
  };
}

/** The page at /docs, with all its files from this server. */
export async function addDocs(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    logo: { type: "image/svg+xml", content: Buffer.from(docsLogo), href: "/docs", target: "_self" },
    theme: {
      title: "Tenfold API",
      css: [{ filename: "tenfold.css", content: docsCss }],
      js: [{ filename: "viewport.js", content: docsViewport }],
    },
    uiConfig: {
      docExpansion: "list",
      deepLinking: true,
      displayRequestDuration: true,
      persistAuthorization: true,
      defaultModelsExpandDepth: 0,
      filter: true,
    },
    staticCSP: docsCsp,
  });
}

/** Swagger UI sets inline styles and loads data: images; scripts come from this server only. */
const docsCsp =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
