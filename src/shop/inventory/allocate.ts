import { distanceKm, type Place } from "../shipping/distance.ts";

/** `handlingCostMinor`: what preparing a parcel there costs, in minor units of the base currency. */
export type RankableWarehouse = Place & {
  readonly code: string;
  readonly country: string;
  readonly handlingCostMinor: number;
};

export type Destination = Place & { readonly country: string };

/** What a parcel from a warehouse to a destination costs besides its way there, in minor units of the base currency. */
export type ParcelCost = (warehouse: RankableWarehouse, destination: Destination) => number;

/** 2.00 for 1,000 km: what the way itself costs, and the days it takes. */
const DISTANCE_COST_MINOR_PER_1000_KM = 200;

/**
 * Warehouse codes, best first: by parcel cost plus 0.2 minor units per kilometre of the great circle, then by distance, then by code.
 * Kilometres are whole, so that the order is the same on every machine. A shop that has its carriers' rates passes them as `parcelCost`.
 */
export function rankWarehouses(
  destination: Destination,
  warehouses: readonly RankableWarehouse[],
  parcelCost: ParcelCost = (warehouse) => warehouse.handlingCostMinor,
): string[] {
  const scored = warehouses.map((warehouse) => {
    const km = Math.round(distanceKm(warehouse, destination));
    const costMilliMinor = 1000 * parcelCost(warehouse, destination) + DISTANCE_COST_MINOR_PER_1000_KM * km;
    return { code: warehouse.code, km, costMilliMinor };
  });
  scored.sort((a, b) => a.costMilliMinor - b.costMilliMinor || a.km - b.km || (a.code < b.code ? -1 : 1));
  return scored.map(({ code }) => code);
}

/** An untracked line needs no stock: it is always served and gets no allocation. */
export type LineToAllocate = { readonly variantId: number; readonly quantity: number; readonly tracked: boolean };

/** `preference`: the warehouses that may serve the order, best first. Orders to one place should share the array. */
export type OrderToAllocate = {
  readonly key: string;
  readonly lines: readonly LineToAllocate[];
  readonly preference: readonly string[];
};

/** `available` is on_hand + backorder_limit − reserved; one level per variant and warehouse. */
export type StockLevel = { readonly warehouse: string; readonly available: number };

export type Allocation = { readonly variantId: number; readonly warehouse: string; readonly quantity: number };

export type Shortage = { readonly variantId: number; readonly requested: number; readonly available: number };

export type AllocationVerdict =
  | { readonly verdict: "allocated"; readonly allocations: readonly Allocation[] }
  | { readonly verdict: "out-of-stock"; readonly lines: readonly Shortage[] };

/**
 * Allocates orders in the order given, each in full or not at all, on its own copy of the levels. An order goes to the best warehouse
 * that can serve all of it. When none can, each line goes to the best warehouse that can serve all of that line, and a line that no
 * warehouse can serve alone is taken from one after the other, best first. Lines of one variant are one demand.
 * @returns a verdict per key; keys are unique within a batch
 */
export function allocate(
  batch: readonly OrderToAllocate[],
  levels: ReadonlyMap<number, readonly StockLevel[]>,
): Map<string, AllocationVerdict> {
  const stock = new Map<number, Bin[]>();
  const ranks = new Map<readonly string[], ReadonlyMap<string, number>>();
  const verdicts = new Map<string, AllocationVerdict>();
  for (const order of batch) {
    if (verdicts.has(order.key)) throw new RangeError(`Two orders of a batch have the key ${order.key}.`);
    let rankOf = ranks.get(order.preference);
    if (rankOf === undefined) {
      rankOf = new Map(order.preference.map((code, rank) => [code, rank]));
      ranks.set(order.preference, rankOf);
    }
    verdicts.set(order.key, allocateOrder(demandsOf(order, levels, stock, rankOf), order.preference.length));
  }
  return verdicts;
}

/** What one warehouse has left of one variant; shared by all orders of the batch. */
type Bin = { readonly warehouse: string; left: number };

/** A bin that may serve this order, with the rank of its warehouse for it. */
type RankedBin = { readonly rank: number; readonly bin: Bin };

type Demand = { readonly variantId: number; requested: number; readonly bins: readonly RankedBin[] };

function demandsOf(
  order: OrderToAllocate,
  levels: ReadonlyMap<number, readonly StockLevel[]>,
  stock: Map<number, Bin[]>,
  rankOf: ReadonlyMap<string, number>,
): Demand[] {
  const demands = new Map<number, Demand>();
  for (const { variantId, quantity, tracked } of order.lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1)
      throw new RangeError(`Cannot allocate ${quantity} of variant ${variantId}.`);
    if (!tracked) continue;
    const known = demands.get(variantId);
    if (known !== undefined) {
      known.requested += quantity;
      continue;
    }
    let bins = stock.get(variantId);
    if (bins === undefined) {
      // Less than nothing is left where a backorder limit was lowered.
      bins = (levels.get(variantId) ?? []).map(({ warehouse, available }) => ({ warehouse, left: Math.max(0, available) }));
      stock.set(variantId, bins);
    }
    const ranked: RankedBin[] = [];
    for (const bin of bins) {
      const rank = rankOf.get(bin.warehouse);
      if (rank !== undefined && bin.left > 0) ranked.push({ rank, bin });
    }
    demands.set(variantId, { variantId, requested: quantity, bins: ranked });
  }
  return [...demands.values()];
}

function allocateOrder(demands: readonly Demand[], warehouseCount: number): AllocationVerdict {
  const servedInFull = new Array<number>(warehouseCount).fill(0);
  const shortages: Shortage[] = [];
  for (const { variantId, requested, bins } of demands) {
    let available = 0;
    for (const { rank, bin } of bins) {
      available += bin.left;
      if (bin.left >= requested) servedInFull[rank]! += 1;
    }
    if (available < requested) shortages.push({ variantId, requested, available });
  }
  if (shortages.length > 0) return { verdict: "out-of-stock", lines: shortages };

  const allRank = servedInFull.indexOf(demands.length);
  const allocations: Allocation[] = [];
  for (const demand of demands) {
    const whole = bestFor(demand, allRank);
    if (whole === null) split(demand, allocations);
    else take(demand.variantId, whole.bin, demand.requested, allocations);
  }
  return { verdict: "allocated", allocations };
}

/** The bin at the rank that serves the whole order, or, where none does (−1), the best one that serves the whole demand. */
function bestFor({ requested, bins }: Demand, allRank: number): RankedBin | null {
  let best: RankedBin | null = null;
  for (const ranked of bins) {
    if (ranked.rank === allRank) return ranked;
    if (ranked.bin.left >= requested && (best === null || ranked.rank < best.rank)) best = ranked;
  }
  return best;
}

function split({ variantId, requested, bins }: Demand, allocations: Allocation[]): void {
  let missing = requested;
  for (const { bin } of [...bins].sort((a, b) => a.rank - b.rank)) {
    const quantity = Math.min(missing, bin.left);
    take(variantId, bin, quantity, allocations);
    missing -= quantity;
    if (missing === 0) return;
  }
}

function take(variantId: number, bin: Bin, quantity: number, allocations: Allocation[]): void {
  bin.left -= quantity;
  allocations.push({ variantId, warehouse: bin.warehouse, quantity });
}
