/** How often two things were seen, alone and together, in `total` baskets. Counts, so integers of zero or more. */
export type PairCounts = {
  readonly together: number;
  readonly first: number;
  readonly second: number;
  readonly total: number;
};

/**
 * Dunning's log-likelihood ratio G² of the pair's 2×2 table: how surprising it would be if the two had nothing to do with each other.
 * Unlike a raw count it does not praise what everybody buys anyway, and unlike lift it does not fall for what was seen twice by chance.
 * Zero when they meet no more often than chance says. (T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993.)
 */
export function logLikelihoodRatio({ together, first, second, total }: PairCounts): number {
  if (together * total <= first * second) return 0;
  const firstOnly = first - together;
  const secondOnly = second - together;
  const neither = total - first - second + together;
  const cells = xLogX(together) + xLogX(firstOnly) + xLogX(secondOnly) + xLogX(neither);
  const rows = xLogX(first) + xLogX(total - first);
  const columns = xLogX(second) + xLogX(total - second);
  // Rounding may leave a hair below zero.
  return Math.max(0, 2 * (cells - rows - columns + xLogX(total)));
}

function xLogX(count: number): number {
  return count === 0 ? 0 : count * Math.log(count);
}
