import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReplayOrder } from "../../data/online-retail/orders.ts";
import { basketOf } from "./basket.ts";

const order: ReplayOrder = {
  invoiceNo: "536365",
  customerId: "17850",
  country: "GB",
  placedAt: "2010-12-01T08:26:00.000Z",
  lines: [
    { sku: "85123A", quantity: 6, prices: [{ quantity: 6, unitPriceMinor: 255 }] },
    {
      sku: "22423",
      quantity: 5,
      prices: [
        { quantity: 2, unitPriceMinor: 1275 },
        { quantity: 3, unitPriceMinor: 1095 },
      ],
    },
  ],
  services: [
    { code: "POST", description: "POSTAGE", quantity: 1, unitPriceMinor: 1800 },
    { code: "M", description: "Manual", quantity: 2, unitPriceMinor: 100 },
    { code: "M", description: "Manual", quantity: 1, unitPriceMinor: 350 },
  ],
};

test("a cart line has the highest price of its SKU, and a coupon takes the rest off, one for products and one for services", () => {
  const basket = basketOf(order);
  assert.deepEqual(basket.lines, [
    { sku: "85123A", quantity: 6, unitPriceMinor: 255, paidMinor: 1530 },
    { sku: "22423", quantity: 5, unitPriceMinor: 1275, paidMinor: 5835 },
    { sku: "POST", quantity: 1, unitPriceMinor: 1800, paidMinor: 1800 },
    { sku: "M", quantity: 3, unitPriceMinor: 350, paidMinor: 550 },
  ]);
  assert.deepEqual(basket.discounts, [
    { skus: ["22423"], amountMinor: 3 * 180 },
    { skus: ["M"], amountMinor: 2 * 250 },
  ]);
  assert.equal(basket.totalMinor, 1530 + 5835 + 1800 + 550);
});

test("an order at one price for each SKU needs no coupon", () => {
  const basket = basketOf({ ...order, lines: order.lines.slice(0, 1), services: [] });
  assert.deepEqual([basket.discounts, basket.totalMinor], [[], 1530]);
});
