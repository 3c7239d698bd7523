/** A cart with what a system needs to find it again. */
export type Cart = { readonly id: string; readonly key: string; readonly shopper: number };

/**
 * What became of one try to place an order. `again`: nobody knows, or somebody else is at it; ask again. The words are the system's own.
 */
export type Verdict = { readonly outcome: "placed" | "refused" | "again"; readonly words: string };

/** What the system's own database says of a sale. */
export type SaleCount = {
  /** Units of the variants on sale in orders that were placed. */
  readonly soldBySku: Readonly<Record<string, number>>;
  readonly orders: number;
  /** Carts (or buyers) with more than one placed order, and orders that were paid more than once. */
  readonly duplicateOrders: number;
  readonly paidTwice: number;
};

/** A shop that runs, with the jobs that are measured. Products and variants are named by their places in the catalogue and their SKUs. */
export interface Shop {
  readonly name: string;
  readonly version: string;
  /** Process ids by part, for their CPU time. */
  readonly pids: Readonly<Record<string, number>>;
  /** Answers are the texts that came. */
  readProduct(product: number): Promise<string>;
  listCategory(category: number): Promise<string>;
  /** The least that makes a list of hits: names, texts and prices. */
  search(words: string): Promise<string>;
  /** What a page of hits shows: prices, whether there is any, and facets with their counts. */
  searchPage(words: string): Promise<string>;
  /** A new guest's cart with one unit. */
  newCart(sku: string, shopper: number): Promise<Cart>;
  addToCart(cart: Cart, sku: string): Promise<string>;
  /** From a filled cart to the placed order, in as few calls as the API allows. */
  checkOut(cart: Cart): Promise<string>;
  /** All of a checkout but its last call; null, or why the shop refused. */
  prepareOrder(cart: Cart): Promise<string | null>;
  /** The last call, which may be repeated. */
  placeOrder(cart: Cart): Promise<Verdict>;
  countSale(skus: readonly string[], carts: readonly Cart[]): Promise<SaleCount>;
  stop(): Promise<void>;
}

export const emailOf = (shopper: number) => `shopper-${shopper}@example.com`;
