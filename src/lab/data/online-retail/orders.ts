import { classify, unitPriceMinorOf } from "./classify.ts";
import { countryCode } from "./countries.ts";
import type { Invoice } from "./invoices.ts";

export interface PricedQuantity {
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

export interface ReplayLine {
  readonly sku: string;
  /** Sum of `prices[].quantity`. */
  readonly quantity: number;
  /** Highest price first, each price once; more than one entry when the invoice sold the SKU at several prices. */
  readonly prices: readonly PricedQuantity[];
}

export interface ReplayService {
  readonly code: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** One real order. Amounts in pence, GBP. */
export interface ReplayOrder {
  readonly invoiceNo: string;
  readonly customerId: string | null;
  /** ISO 3166-1 alpha-2, see `countries.ts`. */
  readonly country: string;
  /** ISO 8601; the file's local time read as UTC. */
  readonly placedAt: string;
  /** In the order of each SKU's first line. */
  readonly lines: readonly ReplayLine[];
  /** Postage, manual corrections, vouchers, fees: money without stock, line by line as in the file. */
  readonly services: readonly ReplayService[];
}

/**
 * The order of a sales invoice; undefined for cancellations, bad debt, and invoices whose every line is rejected.
 * Two lines of one SKU become one line whose quantities are summed, with each price kept.
 */
export function toReplayOrder(invoice: Invoice): ReplayOrder | undefined {
  const lines = new Map<string, Map<number, number>>();
  const services: ReplayService[] = [];
  for (const row of invoice.rows) {
    const verdict = classify(row);
    if (verdict.kind !== "sale") continue;
    const unitPriceMinor = unitPriceMinorOf(row);
    if (verdict.item === "service") {
      services.push({ code: row.sku, description: row.description || row.sku, quantity: row.quantity, unitPriceMinor });
      continue;
    }
    const prices = lines.get(row.sku) ?? new Map<number, number>();
    prices.set(unitPriceMinor, (prices.get(unitPriceMinor) ?? 0) + row.quantity);
    lines.set(row.sku, prices);
  }
  if (lines.size === 0 && services.length === 0) return undefined;

  const first = invoice.rows[0]!;
  return {
    invoiceNo: invoice.invoiceNo,
    customerId: first.customerId,
    country: countryCode(first.country),
    placedAt: new Date(invoice.placedAtMs).toISOString(),
    lines: [...lines].map(([sku, prices]) => toLine(sku, prices)),
    services,
  };
}

function toLine(sku: string, quantityByPrice: ReadonlyMap<number, number>): ReplayLine {
  const prices = [...quantityByPrice]
    .map(([unitPriceMinor, quantity]) => ({ quantity, unitPriceMinor }))
    .sort((a, b) => b.unitPriceMinor - a.unitPriceMinor);
  return { sku, quantity: prices.reduce((sum, price) => sum + price.quantity, 0), prices };
}

export interface OrderTotals {
  readonly productMinor: number;
  readonly serviceMinor: number;
}

/** What the order cost: Σ quantity × price, in pence. */
export function orderTotals(order: ReplayOrder): OrderTotals {
  const sum = (parts: readonly PricedQuantity[]): number =>
    parts.reduce((total, part) => total + part.quantity * part.unitPriceMinor, 0);
  return { productMinor: sum(order.lines.flatMap((line) => line.prices)), serviceMinor: sum(order.services) };
}
