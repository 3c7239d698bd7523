import { createHash, timingSafeEqual } from "node:crypto";
import Type from "typebox";
import type { Metrics } from "../telemetry/metrics.ts";
import { bearerToken } from "./auth.ts";
import { isProblemCode, problem, problemCodes, problemTypes, problemUri } from "./problems.ts";
import type { App } from "./server.ts";

/** Something the process needs before it may take requests. It fails by throwing; `signal` fires at the deadline. */
export interface ReadinessCheck {
  readonly name: string;
  readonly deadlineMs: number;
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

interface OperationsOptions {
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly readiness: readonly ReadinessCheck[];
  readonly isDraining: () => boolean;
  readonly openApi: () => string;
}

const CheckResult = Type.Object({
  name: Type.String(),
  ok: Type.Boolean(),
  durationMs: Type.Integer(),
  reason: Type.Optional(Type.String()),
});
interface Checked {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly reason?: string;
}

const ProblemType = Type.Object({
  type: Type.String(),
  code: Type.String(),
  status: Type.Integer(),
  title: Type.String(),
  retryable: Type.Boolean({ description: "Whether the same request may succeed later." }),
});

/** Health, metrics, the API document, and the descriptions of the problems. */
export function addOperations(app: App, options: OperationsOptions): void {
  addHealth(app, options);
  addMetrics(app, options);

  const tags = ["operations"];
  app.get(
    "/openapi.json",
    {
      config: { auth: "none" },
      schema: { operationId: "getOpenApi", summary: "This API as OpenAPI 3.1", tags, response: textual("application/json") },
    },
    (_request, reply) =>
      reply.header("cache-control", "public, max-age=60").type("application/json; charset=utf-8").send(options.openApi()),
  );

  app.get(
    "/problems",
    {
      config: { auth: "none" },
      schema: {
        operationId: "listProblems",
        summary: "Every problem the API may answer",
        tags,
        response: { 200: Type.Array(ProblemType) },
      },
    },
    () => problemCodes.map(describeProblem),
  );
  app.get(
    "/problems/:code",
    {
      config: { auth: "none", problems: ["not-found"] },
      schema: {
        operationId: "getProblem",
        summary: "One problem the API may answer",
        tags,
        params: Type.Object({
          code: Type.String({ description: "The `code` of a problem document.", examples: ["out-of-stock"] }),
        }),
        response: { 200: ProblemType },
      },
    },
    (request) => {
      if (!isProblemCode(request.params.code)) throw problem("not-found");
      return describeProblem(request.params.code);
    },
  );
}

/** An answer that is ready text and not serialised by its schema. */
function textual(mediaType: string) {
  return { 200: { description: "OK", content: { [mediaType]: { schema: {} } } } };
}

function describeProblem(code: (typeof problemCodes)[number]) {
  return { type: problemUri(code), code, ...problemTypes[code] };
}

function addHealth(app: App, { readiness, isDraining }: OperationsOptions): void {
  const tags = ["operations"];
  app.get(
    "/healthz",
    {
      config: { auth: "none", exempt: true },
      schema: {
        operationId: "getHealth",
        summary: "Whether the process runs",
        tags,
        response: { 200: Type.Object({ status: Type.Literal("ok") }) },
      },
    },
    () => ({ status: "ok" as const }),
  );

  // Probes that come while the checks run share their result: a probe costs the database one query, however many ask.
  let running: Promise<readonly Checked[]> | undefined;
  const runChecks = () => {
    running ??= Promise.all(readiness.map((check) => runCheck(check, app.log))).finally(() => {
      running = undefined;
    });
    return running;
  };
  app.get(
    "/readyz",
    {
      config: { auth: "none", exempt: true, problems: ["not-ready", "shutting-down"] },
      schema: {
        operationId: "getReadiness",
        summary: "Whether the process can take requests",
        tags,
        response: { 200: Type.Object({ status: Type.Literal("ready"), checks: Type.Array(CheckResult) }) },
      },
    },
    async () => {
      if (isDraining()) throw problem("shutting-down");
      const checks = [...(await runChecks())];
      const failed = checks.filter((check) => !check.ok);
      if (failed.length > 0) throw problem("not-ready", `Failed: ${failed.map((check) => check.name).join(", ")}.`, { checks });
      return { status: "ready" as const, checks };
    },
  );
}

/** The reason of a failure stays in the log; the probe's answer is public. */
async function runCheck({ name, deadlineMs, check }: ReadinessCheck, log: App["log"]): Promise<Checked> {
  const startedMs = performance.now();
  const signal = AbortSignal.timeout(deadlineMs);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  const durationMs = () => Math.round(performance.now() - startedMs);
  try {
    await Promise.race([check(signal), late]);
    return { name, ok: true, durationMs: durationMs() };
  } catch (error) {
    log.warn({ err: error, check: name }, "readiness check failed");
    return { name, ok: false, durationMs: durationMs(), reason: signal.aborted ? "timed out" : "failed" };
  } finally {
    late.catch(() => {});
  }
}

function addMetrics(app: App, { metrics, metricsToken }: OperationsOptions): void {
  const wanted = metricsToken === undefined ? undefined : digest(metricsToken);
  app.get(
    "/metrics",
    {
      config: { auth: "none", exempt: true, problems: metricsToken === undefined ? [] : ["unauthorized"] },
      schema: {
        operationId: "getMetrics",
        summary: "Metrics for Prometheus",
        tags: ["operations"],
        response: textual("text/plain"),
      },
    },
    async (request, reply) => {
      if (wanted && !timingSafeEqual(digest(bearerToken(request.headers.authorization) ?? ""), wanted))
        throw problem("unauthorized");
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  );
}

/** Of equal length whatever was sent, so that the comparison tells nothing. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
