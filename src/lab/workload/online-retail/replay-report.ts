import { gbp, gbpFromMills, table } from "../../data/online-retail/text-table.ts";
import { type Comparison, comparisonsOf } from "./comparison.ts";
import type { ReplayResult } from "./replay.ts";

export type ReplayReport = {
  readonly comparisons: readonly Comparison[];
  /** Nothing unexplained, and nothing that the shop did not do. */
  readonly isWhole: boolean;
  readonly notPlaced: number;
  readonly notGivenBack: number;
  readonly durationSeconds: number;
  readonly ordersPerSecond: number;
  readonly linesPerSecond: number;
  readonly retries: number;
  readonly resumedOrders: number;
  readonly unreadableLines: number;
  readonly adjustments: ReplayResult["adjustments"];
  /** Invoice numbers of what was not done, by reason. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
};

export function reportOf(result: ReplayResult, retries: number): ReplayReport {
  const { file, shop, cancelled, durationMs, adjustments, unreadableLines } = result;
  const comparisons = comparisonsOf(file, shop, cancelled);
  const notPlaced = [...shop.notPlaced.values()].reduce((sum, { orders }) => sum + orders, 0);
  const notGivenBack = [...shop.notGivenBack.values()].reduce((sum, { lines }) => sum + lines, 0);
  const seconds = durationMs / 1_000;
  return {
    comparisons,
    isWhole: notPlaced === 0 && notGivenBack === 0 && comparisons.every(({ unexplained }) => unexplained === 0),
    notPlaced,
    notGivenBack,
    durationSeconds: seconds,
    ordersPerSecond: (shop.placed.orders - shop.placedBefore.orders) / seconds,
    linesPerSecond: (shop.placed.lines - shop.placedBefore.lines) / seconds,
    retries,
    resumedOrders: shop.placedBefore.orders,
    unreadableLines,
    adjustments,
    examples: Object.fromEntries(shop.examples),
  };
}

export function reportText(report: ReplayReport): string {
  const { adjustments, examples } = report;
  const number = (value: number) => Math.round(value).toLocaleString("en");
  const rows = report.comparisons.flatMap(comparisonRows);
  const lines = [
    table(["", "file", "shop", "difference"], rows, [1, 2, 3]),
    "",
    `${number(report.durationSeconds)} s, ${number(report.ordersPerSecond)} orders/s with ${number(report.linesPerSecond)} lines/s; ` +
      `${number(report.retries)} calls sent again, ${number(report.resumedOrders)} orders found from before`,
    `made true: ${number(adjustments.agreedPrices)} agreed prices, ${number(adjustments.coupons)} coupons over GBP ` +
      `${gbp(adjustments.couponMinor)}, ${number(adjustments.countriesReplaced)} orders from no country sent to the United Kingdom`,
    ...(report.unreadableLines > 0 ? [`${number(report.unreadableLines)} lines could not be read`] : []),
    ...Object.entries(examples).map(([reason, numbers]) => `${reason}: ${numbers.join(", ")}`),
    "",
    report.isWhole
      ? "Everything was done, and every difference is explained."
      : "Not everything was done, or not everything is explained.",
  ];
  return lines.join("\n");
}

function comparisonRows({ what, unit, file, shop, differences, unexplained }: Comparison): string[][] {
  const shown = (value: number) => (unit === "mills" ? `GBP ${gbpFromMills(value)}` : value.toLocaleString("en"));
  return [
    [what, shown(file), shown(shop), file === shop ? "0" : shown(file - shop)],
    ...differences.map(({ why, amount }) => [`    ${why}`, "", "", shown(amount)]),
    ...(unexplained === 0 ? [] : [["    ✗ unexplained", "", "", shown(unexplained)]]),
  ];
}
