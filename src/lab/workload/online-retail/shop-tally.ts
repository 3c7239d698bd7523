import type { ReplayOrder } from "../../data/online-retail/orders.ts";
import { basketOf } from "./basket.ts";
import { type Amounts, entry, noAmounts } from "./file-tally.ts";
import { creditOf, type ReturnOfOrder, refundOf, unitsOf } from "./give-back.ts";
import type { GivenBack, PlacedOrder } from "./journal.ts";

const MILLS_PER_PENNY = 10;
/** Of each reason so many are shown with their number. */
const MAX_EXAMPLES = 5;

/** What the shop answered, and what it did not do, by reason. Amounts as in the file: thousandths of a pound. */
export type ShopTally = {
  readonly placed: Amounts;
  /** The part of them that an earlier run of the same name had placed. */
  readonly placedBefore: Amounts;
  /** What the products and the services among the placed lines cost. */
  productMills: number;
  serviceMills: number;
  /** `orders`: cancellations with at least one call that was answered; `lines`: calls. */
  readonly givenBack: Amounts;
  /** `amountMills` is what the file credits for them, above what was paid for the units. */
  readonly creditedAbovePaid: Amounts;
  readonly notPlaced: Map<string, Amounts>;
  readonly notGivenBack: Map<string, Amounts>;
  readonly examples: Map<string, string[]>;
};

export function createShopTally(): ShopTally {
  return {
    placed: noAmounts(),
    placedBefore: noAmounts(),
    productMills: 0,
    serviceMills: 0,
    givenBack: noAmounts(),
    creditedAbovePaid: noAmounts(),
    notPlaced: new Map(),
    notGivenBack: new Map(),
    examples: new Map(),
  };
}

export function countPlaced(tally: ShopTally, order: PlacedOrder, isFromBefore: boolean): void {
  const { lines, units, productMinor, serviceMinor } = order;
  const amounts = { orders: 1, lines, units, amountMills: (productMinor + serviceMinor) * MILLS_PER_PENNY };
  add(tally.placed, amounts);
  if (isFromBefore) add(tally.placedBefore, amounts);
  tally.productMills += productMinor * MILLS_PER_PENNY;
  tally.serviceMills += serviceMinor * MILLS_PER_PENNY;
}

export function countNotPlaced(tally: ShopTally, order: ReplayOrder, reason: string): void {
  const { lines, totalMinor } = basketOf(order);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  add(entry(tally.notPlaced, reason), { orders: 1, lines: lines.length, units, amountMills: totalMinor * MILLS_PER_PENNY });
  showExample(tally, reason, order.invoiceNo);
}

export function countGivenBack(tally: ShopTally, { items }: ReturnOfOrder, { units, refundMinor }: GivenBack): void {
  add(tally.givenBack, { orders: 0, lines: 1, units, amountMills: refundMinor * MILLS_PER_PENNY });
  const above = items.filter((item) => item.cancelledUnitPriceMinor > item.unitPriceMinor);
  const amountMills = (creditOf(items) - refundOf(items)) * MILLS_PER_PENNY;
  add(tally.creditedAbovePaid, { orders: 0, lines: above.length, units: unitsOf(above), amountMills });
}

export function countNotGivenBack(tally: ShopTally, { items, cancellationNo }: ReturnOfOrder, reason: string): void {
  const amountMills = creditOf(items) * MILLS_PER_PENNY;
  add(entry(tally.notGivenBack, reason), { orders: 0, lines: 1, units: unitsOf(items), amountMills });
  showExample(tally, reason, cancellationNo);
}

/** Counts the cancellation itself once; `refusal` is why none of its calls did what it says, null when one did. */
export function countCancellation(tally: ShopTally, refusal: string | null): void {
  if (refusal === null) tally.givenBack.orders += 1;
  else entry(tally.notGivenBack, refusal).orders += 1;
}

function add(into: Amounts, { orders, lines, units, amountMills }: Amounts): void {
  into.orders += orders;
  into.lines += lines;
  into.units += units;
  into.amountMills += amountMills;
}

function showExample(tally: ShopTally, reason: string, number: string): void {
  const examples = tally.examples.get(reason) ?? [];
  tally.examples.set(reason, examples);
  if (examples.length < MAX_EXAMPLES) examples.push(number);
}
