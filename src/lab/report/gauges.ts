import type { GaugeId, GaugeSeries } from "../workload/open-loop/result.ts";

/** One figure at one moment. */
export type Reading = { readonly id: GaugeId; readonly of: string; readonly value: number };

/** Gathers readings into curves. Counters are handed in as they are and become what they grew by per second. */
export interface GaugeBoard {
  note(atSecond: number, reading: Reading): void;
  /** A counter: what it grew by since the last time, per second, divided by `per` when given. A counter that fell begins anew. */
  noteCounter(atSecond: number, reading: Reading): void;
  series(): readonly GaugeSeries[];
}

const UNITS: Readonly<Record<GaugeId, GaugeSeries["unit"]>> = {
  "event-loop-busy": "share",
  "pool-waiting": "count",
  "pool-used": "share",
  "requests-in-flight": "count",
  "requests-shed": "per second",
  "batch-waiting": "count",
  "cache-hit": "share",
  "replica-lag": "seconds",
  "database-active": "count",
  "database-lock-waits": "count",
  "database-commits": "per second",
  "database-hit": "share",
  "wal-bytes": "bytes per second",
  "disk-busy": "share",
  "events-waiting": "count",
};

/** A run of a day has 86,400 samples; beyond this many a curve is not looked at but searched. */
const MAX_SAMPLES = 100_000;

export function createGaugeBoard(): GaugeBoard {
  const all = new Map<string, { id: GaugeId; of: string; at: number[]; values: number[] }>();
  const counters = new Map<string, { at: number; value: number }>();

  function note(atSecond: number, { id, of, value }: Reading): void {
    const name = `${id} ${of}`;
    let series = all.get(name);
    if (series === undefined) {
      series = { id, of, at: [], values: [] };
      all.set(name, series);
    }
    if (series.at.length >= MAX_SAMPLES) return;
    series.at.push(rounded(atSecond));
    series.values.push(rounded(value));
  }

  return {
    note,
    noteCounter(atSecond, reading) {
      const name = `${reading.id} ${reading.of}`;
      const before = counters.get(name);
      counters.set(name, { at: atSecond, value: reading.value });
      if (before === undefined || reading.value < before.value || atSecond <= before.at) return;
      note(atSecond, { ...reading, value: (reading.value - before.value) / (atSecond - before.at) });
    },
    series: () => [...all.values()].map(({ id, of, at, values }) => ({ id, of, unit: UNITS[id], atSeconds: at, values })),
  };
}

/** Five digits are more than any of these figures is good for, and keep the file small. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
