import type { Distribution } from "./distribution.ts";
import type { Figures } from "./figures.ts";

/** One figure that is stated with the data, and what the file came to. */
export type StatedFigure = {
  readonly what: string;
  readonly stated: string;
  readonly found: string;
  readonly comesOut: boolean;
};

/** The names under which the file is known: a file of this name must have these figures, or it is damaged. */
const KNOWN_NAME = /^online[-_ ]?retail\.csv(\.gz)?$/i;

export function isKnownFile(fileName: string): boolean {
  return KNOWN_NAME.test(fileName);
}

/** The figures of `data/online-retail/ATTRIBUTION.md` beside those of the file, each in the precision in which it is stated. */
export function statedFigures(figures: Figures, distribution: Distribution): readonly StatedFigure[] {
  const { salesOnly, cancellationInvoices } = figures;
  // The stated share is of the invoices that move money, orders and cancellations; of all 25,900 it would be 14.8 %.
  const cancelled = cancellationInvoices / Math.max(1, cancellationInvoices + salesOnly.orders);
  const rows: readonly (readonly [what: string, stated: string, found: string])[] = [
    ["lines", "541,909", count(figures.total.lines)],
    ["invoices", "25,900", count(figures.invoices)],
    ["cancellations among orders and cancellations", "16.1 %", percent(cancelled)],
    ["stock codes", "4,070", count(figures.stockCodesRaw)],
    ["stock codes sold", "3,921", count(salesOnly.stockCodesRaw)],
    ["customers", "4,372", count(figures.customers)],
    ["countries", "38", count(figures.countries)],
    ["exact duplicate lines", "5,268", count(figures.exactDuplicateLines)],
    ["sale lines", "530,103", count(salesOnly.lines)],
    ["orders", "19,959", count(salesOnly.orders)],
    ["sales", "GBP 10.66 million", `GBP ${(salesOnly.amountMills / 1e9).toFixed(2)} million`],
    ["sale lines of the top 1 % of codes", "9.4 %", percent(distribution.shareOfTopCodes(0.01))],
    ["sale lines of the top 10 % of codes", "44.6 %", percent(distribution.shareOfTopCodes(0.1))],
    ["lines of a basket, half of all up to", "15", count(distribution.basketQuantile(0.5))],
    ["lines of a basket, 90 % up to", "54", count(distribution.basketQuantile(0.9))],
    ["lines of a basket, 99 % up to", "220", count(distribution.basketQuantile(0.99))],
    ["lines of the largest basket", "1,114", count(distribution.basketQuantile(1))],
  ];
  return rows.map(([what, stated, found]) => ({ what, stated, found, comesOut: stated === found }));
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
