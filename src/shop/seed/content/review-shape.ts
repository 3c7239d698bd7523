/**
 * How real reviews are spread, fitted to 23,486 reviews of 1,206 items: Women's E-Commerce Clothing Reviews, Nick Brooks, 2018, CC0 1.0.
 * Only these sums come from there; no text does.
 */

/** The share of all reviews that the most reviewed items hold: [share of the items, share of the reviews]. */
const concentration: readonly (readonly [items: number, reviews: number])[] = [
  [0, 0],
  [0.00083, 0.0436],
  [0.005, 0.1805],
  [0.01, 0.281],
  [0.02, 0.42],
  [0.05, 0.651],
  [0.1, 0.81],
  [1, 1],
];

/** Shares of one to five stars. */
export const starShares = [0.0359, 0.0666, 0.1222, 0.2162, 0.5591] as const;
/** How many recommend the thing, of those who give it one to five stars. */
export const recommendShares = [0.019, 0.06, 0.414, 0.967, 0.998] as const;
/** Standard deviation of the items' mean stars, of items with 20 reviews or more. */
export const MEAN_DEVIATION = 0.28;
/** Quantiles of the helpful votes of a review. */
const helpfulQuantiles: readonly (readonly [share: number, votes: number])[] = [
  [0, 0],
  [0.45, 0],
  [0.5, 1],
  [0.6, 1],
  [0.75, 3],
  [0.9, 7],
  [0.95, 11],
  [0.99, 26],
  [1, 65],
];

/** Every product has two at least, which the items of the long tail have too on average; so few products of the many have more. */
export const MIN_REVIEWS = 2;

/**
 * How many reviews each product has, the most reviewed first, so that the shares above hold: the last nine tenths have the least there can
 * be, and the first tenth has what that makes of the rest.
 */
export function reviewCounts(products: number): number[] {
  const [tenth, ofTenth] = concentration.at(-2)!;
  const total = (products * (1 - tenth) * MIN_REVIEWS) / (1 - ofTenth);
  return Array.from({ length: products }, (_, rank) => {
    const share = interpolate(concentration, (rank + 1) / products) - interpolate(concentration, rank / products);
    return Math.max(MIN_REVIEWS, Math.round(total * share));
  });
}

/** `at` from 0 to 1. */
export function helpfulVotes(at: number): number {
  return Math.floor(interpolate(helpfulQuantiles, at));
}

/** Stars from 1 to 5; `tilt` says how much better (or worse) liked than others the thing is. `at` from 0 to 1. */
export function starsAt(at: number, tilt: number): number {
  const weights = starShares.map((share, index) => share * Math.exp(tilt * (index - 3)));
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return found === -1 ? 5 : found + 1;
}

function interpolate(points: readonly (readonly [number, number])[], at: number): number {
  const next = points.findIndex(([x]) => x >= at);
  if (next <= 0) return points[0]![1];
  const [[x0, y0], [x1, y1]] = [points[next - 1]!, points[next]!];
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}
