import assert from "node:assert/strict";
import { test } from "node:test";
import { createCancellationMatcher } from "./cancellations.ts";
import { rowOf } from "./fixture.ts";
import type { Invoice } from "./invoices.ts";
import { replayEvents } from "./replay.ts";
import type { Row } from "./row.ts";

let minute = 0;

function invoice(invoiceNo: string, ...lines: readonly Partial<Row>[]): Invoice {
  minute += 1;
  const placedAtMs = Date.UTC(2011, 0, 1, 0, minute);
  return { invoiceNo, placedAtMs, rows: lines.map((line) => rowOf({ invoiceNo, placedAtMs, ...line })) };
}

const items = (matcher: ReturnType<typeof createCancellationMatcher>, given: Invoice) =>
  matcher.add(given)?.items.map((item) => [item.originalInvoiceNo, item.quantity, item.unitPriceMinor]);

test("units go back to the latest earlier sale first, and never twice", () => {
  const matcher = createCancellationMatcher();
  matcher.add(invoice("1", { quantity: 5, unitPriceMills: 2000 }));
  matcher.add(invoice("2", { quantity: 3, unitPriceMills: 2500 }));
  assert.deepEqual(items(matcher, invoice("C3", { quantity: -4, unitPriceMills: 2500 })), [
    ["2", 3, 250],
    ["1", 1, 200],
  ]);
  assert.deepEqual(items(matcher, invoice("C4", { quantity: -10, unitPriceMills: 2000 })), [["1", 4, 200]]);
  assert.equal(items(matcher, invoice("C5", { quantity: -1 })), undefined);
  const report = matcher.report();
  assert.deepEqual([report.lines, report.fullyMatchedLines, report.partlyMatchedLines, report.returns], [3, 1, 1, 2]);
  assert.deepEqual(report.matched, { lines: 2, units: 8, amountMinor: 4 * 250 + 4 * 200 });
  assert.deepEqual(report.matchedAtOtherPrice, { lines: 1, units: 1, amountMinor: 250 });
  assert.deepEqual(report.unmatched["quantity-exceeds"], { lines: 2, units: 7, amountMinor: 6 * 200 + 255 });
});

test("two lines of one cancellation that hit the same sale at the same price are one item", () => {
  const matcher = createCancellationMatcher();
  matcher.add(invoice("1", { quantity: 5 }));
  assert.deepEqual(items(matcher, invoice("C2", { quantity: -1 }, { quantity: -2, stockCode: "85123a" })), [["1", 3, 255]]);
});

test("what has no sale to go back to is counted by its reason", () => {
  const matcher = createCancellationMatcher();
  matcher.add(invoice("1", { customerId: "1" }, { stockCode: "POST" }));
  matcher.add(
    invoice("C2", { quantity: -1, stockCode: "D" }, { quantity: -1, stockCode: "M" }, { quantity: -1, stockCode: "POST" }),
  );
  matcher.add(invoice("C3", { quantity: -1, customerId: null }));
  matcher.add(invoice("C4", { quantity: -2, customerId: "2" }));
  matcher.add(invoice("C5", { quantity: -3, customerId: "3" }));
  matcher.add(invoice("6", { customerId: "3" }));
  const units = Object.fromEntries(Object.entries(matcher.report().unmatched).map(([reason, tally]) => [reason, tally.units]));
  assert.deepEqual(units, {
    discount: 1,
    manual: 1,
    "code-is-not-a-product": 1,
    "no-customer": 1,
    "sold-before-the-file": 2,
    "sold-later-only": 3,
    "quantity-exceeds": 0,
  });
});

test("the replay gives orders and returns in time order", async () => {
  const events: string[] = [];
  const invoices = [invoice("1", {}), invoice("C2", { quantity: -1 }), invoice("A3", {}), invoice("4", {})];
  for await (const event of replayEvents(invoices, createCancellationMatcher())) {
    events.push(event.kind === "order" ? event.order.invoiceNo : event.return.invoiceNo);
  }
  assert.deepEqual(events, ["1", "C2", "4"]);
});
