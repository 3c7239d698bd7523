import { classify } from "../online-retail/classify.ts";
import { countryCode } from "../online-retail/countries.ts";
import { groupInvoices } from "../online-retail/invoices.ts";
import { readRows } from "../online-retail/read.ts";
import type { Row } from "../online-retail/row.ts";
import type { Knot } from "./curves.ts";

/** How real shoppers buy, in numbers small enough to be read. `groups`: means of equal groups, ascending, so that the mean of all stays. */
export type Fitted = {
  readonly ordersPerCustomer: number;
  readonly guestShare: number;
  /** Different articles of an order. */
  readonly basketGroups: readonly number[];
  /** Units of an order line. */
  readonly quantityGroups: readonly number[];
  /** List prices of the articles in pence, each article once. */
  readonly priceGroups: readonly number[];
  /** Order lines by the popularity of their article. */
  readonly popularity: readonly Knot[];
  /** Orders by the diligence of their customer. */
  readonly diligence: readonly Knot[];
  /** Orders by month (January first), by weekday (Sunday first) and by hour of the day, in thousandths. */
  readonly months: readonly number[];
  readonly weekdays: readonly number[];
  readonly hours: readonly number[];
  /** Orders by country, in thousandths, the rarest left out. */
  readonly countries: readonly (readonly [code: string, thousandths: number])[];
};

const GROUPS = 64;
const KNOT_PARTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Reads the real orders (csv or csv.gz) once. Services are left out, and what one order has of one article is one line. */
export async function fitOrders(file: string): Promise<Fitted> {
  const baskets: number[] = [];
  const quantities: number[] = [];
  const linesOf = new Map<string, number>();
  const priceOf = new Map<string, number>();
  const ordersOf = new Map<string, number>();
  const [months, weekdays, hours, countries] = [0, 0, 0, 0].map(() => new Map<number | string, number>());
  let guests = 0;
  for await (const { rows } of groupInvoices(readRows(file), {})) {
    const sold = rows.filter(isSoldProduct);
    const [first] = sold;
    if (first === undefined) continue;
    const basket = new Map<string, number>();
    for (const { sku, quantity, unitPriceMills } of sold) {
      basket.set(sku, (basket.get(sku) ?? 0) + quantity);
      priceOf.set(sku, Math.max(priceOf.get(sku) ?? 0, Math.round(unitPriceMills / 10)));
    }
    baskets.push(basket.size);
    quantities.push(...basket.values());
    for (const sku of basket.keys()) count(linesOf, sku);
    if (first.customerId === null) guests += 1;
    else count(ordersOf, first.customerId);
    const at = new Date(first.placedAtMs);
    count(months!, at.getUTCMonth());
    count(weekdays!, at.getUTCDay());
    count(hours!, at.getUTCHours());
    count(countries!, countryCode(first.country) ?? "GB");
  }
  return {
    ordersPerCustomer: round((baskets.length - guests) / ordersOf.size),
    guestShare: round(guests / baskets.length),
    basketGroups: groups(baskets),
    quantityGroups: groups(quantities),
    priceGroups: groups([...priceOf.values()]),
    popularity: knots([...linesOf.values()], true),
    diligence: knots([...ordersOf.values()], false),
    months: thousandths(months!, 12),
    weekdays: thousandths(weekdays!, 7),
    hours: thousandths(hours!, 24),
    countries: [...countries!]
      .map(([code, orders]) => [String(code), Math.round((1_000 * orders) / baskets.length)] as const)
      .filter(([, share]) => share > 0)
      .sort((a, b) => b[1] - a[1]),
  };
}

function isSoldProduct(row: Row): boolean {
  const verdict = classify(row);
  return verdict.kind === "sale" && verdict.item === "product";
}

function count<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** Means of equal groups of the sorted values. */
function groups(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: GROUPS }, (_, group) => {
    const part = sorted.slice(Math.floor((group * sorted.length) / GROUPS), Math.floor(((group + 1) * sorted.length) / GROUPS));
    return Math.round(part.reduce((sum, value) => sum + value, 0) / part.length);
  });
}

/** `withFirst`: begins at the very first of the ranks, whose share tells how steep the head is. */
function knots(values: readonly number[], withFirst: boolean): Knot[] {
  const sorted = values.toSorted((a, b) => b - a);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const parts = withFirst ? [1 / sorted.length, ...KNOT_PARTS] : KNOT_PARTS;
  return parts.map((part): Knot => {
    const top = sorted.slice(0, Math.round(part * sorted.length)).reduce((sum, value) => sum + value, 0);
    return [round(part), round(top / total)];
  });
}

function thousandths(counts: ReadonlyMap<number | string, number>, length: number): number[] {
  const total = [...counts.values()].reduce((sum, value) => sum + value, 0);
  return Array.from({ length }, (_, index) => Math.round((1_000 * (counts.get(index) ?? 0)) / total));
}

const round = (value: number): number => Number(value.toPrecision(4));
