import { monitorEventLoopDelay } from "node:perf_hooks";
import underPressure from "@fastify/under-pressure";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import type { Metrics } from "../telemetry/metrics.ts";
import type { ClientLimit } from "./client-limit.ts";
import type { HttpLimits } from "./limits.ts";
import { problem } from "./problems.ts";
import { createQueuePressure, type Priority, type QueuePressure } from "./queue-pressure.ts";
import type { App } from "./server.ts";

/**
 * Load shedding: a request that would only wait is refused with 503, before its token is looked up and its body is read.
 */
export const admission = { watchEventLoop, watchQueue, gate };

const STARTING_SAMPLES = 2;
/** A tenth of the time in which the queue may double. */
const QUEUE_SAMPLE_MS = 100;
const LOOP_RESOLUTION_MS = 10;
const PRIORITIES: readonly Priority[] = ["critical", "write", "read"];

/** Whether the event loop is late. under-pressure lives in a child of its own, so that its hook does not run for every request. */
async function watchEventLoop(app: App, limits: HttpLimits): Promise<() => boolean> {
  let isUnderPressure = () => false;
  // Starting blocks the loop, which is no reason to refuse the first requests: the sample that saw it has to pass first.
  let starting = false;
  app.addHook("onListen", (done) => {
    starting = true;
    setTimeout(() => {
      starting = false;
    }, STARTING_SAMPLES * limits.pressureSampleIntervalMs).unref();
    done();
  });
  await app.register(async (child) => {
    await child.register(underPressure, {
      maxEventLoopDelay: limits.maxEventLoopDelayMs,
      maxEventLoopUtilization: limits.maxEventLoopUtilization,
      eventLoopUtilizationMode: "interval",
      sampleInterval: limits.pressureSampleIntervalMs,
    });
    isUnderPressure = () => !starting && child.isUnderPressure();
  });
  return isUnderPressure;
}

/** Watches how long requests wait for their turn: for the event loop, and for what `otherDelayMs` knows of. */
function watchQueue(app: App, metrics: Metrics, targetMs: number, otherDelayMs: () => number): QueuePressure | null {
  if (targetMs === 0) return null;
  const pressure = createQueuePressure(targetMs);
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  let delayMs = 0;
  let notedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  app.addHook("onListen", (done) => {
    // What the start took is over when the first request comes.
    loop.enable();
    notedMs = performance.now();
    timer = setInterval(() => {
      const nowMs = performance.now();
      // Each sample is the time between two turns of the loop; a request that comes in between waits for half of it at the least.
      const loopMs = loop.count === 0 ? 0 : Math.max(0, loop.mean / 1e6 - LOOP_RESOLUTION_MS);
      loop.reset();
      delayMs = Math.max(loopMs, otherDelayMs());
      pressure.note(delayMs, nowMs - notedMs);
      notedMs = nowMs;
    }, QUEUE_SAMPLE_MS);
    timer.unref();
    done();
  });
  app.addHook("onClose", (_app, done) => {
    clearInterval(timer);
    loop.disable();
    done();
  });
  metrics.gauge({ name: "http_queue_delay_seconds", help: "How long requests wait for their turn." }, () => delayMs / 1_000);
  metrics.gauge({ name: "http_refused_share", help: "Share of requests that are refused because of the queue." }, () =>
    PRIORITIES.map((priority) => ({ labels: { priority }, value: pressure.shareRefused(priority) })),
  );
  return pressure;
}

export type GateOptions = {
  readonly metrics: Metrics;
  readonly limits: HttpLimits;
  readonly isUnderPressure: () => boolean;
  readonly pressure: QueuePressure | null;
  readonly clients: ClientLimit;
  /** From 0 to 1, for whom of several alike is refused. */
  readonly random?: () => number;
};

/** Makes the onRequest hook of a route, which counts requests in flight and refuses those that are too many. */
function gate({ metrics, limits, isUnderPressure, pressure, clients, random = Math.random }: GateOptions) {
  let inFlight = 0;
  metrics.inFlight(() => inFlight, limits.maxRequestsInFlight);
  const leave = () => {
    inFlight -= 1;
  };
  function reasonToRefuse(priority: Priority): string | undefined {
    if (inFlight >= limits.maxRequestsInFlight) return "in-flight";
    if (isUnderPressure()) return "event-loop";
    const share = pressure === null ? 0 : pressure.shareRefused(priority);
    return share > 0 && random() < share ? `queue-${priority}` : undefined;
  }
  return (priority: Priority) =>
    (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
      const reason = reasonToRefuse(priority);
      if (reason !== undefined) {
        metrics.shed.inc(reason);
        done(problem("overloaded"));
        return;
      }
      const retryAfterSeconds = clients.take(request.raw);
      if (retryAfterSeconds > 0) {
        metrics.shed.inc("client");
        done(problem("rate-limited", undefined, { retryAfterSeconds }));
        return;
      }
      inFlight += 1;
      // `close` comes once for each response, also when the client went away.
      reply.raw.on("close", leave);
      done();
    };
}
