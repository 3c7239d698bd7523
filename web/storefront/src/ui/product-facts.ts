import type { Variant } from "../api/catalog.ts";

type Priced = Pick<Variant, "price" | "originalPrice" | "availability">;
type Amount = NonNullable<Variant["price"]>;

export type Cheapest = { readonly price: Amount; readonly originalPrice: Amount | null; readonly isFrom: boolean };

/** The lowest price of those variants that can be had, or of all when none can; null: it is not sold in this currency. */
export function cheapestOf(variants: readonly Priced[]): Cheapest | null {
  const priced = variants.flatMap((variant) => (variant.price === null ? [] : [{ ...variant, price: variant.price }]));
  const orderable = priced.filter(({ availability }) => availability.status !== "out_of_stock");
  const [first, ...others] = (orderable.length > 0 ? orderable : priced).sort(
    (a, b) => a.price.amountMinor - b.price.amountMinor,
  );
  if (first === undefined) return null;
  const isFrom = others.some(({ price }) => price.amountMinor > first.price.amountMinor);
  return { price: first.price, originalPrice: first.originalPrice, isFrom };
}

/** From best to worst: a product is as available as its most available variant. */
const order = ["in_stock", "low_stock", "backorder", "out_of_stock"] as const;

export function bestAvailability(variants: readonly Pick<Variant, "availability">[]): Variant["availability"] {
  const best = order.flatMap((status) => variants.filter(({ availability }) => availability.status === status))[0];
  return best?.availability ?? { status: "out_of_stock", available: 0 };
}
