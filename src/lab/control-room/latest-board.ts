import type { GaugeBoard } from "../report/gauges.ts";
import type { GaugeId } from "../workload/open-loop/result.ts";

/** A board that only knows what was written on it last: the curves are kept elsewhere, and not for ever. */
export interface LatestBoard extends GaugeBoard {
  /** Null when it was not told since the last `clear`. */
  latest(id: GaugeId): number | null;
  clear(): void;
}

export function createLatestBoard(): LatestBoard {
  const values = new Map<GaugeId, number>();
  const counters = new Map<GaugeId, { readonly at: number; readonly value: number }>();
  return {
    note: (_at, { id, value }) => void values.set(id, value),
    noteCounter(at, { id, value }) {
      const before = counters.get(id);
      counters.set(id, { at, value });
      if (before === undefined || value < before.value || at <= before.at) return;
      values.set(id, (value - before.value) / (at - before.at));
    },
    series: () => [],
    latest: (id) => values.get(id) ?? null,
    clear: () => values.clear(),
  };
}
