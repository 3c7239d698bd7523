import Type from "typebox";
import { CurrencyCode, Email, Nullable, pageOf, StringEnum, Timestamp, UuidId, VariantId } from "../../platform/http/schemas.ts";
import { AddressBody } from "./address-schema.ts";
import type { OrderStatus, PaymentStatus } from "./order.ts";
import { orderTransitions } from "./order-states.ts";

export const ORDER_STATUSES = Object.keys(orderTransitions) as OrderStatus[];
const PAYMENT_STATUSES: readonly PaymentStatus[] = ["pending", "paid", "declined", "partially_refunded", "refunded"];

const amount = (description: string) => Type.Integer({ description });

const LineBody = Type.Object({
  variantId: VariantId(),
  sku: Type.String(),
  name: Type.String(),
  quantity: Type.Integer(),
  unitPriceMinor: amount("Price of one unit."),
  totalMinor: amount("unitPriceMinor × quantity, before the discount."),
  discountMinor: amount("What promotions took off this line."),
  taxMinor: amount("Tax on top of the line's price."),
  includedTaxMinor: amount("Tax within the line's price."),
  returnedQuantity: Type.Integer({ description: "Units that came back." }),
  allocations: Type.Array(Type.Object({ warehouse: Type.String(), quantity: Type.Integer() }), {
    description: "Which warehouses the units come from; empty for what needs no stock.",
  }),
});

const PaymentBody = Type.Object({
  status: StringEnum(PAYMENT_STATUSES),
  provider: Type.String(),
  reference: Nullable(Type.String({ description: "The provider's name for the payment." })),
  declineCode: Nullable(Type.String()),
  refundedMinor: amount("What went back or is promised to go back."),
});

const orderFields = {
  id: UuidId(),
  number: Type.String({ description: "For people.", examples: ["2611-K7QM-2XD9"] }),
  status: StringEnum(ORDER_STATUSES),
  currency: CurrencyCode,
  subtotalMinor: amount("The lines before discounts."),
  discountMinor: amount("What promotions took off the lines."),
  shippingMinor: amount("Shipping, after promotions."),
  taxMinor: amount("Tax on top of the prices."),
  includedTaxMinor: amount("Tax within the prices."),
  totalMinor: amount("subtotalMinor − discountMinor + shippingMinor + taxMinor."),
  shippingMethod: Nullable(Type.String()),
  email: Email,
  shippingAddress: AddressBody,
  promotions: Type.Array(
    Type.Object({
      id: UuidId(),
      name: Type.String(),
      code: Nullable(Type.String()),
      amountMinor: amount("What it took off, shipping included."),
    }),
  ),
  placedAt: Timestamp,
  lines: Type.Array(LineBody),
  payment: PaymentBody,
} as const;

export const OrderBody = Type.Object(orderFields);
export const OrderPageBody = pageOf(OrderBody);

export const AdminOrderBody = Type.Object({
  ...orderFields,
  shopperId: UuidId({ description: "Who ordered; a guest has an id too." }),
  cartId: UuidId(),
  version: Type.Integer({ description: "Grows with every change." }),
  updatedAt: Timestamp,
});
export const AdminOrderPageBody = pageOf(AdminOrderBody);

/** The largest cart is 2,000 lines. */
const MAX_RETURN_LINES = 2_000;
const MAX_RETURN_UNITS = 100_000;
const MAX_REASON_LENGTH = 200;

const reason = Type.String({ minLength: 1, maxLength: MAX_REASON_LENGTH, pattern: "\\S", description: "For the books." });

export const RefundRequestBody = Type.Object({
  amountMinor: Type.Integer({ minimum: 1, description: "In the currency of the order." }),
  reason,
});

export const RefundBody = Type.Object({
  id: UuidId(),
  orderId: UuidId(),
  amountMinor: amount("In the currency of the order."),
  currency: CurrencyCode,
  reason: Type.String(),
  status: StringEnum(["pending", "refunded", "refused"], { description: "pending until the provider has confirmed it." }),
  reference: Nullable(Type.String()),
  createdAt: Timestamp,
});

const returnLine = Type.Object({ variantId: VariantId(), quantity: Type.Integer({ minimum: 1, maximum: MAX_RETURN_UNITS }) });

export const ReturnRequestBody = Type.Object({
  lines: Type.Array(returnLine, { minItems: 1, maxItems: MAX_RETURN_LINES }),
  restock: Type.Boolean({ description: "Whether what was sent goes back on the shelf. What was not sent yet never left it." }),
  refundMinor: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "What goes back; what was paid for the units when left out, as far as it is still refundable.",
    }),
  ),
  reason,
});

export const ReturnBody = Type.Object({
  id: UuidId(),
  orderId: UuidId(),
  lines: Type.Array(returnLine),
  restock: Type.Boolean(),
  reason: Type.String(),
  refundId: Nullable(UuidId()),
  refundMinor: amount("What goes back for it, in the currency of the order."),
  currency: CurrencyCode,
  createdAt: Timestamp,
});
