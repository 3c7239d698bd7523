import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import * as api from "@opentelemetry/api";
import { createTestServer } from "../http/testing.ts";
import { createLogger } from "./logger.ts";
import { createTracing, noTracing } from "./tracing.ts";

interface Recorded {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly attributes: Record<string, unknown>;
  status?: number;
  ended: number;
}

/** Stands in for the SDK packages: records spans, keeps the context, reads and writes `traceparent`. */
function fakeSdk() {
  const spans: Recorded[] = [];
  const storage = new AsyncLocalStorage<api.Context>();
  const startSpan = (name: string, options: { attributes: object }, parent: api.Context) => {
    const parentSpan = api.trace.getSpanContext(parent);
    const span: Recorded = {
      name,
      traceId: parentSpan?.traceId ?? String(spans.length + 1).padStart(32, "0"),
      spanId: String(spans.length + 1).padStart(16, "0"),
      parentId: parentSpan?.spanId,
      attributes: { ...options.attributes },
      ended: 0,
    };
    spans.push(span);
    return {
      spanContext: () => ({ traceId: span.traceId, spanId: span.spanId, traceFlags: 1 }),
      setAttribute: (key: string, value: unknown) => Object.assign(span.attributes, { [key]: value }),
      setStatus: ({ code }: { code: number }) => Object.assign(span, { status: code }),
      end: () => Object.assign(span, { ended: span.ended + 1 }),
    };
  };
  const packages: Record<string, object> = {
    api,
    "sdk-trace": {
      TracerProvider: class {
        getTracer = () => ({ startSpan });
        shutdown = async () => {};
      },
      BatchSpanProcessor: class {},
    },
    "exporter-trace-otlp-http": { OTLPTraceExporter: class {} },
    "context-async-hooks": {
      AsyncLocalStorageContextManager: class {
        enable = () => this;
        active = () => storage.getStore() ?? api.ROOT_CONTEXT;
        with = (context: api.Context, fn: () => unknown) => storage.run(context, fn);
      },
    },
    core: {
      W3CTraceContextPropagator: class {
        extract(context: api.Context, headers: Record<string, string>) {
          const [, traceId, spanId] = headers.traceparent?.split("-") ?? [];
          return traceId && spanId
            ? api.trace.setSpanContext(context, { traceId, spanId, traceFlags: 1, isRemote: true })
            : context;
        }
        inject(context: api.Context, carrier: Record<string, string>) {
          const span = api.trace.getSpanContext(context);
          if (span) carrier.traceparent = `00-${span.traceId}-${span.spanId}-01`;
        }
      },
    },
    resources: { resourceFromAttributes: (attributes: object) => attributes },
  };
  const load = async (name: string) => packages[name.replace("@opentelemetry/", "")];
  return { spans, load };
}

const remoteTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = `00-${remoteTrace}-00f067aa0ba902b7-01`;

describe("tracing that is off", () => {
  it("loads nothing and only calls", async () => {
    const tracing = await createTracing({ serviceName: "t", load: () => assert.fail("loaded") });
    assert.equal(tracing, noTracing);
    assert.equal(
      tracing.withSpan("x", {}, () => 7),
      7,
    );
    assert.deepEqual(tracing.outgoingHeaders(), {});
    assert.deepEqual(tracing.logFields(), {});
    await tracing.close();
  });
});

describe("tracing that is on", () => {
  const start = async () => {
    const { spans, load } = fakeSdk();
    return { spans, tracing: await createTracing({ serviceName: "t", endpoint: "http://collector:4318", load }) };
  };

  it("spans nest over await, end once, and note errors without their message", async () => {
    const { spans, tracing } = await start();
    await tracing.withSpan("outer", { a: 1 }, async (span) => {
      await Promise.resolve();
      span.setAttribute("b", 2);
      tracing.withSpan("inner", {}, () => {});
      assert.throws(
        () =>
          tracing.withSpan("bad", {}, () => {
            throw new TypeError("ada@example.com");
          }),
        TypeError,
      );
    });
    await assert.rejects(
      tracing.withSpan("late", {}, () => Promise.reject(new RangeError("x"))),
      RangeError,
    );
    const [outer, inner, bad, late] = spans as [Recorded, Recorded, Recorded, Recorded];
    assert.deepEqual(outer.attributes, { a: 1, b: 2 });
    assert.equal(inner.parentId, outer.spanId);
    assert.deepEqual(bad.attributes, { "error.type": "TypeError" });
    assert.deepEqual([bad.status, late.status, outer.status], [2, 2, undefined]);
    assert.deepEqual(
      spans.map((span) => span.ended),
      [1, 1, 1, 1],
    );
  });

  it("a request continues the trace of its caller, hands it on, and its log lines name it", async () => {
    const { spans, tracing } = await start();
    const lines: string[] = [];
    const logger = createLogger({
      pretty: false,
      traceFields: tracing.logFields,
      destination: { write: (line) => void lines.push(line) },
    });
    const { app } = await createTestServer({ tracing, logger });
    app.post("/v1/things/:id", { config: { auth: "none" }, schema: { hide: true } }, async (request) => {
      await new Promise((resolve) => setImmediate(resolve));
      request.log.info("in the handler");
      return { headers: tracing.outgoingHeaders() };
    });
    const answer = await app.inject({ method: "POST", url: "/v1/things/7", headers: { traceparent }, payload: { a: 1 } });
    const [span] = spans as [Recorded];
    assert.equal(answer.json().headers.traceparent, `00-${remoteTrace}-${span.spanId}-01`);
    assert.equal(span.parentId, "00f067aa0ba902b7");
    assert.equal(span.name, "POST /v1/things/:id");
    assert.deepEqual(span.attributes, {
      "http.request.method": "POST",
      "http.route": "/v1/things/:id",
      "http.response.status_code": 200,
    });
    assert.equal(span.ended, 1);
    const line = JSON.parse(lines.find((text) => text.includes("in the handler"))!);
    assert.equal(line.traceId, remoteTrace);
    await app.close();
  });

  it("requests at the same time do not mix", async () => {
    const { tracing } = await start();
    const { app } = await createTestServer({ tracing });
    app.get("/v1/own", { config: { auth: "none" }, schema: { hide: true } }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return tracing.logFields();
    });
    const ids = Array.from({ length: 20 }, (_, index) => (index + 1).toString(16).padStart(32, "a"));
    const answers = await Promise.all(
      ids.map((id) => app.inject({ url: "/v1/own", headers: { traceparent: `00-${id}-00f067aa0ba902b7-01` } })),
    );
    assert.deepEqual(
      answers.map((answer) => answer.json().traceId),
      ids,
    );
    await app.close();
  });
});

const sdkInstalled = await import("@opentelemetry/sdk-trace" as string).then(
  () => true,
  () => false,
);

describe("tracing with the real SDK", { skip: !sdkInstalled && "the OpenTelemetry SDK is not installed" }, () => {
  it("sends spans to the collector", async () => {
    const bodies: string[] = [];
    const collector = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      bodies.push(`${request.url} ${Buffer.concat(chunks)}`);
      response.setHeader("content-type", "application/json").end("{}");
    });
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
    const tracing = await createTracing({
      serviceName: "tenfold-test",
      endpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`,
    });
    const span = tracing.startRequest("GET", "/v1/x", { traceparent });
    span.run(() => tracing.withSpan("child", { n: 1 }, () => assert.equal(tracing.logFields().traceId, remoteTrace)));
    span.end(200);
    await tracing.close();
    collector.close();
    assert.match(bodies[0]!, /^\/v1\/traces /);
    for (const text of [remoteTrace, "tenfold-test", "GET /v1/x", "child"]) assert.ok(bodies.join().includes(text), text);
  });
});
