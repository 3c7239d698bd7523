import { timestamp } from "./moments.ts";
import { type Orders, WAREHOUSE } from "./order-rows.ts";
import { type GeneratedProduct, variantIdOf } from "./products.ts";
import { hash32, purposes, type RandomStream } from "./randomness.ts";
import type { Sale } from "./sales.ts";
import { DAY_MS, type GenerateSettings, SPAN_MS } from "./settings.ts";
import type { Rows } from "./tables.ts";

const SECOND_WAREHOUSE = "RTM1";
const SECOND_SHARE = 0.25;
const SOLD_OUT_SHARE = 0.04;
/** The largest lines of the real orders are 215 units: what is not sold out can fill any of them. */
const LEAST_ON_HAND = 250;
const MOST_MORE_ON_HAND = 4_000;
/** A level that has more than four times as much is watched. */
const REORDER_LEVEL = 5;
/** Goods came this long before the first order, at the most. */
const LONGEST_BEFORE_DAYS = 27;
/** What the hold would have lasted; it is an allocation by now. */
const HOLD_MS = 15 * 60_000;

type Entry = {
  readonly atMs: number;
  readonly kind: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly holdId: string;
};

/**
 * Levels and ledger of a product's variants: what came, and every order's hold, allocation and dispatch since, in the order of time, so that
 * the ledger adds up to the level. Answers whether any of it can be ordered.
 */
export function writeStock(
  rows: Rows,
  product: GeneratedProduct,
  sales: readonly Sale[],
  orders: Pick<Orders, "facts" | "shopperOf">,
  random: RandomStream,
  { seed, untilMs }: GenerateSettings,
): boolean {
  const { id, variants } = product;
  random.start("variant", -id);
  const receivedMs = untilMs - SPAN_MS - DAY_MS - (hash32(seed, purposes.variant, id) % (LONGEST_BEFORE_DAYS * DAY_MS));
  const received = timestamp(receivedMs);
  const moved = entriesOf(rows, id, sales, orders);
  let available = false;
  for (let number = 1; number <= variants; number += 1) {
    const variantId = variantIdOf(id, number);
    const left = random.next() < SOLD_OUT_SHARE ? 0 : LEAST_ON_HAND + Math.floor(MOST_MORE_ON_HAND * random.next() ** 3);
    if (left > 0) available = true;
    const entries = moved.get(number);
    const sums = { onHand: 0, reserved: 0, allocated: 0 };
    if (entries !== undefined) {
      entries.sort((a, b) => a.atMs - b.atMs);
      let version = 1;
      for (const { atMs, kind, onHand, reserved, allocated, holdId } of entries) {
        version += 1;
        sums.onHand += onHand;
        sums.reserved += reserved;
        sums.allocated += allocated;
        rows.stock_ledger.push(
          `${id}\t${variantId}\t${WAREHOUSE}\t${version}\t${kind}\t${onHand}\t${reserved}\t${allocated}\t0\t${holdId}\t\\N\t${timestamp(atMs)}\n`,
          groupOf(atMs, untilMs),
        );
      }
    }
    // What is reserved must be there as well.
    const onHand = left + sums.reserved;
    writeLevel(rows, id, variantId, WAREHOUSE, onHand, sums, (entries?.length ?? 0) + 1, received);
    if (random.next() < SECOND_SHARE)
      writeLevel(rows, id, variantId, SECOND_WAREHOUSE, 1 + random.below(60), NOTHING, 1, received);
  }
  return available;
}

/** Thirty days are nearly a partition. What came before the first order comes last. */
const GROUP_MS = 30 * DAY_MS;
const OLDEST_GROUP = Math.ceil(SPAN_MS / GROUP_MS);
const groupOf = (atMs: number, untilMs: number) =>
  Math.max(0, Math.min(OLDEST_GROUP - 1, Math.floor((untilMs - atMs) / GROUP_MS)));

const NOTHING = { onHand: 0, reserved: 0, allocated: 0 };

function writeLevel(
  rows: Rows,
  id: number,
  variantId: number,
  warehouse: string,
  onHand: number,
  sums: typeof NOTHING,
  version: number,
  received: string,
): void {
  const reorder = onHand - sums.reserved > 4 * REORDER_LEVEL ? REORDER_LEVEL : "\\N";
  rows.stock_levels.push(
    `${id}\t${variantId}\t${warehouse}\t${onHand}\t${sums.reserved}\t${sums.allocated}\t0\t${reorder}\t\\N\t${version}\n`,
  );
  rows.stock_ledger.push(
    `${id}\t${variantId}\t${warehouse}\t1\treceive\t${onHand - sums.onHand}\t0\t0\t0\t\\N\topening stock\t${received}\n`,
    OLDEST_GROUP,
  );
}

/** What happened to each variant's level, by its number; writes what is still reserved. */
function entriesOf(
  rows: Rows,
  id: number,
  sales: readonly Sale[],
  orders: Pick<Orders, "facts" | "shopperOf">,
): Map<number, Entry[]> {
  const moved = new Map<number, Entry[]>();
  let order = -1;
  let part = 0;
  for (const sale of sales) {
    part = sale.order === order ? part + 1 : 0;
    order = sale.order;
    const { variant, quantity } = sale;
    const { placedMs, paidMs, shippedMs, holdId } = orders.facts(order);
    const entries = moved.get(variant) ?? [];
    moved.set(variant, entries);
    entries.push({ atMs: placedMs, kind: "hold", onHand: 0, reserved: quantity, allocated: 0, holdId });
    entries.push({ atMs: paidMs, kind: "allocate", onHand: 0, reserved: 0, allocated: quantity, holdId });
    if (shippedMs !== null) {
      entries.push({ atMs: shippedMs, kind: "ship", onHand: -quantity, reserved: -quantity, allocated: -quantity, holdId });
    } else {
      rows.reservations.push(
        `${id}\t${holdId}\t${variantIdOf(id, variant)}\t${part}\t${WAREHOUSE}\t${orders.shopperOf(order)}\t${quantity}\tallocated\t${timestamp(placedMs + HOLD_MS)}\n`,
      );
    }
  }
  return moved;
}
