import assert from "node:assert/strict";
import { test } from "node:test";
import { createCancellationMatcher } from "../../data/online-retail/cancellations.ts";
import { rowOf } from "../../data/online-retail/fixture.ts";
import type { Invoice } from "../../data/online-retail/invoices.ts";
import { type ReplayOrder, toReplayOrder } from "../../data/online-retail/orders.ts";
import type { Row } from "../../data/online-retail/row.ts";
import { basketOf } from "./basket.ts";
import { type Comparison, comparisonsOf } from "./comparison.ts";
import { countInvoice, createFileTally } from "./file-tally.ts";
import { refundOf, returnsByOrder, unitsOf } from "./give-back.ts";
import { countCancellation, countGivenBack, countNotPlaced, countPlaced, createShopTally } from "./shop-tally.ts";

const placedAtMs = Date.UTC(2010, 11, 1, 8, 26);

function invoiceOf(invoiceNo: string, rows: readonly Partial<Row>[]): Invoice {
  return { invoiceNo, placedAtMs, rows: rows.map((row) => rowOf({ ...row, invoiceNo })) };
}

const sales = [
  invoiceOf("1", [
    { sku: "85123A", quantity: 6, unitPriceMills: 2550 },
    { sku: "85123A", quantity: 2, unitPriceMills: 2550 },
    { sku: "POST", quantity: 1, unitPriceMills: 18_000 },
    { sku: "22423", quantity: 1, unitPriceMills: 1 },
  ]),
  invoiceOf("2", [{ sku: "22423", quantity: 3, unitPriceMills: 12_750 }]),
];
const cancellation = invoiceOf("C3", [
  { sku: "85123A", quantity: -1, unitPriceMills: 2950 },
  { sku: "22423", quantity: -5, unitPriceMills: 12_750 },
  { sku: "D", quantity: -1, unitPriceMills: 5000 },
]);

/** What a shop that does all it is asked answers. */
function answerOf(order: ReplayOrder) {
  const { lines, totalMinor } = basketOf(order);
  const serviceMinor = order.services.reduce((sum, service) => sum + service.quantity * service.unitPriceMinor, 0);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  return { orderId: order.invoiceNo, lines: lines.length, units, productMinor: totalMinor - serviceMinor, serviceMinor };
}

function replayed(refuse: readonly string[] = []): readonly Comparison[] {
  const file = createFileTally();
  const shop = createShopTally();
  const matcher = createCancellationMatcher();
  for (const invoice of [...sales, cancellation]) {
    countInvoice(file, invoice);
    const order = toReplayOrder(invoice);
    if (order !== undefined && refuse.includes(order.invoiceNo)) countNotPlaced(shop, order, "out-of-stock");
    else if (order !== undefined) countPlaced(shop, answerOf(order), false);
    const given = matcher.add(invoice);
    if (given === undefined) continue;
    for (const part of returnsByOrder(given)) {
      countGivenBack(shop, part, { units: unitsOf(part.items), refundMinor: refundOf(part.items) });
    }
    countCancellation(shop, null);
  }
  return comparisonsOf(file, shop, matcher.report());
}

const find = (comparisons: readonly Comparison[], what: string) => comparisons.find((each) => each.what === what)!;

test("merged and unsellable lines explain every difference of the sales, to a tenth of a penny", () => {
  const comparisons = replayed();
  assert.ok(comparisons.every(({ unexplained }) => unexplained === 0));
  const lines = find(comparisons, "order lines");
  assert.deepEqual([lines.file, lines.shop], [5, 3]);
  assert.deepEqual(lines.differences, [
    { why: "a second line of the same code in one order", amount: 1 },
    { why: "sub-penny-price", amount: 1 },
  ]);
  const money = find(comparisons, "sales");
  assert.deepEqual([money.file, money.shop, money.differences], [76_651, 76_650, [{ why: "sub-penny-price", amount: 1 }]]);
  assert.equal(find(comparisons, "of which services").shop, 18_000);
});

test("what a cancellation credits beyond what was bought or paid is named, and the rest is refunded", () => {
  const comparisons = replayed();
  const units = find(comparisons, "returned units");
  assert.deepEqual([units.file, units.shop], [7, 4]);
  assert.deepEqual(units.differences, [
    { why: "discount", amount: 1 },
    { why: "quantity-exceeds", amount: 2 },
  ]);
  const refunds = find(comparisons, "refunds");
  assert.deepEqual([refunds.file, refunds.shop], [2950 + 5 * 12_750 + 5000, 2550 + 3 * 12_750]);
  assert.deepEqual(refunds.differences.at(-1), { why: "credited above what was paid", amount: 400 });
  assert.equal(refunds.unexplained, 0);
});

test("an order that was refused is a difference with its reason, and a total that is wrong stays unexplained", () => {
  const refused = replayed(["2"]);
  assert.deepEqual(find(refused, "orders").differences, [{ why: "not placed: out-of-stock", amount: 1 }]);
  assert.equal(find(refused, "sales").unexplained, 0);

  const file = createFileTally();
  const shop = createShopTally();
  countInvoice(file, sales[1]!);
  const order = toReplayOrder(sales[1]!)!;
  countPlaced(shop, { ...answerOf(order), productMinor: 3824 }, false);
  const money = comparisonsOf(file, shop, createCancellationMatcher().report()).find(({ what }) => what === "sales");
  assert.equal(money?.unexplained, 10);
});
