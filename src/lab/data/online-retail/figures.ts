import { classify, REJECT_REASONS, type RejectReason, type Verdict } from "./classify.ts";
import { isSale } from "./distribution.ts";
import type { Invoice } from "./invoices.ts";
import type { Row } from "./row.ts";

/** Lines of one kind and what they add up to; thousandths of a pound, so that the sum is exact. */
export interface Tally {
  readonly lines: number;
  readonly amountMills: number;
}

export interface Figures {
  readonly total: Tally;
  readonly invoices: number;
  readonly cancellationInvoices: number;
  /** Distinct stock codes as spelled, and after upper-casing. */
  readonly stockCodesRaw: number;
  readonly stockCodes: number;
  /** Lines whose code had to be upper-cased. */
  readonly linesWithLowerCaseCode: number;
  readonly customers: number;
  readonly countries: number;
  /** Lines equal in every column to an earlier line of the same invoice. They are counted, not dropped. */
  readonly exactDuplicateLines: number;
  /** The attribution's "sales only": quantity and price above zero, neither cancellation nor bad debt. */
  readonly salesOnly: Tally & { readonly orders: number; readonly stockCodesRaw: number };
  /** These six and `rejected` add up to `total`, to the penny and below. */
  readonly productSales: Tally;
  readonly serviceSales: Tally;
  readonly productCancellations: Tally;
  readonly serviceCancellations: Tally;
  readonly rejected: Readonly<Record<RejectReason, Tally>>;
  /** Sale lines by the code of the service: the lines that `code-is-not-a-product` keeps out of the catalogue. */
  readonly serviceSalesByCode: Readonly<Record<string, Tally>>;
}

export interface FiguresCounter {
  add(invoice: Invoice): void;
  figures(): Figures;
}

/** The real file has 4,070 codes and 4,372 customers. Sets stop growing here, and the count with them. */
const MAX_DISTINCT = 1_000_000;

interface MutableTally {
  lines: number;
  amountMills: number;
}

/** Counts what the attribution states and where every line went. Exact duplicates are found within an invoice: the invoice number is a column. */
export function createFiguresCounter(): FiguresCounter {
  const total = tally();
  const salesOnly = tally();
  const byVerdict = new Map<string, MutableTally>();
  const serviceSalesByCode = new Map<string, MutableTally>();
  const distinct = {
    raw: new Set<string>(),
    sku: new Set<string>(),
    sold: new Set<string>(),
    customer: new Set<string>(),
    country: new Set<string>(),
  };
  let invoices = 0;
  let cancellationInvoices = 0;
  let orders = 0;
  let linesWithLowerCaseCode = 0;
  let exactDuplicateLines = 0;

  return {
    add(invoice) {
      invoices += 1;
      if (invoice.invoiceNo.startsWith("C")) cancellationInvoices += 1;
      const seen = new Set<string>();
      let sells = false;
      for (const row of invoice.rows) {
        const verdict = classify(row);
        count(total, row);
        count(entry(byVerdict, verdictKey(verdict)), row);
        if (verdict.kind === "sale" && verdict.item === "service") count(entry(serviceSalesByCode, row.sku), row);
        if (isSale(row)) {
          sells = true;
          count(salesOnly, row);
          remember(distinct.sold, row.stockCode);
        }
        remember(distinct.raw, row.stockCode);
        remember(distinct.sku, row.sku);
        remember(distinct.country, row.country);
        if (row.customerId !== null) remember(distinct.customer, row.customerId);
        if (row.stockCode !== row.sku) linesWithLowerCaseCode += 1;
        const key = duplicateKey(row);
        if (seen.has(key)) exactDuplicateLines += 1;
        seen.add(key);
      }
      if (sells) orders += 1;
    },

    figures() {
      const of = (key: string): Tally => byVerdict.get(key) ?? tally();
      return {
        total,
        invoices,
        cancellationInvoices,
        stockCodesRaw: distinct.raw.size,
        stockCodes: distinct.sku.size,
        linesWithLowerCaseCode,
        customers: distinct.customer.size,
        countries: distinct.country.size,
        exactDuplicateLines,
        salesOnly: { ...salesOnly, orders, stockCodesRaw: distinct.sold.size },
        productSales: of("sale product"),
        serviceSales: of("sale service"),
        productCancellations: of("cancellation product"),
        serviceCancellations: of("cancellation service"),
        rejected: Object.fromEntries(REJECT_REASONS.map((reason) => [reason, of(reason)])) as Record<RejectReason, Tally>,
        serviceSalesByCode: Object.fromEntries([...serviceSalesByCode].sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    },
  };
}

function verdictKey(verdict: Verdict): string {
  return verdict.kind === "rejected" ? verdict.reason : `${verdict.kind} ${verdict.item}`;
}

function duplicateKey(row: Row): string {
  return [row.stockCode, row.description, row.quantity, row.placedAtMs, row.unitPriceMills, row.customerId, row.country].join(
    "\t",
  );
}

function tally(): MutableTally {
  return { lines: 0, amountMills: 0 };
}

function count(into: MutableTally, row: Row): void {
  into.lines += 1;
  into.amountMills += row.quantity * row.unitPriceMills;
}

function entry(map: Map<string, MutableTally>, key: string): MutableTally {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = tally();
  map.set(key, fresh);
  return fresh;
}

function remember(set: Set<string>, value: string): void {
  if (set.size < MAX_DISTINCT) set.add(value);
}
