import underPressure from "@fastify/under-pressure";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import type { Metrics } from "../telemetry/metrics.ts";
import { problem } from "./problems.ts";
import type { App, HttpLimits } from "./server.ts";

/**
 * Load shedding: a request that would only wait is refused with 503, before its token is looked up and its body is read.
 */
export const admission = { watchEventLoop, gate };

const STARTING_SAMPLES = 2;

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

/** The onRequest hook that counts requests in flight and refuses those above the limit. */
function gate(metrics: Metrics, limits: HttpLimits, isUnderPressure: () => boolean) {
  let inFlight = 0;
  metrics.inFlight(() => inFlight);
  const leave = () => {
    inFlight -= 1;
  };
  return (_request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const reason = inFlight >= limits.maxRequestsInFlight ? "in-flight" : isUnderPressure() ? "event-loop" : undefined;
    if (reason !== undefined) {
      metrics.shed.inc(reason);
      done(problem("overloaded"));
      return;
    }
    inFlight += 1;
    // `close` comes once for each response, also when the client went away.
    reply.raw.on("close", leave);
    done();
  };
}
