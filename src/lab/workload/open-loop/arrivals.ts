import type { ArrivalProcess } from "./result.ts";

/** A stretch of a run in which the rate goes evenly from one value to another. */
export type RateStage = { readonly seconds: number; readonly fromPerSecond: number; readonly toPerSecond: number };

export type ArrivalOptions = {
  readonly stages: readonly RateStage[];
  readonly process: ArrivalProcess;
  readonly random: () => number;
  /** This worker's place among those that share the load. */
  readonly worker: number;
  readonly workers: number;
};

/**
 * The moments at which requests are to leave, in milliseconds from the start, one after the other; null after the last. They are drawn
 * without regard to any answer: that is what makes the loop open. A varying rate is an even one on a bent clock (time rescaling): the
 * next arrival is where the integral of the rate has grown by an exponential step, or by exactly one.
 */
export function createArrivals(options: ArrivalOptions): () => number | null {
  const { stages, random, worker, workers } = options;
  let stage = 0;
  let stageStartMs = 0;
  /** Integral of the rate at the start of the stage, and at the next arrival. */
  let before = 0;
  // Workers with a constant rate take turns; Poisson arrivals of several workers add up to Poisson arrivals.
  let target = options.process === "constant" ? worker + 0.5 - workers : 0;

  return () => {
    target += options.process === "constant" ? workers : -Math.log(1 - random()) * workers;
    for (; stage < stages.length; stage += 1) {
      const { seconds, fromPerSecond, toPerSecond } = stages[stage]!;
      const area = (seconds * (fromPerSecond + toPerSecond)) / 2;
      if (target < before + area) return stageStartMs + 1_000 * secondsUntil(target - before, stages[stage]!);
      before += area;
      stageStartMs += seconds * 1_000;
    }
    return null;
  };
}

/** When a rate that grows evenly has made so many arrivals: the root of from·t + (to−from)/(2·seconds)·t² = arrivals. */
function secondsUntil(arrivals: number, { seconds, fromPerSecond, toPerSecond }: RateStage): number {
  const bend = (toPerSecond - fromPerSecond) / (2 * seconds);
  const root = Math.sqrt(Math.max(0, fromPerSecond * fromPerSecond + 4 * bend * arrivals));
  return arrivals === 0 ? 0 : (2 * arrivals) / (fromPerSecond + root);
}
