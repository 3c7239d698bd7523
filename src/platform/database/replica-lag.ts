/** How often every server is asked where it is. */
export const LAG_INTERVAL_MS = 100;
/** A minute of measurements; a replica that is further behind is out of every tolerance that makes sense. */
const MAX_SAMPLES = 600;

/** `exact`: to one interval. Else it is at least this long: the primary had passed that position before the first measurement. */
export type Lag = { readonly ms: number; readonly exact: boolean };

export interface LagEstimator {
  /** The primary was at `lsn` at this moment of this process's clock. */
  notePrimary(lsn: bigint, atMs: number): void;
  /** Forgets everything: after a promotion, positions of before are not comparable. */
  reset(): void;
  /**
   * How far behind a server at `lsn` is: the time since the primary was first seen beyond that position. A primary that writes nothing
   * lets nobody fall behind, and no clock but this process's is used.
   */
  lagAt(lsn: bigint, nowMs: number): Lag;
}

export function createLagEstimator(): LagEstimator {
  /** Each position of the primary with the moment it was first seen, ascending. */
  let samples: { readonly lsn: bigint; readonly atMs: number }[] = [];
  return {
    notePrimary(lsn, atMs) {
      const last = samples.at(-1);
      if (last !== undefined && lsn <= last.lsn) return;
      samples.push({ lsn, atMs });
      if (samples.length > MAX_SAMPLES) samples = samples.slice(1);
    },
    reset() {
      samples = [];
    },
    lagAt(lsn, nowMs) {
      const passed = samples.find((sample) => sample.lsn > lsn);
      if (passed === undefined) return { ms: 0, exact: samples.length > 0 };
      // Nobody saw the first sample come about: the server may have been behind it for any time before.
      return { ms: nowMs - passed.atMs, exact: passed !== samples[0] };
    },
  };
}
