import { problem } from "../../platform/http/problems.ts";
import { PricingError } from "../pricing/limits.ts";
import type { Offer, Offers } from "../pricing/offers.ts";
import { type CartLine, type PricedCart, priceCart } from "../pricing/price-cart.ts";
import type { CartState } from "./cart-store.ts";

export type Destination = { readonly country: string; readonly state: string | null };

export type PriceOptions = {
  readonly destination: Destination;
  readonly shippingMethodId: string | null;
  readonly now: Date;
  readonly isFirstOrder?: boolean;
  /** Promotions known to be used up. */
  readonly exhaustedPromotionIds?: ReadonlySet<string>;
};

/** The cart priced from the database's offers; a line whose variant is no longer for sale is listed in `unsellable`. */
export function priceCartState(cart: CartState, { offers, reference }: Offers, options: PriceOptions): PricedCart {
  const gone: number[] = [];
  const lines: CartLine[] = [];
  for (const { variantId, quantity, agreed } of cart.lines) {
    const offer = offers.get(variantId);
    if (offer?.sellable) lines.push(cartLine(offer, quantity, agreed));
    else gone.push(variantId);
  }
  const priced = translatePricingErrors(() =>
    priceCart({
      reference,
      currency: cart.currency,
      country: options.destination.country,
      state: options.destination.state,
      lines,
      couponCodes: cart.couponCodes,
      shippingMethodId: options.shippingMethodId,
      now: options.now,
      isFirstOrder: options.isFirstOrder ?? false,
      ...(options.exhaustedPromotionIds === undefined ? {} : { exhaustedPromotionIds: options.exhaustedPromotionIds }),
    }),
  );
  return gone.length === 0 ? priced : { ...priced, unsellable: [...gone, ...priced.unsellable] };
}

function cartLine(offer: Offer, quantity: number, agreed: CartState["lines"][number]["agreed"]): CartLine {
  const { variantId, productId, sku, name, weightGrams, taxCategory, categoryIds, prices, kind } = offer;
  return { variantId, productId, sku, name, quantity, weightGrams, taxCategory, categoryIds, prices, agreed, kind };
}

const PROBLEM_OF_PRICING_ERROR = {
  "amount-out-of-range": "quantity-too-large",
  "quantity-out-of-range": "quantity-too-large",
  "too-many-lines": "cart-too-large",
  "unknown-currency": "currency-unsupported",
  "unknown-country": "shipping-unavailable",
  "unknown-region": "shipping-unavailable",
} as const;

/** Runs what may throw a PricingError and throws the client's problem instead. */
export function translatePricingErrors<T>(price: () => T): T {
  try {
    return price();
  } catch (error) {
    if (error instanceof PricingError) throw problem(PROBLEM_OF_PRICING_ERROR[error.code], error.message);
    throw error;
  }
}
