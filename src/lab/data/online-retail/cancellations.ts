import { classify, unitPriceMinorOf } from "./classify.ts";
import type { Invoice } from "./invoices.ts";
import type { Row } from "./row.ts";

export interface ReturnItem {
  readonly originalInvoiceNo: string;
  readonly sku: string;
  readonly quantity: number;
  /** What the original line cost, in pence: a return of these items gives back exactly what was paid. */
  readonly unitPriceMinor: number;
  /** What the cancellation line says; it differs where the shop credited another price than it had charged. */
  readonly cancelledUnitPriceMinor: number;
}

export interface ReplayReturn {
  readonly invoiceNo: string;
  readonly placedAt: string;
  readonly items: readonly ReturnItem[];
}

/** Why units of a cancellation have no sale to give back to. */
export type UnmatchedReason =
  | "discount"
  | "manual"
  | "code-is-not-a-product"
  | "no-customer"
  /** The customer never bought the SKU in the file: the sale lies before its start. */
  | "sold-before-the-file"
  /** The customer bought the SKU in the file, but only after cancelling it. */
  | "sold-later-only"
  /** There were earlier sales, and all their units have been cancelled already. */
  | "quantity-exceeds";

export interface UnitTally {
  readonly lines: number;
  readonly units: number;
  /** At the cancellation line's price, in pence. */
  readonly amountMinor: number;
}

export interface CancellationReport {
  readonly lines: number;
  readonly fullyMatchedLines: number;
  readonly partlyMatchedLines: number;
  readonly returns: number;
  readonly matched: UnitTally;
  /** Matched units whose cancelled price is not the price paid; a line that takes from two sales counts twice. */
  readonly matchedAtOtherPrice: UnitTally;
  /** A partly matched line counts here too, with the units that are left. */
  readonly unmatched: Readonly<Record<UnmatchedReason, UnitTally>>;
}

export interface CancellationMatcher {
  /** Takes invoices in time order; answers with the return of a cancellation that matches at least one sale. */
  add(invoice: Invoice): ReplayReturn | undefined;
  report(): CancellationReport;
}

/** The real file has 396,000 sale lines with a customer; 16 bytes each. */
const MAX_SALE_LINES = 8_000_000;
/** The real file has 1,031. Beyond this number they are counted as sold before the file, unseen. */
const MAX_PENDING_CANCELLATIONS = 1_000_000;
const FIRST_CAPACITY = 65_536;
const NONE = -1;

interface MutableTally {
  lines: number;
  units: number;
  amountMinor: number;
}

/**
 * Gives each cancelled line back to the same customer's earlier sales of the same SKU, the latest first, as long as units remain.
 * Memory: four integers per sale line of a known customer, and one map entry per customer and SKU.
 */
export function createCancellationMatcher(): CancellationMatcher {
  const sales = createSaleIndex();
  const unmatched: Record<UnmatchedReason, MutableTally> = {
    discount: tally(),
    manual: tally(),
    "code-is-not-a-product": tally(),
    "no-customer": tally(),
    "sold-before-the-file": tally(),
    "sold-later-only": tally(),
    "quantity-exceeds": tally(),
  };
  const matched = tally();
  const matchedAtOtherPrice = tally();
  /** Cancellations without an earlier sale; only the end of the file tells whether a later one exists. */
  const withoutEarlierSale: {
    readonly customerId: string;
    readonly sku: string;
    readonly units: number;
    readonly unitPriceMinor: number;
  }[] = [];
  let lines = 0;
  let fullyMatchedLines = 0;
  let partlyMatchedLines = 0;
  let returns = 0;

  function cancel(row: Row, item: "product" | "service", items: Map<string, ReturnItem>): void {
    lines += 1;
    const units = -row.quantity;
    const unitPriceMinor = unitPriceMinorOf(row);
    if (item === "service" || row.customerId === null) {
      count(unmatched[item === "service" ? serviceReason(row.sku) : "no-customer"], units, unitPriceMinor);
    } else if (sales.has(row.customerId, row.sku)) {
      giveBack(row, row.customerId, units, unitPriceMinor, items);
    } else if (withoutEarlierSale.length < MAX_PENDING_CANCELLATIONS) {
      withoutEarlierSale.push({ customerId: row.customerId, sku: row.sku, units, unitPriceMinor });
    } else count(unmatched["sold-before-the-file"], units, unitPriceMinor);
  }

  function giveBack(row: Row, customerId: string, units: number, unitPriceMinor: number, items: Map<string, ReturnItem>): void {
    const taken = sales.take(customerId, row.sku, units);
    for (const sale of taken) {
      addItem(items, { ...sale, sku: row.sku, cancelledUnitPriceMinor: unitPriceMinor });
      if (sale.unitPriceMinor !== unitPriceMinor) count(matchedAtOtherPrice, sale.quantity, unitPriceMinor);
    }
    const takenUnits = taken.reduce((sum, sale) => sum + sale.quantity, 0);
    if (takenUnits > 0) count(matched, takenUnits, unitPriceMinor);
    if (takenUnits === units) fullyMatchedLines += 1;
    else {
      if (takenUnits > 0) partlyMatchedLines += 1;
      count(unmatched["quantity-exceeds"], units - takenUnits, unitPriceMinor);
    }
  }

  return {
    add(invoice) {
      const items = new Map<string, ReturnItem>();
      for (const row of invoice.rows) {
        const verdict = classify(row);
        if (verdict.kind === "sale" && verdict.item === "product" && row.customerId !== null) {
          sales.add(row.customerId, row.sku, invoice.invoiceNo, row.quantity, unitPriceMinorOf(row));
        } else if (verdict.kind === "cancellation") cancel(row, verdict.item, items);
      }
      if (items.size === 0) return undefined;
      returns += 1;
      return { invoiceNo: invoice.invoiceNo, placedAt: new Date(invoice.placedAtMs).toISOString(), items: [...items.values()] };
    },

    report() {
      const before = { ...unmatched["sold-before-the-file"] };
      const later = { ...unmatched["sold-later-only"] };
      for (const { customerId, sku, units, unitPriceMinor } of withoutEarlierSale) {
        count(sales.has(customerId, sku) ? later : before, units, unitPriceMinor);
      }
      return {
        lines,
        fullyMatchedLines,
        partlyMatchedLines,
        returns,
        matched,
        matchedAtOtherPrice,
        unmatched: { ...unmatched, "sold-before-the-file": before, "sold-later-only": later },
      };
    },
  };
}

function serviceReason(sku: string): UnmatchedReason {
  if (sku === "D") return "discount";
  return sku === "M" ? "manual" : "code-is-not-a-product";
}

function addItem(items: Map<string, ReturnItem>, item: ReturnItem): void {
  const key = `${item.originalInvoiceNo} ${item.sku} ${item.unitPriceMinor} ${item.cancelledUnitPriceMinor}`;
  const known = items.get(key);
  items.set(key, known === undefined ? item : { ...known, quantity: known.quantity + item.quantity });
}

function tally(): MutableTally {
  return { lines: 0, units: 0, amountMinor: 0 };
}

function count(into: MutableTally, units: number, unitPriceMinor: number): void {
  into.lines += 1;
  into.units += units;
  into.amountMinor += units * unitPriceMinor;
}

interface TakenUnits {
  readonly originalInvoiceNo: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

interface SaleIndex {
  has(customerId: string, sku: string): boolean;
  add(customerId: string, sku: string, invoiceNo: string, quantity: number, unitPriceMinor: number): void;
  /** Takes up to `units` from the latest sales on, and answers with what was taken from where. */
  take(customerId: string, sku: string, units: number): TakenUnits[];
}

/** Sale lines as linked lists in integer columns, newest first, one list per customer and SKU. */
function createSaleIndex(): SaleIndex {
  let capacity = FIRST_CAPACITY;
  let remaining = new Int32Array(capacity);
  let price = new Int32Array(capacity);
  let invoice = new Int32Array(capacity);
  let older = new Int32Array(capacity);
  let size = 0;
  const invoiceNos: string[] = [];
  const skuNumbers = new Map<string, number>();
  const newestByCustomer = new Map<string, Map<number, number>>();

  function grow(): void {
    if (capacity >= MAX_SALE_LINES) throw new Error(`more than ${MAX_SALE_LINES} sale lines: the cancellation index is full`);
    capacity *= 2;
    const larger = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(capacity);
      copy.set(column);
      return copy;
    };
    [remaining, price, invoice, older] = [larger(remaining), larger(price), larger(invoice), larger(older)];
  }

  function newest(customerId: string, sku: string): number {
    const skuNumber = skuNumbers.get(sku);
    return skuNumber === undefined ? NONE : (newestByCustomer.get(customerId)?.get(skuNumber) ?? NONE);
  }

  return {
    has: (customerId, sku) => newest(customerId, sku) !== NONE,

    add(customerId, sku, invoiceNo, quantity, unitPriceMinor) {
      if (size === capacity) grow();
      if (invoiceNos.at(-1) !== invoiceNo) invoiceNos.push(invoiceNo);
      const skuNumber = skuNumbers.get(sku) ?? skuNumbers.size;
      skuNumbers.set(sku, skuNumber);
      const bySku = newestByCustomer.get(customerId) ?? new Map<number, number>();
      newestByCustomer.set(customerId, bySku);
      remaining[size] = quantity;
      price[size] = unitPriceMinor;
      invoice[size] = invoiceNos.length - 1;
      older[size] = bySku.get(skuNumber) ?? NONE;
      bySku.set(skuNumber, size);
      size += 1;
    },

    take(customerId, sku, units) {
      const taken: TakenUnits[] = [];
      let wanted = units;
      for (let at = newest(customerId, sku); at !== NONE && wanted > 0; at = older[at]!) {
        const quantity = Math.min(wanted, remaining[at]!);
        if (quantity === 0) continue;
        remaining[at]! -= quantity;
        wanted -= quantity;
        taken.push({ originalInvoiceNo: invoiceNos[invoice[at]!]!, quantity, unitPriceMinor: price[at]! });
      }
      return taken;
    },
  };
}
