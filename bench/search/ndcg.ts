/** Normalised discounted cumulative gain of the first k results: 1 when nothing could be ordered better. */
export function ndcg(results: readonly number[], gains: ReadonlyMap<number, number>, k = 10): number {
  const ideal = dcg(
    [...gains.values()].sort((a, b) => b - a),
    k,
  );
  return ideal === 0
    ? 0
    : dcg(
        results.map((id) => gains.get(id) ?? 0),
        k,
      ) / ideal;
}

function dcg(gains: readonly number[], k: number): number {
  return gains.slice(0, k).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
