import type { Allocation } from "../inventory/allocate.ts";
import type { LockedLine } from "./locked-order.ts";

/** A line's price to the shopper: total − discount + tax. Tax that is included in the total is in it already. */
export function paidForLine(line: Pick<LockedLine, "totalMinor" | "discountMinor" | "taxMinor">): number {
  return line.totalMinor - line.discountMinor + line.taxMinor;
}

/**
 * What was paid for the next `quantity` units of a line after those that came back before. The amount for the first n units is
 * n/quantity of the line, rounded down, so the returns of a line add up to what was paid for it, however it is cut into returns.
 */
export function returnShareMinor(line: LockedLine, quantity: number): number {
  const paidMinor = BigInt(paidForLine(line));
  const upTo = (units: number) => (paidMinor * BigInt(units)) / BigInt(line.quantity);
  return Number(upTo(line.returnedQuantity + quantity) - upTo(line.returnedQuantity));
}

/** The warehouses of the next `quantity` units of a line: units come back in the order in which they were allocated. */
export function returnAllocations(line: LockedLine, quantity: number): Allocation[] {
  const allocations: Allocation[] = [];
  let skip = line.returnedQuantity;
  let missing = quantity;
  for (const allocation of line.allocations) {
    const units = Math.min(missing, Math.max(0, allocation.quantity - skip));
    skip = Math.max(0, skip - allocation.quantity);
    missing -= units;
    if (units > 0) allocations.push({ variantId: line.variantId, warehouse: allocation.warehouse, quantity: units });
  }
  return allocations;
}
