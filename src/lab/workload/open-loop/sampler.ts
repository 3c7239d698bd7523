import type { GaugeSeries, PartSeries, SaturationVerdict } from "./result.ts";

/** Looks at the shop from the outside while a load runs. */
export interface Sampler {
  /** `atMs`: when the run begins, in milliseconds since 1970. */
  start(atMs: number): void;
  stop(): Promise<Samples>;
}

export type Samples = {
  readonly parts: readonly PartSeries[];
  readonly gauges: readonly GaugeSeries[];
  readonly saturation: SaturationVerdict;
};

export const noSampler: Sampler = {
  start: () => undefined,
  stop: async () => ({
    parts: [],
    gauges: [],
    saturation: { first: null, atSecond: null, because: "Nothing was sampled.", reached: [] },
  }),
};
