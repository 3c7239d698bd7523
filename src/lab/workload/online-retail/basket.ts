import type { PricedQuantity, ReplayOrder } from "../../data/online-retail/orders.ts";

/** What one SKU of an invoice, product or service, becomes in a cart. Amounts in pence. */
export type BasketLine = {
  readonly sku: string;
  readonly quantity: number;
  /** The highest price that the invoice has for it. */
  readonly unitPriceMinor: number;
  /** What it cost at all its prices together: at most `quantity × unitPriceMinor`. */
  readonly paidMinor: number;
};

/** What a coupon must take off, because a cart line has one price; products and services apart, so that each cost what they cost. */
export type BasketDiscount = {
  /** Those with several prices. */
  readonly skus: readonly string[];
  readonly amountMinor: number;
};

export type Basket = {
  readonly lines: readonly BasketLine[];
  readonly discounts: readonly BasketDiscount[];
  /** What the invoice's lines cost together. */
  readonly totalMinor: number;
};

/** One line for each SKU, services included: a service is bought like a product. */
export function basketOf(order: ReplayOrder): Basket {
  const services = Map.groupBy(order.services, (service) => service.code);
  const productLines = order.lines.map(({ sku, prices }) => toLine(sku, prices));
  const serviceLines = [...services].map(([code, entries]) => toLine(code, entries));
  const lines = [...productLines, ...serviceLines];
  return {
    lines,
    discounts: [discountOf(productLines), discountOf(serviceLines)].filter((discount) => discount.amountMinor > 0),
    totalMinor: lines.reduce((sum, line) => sum + line.paidMinor, 0),
  };
}

function toLine(sku: string, prices: readonly PricedQuantity[]): BasketLine {
  const unitPriceMinor = Math.max(...prices.map((price) => price.unitPriceMinor));
  const quantity = prices.reduce((sum, price) => sum + price.quantity, 0);
  const paidMinor = prices.reduce((sum, price) => sum + price.quantity * price.unitPriceMinor, 0);
  return { sku, quantity, unitPriceMinor, paidMinor };
}

function discountOf(lines: readonly BasketLine[]): BasketDiscount {
  const cheaper = lines.filter((line) => lessThanOnePrice(line) > 0);
  return { skus: cheaper.map((line) => line.sku), amountMinor: cheaper.reduce((sum, line) => sum + lessThanOnePrice(line), 0) };
}

function lessThanOnePrice({ quantity, unitPriceMinor, paidMinor }: BasketLine): number {
  return quantity * unitPriceMinor - paidMinor;
}
