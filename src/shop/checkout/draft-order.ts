import type { CartState } from "../carts/cart-store.ts";
import type { HoldVerdict } from "../inventory/holds.ts";
import type { Order, OrderToPlace } from "../orders/order.ts";
import { allocationsByVariant } from "../orders/place-orders.ts";
import type { ChargeOutcome } from "../payments/provider.ts";
import type { PricedCart } from "../pricing/price-cart.ts";
import type { CheckoutRequest } from "./checkout.ts";

/** What is to be placed, from what was asked, priced and held. */
export function orderToPlace(parts: {
  readonly request: CheckoutRequest;
  readonly cart: CartState;
  readonly priced: PricedCart;
  readonly hold: Extract<HoldVerdict, { verdict: "held" }>;
  readonly holdId: string;
  readonly id: string;
  readonly paymentId: string;
  readonly number: string;
}): OrderToPlace {
  const { request, cart, priced, hold } = parts;
  return {
    id: parts.id,
    shopperId: request.shopperId,
    number: parts.number,
    cartId: cart.id,
    cartVersion: cart.version,
    requestHash: request.requestHash,
    holdId: parts.holdId,
    holdExpiresAt: hold.expiresAt,
    currency: priced.currency,
    country: request.shippingAddress.country,
    subtotalMinor: priced.subtotalMinor,
    discountMinor: priced.discountMinor,
    shippingMinor: priced.shippingMinor,
    taxMinor: priced.taxMinor,
    includedTaxMinor: priced.includedTaxMinor,
    totalMinor: priced.totalMinor,
    shippingMethod: priced.shippingMethod?.id ?? null,
    email: request.email,
    shippingAddress: request.shippingAddress,
    promotions: priced.promotions.map(({ id, name, code, amountMinor }) => ({ id, name, code, amountMinor })),
    lines: priced.lines.map((line) => ({
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      totalMinor: line.totalMinor,
      discountMinor: line.discountMinor,
      taxMinor: line.taxMinor,
      includedTaxMinor: line.includedTaxMinor,
    })),
    allocations: hold.allocations,
    payment: { id: parts.paymentId, ...request.payment },
  };
}

/** The order as the database has it right after placing, without reading it back. */
export function placedOrder(draft: OrderToPlace, placedAt: Date): Order {
  const allocations = allocationsByVariant(draft.allocations);
  const { cartVersion, requestHash, holdExpiresAt, allocations: _, payment, ...kept } = draft;
  return {
    ...kept,
    status: "pending",
    version: 1,
    placedAt,
    updatedAt: placedAt,
    lines: draft.lines.map((line) => ({ ...line, returnedQuantity: 0, allocations: allocations.get(line.variantId) ?? [] })),
    payment: {
      id: payment.id,
      provider: payment.provider,
      status: "pending",
      reference: null,
      declineCode: null,
      capturedMinor: 0,
      refundedMinor: 0,
    },
  };
}

/** The order after its payment was settled. */
export function settledOrder(order: Order, outcome: Exclude<ChargeOutcome, { outcome: "unknown" }>, settledAt: Date): Order {
  const paid = outcome.outcome === "paid";
  return {
    ...order,
    status: paid ? "paid" : "payment_failed",
    version: order.version + 1,
    updatedAt: settledAt,
    payment: {
      ...order.payment,
      status: outcome.outcome,
      reference: outcome.reference,
      declineCode: outcome.outcome === "declined" ? outcome.declineCode : null,
      capturedMinor: paid ? order.totalMinor : 0,
    },
  };
}
