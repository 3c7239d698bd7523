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
  const loop = createLoopDelay();
  let delayMs = 0;
  let notedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  app.addHook("onListen", (done) => {
    // What the start took is over when the first request comes.
    loop.enable();
    notedMs = performance.now();
    timer = setInterval(() => {
      const nowMs = performance.now();
      delayMs = Math.max(loop.sinceLastMs(), otherDelayMs());
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

/**
 * The mean delay of the loop's turns since it was last asked; a request that comes in between two turns waits for half of it at the least.
 * The sums go on and are never reset: a reset forgets when the last turn was, and where every turn takes longer than the time between two
 * questions, nothing would ever be measured.
 */
export function createLoopDelay() {
  const histogram = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  let turns = 0;
  let sumMs = 0;
  return {
    enable: () => histogram.enable(),
    disable: () => histogram.disable(),
    sinceLastMs(): number {
      const newTurns = histogram.count - turns;
      if (newTurns === 0) return 0;
      const newSumMs = (histogram.mean * histogram.count) / 1e6;
      const meanMs = (newSumMs - sumMs) / newTurns;
      turns = histogram.count;
      sumMs = newSumMs;
      return Math.max(0, meanMs - LOOP_RESOLUTION_MS);
    },
  };
}

/** How long the requests of this turn of the loop have taken so far: what is read now has waited for as long at the least. */
function createTurnWatch(): () => number {
  let startMs = 0;
  const end = () => {
    startMs = 0;
  };
  return () => {
    if (startMs > 0) return performance.now() - startMs;
    startMs = performance.now();
    // Runs after all that this turn has read from the network.
    setImmediate(end);
    return 0;
  };
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
  const waitedInTurnMs = createTurnWatch();
  metrics.inFlight(() => inFlight, limits.maxRequestsInFlight);
  const leave = () => {
    inFlight -= 1;
  };
  function reasonToRefuse(priority: Priority): string | undefined {
    if (inFlight >= limits.maxRequestsInFlight) return "in-flight";
    if (isUnderPressure()) return "event-loop";
    if (pressure === null) return undefined;
    const share = pressure.shareRefused(priority);
    return (share > 0 && random() < share) || waitedInTurnMs() > pressure.mayWaitMs(priority) ? `queue-${priority}` : undefined;
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
