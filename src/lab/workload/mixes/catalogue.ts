/** What the visitors of a run know of a shop: enough to look at its pages and to buy. Plain data, so that it can be handed to a thread. */
export type Catalogue = {
  /** The most popular first. */
  readonly productIds: Float64Array;
  /** One variant of each product, in the same order; 0 where it has none in stock. */
  readonly variantIds: Float64Array;
  /** Slugs, escaped for a path. */
  readonly categories: readonly string[];
  /** What people search for, the most wanted first. */
  readonly queries: readonly string[];
};

/** Words of the names of so many of the most popular products make the searches. */
export const MAX_NAMES = 2_000;

/** What somebody who wants the product would type: its name's last two words, as a name ends with what the thing is. */
export function queryFor(name: string): string {
  return name.toLowerCase().split(/\s+/).slice(-2).join(" ");
}
