import Type, { type Static } from "typebox";
import { CountryCode, CurrencyCode, Nullable, StringEnum, Timestamp, UuidId, VariantId } from "../../platform/http/schemas.ts";
import { MAX_CART_LINES, MAX_QUANTITY } from "../pricing/limits.ts";
import { CART_LIFETIME_MS } from "./cart-expiry.ts";
import type { CartSummary, CartView } from "./carts.ts";

const Minor = (description: string) => Type.Integer({ minimum: 0, description });

export const Quantity = Type.Integer({ minimum: 1, maximum: MAX_QUANTITY, examples: [2] });

export const LineInput = Type.Object({ variantId: VariantId(), quantity: Quantity });

const Line = Type.Object({
  variantId: VariantId(),
  sku: Type.String(),
  name: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unitPriceMinor: Minor("The price of one unit at this quantity."),
  totalMinor: Minor("unitPriceMinor × quantity, before the discount."),
  discountMinor: Minor("The line's part of the discount."),
});

const Promotion = Type.Object({
  id: UuidId(),
  name: Type.String(),
  code: Nullable(Type.String()),
  appliesTo: StringEnum(["lines", "shipping"]),
  amountMinor: Minor("What it takes off."),
});

const RejectedCoupon = Type.Object({
  code: Type.String(),
  reason: Type.String({ description: "Why it is not applied, for example `expired` or `minimum-not-met`." }),
});

const ShippingMethod = Type.Object({ id: Type.String(), name: Type.String(), kind: StringEnum(["delivery", "pickup"]) });

const status = StringEnum(["open", "ordered", "merged", "expired"], { description: "Only an open cart can be changed." });

export const Cart = Type.Object(
  {
    id: UuidId(),
    status,
    orderId: Nullable(UuidId()),
    currency: CurrencyCode,
    country: CountryCode,
    lines: Type.Array(Line, { maxItems: MAX_CART_LINES }),
    subtotalMinor: Minor("The sum of the lines."),
    discountMinor: Minor("What promotions take off the lines."),
    shippingMinor: Minor("Shipping, after free shipping."),
    taxMinor: Minor("Tax on top of the prices, that on shipping included."),
    includedTaxMinor: Minor("Tax contained in the prices, that on shipping included."),
    totalMinor: Minor("subtotalMinor − discountMinor + shippingMinor + taxMinor."),
    shippingMethod: Nullable(ShippingMethod),
    shippingIssue: Nullable(
      Type.String({ description: "Why there is no shipping: `method-not-available` or `no-method-available`." }),
    ),
    couponCodes: Type.Array(Type.String()),
    promotions: Type.Array(Promotion, { description: "What was applied, in this order." }),
    rejectedCoupons: Type.Array(RejectedCoupon, {
      description: "Coupons of the cart that do not apply; they block the checkout.",
    }),
    unsellable: Type.Array(VariantId(), {
      description: "Variants in the cart that can no longer be bought; they are in no line and no sum, and block the checkout.",
    }),
    staleRates: Type.Boolean({ description: "Some price was converted at an exchange rate that is overdue." }),
    version: Type.Integer({ minimum: 1, description: "Grows with every change." }),
    updatedAt: Timestamp,
    expiresAt: Nullable(Timestamp),
  },
  { description: "A cart, priced now. Prices may change until it is checked out." },
);
export type Cart = Static<typeof Cart>;

export const CartSummaryAnswer = Type.Object({
  id: UuidId(),
  currency: CurrencyCode,
  country: CountryCode,
  lineCount: Type.Integer({ minimum: 0, maximum: MAX_CART_LINES }),
  version: Type.Integer({ minimum: 1 }),
  updatedAt: Timestamp,
  expiresAt: Timestamp,
});

export function toCart({ cart, priced }: CartView): Cart {
  return {
    id: cart.id,
    status: cart.status,
    orderId: cart.orderId,
    currency: cart.currency,
    country: cart.country,
    lines: priced.lines.map((line) => ({
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      totalMinor: line.totalMinor,
      discountMinor: line.discountMinor,
    })),
    subtotalMinor: priced.subtotalMinor,
    discountMinor: priced.discountMinor,
    shippingMinor: priced.shippingMinor,
    taxMinor: priced.taxMinor,
    includedTaxMinor: priced.includedTaxMinor,
    totalMinor: priced.totalMinor,
    shippingMethod: priced.shippingMethod && { ...priced.shippingMethod },
    shippingIssue: priced.shippingIssue,
    couponCodes: [...cart.couponCodes],
    promotions: priced.promotions.map(({ id, name, code, appliesTo, amountMinor }) => ({
      id,
      name,
      code,
      appliesTo,
      amountMinor,
    })),
    rejectedCoupons: priced.rejectedCoupons.map(({ code, reason }) => ({ code, reason })),
    unsellable: [...priced.unsellable],
    staleRates: priced.staleRates,
    version: cart.version,
    updatedAt: cart.updatedAt.toISOString(),
    expiresAt: cart.status === "open" ? expiryOf(cart.updatedAt) : null,
  };
}

export function toCartSummary(summary: CartSummary): Static<typeof CartSummaryAnswer> {
  return { ...summary, updatedAt: summary.updatedAt.toISOString(), expiresAt: expiryOf(summary.updatedAt) };
}

function expiryOf(updatedAt: Date): string {
  return new Date(updatedAt.getTime() + CART_LIFETIME_MS).toISOString();
}
