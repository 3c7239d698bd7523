/**
 * What the shop needs of a search engine. PostgreSQL is one (postgres/), the topology may choose another. An engine knows documents and
 * filters only: what a product looks like, who may see it and what things are called is the shop's, so that engines can be exchanged.
 */

export type SearchAttribute = {
  /** The name that filters use. Attributes of the product and options of its variants are one list; an option has a value per variant. */
  readonly name: string;
  readonly value: string | number | boolean;
};

/** All that search knows of a product. Only products that lists may show are indexed; the others are removed. */
export type SearchDocument = {
  readonly productId: number;
  /**
   * When the product was read, in microseconds since 1970 by the database's clock. An engine ignores a document that is older than the one
   * it has (OpenSearch: `version_type=external_gte`), so that two indexers cannot take an index back.
   */
  readonly version: number;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly brand: { readonly id: number; readonly slug: string; readonly name: string } | null;
  /** The categories of the product with all their ancestors. `path`: names from the root of the one that its page shows. */
  readonly categoryIds: readonly number[];
  readonly categoryPath: readonly string[];
  readonly attributes: readonly SearchAttribute[];
  readonly skus: readonly string[];
  readonly popularity: number;
  /** The lowest price of one unit, in minor units, for each currency that a price list in force names. */
  readonly prices: Readonly<Record<string, number>>;
  /** Whether at least one variant can be ordered now. */
  readonly available: boolean;
  /** `average` from 1 to 5; null without reviews. */
  readonly rating: { readonly average: number | null; readonly count: number };
  readonly createdAt: Date;
};

/** Each filter that is set must hold. Of several brands, or several values of one attribute, one is enough. */
export type SearchFilters = {
  readonly categoryId: number | null;
  readonly brandIds: readonly number[];
  /** In minor units of the request's currency, both inclusive. */
  readonly priceMinMinor: number | null;
  readonly priceMaxMinor: number | null;
  /** Values as text: numbers as JavaScript writes them, booleans as "true" and "false". */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** Products with an average of at least this. */
  readonly minRating: number | null;
  readonly available: boolean | null;
};

export const searchSorts = ["relevance", "price-asc", "price-desc", "rating", "newest", "popular"] as const;
export type SearchSort = (typeof searchSorts)[number];

/** `words` of the query may as well be any of `alternatives`; all in the form that `wordsOf` (words.ts) gives. */
export type SynonymExpansion = { readonly words: readonly string[]; readonly alternatives: readonly (readonly string[])[] };

/** A price that a document has in no list of the currency is that of `base` times `factor`; 0: there is no exchange rate and no such price. */
export type SearchCurrency = { readonly code: string; readonly base: string; readonly factor: number; readonly exponent: number };

export type SearchRequest = {
  /** As it was typed; empty: everything that the filters let through. */
  readonly text: string;
  readonly filters: SearchFilters;
  readonly sort: SearchSort;
  readonly currency: SearchCurrency;
  readonly synonyms: readonly SynonymExpansion[];
  /** `offset + limit` is at most MAX_SEARCH_DEPTH. */
  readonly offset: number;
  readonly limit: number;
  /** Bounds of the price facet in minor units, ascending: n bounds make n + 1 ranges, [-∞, first), [first, second), …, [last, ∞). */
  readonly priceBoundsMinor: readonly number[];
};

/** Nobody turns fifty pages; whoever wants everything reads `/v1/products`. */
export const MAX_SEARCH_DEPTH = 1_000;
/** Values of a facet at the most, the most frequent ones. */
export const MAX_FACET_VALUES = 30;
/** Attributes that become facets at the most, those that most of the results have. */
export const MAX_ATTRIBUTE_FACETS = 10;

export type EngineCount = { readonly count: number; readonly isEstimate: boolean };

/**
 * Counts per facet, each with the filters of all *other* facets. Attribute facets are by name. Ratings: `minStars` 4 counts the products
 * with an average of at least 4. Price ranges are those of `priceBoundsMinor`, all of them, the empty ones as 0.
 */
export type EngineFacets = {
  readonly categories: {
    readonly isEstimate: boolean;
    readonly values: readonly { readonly id: number; readonly count: number }[];
  };
  readonly brands: { readonly isEstimate: boolean; readonly values: readonly { readonly id: number; readonly count: number }[] };
  readonly attributes: readonly {
    readonly name: string;
    readonly isEstimate: boolean;
    readonly values: readonly { readonly value: string; readonly count: number }[];
  }[];
  readonly prices: { readonly isEstimate: boolean; readonly counts: readonly number[] };
  readonly ratings: {
    readonly isEstimate: boolean;
    readonly values: readonly { readonly minStars: number; readonly count: number }[];
  };
  readonly availability: { readonly isEstimate: boolean; readonly available: number };
};

export type SearchAnswer = {
  /** In the order asked for. */
  readonly productIds: readonly number[];
  readonly total: EngineCount;
  /** The query that was searched for instead, because words of the one asked for occur nowhere; null when it was taken as it is. */
  readonly correctedText: string | null;
  readonly facets: EngineFacets;
  /** Lower-case words, as they stand in texts, that count as hits: what is highlighted. */
  readonly matchedWords: readonly string[];
};

export type SuggestRequest = { readonly text: string; readonly limit: number };

/** `query`: a completed query; `product`: a product whose name goes on like the text. Brands and categories the shop adds itself. */
export type EngineSuggestion =
  | { readonly kind: "query"; readonly text: string }
  | { readonly kind: "product"; readonly text: string; readonly productId: number; readonly slug: string };

export type ReindexOptions = {
  /** Told after each batch how many documents are in. */
  readonly onProgress?: (indexed: number) => void;
};

export interface SearchEngine {
  readonly name: string;
  /** Adds or replaces; older versions than those at hand are ignored. Searchable when the promise is fulfilled, or within half a second. */
  index(documents: readonly SearchDocument[]): Promise<void>;
  /** `version` as in SearchDocument. */
  remove(productIds: readonly number[], version: number): Promise<void>;
  search(request: SearchRequest): Promise<SearchAnswer>;
  suggest(request: SuggestRequest): Promise<readonly EngineSuggestion[]>;
  /** Indexes everything anew while searches go on; what is not among the documents is gone afterwards. Answers how many there are. */
  reindex(batches: AsyncIterable<readonly SearchDocument[]>, options?: ReindexOptions): Promise<number>;
  isEmpty(): Promise<boolean>;
  /** Keeps statistics fresh; called now and then by one worker. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
