export const sorts = ["relevance", "popular", "price-asc", "price-desc", "rating", "newest"] as const;
export type Sort = (typeof sorts)[number];

/** As many characters as the API takes. */
export const MAX_QUERY_LENGTH = 200;

/** What the shopper looks for; null: not limited. Prices are in minor units of the currency that is shown. */
export type SearchFilters = {
  readonly query: string;
  readonly category: string | null;
  /** Any of them. */
  readonly brands: readonly string[];
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  /** As `Name:Value`. */
  readonly attributes: readonly string[];
  readonly rating: number | null;
  readonly available: boolean;
  readonly sort: Sort;
};
