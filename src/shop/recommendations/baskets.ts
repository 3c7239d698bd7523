/** Who was bought with whom, as numbers only: basket `b` holds the products `productIds[items[i]]` for `starts[b] ≤ i < starts[b + 1]`. */
export type Baskets = {
  readonly productIds: readonly number[];
  readonly starts: Int32Array;
  readonly items: Int32Array;
};

export interface BasketCollector {
  /** Takes the distinct products of one order; false, and nothing taken, when the collector is full. */
  add(productIds: readonly number[]): boolean;
  build(): Baskets;
}

/** Order lines held at the most: 4 bytes each, twice, so 64 MB. Older orders than those are left out, which hardly anybody misses. */
export const MAX_BASKET_LINES = 8_000_000;
/** One order of a wholesaler's thousand lines says little about each pair of them, and would be half a million pairs. */
export const MAX_BASKET_PRODUCTS = 100;
const FIRST_CAPACITY = 65_536;
/** Knuth's multiplier: spreads neighbouring ids over all 32 bits. */
const SPREAD = 2_654_435_761;

export function createBasketCollector(maxLines: number = MAX_BASKET_LINES): BasketCollector {
  const indexOf = new Map<number, number>();
  const productIds: number[] = [];
  let items = new Int32Array(FIRST_CAPACITY);
  let starts = new Int32Array(FIRST_CAPACITY);
  let lines = 0;
  let baskets = 0;

  function index(productId: number): number {
    const known = indexOf.get(productId);
    if (known !== undefined) return known;
    indexOf.set(productId, productIds.length);
    return productIds.push(productId) - 1;
  }

  return {
    add(all) {
      const sampled = sample(all, baskets);
      if (lines + sampled.length > maxLines) return false;
      if (lines + sampled.length > items.length) items = grown(items);
      if (baskets + 2 > starts.length) starts = grown(starts);
      for (const productId of sampled) {
        items[lines] = index(productId);
        lines += 1;
      }
      baskets += 1;
      starts[baskets] = lines;
      return true;
    },
    build: () => ({ productIds, starts: starts.slice(0, baskets + 1), items: items.slice(0, lines) }),
  };
}

/** The whole basket, or an even choice of it that is the same whenever the same order comes as the same basket. */
function sample(productIds: readonly number[], basket: number): readonly number[] {
  if (productIds.length <= MAX_BASKET_PRODUCTS) return productIds;
  const rank = (productId: number) => Math.imul(productId ^ Math.imul(basket, SPREAD), SPREAD) >>> 0;
  return productIds.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_BASKET_PRODUCTS);
}

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
