/** 10 million of a currency with two decimals, 1 billion of one without: above any unit price or tier a shop means to store. */
export const MAX_AMOUNT_MINOR = 1_000_000_000;

/** The largest quantity in the Online Retail data is 80,995. With MAX_AMOUNT_MINOR a line is at most 10^14, so a line is always exact. */
export const MAX_QUANTITY = 100_000;

/** The largest order in the Online Retail data has 1,114 lines. */
export const MAX_CART_LINES = 2_000;

/** More codes than a shopper combines; it bounds the work a stranger can ask for. */
export const MAX_COUPON_CODES = 10;

export type PricingErrorCode =
  | "amount-out-of-range"
  | "quantity-out-of-range"
  | "too-many-lines"
  | "unknown-currency"
  | "unknown-country"
  | "unknown-region";

/** What was asked cannot be priced: the caller answers 422 with `code` and the sentence in `message`. */
export class PricingError extends Error {
  override readonly name = "PricingError";
  readonly code: PricingErrorCode;

  constructor(code: PricingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws a PricingError unless `amountMinor` is an integer from 0 to MAX_AMOUNT_MINOR. */
export function assertAmount(amountMinor: number, what: string): void {
  if (!Number.isInteger(amountMinor) || amountMinor < 0 || amountMinor > MAX_AMOUNT_MINOR) {
    throw new PricingError(
      "amount-out-of-range",
      `${what} is ${amountMinor}; it must be an integer from 0 to ${MAX_AMOUNT_MINOR}.`,
    );
  }
}

/** Throws a PricingError unless `quantity` is an integer from 1 to MAX_QUANTITY. */
export function assertQuantity(quantity: number, what: string): void {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new PricingError(
      "quantity-out-of-range",
      `The quantity of ${what} is ${quantity}; it must be from 1 to ${MAX_QUANTITY}.`,
    );
  }
}
