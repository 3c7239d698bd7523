/** Round numbers from 0 to at least `most`, at most `count` steps: 0, 20, 40, 60. */
export function ticks(most: number, count = 4): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= raw * 0.999_999)!;
  const steps = Math.ceil((most / step) * 0.999_999);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

export type Value = readonly [atMs: number, value: number | null];

/** A path through the values; a gap longer than `maxGapMs`, or a value that is not there, breaks it. */
export function pathOf(
  values: readonly Value[],
  x: (atMs: number) => number,
  y: (value: number) => number,
  maxGapMs: number,
): string {
  let path = "";
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const [atMs, value] of values) {
    if (value === null) {
      beforeMs = Number.NEGATIVE_INFINITY;
      continue;
    }
    path += `${atMs - beforeMs > maxGapMs ? "M" : "L"}${x(atMs).toFixed(1)} ${y(value).toFixed(1)}`;
    beforeMs = atMs;
  }
  return path;
}

/** The value nearest to a moment, if there is one near enough. */
export function nearest(values: readonly Value[], atMs: number, withinMs: number): Value | null {
  let best: Value | null = null;
  for (const value of values) if (best === null || Math.abs(value[0] - atMs) < Math.abs(best[0] - atMs)) best = value;
  return best !== null && Math.abs(best[0] - atMs) <= withinMs ? best : null;
}
