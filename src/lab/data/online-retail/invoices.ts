import type { Row } from "./row.ts";

/** All lines of one invoice, in file order. */
export interface Invoice {
  readonly invoiceNo: string;
  /** Time of its first line; 43 invoices were typed across the turn of a minute. */
  readonly placedAtMs: number;
  readonly rows: readonly Row[];
}

export interface GroupingReport {
  /** Lines whose invoice had been given out already, or was full. They are left out; the real file has none. */
  readonly onLateLine?: (row: Row) => void;
}

/** One real invoice (542806) is interrupted by another; all lines of an invoice lie within one minute. */
const MAX_INVOICE_SPAN_MS = 5 * 60 * 1000;
/** The real file never has more than a handful open; the bound keeps a shuffled file from filling the memory. */
const MAX_OPEN_INVOICES = 500;
/** The longest real invoice has 1,114 lines. */
const MAX_INVOICE_LINES = 20_000;
/** The real file has 25,900. Beyond this number the oldest are forgotten, and a late line of theirs starts a new invoice. */
const MAX_REMEMBERED_INVOICES = 200_000;

interface OpenInvoice {
  readonly invoiceNo: string;
  readonly placedAtMs: number;
  lastSeenMs: number;
  readonly rows: Row[];
}

/** Gathers rows into invoices, in the order of their first lines, which in the real file is time order. Memory is bounded. */
export async function* groupInvoices(
  rows: AsyncIterable<Row> | Iterable<Row>,
  report: GroupingReport = {},
): AsyncGenerator<Invoice, void, undefined> {
  // A Map keeps its insertion order, so its first entry is always the invoice that was opened first.
  const open = new Map<string, OpenInvoice>();
  const given = new Set<string>();

  for await (const row of rows) {
    const known = open.get(row.invoiceNo);
    if (known !== undefined && known.rows.length < MAX_INVOICE_LINES) {
      known.rows.push(row);
      known.lastSeenMs = row.placedAtMs;
      continue;
    }
    if (known !== undefined || given.has(row.invoiceNo)) {
      report.onLateLine?.(row);
      continue;
    }
    for (const first of open.values()) {
      if (open.size < MAX_OPEN_INVOICES && row.placedAtMs - first.lastSeenMs <= MAX_INVOICE_SPAN_MS) break;
      open.delete(first.invoiceNo);
      remember(given, first.invoiceNo);
      yield first;
    }
    open.set(row.invoiceNo, { invoiceNo: row.invoiceNo, placedAtMs: row.placedAtMs, lastSeenMs: row.placedAtMs, rows: [row] });
  }
  yield* open.values();
}

function remember(given: Set<string>, invoiceNo: string): void {
  if (given.size >= MAX_REMEMBERED_INVOICES) given.delete(given.values().next().value!);
  given.add(invoiceNo);
}
