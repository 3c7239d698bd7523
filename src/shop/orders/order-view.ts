import type { Static } from "typebox";
import type { Order } from "./order.ts";
import type { AdminOrderBody, OrderBody } from "./order-schemas.ts";

export type OrderView = Static<typeof OrderBody>;

/** The order as its owner sees it. */
export function viewOrder(order: Order): OrderView {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    currency: order.currency,
    subtotalMinor: order.subtotalMinor,
    discountMinor: order.discountMinor,
    shippingMinor: order.shippingMinor,
    taxMinor: order.taxMinor,
    includedTaxMinor: order.includedTaxMinor,
    totalMinor: order.totalMinor,
    shippingMethod: order.shippingMethod,
    email: order.email,
    shippingAddress: order.shippingAddress,
    promotions: order.promotions.map(({ id, name, code, amountMinor }) => ({ id, name, code, amountMinor })),
    placedAt: order.placedAt.toISOString(),
    lines: order.lines.map((line) => ({ ...line, allocations: [...line.allocations] })),
    payment: {
      status: order.payment.status,
      provider: order.payment.provider,
      reference: order.payment.reference,
      declineCode: order.payment.declineCode,
      refundedMinor: order.payment.refundedMinor,
    },
  };
}

/** The order as the staff sees it. */
export function viewOrderForStaff(order: Order): Static<typeof AdminOrderBody> {
  const { shopperId, cartId, version, updatedAt } = order;
  return { ...viewOrder(order), shopperId, cartId, version, updatedAt: updatedAt.toISOString() };
}

/** The order as it was when its payment had become known, whatever happened to it since. */
export function viewOrderAsPaid(order: Order): OrderView {
  const view = viewOrder(order);
  return {
    ...view,
    status: "paid",
    lines: view.lines.map((line) => ({ ...line, returnedQuantity: 0 })),
    payment: { ...view.payment, status: "paid", refundedMinor: 0 },
  };
}
