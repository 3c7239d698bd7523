import { statedFigures } from "./attribution.ts";
import type { Tally } from "./figures.ts";
import type { NotTakenReason, Survey } from "./survey.ts";
import { gbpFromMills, table } from "./text-table.ts";

const ABOUT: Readonly<Record<NotTakenReason, string>> = {
  "code-is-not-a-product": "postage, fees, vouchers, corrections; its sales are kept as services that no list shows",
  "negative-stock-adjustment": "goods written off; no sale",
  "zero-price": "given away or corrected; no sale",
  "negative-price": "no sale",
  "zero-quantity": "no sale",
  "sub-penny-price": "GBP 0.001, less than the currency has",
  "adjusts-bad-debt": "bookkeeping",
  "cancellation-without-value": "cancels nothing that was paid",
  "missing-description": "nothing to call the product by",
  malformed: "not readable as a line of the file",
  "invoice-was-closed": "came long after the rest of its invoice",
};

/** Every line of the file in one place, and what is not in the catalogue with its reason: the parts add up to the whole. */
export function linesReport({ figures, notTaken }: Survey): string {
  const taken: (readonly [string, Tally, string])[] = [
    ["sales of products", figures.productSales, "make the catalogue, its prices and its stock"],
    ["cancelled products", figures.productCancellations, "counted as returned units"],
  ];
  const left = [...notTaken].map(([reason, tally]) => [reason, tally, ABOUT[reason]] as const);
  const parts = [...taken, ...left.sort((a, b) => b[1].lines - a[1].lines)];
  const whole = parts.reduce(
    (sum, [, tally]) => ({ lines: sum.lines + tally.lines, amountMills: sum.amountMills + tally.amountMills }),
    { lines: 0, amountMills: 0 },
  );
  const row = ([what, { lines, amountMills }, about]: readonly [string, Tally, string]) => [
    what,
    lines.toLocaleString("en"),
    gbpFromMills(amountMills),
    about,
  ];
  const text = table(["lines of the file", "lines", "GBP", ""], [...parts.map(row), row(["all", whole, ""])], [1, 2]);
  const duplicates = figures.exactDuplicateLines.toLocaleString("en");
  return `${text}\n${duplicates} lines are exactly like an earlier one of their invoice. They are kept: the shop charged for them.`;
}

/** The figures stated with the data beside those found, and whether all come out. */
export function figuresReport({ figures, distribution }: Survey): { readonly text: string; readonly allComeOut: boolean } {
  const stated = statedFigures(figures, distribution);
  const rows = stated.map((figure) => [figure.what, figure.stated, figure.found, figure.comesOut ? "✓" : "✗"]);
  return {
    text: table(["figure", "stated", "found", ""], rows, [1, 2]),
    allComeOut: stated.every((figure) => figure.comesOut),
  };
}
