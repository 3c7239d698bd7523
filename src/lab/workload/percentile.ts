/** The smallest value that at least `share` (0 to 1) of the values do not exceed; 0 when there are none. `sorted` is ascending. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
