import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNTRY_NAMES, countryCode } from "./countries.ts";
import { rowOf } from "./fixture.ts";
import { groupInvoices, type Invoice } from "./invoices.ts";
import { orderTotals, toReplayOrder } from "./orders.ts";
import type { Row } from "./row.ts";

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2010, 11, 1, 8, 0);

async function group(rows: readonly Row[]): Promise<{ invoices: Invoice[]; late: Row[] }> {
  const late: Row[] = [];
  const invoices: Invoice[] = [];
  for await (const invoice of groupInvoices(rows, { onLateLine: (row) => late.push(row) })) invoices.push(invoice);
  return { invoices, late };
}

const orderOf = async (rows: readonly Row[]) => toReplayOrder((await group(rows)).invoices[0]!);

test("an invoice that another interrupts stays one invoice, in the order of first lines", async () => {
  const at = (invoiceNo: string, minutes: number) => rowOf({ invoiceNo, placedAtMs: START_MS + minutes * MINUTE_MS });
  const { invoices, late } = await group([at("1", 0), at("2", 0), at("1", 1), at("3", 10), at("4", 30)]);
  assert.deepEqual(
    invoices.map((invoice) => [invoice.invoiceNo, invoice.rows.length, invoice.placedAtMs]),
    [
      ["1", 2, START_MS],
      ["2", 1, START_MS],
      ["3", 1, START_MS + 10 * MINUTE_MS],
      ["4", 1, START_MS + 30 * MINUTE_MS],
    ],
  );
  assert.equal(late.length, 0);
});

test("a line that comes long after its invoice was given out is reported and makes no second invoice", async () => {
  const at = (invoiceNo: string, minutes: number) => rowOf({ invoiceNo, placedAtMs: START_MS + minutes * MINUTE_MS });
  const { invoices, late } = await group([at("1", 0), at("2", 20), at("1", 20)]);
  assert.deepEqual(
    invoices.map((invoice) => invoice.invoiceNo),
    ["1", "2"],
  );
  assert.equal(late.length, 1);
});

test("equal SKUs merge, spelled in either case, and keep each price, highest first", async () => {
  const order = await orderOf([
    rowOf({ quantity: 2, unitPriceMills: 2550 }),
    rowOf({ stockCode: "22423", quantity: 1, unitPriceMills: 12_750 }),
    rowOf({ stockCode: "85123a", quantity: 3, unitPriceMills: 2950 }),
    rowOf({ quantity: 4, unitPriceMills: 2550 }),
  ]);
  assert.deepEqual(order?.lines, [
    {
      sku: "85123A",
      quantity: 9,
      prices: [
        { quantity: 3, unitPriceMinor: 295 },
        { quantity: 6, unitPriceMinor: 255 },
      ],
    },
    { sku: "22423", quantity: 1, prices: [{ quantity: 1, unitPriceMinor: 1275 }] },
  ]);
  assert.deepEqual(orderTotals(order!), { productMinor: 3 * 295 + 6 * 255 + 1275, serviceMinor: 0 });
});

test("services stay lines of money, and an order of services only is an order", async () => {
  const order = await orderOf([
    rowOf({ stockCode: "m", description: "Manual", quantity: 2, unitPriceMills: 1250, customerId: null, country: "EIRE" }),
  ]);
  assert.deepEqual(order, {
    invoiceNo: "536365",
    customerId: null,
    country: "IE",
    placedAt: "2010-12-01T08:26:00.000Z",
    lines: [],
    services: [{ code: "M", description: "Manual", quantity: 2, unitPriceMinor: 125 }],
  });
  assert.deepEqual(orderTotals(order!), { productMinor: 0, serviceMinor: 250 });
});

test("sub-penny lines are left out; an invoice with nothing else, or a cancellation, is no order", async () => {
  const pads = rowOf({ stockCode: "PADS", unitPriceMills: 1 });
  assert.equal((await orderOf([rowOf(), pads]))?.services.length, 0);
  assert.equal(await orderOf([pads]), undefined);
  assert.equal(await orderOf([rowOf({ invoiceNo: "C1", quantity: -1 })]), undefined);
});

test("38 country names have two-letter codes, and an unknown name is ZZ", () => {
  assert.equal(COUNTRY_NAMES.length, 38);
  for (const name of COUNTRY_NAMES) assert.match(countryCode(name), /^[A-Z]{2}$/);
  const codes = ["EIRE", "RSA", "USA", "Channel Islands", "European Community", "Unspecified", "Atlantis", "constructor"].map(
    countryCode,
  );
  assert.deepEqual(codes, ["IE", "ZA", "US", "JE", "EU", "ZZ", "ZZ", "ZZ"]);
});
