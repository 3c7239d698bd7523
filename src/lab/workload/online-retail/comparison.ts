import type { CancellationReport } from "../../data/online-retail/cancellations.ts";
import type { Amounts, FileTally } from "./file-tally.ts";
import type { ShopTally } from "./shop-tally.ts";

/** Why the shop has less than the file, and how much of it. */
export type Difference = { readonly why: string; readonly amount: number };

/** One figure of the file beside the shop's. `file = shop + Σ differences + unexplained`. */
export type Comparison = {
  readonly what: string;
  /** Money is in thousandths of a pound. */
  readonly unit: "count" | "mills";
  readonly file: number;
  readonly shop: number;
  readonly differences: readonly Difference[];
  readonly unexplained: number;
};

export function compare(
  what: string,
  unit: Comparison["unit"],
  file: number,
  shop: number,
  differences: readonly Difference[],
): Comparison {
  const explained = differences.reduce((sum, { amount }) => sum + amount, 0);
  const shown = differences.filter(({ amount }) => amount !== 0);
  return { what, unit, file, shop, differences: shown, unexplained: file - shop - explained };
}

const MILLS_PER_PENNY = 10;

/** Everything that the replay is measured by. */
export function comparisonsOf(file: FileTally, shop: ShopTally, cancelled: CancellationReport): readonly Comparison[] {
  const soldLess = (pick: (amounts: Amounts) => number): Difference[] => [
    ...[...file.notSellable].map(([reason, amounts]) => ({ why: reason, amount: pick(amounts) })),
    ...[...shop.notPlaced].map(([reason, amounts]) => ({ why: `not placed: ${reason}`, amount: pick(amounts) })),
  ];
  const orders = (amounts: Amounts) => amounts.orders;
  const lines = (amounts: Amounts) => amounts.lines;
  const units = (amounts: Amounts) => amounts.units;
  const mills = (amounts: Amounts) => amounts.amountMills;
  const merged = { why: "a second line of the same code in one order", amount: file.mergedLines };
  const { sales } = file;
  return [
    compare("orders", "count", sales.orders, shop.placed.orders, soldLess(orders)),
    compare("order lines", "count", sales.lines, shop.placed.lines, [merged, ...soldLess(lines)]),
    compare("units", "count", sales.units, shop.placed.units, soldLess(units)),
    compare("sales", "mills", sales.amountMills, shop.placed.amountMills, soldLess(mills)),
    ...(shop.notPlaced.size > 0
      ? []
      : [
          compare("of which products", "mills", file.products.amountMills, shop.productMills, []),
          compare("of which services", "mills", file.services.amountMills, shop.serviceMills, []),
        ]),
    ...returnComparisons(file, shop, cancelled),
  ];
}

function returnComparisons(file: FileTally, shop: ShopTally, cancelled: CancellationReport): readonly Comparison[] {
  const { cancellations } = file;
  const refused = (pick: (amounts: Amounts) => number): Difference[] =>
    [...shop.notGivenBack].map(([reason, amounts]) => ({ why: `not given back: ${reason}`, amount: pick(amounts) }));
  const unmatched = Object.entries(cancelled.unmatched);
  const withoutOrder = { why: "nothing in it belongs to an earlier order", amount: cancellations.orders - cancelled.returns };
  const unmatchedUnits = unmatched.map(([why, tally]) => ({ why, amount: tally.units }));
  const unmatchedMills = unmatched.map(([why, tally]) => ({ why, amount: tally.amountMinor * MILLS_PER_PENNY }));
  const abovePaid = { why: "credited above what was paid", amount: shop.creditedAbovePaid.amountMills };
  return [
    compare("cancellations", "count", cancellations.orders, shop.givenBack.orders, [
      withoutOrder,
      ...refused((amounts) => amounts.orders),
    ]),
    compare("returned units", "count", cancellations.units, shop.givenBack.units, [
      ...unmatchedUnits,
      ...refused((amounts) => amounts.units),
    ]),
    compare("refunds", "mills", cancellations.amountMills, shop.givenBack.amountMills, [
      ...unmatchedMills,
      abovePaid,
      ...refused((amounts) => amounts.amountMills),
    ]),
  ];
}
