import type { Context, ContextManager, Span, SpanStatusCode, Tracer } from "@opentelemetry/api";

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What code inside a span may do with it. */
export interface ActiveSpan {
  setAttribute(name: string, value: string | number | boolean): void;
}

/** The span of a request: `run` goes on inside of it, `end` closes it. */
export interface RequestSpan {
  run(next: () => void): void;
  end(status: number): void;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface Tracing {
  /** Guards work that only matters with tracing on. */
  readonly enabled: boolean;
  /** Runs `fn` in a span; the span ends with it, or with the promise it returns, and notes an error. Off, it only calls `fn`. */
  withSpan<T>(name: string, attributes: SpanAttributes, fn: (span: ActiveSpan) => T): T;
  /** Begins the span of an incoming request, as a child of its `traceparent` when it has one. */
  startRequest(method: string, route: string, headers: Headers): RequestSpan;
  /** `traceparent` and `tracestate` of the active span, for calls to others, outbox events and jobs. Empty when off. */
  outgoingHeaders(): Record<string, string>;
  /** For the logger's `traceFields`. Empty outside of a span. */
  logFields(): { readonly traceId?: string; readonly spanId?: string };
  /** Sends what is still queued. */
  close(): Promise<void>;
}

const noSpan: ActiveSpan = { setAttribute: () => {} };

/** Tracing that is off. */
export const noTracing: Tracing = {
  enabled: false,
  withSpan: (_name, _attributes, fn) => fn(noSpan),
  startRequest: () => ({ run: (next) => next(), end: () => {} }),
  outgoingHeaders: () => ({}),
  // A new object each time: the logger adds the line's own fields to it.
  logFields: () => ({}),
  close: async () => {},
};

/** Spans waiting for the collector; when it is slow, the ones beyond are dropped and requests go on. Four times OpenTelemetry's default, for bursts of 5 s. */
const MAX_QUEUED_SPANS = 8_192;
const MAX_SPANS_PER_EXPORT = 512;
const EXPORT_TIMEOUT_MS = 10_000;
/** `SpanStatusCode.ERROR`, without loading the package for it. */
const ERROR = 2 as SpanStatusCode.ERROR;
/** `SpanKind.SERVER`. */
const SERVER = 1;

export interface TracingOptions {
  readonly serviceName: string;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`; without it tracing is off and OpenTelemetry is not even loaded. */
  readonly endpoint?: string | undefined;
  /** Loads a package by name; a parameter so that tests can put something else in. */
  readonly load?: (name: string) => Promise<unknown>;
}

type Api = typeof import("@opentelemetry/api");
type Propagator = import("@opentelemetry/api").TextMapPropagator;

/** What is used of each package, in the order in which they are loaded. */
type Packages = [
  Api,
  {
    TracerProvider: new (options: object) => { getTracer(name: string): Tracer; shutdown(): Promise<void> };
    BatchSpanProcessor: new (options: object) => object;
  },
  { OTLPTraceExporter: new (options: object) => object },
  { AsyncLocalStorageContextManager: new () => ContextManager },
  { W3CTraceContextPropagator: new () => Propagator },
  { resourceFromAttributes: (attributes: Record<string, string>) => object },
];

/**
 * Tracing over OTLP/HTTP. Nothing is registered globally, so several can live in one process. Sampling follows the caller's decision;
 * a request without one is always recorded.
 */
export async function createTracing(options: TracingOptions): Promise<Tracing> {
  if (!options.endpoint) return noTracing;
  const load = options.load ?? ((name: string) => import(name));
  const names = ["api", "sdk-trace", "exporter-trace-otlp-http", "context-async-hooks", "core", "resources"];
  const packages = (await Promise.all(names.map((name) => load(`@opentelemetry/${name}`)))) as Packages;
  const [api, sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, resources] =
    packages;
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint.replace(/\/+$/, "")}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ "service.name": options.serviceName }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter, maxQueueSize: MAX_QUEUED_SPANS, maxExportBatchSize: MAX_SPANS_PER_EXPORT }),
    ],
  });
  const contexts: ContextManager = new AsyncLocalStorageContextManager().enable();
  const propagator = new W3CTraceContextPropagator();
  return tracingOver(api, provider.getTracer("tenfold"), contexts, propagator, () => provider.shutdown());
}

function tracingOver(
  api: Api,
  tracer: Tracer,
  contexts: ContextManager,
  propagator: Propagator,
  shutdown: () => Promise<void>,
): Tracing {
  const within = <T>(parent: Context, span: Span, fn: () => T): T => contexts.with(api.trace.setSpan(parent, span), fn);
  return {
    enabled: true,
    withSpan(name, attributes, fn) {
      const parent = contexts.active();
      const span = tracer.startSpan(name, { attributes }, parent);
      return settle(span, () =>
        within(parent, span, () => fn({ setAttribute: (key, value) => void span.setAttribute(key, value) })),
      );
    },
    startRequest(method, route, headers) {
      const parent = propagator.extract(api.ROOT_CONTEXT, headers, api.defaultTextMapGetter);
      const attributes = { "http.request.method": method, "http.route": route };
      const span = tracer.startSpan(`${method} ${route}`, { kind: SERVER, attributes }, parent);
      return {
        run: (next) => within(parent, span, next),
        end(status) {
          span.setAttribute("http.response.status_code", status);
          if (status >= 500) span.setStatus({ code: ERROR });
          span.end();
        },
      };
    },
    outgoingHeaders() {
      const carrier: Record<string, string> = {};
      propagator.inject(contexts.active(), carrier, api.defaultTextMapSetter);
      return carrier;
    },
    logFields() {
      const span = api.trace.getSpanContext(contexts.active());
      return span ? { traceId: span.traceId, spanId: span.spanId } : {};
    },
    close: shutdown,
  };
}

/** Ends the span when the call, or the promise it returned, is over. The error's message stays out: it may hold personal data. */
function settle<T>(span: Span, call: () => T): T {
  const fail = (error: unknown) => {
    span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: ERROR });
    span.end();
  };
  let result: T;
  try {
    result = call();
  } catch (error) {
    fail(error);
    throw error;
  }
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  return result.then(
    (value) => {
      span.end();
      return value;
    },
    (error) => {
      fail(error);
      throw error;
    },
  ) as T;
}
