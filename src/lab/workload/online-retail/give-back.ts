import type { ReplayReturn, ReturnItem } from "../../data/online-retail/cancellations.ts";
import type { GivenBack, Journal } from "./journal.ts";
import type { ShopApi } from "./shop-api.ts";
import type { SkuIndex } from "./sku-index.ts";

/** The part of a real cancellation that concerns one order; a cancellation may take units from several. */
export type ReturnOfOrder = {
  readonly cancellationNo: string;
  readonly invoiceNo: string;
  readonly items: readonly ReturnItem[];
};

export function returnsByOrder({ invoiceNo, items }: ReplayReturn): ReturnOfOrder[] {
  const byOrder = Map.groupBy(items, (item) => item.originalInvoiceNo);
  return [...byOrder].map(([original, ofOrder]) => ({ cancellationNo: invoiceNo, invoiceNo: original, items: ofOrder }));
}

/** What the shop credited, but never more than was paid for the units: nobody can be given back what they did not pay. In pence. */
export function refundOf(items: readonly ReturnItem[]): number {
  return items.reduce((sum, item) => sum + item.quantity * Math.min(item.unitPriceMinor, item.cancelledUnitPriceMinor), 0);
}

/** What the file credits, in pence. */
export function creditOf(items: readonly ReturnItem[]): number {
  return items.reduce((sum, item) => sum + item.quantity * item.cancelledUnitPriceMinor, 0);
}

export function unitsOf(items: readonly ReturnItem[]): number {
  return items.reduce((sum, item) => sum + item.quantity, 0);
}

export type GiveBackDependencies = {
  readonly api: ShopApi;
  readonly skus: SkuIndex;
  readonly journal: Journal;
  readonly runId: string;
};

/** Returns units of an order that was placed before. Throws `Refused`. */
export async function giveBack(deps: GiveBackDependencies, given: ReturnOfOrder, orderId: string): Promise<GivenBack> {
  const key = returnKey(given, deps.runId);
  const unitsBySku = new Map<string, number>();
  for (const { sku, quantity } of given.items) unitsBySku.set(sku, (unitsBySku.get(sku) ?? 0) + quantity);
  const lines = await Promise.all(
    [...unitsBySku].map(async ([sku, quantity]) => ({ variantId: (await deps.skus.find(sku)).variantId, quantity })),
  );
  const reason = `Cancellation ${given.cancellationNo}`;
  const answer = await deps.api.returnLines(key, orderId, { lines, refundMinor: refundOf(given.items), reason });
  const done: GivenBack = { units: answer.lines.reduce((sum, line) => sum + line.quantity, 0), refundMinor: answer.refundMinor };
  deps.journal.addReturn(key, done);
  return done;
}

/** A cancellation that concerns two orders is two calls. */
export function returnKey({ cancellationNo, invoiceNo }: ReturnOfOrder, runId: string): string {
  return `${cancellationNo}-${invoiceNo}-${runId}`;
}
