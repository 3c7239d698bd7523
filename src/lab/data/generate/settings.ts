/** How many of everything there are for each product. */
export type Proportions = {
  readonly skus: number;
  /** Looks that a product comes in, such as its colours; each has its own pictures. */
  readonly styles: number;
  readonly photos: number;
  readonly features: number;
  readonly related: number;
  readonly reviews: number;
  readonly characteristics: number;
  readonly questions: number;
  readonly answers: number;
  readonly orders: number;
};

/**
 * Those of the retail system's data set. It has no orders; a fifth of an order for each product is a year of a shop whose articles sell five
 * times on average (26 lines an order), as slow as a catalogue of this size sells.
 */
export const retailProportions: Proportions = {
  skus: 11.3,
  styles: 2,
  photos: 5.7,
  features: 2.2,
  related: 4.5,
  reviews: 5.8,
  characteristics: 3.3,
  questions: 3.5,
  answers: 6.9,
  orders: 0.2,
};

export type GenerateSettings = {
  readonly seed: number;
  readonly products: number;
  readonly per: Proportions;
  /** The moment that the data ends at, in milliseconds; the orders are those of the year before. */
  readonly untilMs: number;
};

export const PRODUCTS_PER_SCALE = 1_000_000;
/** A smaller shop has no popular products and no deep pages, so nothing could be seen in it. */
export const FEWEST_PRODUCTS = 100;
/** 26 lines an order and a fifth of an order for each product fill the 2³¹ order lines that a permutation can hold. */
const MOST_PRODUCTS = 100_000_000;
export const DAY_MS = 86_400_000;
export const SPAN_MS = 365 * DAY_MS;
/** Events are kept for as long as a shop keeps them by itself; the audit asks for those of the last 60 days. */
export const EVENTS_MS = 62 * DAY_MS;
/** As long as a shop keeps what it remembers of idempotency keys. */
export const KEYS_MS = 31 * DAY_MS;
/** What was ordered later than this before the end is paid and still waits to be sent. */
export const UNSENT_MS = 3 * DAY_MS;
/** Carts that were left standing, for each order; they are younger than the shop's limit. */
export const OPEN_CARTS_PER_ORDER = 0.1;
export const OPEN_CART_MS = 20 * DAY_MS;

/** @throws a sentence when there are too few products or too many */
export function settingsFor(options: {
  readonly scale: number;
  readonly seed: number;
  readonly untilMs: number;
  readonly per?: Partial<Proportions>;
}): GenerateSettings {
  const products = Math.round(options.scale * PRODUCTS_PER_SCALE);
  if (!(products >= FEWEST_PRODUCTS && products <= MOST_PRODUCTS)) {
    throw new Error(
      `A scale of ${options.scale} is ${products} products; it must be from ${FEWEST_PRODUCTS / PRODUCTS_PER_SCALE} to ${MOST_PRODUCTS / PRODUCTS_PER_SCALE}.`,
    );
  }
  return { seed: options.seed, products, per: { ...retailProportions, ...options.per }, untilMs: options.untilMs };
}

export const ordersOf = ({ products, per }: GenerateSettings): number => Math.round(products * per.orders);
export const openCartsOf = (settings: GenerateSettings): number => Math.round(ordersOf(settings) * OPEN_CARTS_PER_ORDER);
