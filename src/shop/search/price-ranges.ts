/** What the ranges of the price facet begin with, in units of the base currency: 1-2-5, because people think of prices so. */
const BOUNDS = [5, 10, 20, 50, 100, 200, 500, 1_000];

/** The bounds in minor units of a currency, ascending. `factor`: its minor units for one minor unit of the base currency. */
export function priceBounds(baseExponent: number, factor: number): number[] {
  return [...new Set(BOUNDS.map((bound) => roundTo125(bound * 10 ** baseExponent * factor)))];
}

function roundTo125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const [nearest] = [1, 2, 5, 10].sort(
    (a, b) => Math.abs(Math.log(value / (a * power))) - Math.abs(Math.log(value / (b * power))),
  );
  return nearest! * power;
}

export type PriceRange = { readonly minMinor: number | null; readonly maxMinor: number | null; readonly count: number };

/** The ranges that have products; `counts` has one more than there are bounds. Both ends belong to the range. */
export function priceRanges(bounds: readonly number[], counts: readonly number[]): PriceRange[] {
  return counts
    .map((count, index) => ({
      minMinor: index === 0 ? null : bounds[index - 1]!,
      maxMinor: index === bounds.length ? null : bounds[index]! - 1,
      count,
    }))
    .filter(({ count }) => count > 0);
}
