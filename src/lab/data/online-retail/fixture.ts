import type { Row } from "./row.ts";

/** A row for tests: a good sale line of the first invoice, with what the test is about put over it. */
export function rowOf(over: Partial<Row> = {}): Row {
  const stockCode = over.stockCode ?? over.sku ?? "85123A";
  return {
    line: 2,
    invoiceNo: "536365",
    description: "WHITE HANGING HEART T-LIGHT HOLDER",
    quantity: 6,
    placedAtMs: Date.UTC(2010, 11, 1, 8, 26),
    unitPriceMills: 2550,
    customerId: "17850",
    country: "United Kingdom",
    ...over,
    stockCode,
    sku: stockCode.toUpperCase(),
  };
}
