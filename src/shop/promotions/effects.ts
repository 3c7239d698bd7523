import { addMinor, allocateProportionally, multiplyRounded, percentOf, WHOLE_BASIS_POINTS } from "../pricing/money.ts";
import type { PromotionLine } from "./eligibility.ts";
import type { PromotionEffect } from "./promotion.ts";

/**
 * What each line in scope gets off, by a percentage or an amount on all of them together: rounded once, then spread by largest
 * remainder over what the lines still cost. Never more than that.
 * @param remainingMinor what the lines in scope still cost after the promotions applied before
 */
export function spreadDiscount(discountMinor: number, remainingMinor: readonly number[]): number[] {
  let sumMinor = 0;
  for (const amountMinor of remainingMinor) sumMinor = addMinor(sumMinor, amountMinor);
  return allocateProportionally(Math.min(discountMinor, sumMinor), remainingMinor);
}

/** As `spreadDiscount`, for a share of what the lines still cost. */
export function percentageDiscount(basisPoints: number, remainingMinor: readonly number[]): number[] {
  let sumMinor = 0;
  for (const amountMinor of remainingMinor) sumMinor = addMinor(sumMinor, amountMinor);
  return spreadDiscount(percentOf(sumMinor, basisPoints), remainingMinor);
}

type BuyXGetY = Extract<PromotionEffect, { type: "buy-x-get-y" }>;

/**
 * The cheapest units in scope get the discount, by unit price before discounts and then by line. A unit is worth its share of what
 * its line still costs, so that together with other promotions no unit gets more off than it costs. Rounded once per line.
 */
export function buyXGetYDiscount(effect: BuyXGetY, lines: readonly PromotionLine[], remainingMinor: readonly number[]): number[] {
  let units = 0;
  for (const line of lines) units += line.quantity;
  const applications = Math.floor(units / (effect.buyQuantity + effect.getQuantity));
  let discountedUnits = Math.min(applications, effect.maxApplications ?? applications) * effect.getQuantity;
  const discounts = new Array<number>(lines.length).fill(0);
  const cheapestFirst = lines.map((_, position) => position);
  cheapestFirst.sort((a, b) => lines[a]!.unitPriceMinor - lines[b]!.unitPriceMinor || a - b);
  for (const position of cheapestFirst) {
    if (discountedUnits === 0) break;
    const { quantity } = lines[position]!;
    const taken = Math.min(quantity, discountedUnits);
    discountedUnits -= taken;
    const share = BigInt(taken) * BigInt(effect.discountBasisPoints);
    discounts[position] = multiplyRounded(remainingMinor[position]!, share, BigInt(quantity) * BigInt(WHOLE_BASIS_POINTS));
  }
  return discounts;
}
