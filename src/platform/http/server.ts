import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import type { Socket } from "node:net";
import cors from "@fastify/cors";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HookHandlerDoneFunction,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
  type RouteOptions,
} from "fastify";
import type { Logger } from "pino";
import type { ByteCache } from "../cache/byte-cache.ts";
import { CONSISTENCY_HEADER } from "../database/consistency-token.ts";
import type { ReplicaRouter } from "../database/replica-router.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { noTracing, type Tracing } from "../telemetry/tracing.ts";
import { admission } from "./admission.ts";
import {
  type Admin,
  type AdminRole,
  type AuthenticateAdmin,
  type AuthenticateShopper,
  authHook,
  type RouteAuth,
  type Shopper,
} from "./auth.ts";
import { addJsonParser } from "./body.ts";
import { createFastAnswers, type FastAnswerOptions } from "./cached-answers.ts";
import { createClientLimit } from "./client-limit.ts";
import { addConsistency } from "./consistency.ts";
import { answerBrokenRequest, mapUnexpected, sendProblem } from "./errors.ts";
import { type HttpLimits, httpLimits } from "./limits.ts";
import { addDocs, addOpenApi, documentationCheck } from "./openapi.ts";
import { addOperations, type ReadinessCheck } from "./operations.ts";
import { type Problem, type ProblemCode, problem } from "./problems.ts";
import type { Priority } from "./queue-pressure.ts";
import { checkedBytes, checkedResponses } from "./responses.ts";
import type { Site } from "./site.ts";
import { closeSchema, validatorCompiler } from "./validation.ts";

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Mandatory on every route; the server refuses to start without it. */
    auth?: RouteAuth;
    /** Which admins, besides the owner. Mandatory for admin routes that write; without it every admin may read. */
    roles?: readonly AdminRole[];
    /** Problems of this route beside those that follow from its schema and auth; they go into the OpenAPI document. */
    problems?: readonly ProblemCode[];
    /** Documents the Idempotency-Key header; the handler reads it with `idempotencyKeyOf`. */
    idempotencyKey?: "required" | "optional";
    /** A request without a body counts as an empty object. */
    optionalBody?: boolean;
    /** Keeps the bytes of the body for `rawBodyOf`, for signatures of webhooks. */
    rawBody?: boolean;
    /** Never shed: health and metrics, which matter most under load. */
    exempt?: boolean;
    /** Who is refused first when there is too much to do. By default reads before writes. */
    priority?: Priority;
  }
  interface FastifyRequest {
    shopper: Shopper | null;
    admin: Admin | null;
  }
}

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing?: Tracing;
  readonly authenticateShopper: AuthenticateShopper;
  readonly authenticateAdmin: AuthenticateAdmin;
  readonly limits?: Partial<HttpLimits>;
  /** Addresses of the proxies in front, as fastify's `trustProxy`; without it x-forwarded-for is ignored. */
  readonly trustProxy?: string | string[];
  /** Browser origins that may call the API; without it none but its own. */
  readonly cors?: { readonly origins: readonly string[] | "*" };
  /** Checks of `/readyz`. */
  readonly readiness?: readonly ReadinessCheck[];
  /** When set, `/metrics` wants it as a bearer token. */
  readonly metricsToken?: string;
  /** Answers 500 when a handler returns what its response schema does not say, instead of cutting it off silently. On in tests. */
  readonly strictResponses?: boolean;
  /** For the OpenAPI document. */
  readonly version?: string;
  /** How long requests wait for something besides the event loop at the moment, in milliseconds, such as a database connection. */
  readonly queueDelayMs?: () => number;
  /** Where reads are routed to replicas: each request brings and gets a consistency token. */
  readonly replicaReads?: Pick<ReplicaRouter, "request">;
  /** Ready answers: what is in there leaves before anything else is done. */
  readonly answers?: readonly ByteCache[];
  /** A single-page application that is served at every address that is no route's. */
  readonly site?: Site;
}

/** Enough to join log lines of several services, and nothing that could forge a header or a log line. */
const saneRequestId = /^[\w.-]{1,64}$/;

const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/**
 * The HTTP server with everything that is the same for each route; the parts of the shop add their routes to it.
 * Routes declare `config.auth`, schemas, and their problems. `close()` drains: see `httpLimits.drainTimeoutMs`.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<App> {
  const limits: HttpLimits = { ...httpLimits, ...options.limits };
  const requestId = requestIds();
  const tracing = options.tracing ?? noTracing;
  const app = newFastify(options, limits, requestId);

  app.decorateRequest("shopper", null);
  app.decorateRequest("admin", null);
  app.setValidatorCompiler(validatorCompiler);
  addJsonParser(app);

  const state = { draining: false };
  /** The first parts of the paths of all routes, those of plugins too. */
  const segments = new Set<string | undefined>();
  app.addHook("onRoute", ({ url }) => void segments.add(url.split("/", 2)[1]));
  const isUnderPressure = await admission.watchEventLoop(app, limits);
  if (options.cors) await addCors(app, options.cors.origins);
  const openApi = await addOpenApi(app, options.version ?? "0.0.0");
  await addDocs(app);

  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(securityHeaders);
    reply.header("x-request-id", request.id);
    if (request.raw.url!.length > limits.maxUrlLength) return done(problem("uri-too-long"));
    if (request.raw.headers.host === undefined && request.raw.httpVersion === "1.1") {
      return done(problem("malformed-request", "The Host header is missing."));
    }
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (state.draining) reply.header("connection", "close");
    // A serialised null would give the answer a content-length of 4, and that of a 304 is the length of what it stands for (RFC 9110).
    if (reply.statusCode === 304) done(null, null);
    else done();
  });
  if (options.replicaReads) addConsistency(app, options.replicaReads);
  app.setErrorHandler((error, _request, reply) => answer(options.metrics, mapUnexpected(error), reply));

  const clients = createClientLimit({
    requestsPerSecond: limits.clientRequestsPerSecond,
    burst: limits.clientBurst,
    trustedProxies: [options.trustProxy ?? []].flat(),
  });
  const pressure = admission.watchQueue(app, options.metrics, limits.targetQueueMs, options.queueDelayMs ?? (() => 0));
  const admit = admission.gate({ metrics: options.metrics, limits, isUnderPressure, pressure, clients });
  const observed = (route: RouteOptions) => observe(options, limits, tracing, route);
  const methods = new Set<string>();
  const checkDocumented = documentationCheck();
  app.addHook("onRoute", (route) => {
    for (const method of [route.method].flat()) methods.add(method);
    completeRoute(route, options, [observed(route), ...(route.config?.exempt ? [] : [admit(priorityOf(route))])]);
    checkDocumented(route, `${route.method} ${route.url}`);
  });
  answerUnknownRoutes(app, options, methods, segments);

  if (options.answers !== undefined && options.answers.length > 0) {
    const isDebugged = () => options.logger.isLevelEnabled("debug");
    answerFast(app, {
      caches: options.answers,
      metrics: options.metrics,
      requestId,
      headers: securityHeaders,
      mayAnswer: (request) =>
        !(state.draining || tracing.enabled || isDebugged()) &&
        request.headers.host !== undefined &&
        (options.cors === undefined || request.headers.origin === undefined) &&
        clients.take(request) === 0,
    });
  }
  drainOnClose(app, limits, () => {
    state.draining = true;
  });
  addOperations(app, {
    metrics: options.metrics,
    metricsToken: options.metricsToken,
    readiness: options.readiness ?? [],
    isDraining: () => state.draining,
    openApi,
  });
  return app;
}

function answer(metrics: Metrics, found: Problem, reply: FastifyReply): FastifyReply {
  metrics.problems.inc(found.code);
  return sendProblem(found, reply);
}

function newFastify(options: HttpServerOptions, limits: HttpLimits, requestId: (request: IncomingMessage) => string): App {
  const app = Fastify({
    loggerInstance: options.logger as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    requestIdHeader: false,
    genReqId: (request) => requestId(request as IncomingMessage),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: limits.bodyLimitBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.connectionTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    return503OnClosing: false,
    routerOptions: { maxParamLength: limits.maxParamLength },
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.connectionsCheckingIntervalMs,
      // Node would answer 400 without a body; the hook below answers with a problem.
      requireHostHeader: false,
    },
    clientErrorHandler: (error, socket) =>
      answerBrokenRequest(error, socket as Socket, requestId({ headers: {} } as IncomingMessage)),
    frameworkErrors: (error, _request, reply) => {
      reply.headers(securityHeaders).header("x-request-id", reply.request.id);
      void answer(options.metrics, mapUnexpected(error), reply as FastifyReply);
    },
  }) as unknown as App;
  app.server.maxConnections = limits.maxConnections;
  // An expectation that a server does not know it may ignore (RFC 9110); Node would answer 417 without a body.
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  return app;
}

/** What is ready goes out here; everything else takes the way through the framework. */
function answerFast(app: App, options: FastAnswerOptions): void {
  const answer = createFastAnswers(options);
  const usual = app.server.listeners("request") as RequestListener[];
  app.server.removeAllListeners("request");
  app.server.on("request", (request, response) => {
    if (!answer(request, response)) for (const handle of usual) handle.call(app.server, request, response);
  });
}

/** Takes a sane x-request-id, else counts behind a random prefix: short, in order, and unique across processes. */
function requestIds(): (request: IncomingMessage) => string {
  const prefix = randomBytes(6).toString("hex");
  let count = 0;
  return (request) => {
    const given = request.headers["x-request-id"];
    if (typeof given === "string" && saneRequestId.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/** A route without a querystring schema takes no query: a misspelt filter must not look like an empty one. */
const noQuery = { type: "object", properties: {} };

function priorityOf({ method, config }: RouteOptions): Priority {
  return config?.priority ?? (isRead(method) ? "read" : "write");
}

const isRead = (method: RouteOptions["method"]) => [method].flat().every((one) => one === "GET" || one === "HEAD");

/** Adds to a route what its config asks for, and refuses a route whose config is not complete. */
function completeRoute(route: RouteOptions, options: HttpServerOptions, first: readonly Hook[]): void {
  const name = `${route.method} ${route.url}`;
  const config = route.config ?? {};
  if (config.auth === undefined) throw new Error(`${name} must say in config.auth who may use it`);
  const reads = isRead(route.method);
  if (config.auth !== "admin" && config.roles) throw new Error(`${name} has roles but is no admin route`);
  if (config.auth === "admin" && !reads && !config.roles) throw new Error(`${name} changes something and must name its roles`);

  const hooks: Hook[] = [...first];
  if (config.auth !== "none") {
    hooks.push(authHook(config.auth, config.roles ?? ["viewer"], options.authenticateShopper, options.authenticateAdmin));
  }
  if (route.url.startsWith("/v1")) {
    hooks.push((_request, reply, done) => {
      reply.header("cache-control", "no-store");
      done();
    });
  }
  route.onRequest = [...hooks, ...[route.onRequest ?? []].flat()] as NonNullable<RouteOptions["onRequest"]>;

  // Staff see at once what they have changed, wherever they look.
  const { answers = [] } = options;
  if (answers.length > 0 && config.auth === "admin" && !reads) {
    const settle = async (_request: FastifyRequest, reply: FastifyReply) => {
      if (reply.statusCode < 400) await Promise.all(answers.map((cache) => cache.settle()));
    };
    route.onSend = [settle, ...[route.onSend ?? []].flat()] as NonNullable<RouteOptions["onSend"]>;
  }

  if (config.optionalBody) {
    route.preValidation = [
      (request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction) => {
        request.body ??= {};
        done();
      },
      ...[route.preValidation ?? []].flat(),
    ] as NonNullable<RouteOptions["preValidation"]>;
  }
  if (route.schema) {
    const { body, querystring = noQuery } = route.schema;
    route.schema = {
      ...route.schema,
      ...(config.exempt ? {} : { querystring: closeSchema(querystring as object) }),
      ...(body === undefined ? {} : { body: closeSchema(body as object) }),
    };
    if (options.strictResponses && route.schema.response) {
      route.preSerialization = [
        checkedResponses(name, route.schema.response as object),
        ...[route.preSerialization ?? []].flat(),
      ] as NonNullable<RouteOptions["preSerialization"]>;
      route.onSend = [checkedBytes(name, route.schema.response as object), ...[route.onSend ?? []].flat()] as NonNullable<
        RouteOptions["onSend"]
      >;
    }
  }
}

/** Counts, times and traces a request from its arrival until its answer is out or its client gone. */
function observe(options: HttpServerOptions, limits: HttpLimits, tracing: Tracing, route: RouteOptions): Hook {
  const method = [route.method].flat().join("|");
  const recorder = options.metrics.httpRoute(method, route.url);
  return (request, reply, done) => {
    const startedMs = performance.now();
    const next = () => done();
    const endSpan = tracing.enabled ? tracing.startRequest(method, route.url, request.headers) : undefined;
    reply.raw.on("close", () => {
      const durationMs = performance.now() - startedMs;
      // 499 as nginx has it: the client left before there was an answer.
      const status = reply.raw.writableEnded ? reply.raw.statusCode : 499;
      recorder.observe(status, durationMs / 1000);
      endSpan?.end(status);
      if (durationMs > limits.slowRequestMs)
        request.log.warn({ method, route: route.url, status, durationMs: Math.round(durationMs) }, "slow request");
      else if (options.logger.isLevelEnabled("debug"))
        request.log.debug({ method, route: route.url, status, durationMs }, "request");
    });
    if (endSpan) endSpan.run(next);
    else next();
  };
}

/** Where no route is: the site, if there is one and the first part of the path is no route's; else a problem that says what is wrong. */
function answerUnknownRoutes(
  app: App,
  { metrics, site }: HttpServerOptions,
  methods: ReadonlySet<string>,
  segments: ReadonlySet<string | undefined>,
): void {
  const recorder = metrics.httpRoute("any", "unmatched");
  const siteRecorder = metrics.httpRoute("GET", "site");
  app.setNotFoundHandler((request, reply) => {
    if (site?.answer(request, reply, (segment) => segments.has(segment))) {
      siteRecorder.observe(reply.statusCode, reply.elapsedTime / 1000);
      return reply;
    }
    const path = request.raw.url!.split("?", 1)[0]!;
    const allowed = [...methods].filter((method) => app.findRoute({ method, url: path } as never) !== null);
    const found =
      allowed.length > 0
        ? problem("method-not-allowed", undefined, { headers: { allow: allowed.sort().join(", ") } })
        : problem("not-found");
    recorder.observe(found.status, reply.elapsedTime / 1000);
    return answer(metrics, found, reply);
  });
}

async function addCors(app: App, origins: readonly string[] | "*"): Promise<void> {
  await app.register(cors, {
    origin: origins === "*" ? "*" : [...origins],
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: [
      "authorization",
      CONSISTENCY_HEADER,
      "content-type",
      "idempotency-key",
      "if-match",
      "if-none-match",
      "traceparent",
      "x-request-id",
    ],
    exposedHeaders: [CONSISTENCY_HEADER, "etag", "idempotency-replayed", "location", "retry-after", "x-request-id"],
    maxAge: 600,
  });
}

/** Stops accepting, lets requests in flight finish with `connection: close`, and cuts what is left at the deadline. */
function drainOnClose(app: App, limits: HttpLimits, begin: () => void): void {
  let deadline: NodeJS.Timeout | undefined;
  app.addHook("preClose", (done) => {
    begin();
    deadline = setTimeout(() => {
      app.log.warn("requests were still running at the end of the drain and are cut off");
      app.server.closeAllConnections();
    }, limits.drainTimeoutMs);
    done();
  });
  app.addHook("onClose", (_app, done) => {
    clearTimeout(deadline);
    done();
  });
}
