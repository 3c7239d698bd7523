import { createShareCurve, type Dealt, deal, ofGroup } from "./curves.ts";
import { fitted } from "./fitted.ts";
import { createPermutation } from "./permutation.ts";
import { hash32, purposes, share } from "./randomness.ts";
import { type GenerateSettings, ordersOf } from "./settings.ts";

/** A line of an order, known from both of its sides. */
export type Sale = { readonly order: number; readonly product: number; readonly variant: number; readonly quantity: number };

/**
 * Who buys what. All order lines are places in one long row; places are dealt out to orders by the fitted basket sizes and, through one
 * permutation, to products by the fitted popularity. So an order can tell what is in it, and a product in which orders it is, without anybody
 * having written it down: what the ledger of a product says fits the orders, whoever makes which first.
 */
export interface Sales {
  readonly orders: number;
  readonly lines: number;
  /** Its lines, each variant once. */
  ofOrder(order: number): Sale[];
  /** All sales of the product, each order's variant once, by order and variant. */
  ofProduct(product: number): Sale[];
  /** 1 is the most popular. */
  rankOf(product: number): number;
  productOfRank(rank: number): number;
}

/** Basket sizes repeat after so many orders, in a shuffled order; so no sum of them is ever long to reckon. */
const BASKET_PERIOD = 4_096;
const MOST_LINES = 2 ** 31;

export const popularityCurve = createShareCurve(fitted.popularity);

/** @param variantsOf how many variants the product has */
export function createSales(settings: GenerateSettings, variantsOf: (product: number) => number): Sales {
  const { seed, products } = settings;
  const orders = ordersOf(settings);
  const firstOfPeriod = basketStarts(seed);
  const linesOfPeriod = firstOfPeriod[BASKET_PERIOD]!;
  const firstLine = (order: number) => Math.floor(order / BASKET_PERIOD) * linesOfPeriod + firstOfPeriod[order % BASKET_PERIOD]!;
  const lines = firstLine(orders);
  if (lines >= MOST_LINES) throw new Error(`There would be ${lines} order lines; at most ${MOST_LINES - 1} can be made.`);
  const ranks = createPermutation(products, hash32(seed, purposes.ranks, 0));
  const places = createPermutation(Math.max(1, lines), hash32(seed, purposes.sales, 0));
  const dealt: Dealt = deal(lines, products, popularityCurve);

  function orderOf(place: number): number {
    const period = Math.floor(place / linesOfPeriod);
    const within = place - period * linesOfPeriod;
    let low = 0;
    let high = BASKET_PERIOD - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firstOfPeriod[middle]! <= within) low = middle;
      else high = middle - 1;
    }
    return period * BASKET_PERIOD + low;
  }
  // Of a product's variants the first sell more than the last.
  const variantOf = (slot: number, product: number) =>
    1 + Math.floor(variantsOf(product) * share(seed, "saleVariant", slot) ** 1.5);
  const quantityOf = (slot: number) => ofGroup(fitted.quantityGroups, share(seed, "quantity", slot));
  const productOfRank = (rank: number) => ranks.at(rank - 1) + 1;

  return {
    orders,
    lines,
    rankOf: (product) => ranks.indexOf(product - 1) + 1,
    productOfRank,
    ofOrder(order) {
      const end = firstLine(order + 1);
      const found: Sale[] = [];
      for (let place = firstLine(order); place < end; place += 1) {
        const slot = places.indexOf(place);
        const product = productOfRank(dealt.rankOf(slot) + 1);
        found.push({ order, product, variant: variantOf(slot, product), quantity: quantityOf(slot) });
      }
      return joined(found);
    },
    ofProduct(product) {
      const rank = ranks.indexOf(product - 1);
      const end = dealt.first(rank + 1);
      const found: Sale[] = [];
      for (let slot = dealt.first(rank); slot < end; slot += 1) {
        const order = orderOf(places.at(slot));
        found.push({ order, product, variant: variantOf(slot, product), quantity: quantityOf(slot) });
      }
      return joined(found);
    },
  };
}

/** Sorted by order, product and variant; what an order has twice of one variant is one sale. */
function joined(sales: Sale[]): Sale[] {
  sales.sort((a, b) => a.order - b.order || a.product - b.product || a.variant - b.variant);
  const all: Sale[] = [];
  for (const sale of sales) {
    const last = all.at(-1);
    if (last?.order === sale.order && last.product === sale.product && last.variant === sale.variant) {
      all[all.length - 1] = { ...last, quantity: last.quantity + sale.quantity };
    } else all.push(sale);
  }
  return all;
}

/** Where the lines of each order of a period begin, and, last, how many lines there are. */
function basketStarts(seed: number): Int32Array {
  const order = createPermutation(BASKET_PERIOD, hash32(seed, purposes.baskets, 0));
  const starts = new Int32Array(BASKET_PERIOD + 1);
  for (let index = 0; index < BASKET_PERIOD; index += 1) {
    starts[index + 1] = starts[index]! + ofGroup(fitted.basketGroups, order.at(index) / BASKET_PERIOD);
  }
  return starts;
}
