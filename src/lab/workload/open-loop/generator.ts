import { seededRandom, seedOf } from "../../../platform/random.ts";
import { hear } from "../mixes/answers.ts";
import { historyLine } from "../mixes/history-lines.ts";
import { mixNamed } from "../mixes/mix.ts";
import { requestOf, stepOf, type Visitor } from "../mixes/visitor.ts";
import { createArrivals } from "./arrivals.ts";
import { createConnections } from "./connections.ts";
import { createCrowd } from "./crowd.ts";
import { noLines, openLineFile } from "./line-file.ts";
import type { DoneReport, SecondReport, WorkerPlan } from "./messages.ts";
import { createRecorder } from "./recorder.ts";

/** Timers of Node are no finer. What is due between two is also sent whenever an answer comes, so that under load nothing waits for the timer. */
const TICK_MS = 1;
const SECOND_MS = 1_000;
/** Answers that are not there this long after the longest time-out will not come. */
const LAST_WAIT_MS = 1_000;

/**
 * One worker's share of a run: sends requests at the moments that the schedule says, whatever became of those before, and reports once a
 * second. The latency of a request counts from the moment at which it was to leave, so that a shop (or a generator) that stalls is
 * charged with every request that had to wait, and not only with the one that was under way ("coordinated omission"). When the signal
 * fires nothing more is sent.
 */
export async function generate(
  plan: WorkerPlan,
  startsAtMs: number,
  report: (second: SecondReport) => void,
  signal?: AbortSignal,
): Promise<DoneReport> {
  const { worker, workers, seed } = plan;
  const runId = `${plan.runId}-${worker}`;
  const recorder = createRecorder();
  const context = { mix: mixNamed(plan.mix), catalogue: plan.catalogue };
  const lines = plan.historyFile === null ? noLines : await openLineFile(plan.historyFile);
  const connections = createConnections({ urls: plan.urls, maxConnections: plan.maxConnections, timeoutMs: plan.timeoutMs });
  const crowd = createCrowd({ mix: context.mix, thinkMs: plan.thinkMs, runId, seed: seedOf(`${seed} visitors ${worker}`) });
  const random = seededRandom(seedOf(`${seed} arrivals ${worker}`));
  const nextArrival = createArrivals({ stages: plan.stages, process: plan.arrivals, random, worker, workers });
  const startMs = startsAtMs - performance.timeOrigin;

  let dueMs = nextArrival();
  let second = 0;
  let usage = performance.eventLoopUtilization();

  function pump(): void {
    let nowMs = performance.now() - startMs;
    while (dueMs !== null && dueMs <= nowMs) {
      launch(dueMs, nowMs);
      dueMs = nextArrival();
      nowMs = performance.now() - startMs;
    }
  }

  function launch(intendedMs: number, nowMs: number): void {
    const visitor = crowd.next(nowMs);
    const step = stepOf(visitor);
    recorder.offered();
    const isSent = connections.send(requestOf(visitor, context), (answer) => {
      const endedMs = performance.now() - startMs;
      const heard = hear(visitor, answer);
      const bytes = typeof answer === "string" ? 0 : answer.bytes;
      recorder.answered(step, endedMs - intendedMs, heard.outcome, heard.failure, bytes);
      lines.write(historyLine(step, visitor, answer, heard, startsAtMs + nowMs, startsAtMs + endedMs));
      if (heard.next !== "leave") crowd.think(visitor, endedMs);
      pump();
    });
    if (isSent) recorder.sent(nowMs - intendedMs);
    else turnAway(visitor, step, nowMs);
  }

  /** Whoever finds every connection taken comes again later; the arrival itself is lost and counts as failed. */
  function turnAway(visitor: Visitor, step: string, nowMs: number): void {
    recorder.notSent(step);
    crowd.think(visitor, nowMs);
  }

  function tellSecond(): void {
    const now = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(now, usage).utilization;
    usage = now;
    const state = { inFlight: connections.inFlight(), connections: connections.open(), busy };
    report({ kind: "second", worker, second, ...recorder.take(), ...state });
    second += 1;
  }

  await new Promise<void>((resolve) => {
    let scheduleEndedMs: number | null = null;
    const timer = setInterval(() => {
      if (signal?.aborted) dueMs = null;
      pump();
      const nowMs = performance.now() - startMs;
      while (nowMs >= (second + 1) * SECOND_MS) tellSecond();
      if (dueMs !== null) return;
      scheduleEndedMs ??= nowMs;
      const isOver = connections.inFlight() === 0 || nowMs - scheduleEndedMs > plan.timeoutMs + LAST_WAIT_MS;
      if (!isOver) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  connections.close();
  tellSecond();
  return { kind: "done", worker, historyError: await lines.close() };
}
