import type { Invoice } from "./invoices.ts";
import type { Row } from "./row.ts";

/** How the sales are spread: over baskets of few and many lines, and over SKUs that sell and that hardly do. */
export interface Distribution {
  /** Lines of the basket below or at which this share of all baskets lies (nearest rank). */
  basketQuantile(share: number): number;
  /** The share of all sale lines that this share of the stock codes makes, the most ordered first. */
  shareOfTopCodes(share: number): number;
}

export interface DistributionCounter extends Distribution {
  add(invoice: Invoice): void;
}

/** The real file has 3,921 sold codes. The map stops growing here; lines of further codes still count as lines. */
const MAX_CODES = 1_000_000;

/** Counts sale lines as the attribution does: quantity and price above zero, neither cancellation nor bad debt. */
export function createDistributionCounter(): DistributionCounter {
  const basketsByLines = new Map<number, number>();
  const linesByCode = new Map<string, number>();
  let baskets = 0;
  let lines = 0;

  return {
    add(invoice) {
      const sales = invoice.rows.filter(isSale);
      if (sales.length === 0) return;
      baskets += 1;
      lines += sales.length;
      increment(basketsByLines, sales.length);
      for (const { stockCode } of sales) {
        if (linesByCode.size < MAX_CODES || linesByCode.has(stockCode)) increment(linesByCode, stockCode);
      }
    },
    basketQuantile(share) {
      let seen = 0;
      const rank = Math.max(1, Math.ceil(share * baskets));
      for (const [size, count] of [...basketsByLines].sort(([a], [b]) => a - b)) {
        seen += count;
        if (seen >= rank) return size;
      }
      return 0;
    },
    shareOfTopCodes(share) {
      const descending = [...linesByCode.values()].sort((a, b) => b - a);
      const top = descending.slice(0, Math.floor(share * descending.length)).reduce((sum, count) => sum + count, 0);
      return lines === 0 ? 0 : top / lines;
    },
  };
}

export function isSale(row: Row): boolean {
  return row.quantity > 0 && row.unitPriceMills > 0 && row.invoiceNo[0] !== "A" && row.invoiceNo[0] !== "C";
}

function increment<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
