import { seededRandom, seedOf } from "../../platform/random.ts";
import { hear } from "../workload/mixes/answers.ts";
import type { Catalogue } from "../workload/mixes/catalogue.ts";
import { meanBrowsesOf, mixNamed, planVisit } from "../workload/mixes/mix.ts";
import { newVisitor, requestOf, stepOf, type Visitor } from "../workload/mixes/visitor.ts";
import { createConnections } from "../workload/open-loop/connections.ts";
import { createLatencyHistogram } from "../workload/open-loop/recorder.ts";

export type ClosedLoopOptions = {
  readonly urls: readonly string[];
  readonly catalogue: Catalogue;
  readonly mix: string;
  /** Each has one request under way at any time, and asks again as soon as it has the answer. */
  readonly clients: number;
  readonly seed: number;
  /** What is answered until this resolves does not count. */
  readonly warmUp: () => Promise<void>;
  /** What is answered until this resolves does. */
  readonly counted: () => Promise<void>;
};

export type ClosedLoopResult = {
  readonly seconds: number;
  readonly answered: number;
  readonly failed: number;
  /** What most of the failed ones were told; null when none failed. */
  readonly failure: string | null;
  readonly bytes: number;
  readonly perSecond: number;
  readonly meanMs: number;
  readonly p99Ms: number;
};

/** As long as `tenfold load run` waits for an answer. */
const TIMEOUT_MS = 10_000;
const US_PER_MS = 1_000;

/**
 * So many clients without a pause: the number of requests under way is given, and the throughput is what is asked for. That is the axis of
 * the scalability law; for latencies as shoppers see them the open-loop generator is right, because here a slow shop is asked less.
 */
export async function runClosedLoop(options: ClosedLoopOptions): Promise<ClosedLoopResult> {
  const { catalogue, clients, seed } = options;
  const mix = mixNamed(options.mix);
  const meanBrowses = meanBrowsesOf(mix);
  const connections = createConnections({ urls: options.urls, maxConnections: clients, timeoutMs: TIMEOUT_MS });
  const latency = createLatencyHistogram("run");
  let [isOver, born, failed, bytes] = [false, 0, 0, 0];
  const failures = new Map<string, number>();

  function comeIn(): Visitor {
    born += 1;
    const random = seededRandom(seedOf(`${seed} ${born}`));
    const plan = planVisit(mix, meanBrowses, random);
    return plan.length === 0 ? comeIn() : newVisitor(`closed-${seed}-${born}`, plan, random);
  }

  /** One client, for the whole run. */
  function ask(visitor: Visitor, done: () => void): void {
    if (isOver) {
      done();
      return;
    }
    const startedMs = performance.now();
    const step = stepOf(visitor);
    const isSent = connections.send(requestOf(visitor, { mix, catalogue }), (answer) => {
      latency.record(Math.max(1, Math.round((performance.now() - startedMs) * US_PER_MS)));
      const heard = hear(visitor, answer);
      if (heard.failure !== null) {
        failed += 1;
        const kind = `${heard.failure} (${step})`;
        failures.set(kind, (failures.get(kind) ?? 0) + 1);
      }
      if (typeof answer !== "string") bytes += answer.bytes;
      ask(heard.next === "leave" ? comeIn() : visitor, done);
    });
    // A broken connection that is still being taken down keeps its place for a moment.
    if (!isSent) setTimeout(() => ask(visitor, done), 1);
  }

  const ended = Promise.all(Array.from({ length: clients }, () => new Promise<void>((resolve) => ask(comeIn(), resolve))));
  await options.warmUp();
  latency.reset();
  [failed, bytes] = [0, 0];
  failures.clear();
  const beganMs = performance.now();
  await options.counted();
  const seconds = (performance.now() - beganMs) / 1_000;
  const counted = {
    answered: latency.count,
    failed,
    failure: [...failures].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null,
    bytes,
    meanMs: latency.mean / US_PER_MS,
    p99Ms: latency.percentile(99) / US_PER_MS,
  };
  isOver = true;
  await ended;
  connections.close();
  return { ...counted, seconds, perSecond: counted.answered / seconds };
}
