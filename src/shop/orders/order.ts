import type { Allocation } from "../inventory/allocate.ts";

export type OrderStatus = "pending" | "paid" | "payment_failed" | "cancelled" | "fulfilled" | "returned";
export type PaymentStatus = "pending" | "paid" | "declined" | "partially_refunded" | "refunded";

export type Address = {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

export type OrderLine = {
  readonly variantId: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** unitPriceMinor × quantity, before the discount. */
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
  readonly returnedQuantity: number;
  readonly allocations: readonly { readonly warehouse: string; readonly quantity: number }[];
};

export type OrderPayment = {
  readonly id: string;
  readonly provider: string;
  readonly status: PaymentStatus;
  readonly reference: string | null;
  readonly declineCode: string | null;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
};

export type AppliedDiscount = {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly amountMinor: number;
};

/** An order as its shopper's shard has it. Lines, sums and address never change after it is placed; status and payment do. */
export type Order = {
  readonly id: string;
  readonly shopperId: string;
  readonly number: string;
  readonly cartId: string;
  readonly holdId: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly country: string;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
  /** subtotalMinor − discountMinor + shippingMinor + taxMinor. */
  readonly totalMinor: number;
  readonly shippingMethod: string | null;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly promotions: readonly AppliedDiscount[];
  readonly version: number;
  readonly placedAt: Date;
  readonly updatedAt: Date;
  readonly lines: readonly OrderLine[];
  readonly payment: OrderPayment;
};

/** What is known when an order is placed. */
export type OrderToPlace = {
  readonly id: string;
  readonly shopperId: string;
  readonly number: string;
  readonly cartId: string;
  readonly cartVersion: number;
  readonly requestHash: Buffer;
  /** Also the id of the idempotency record: both are derived from the client's key. */
  readonly holdId: string;
  readonly holdExpiresAt: Date;
  readonly currency: string;
  readonly country: string;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
  readonly totalMinor: number;
  readonly shippingMethod: string | null;
  readonly email: string;
  readonly shippingAddress: Address;
  readonly promotions: readonly AppliedDiscount[];
  readonly lines: readonly Omit<OrderLine, "returnedQuantity" | "allocations">[];
  readonly allocations: readonly Allocation[];
  readonly payment: { readonly id: string; readonly provider: string; readonly token: string };
};
