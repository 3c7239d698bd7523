import { classify } from "../../data/online-retail/classify.ts";
import { isSale } from "../../data/online-retail/distribution.ts";
import type { Invoice } from "../../data/online-retail/invoices.ts";

/** Money in thousandths of a pound, as the file has it. */
export type Amounts = { orders: number; lines: number; units: number; amountMills: number };

/** What the file says that happened, counted line by line and without the code that makes orders of it. */
export type FileTally = {
  /** Invoices with a sale; lines with quantity and price above zero, neither cancellation nor bad debt. */
  readonly sales: Amounts;
  readonly products: Amounts;
  readonly services: Amounts;
  /** Sale lines that cannot be sold, by reason; `orders` are invoices that have no other line. */
  readonly notSellable: Map<string, Amounts>;
  /** Lines of an SKU that its invoice has before: a cart has one line for each. */
  mergedLines: number;
  /** Invoices that cancel something, and what they cancel. */
  readonly cancellations: Amounts;
};

export function createFileTally(): FileTally {
  return {
    sales: noAmounts(),
    products: noAmounts(),
    services: noAmounts(),
    notSellable: new Map(),
    mergedLines: 0,
    cancellations: noAmounts(),
  };
}

export function noAmounts(): Amounts {
  return { orders: 0, lines: 0, units: 0, amountMills: 0 };
}

export function countInvoice(tally: FileTally, invoice: Invoice): void {
  const skus = new Set<string>();
  let sales = 0;
  let cancelled = 0;
  let refusal = "";
  for (const row of invoice.rows) {
    const verdict = classify(row);
    const { quantity } = row;
    const amountMills = quantity * row.unitPriceMills;
    if (verdict.kind === "cancellation") {
      cancelled += 1;
      add(tally.cancellations, -quantity, -amountMills);
    }
    if (!isSale(row)) continue;
    sales += 1;
    add(tally.sales, quantity, amountMills);
    if (verdict.kind === "sale") {
      add(verdict.item === "product" ? tally.products : tally.services, quantity, amountMills);
      if (skus.has(row.sku)) tally.mergedLines += 1;
      skus.add(row.sku);
    } else if (verdict.kind === "rejected") {
      add(entry(tally.notSellable, verdict.reason), quantity, amountMills);
      refusal = verdict.reason;
    }
  }
  if (sales > 0) tally.sales.orders += 1;
  if (sales > 0 && skus.size === 0) entry(tally.notSellable, refusal).orders += 1;
  if (cancelled > 0) tally.cancellations.orders += 1;
}

/** The amounts counted under a reason, made when they are not there yet. */
export function entry(map: Map<string, Amounts>, reason: string): Amounts {
  let amounts = map.get(reason);
  if (amounts === undefined) {
    amounts = noAmounts();
    map.set(reason, amounts);
  }
  return amounts;
}

function add(amounts: Amounts, units: number, amountMills: number): void {
  amounts.lines += 1;
  amounts.units += units;
  amounts.amountMills += amountMills;
}
