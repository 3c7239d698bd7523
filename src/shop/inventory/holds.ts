import { plainArray, textArray } from "../../platform/database/arrays.ts";
import { type Database, retryTransient } from "../../platform/database/database.ts";
import { errorCode, isUniqueViolation } from "../../platform/database/errors.ts";
import { problem } from "../../platform/http/problems.ts";
import { productOfVariant } from "../../platform/ids.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import {
  type Allocation,
  type AllocationVerdict,
  allocate,
  type LineToAllocate,
  type Shortage,
  type StockLevel,
} from "./allocate.ts";
import { createHottestVariant, type HoldObserver } from "./hottest-variant.ts";
import {
  moveReservations,
  prolongHolds,
  readHolds,
  readLevels,
  STOCK_CHANGED,
  type Transition,
  takeHolds,
  transitions,
} from "./stock-changes.ts";

export type HoldRequest = {
  /** Derived from the client's idempotency key, so that the same checkout never holds twice. */
  readonly holdId: string;
  readonly shopperId: string;
  readonly lines: readonly LineToAllocate[];
  /** Warehouses, best first. */
  readonly preference: readonly string[];
};

/** `expiresAt` names the try: whoever takes a hold over prolongs it. `fresh`: nothing was there before. */
export type HoldVerdict =
  | { readonly verdict: "held"; readonly allocations: readonly Allocation[]; readonly expiresAt: Date; readonly fresh: boolean }
  | { readonly verdict: "out-of-stock"; readonly lines: readonly Shortage[] }
  /** The hold is there, but for other lines, or it has moved on. */
  | { readonly verdict: "in-use" };

export interface Holds {
  /** Takes stock for a limited time, all lines of the order or none. */
  take(request: HoldRequest): Promise<HoldVerdict>;
  /** Gives back what `take` held, unless another try of the same checkout has taken it over since. */
  abandon(request: HoldRequest, expiresAt: Date): Promise<void>;
  /** Moves the reservations of a hold on; those that are elsewhere already are left alone. Answers the units moved. */
  move(transition: Transition, holdId: string, productIds: readonly number[]): Promise<number>;
}

export type HoldOptions = {
  /** How long stock is kept for a checkout that has no order yet, or whose payment is not known yet. */
  readonly ttlMs?: number;
  readonly lanes?: number;
  readonly observer?: (PartObserver & Partial<HoldObserver>) | undefined;
};

/** Longer than any payment takes to become known in the normal case; the sweeper looks at the order before it takes anything back. */
export const DEFAULT_HOLD_TTL_MS = 10 * 60_000;
/** Two lanes: one batch computes while the other waits for its commit. */
const DEFAULT_LANES = 2;
/** Every attempt loses only to another process that sold something in between, so a few are plenty. */
const MAX_DECISIONS = 20;
const MAX_BATCH_LINES = 3_000;

export function createHolds(db: Database, options: HoldOptions = {}): Holds {
  const ttlMs = options.ttlMs ?? DEFAULT_HOLD_TTL_MS;
  const lanes = options.lanes ?? DEFAULT_LANES;
  const { observer } = options;
  const hottest = createHottestVariant();
  observer?.holds?.(hottest.figures);

  const takes = createBatcher<HoldRequest, HoldVerdict>({
    name: "holds",
    observer,
    lanes,
    maxWeight: MAX_BATCH_LINES,
    weigh: (request) => request.lines.length,
    async run(requests) {
      try {
        return await adoptRefused(db, requests, await takeBatch(db, requests, ttlMs), ttlMs);
      } catch (error) {
        if (requests.length > 1 || !isUniqueViolation(error)) throw error;
        // The hold is there already: an earlier try whose answer was lost, or the same checkout at another process.
        const [adopted] = await adopt(db, requests, ttlMs);
        return [adopted ?? { verdict: "in-use" }];
      }
    },
  });

  const moves = new Map<Transition, ReturnType<typeof createMoves>>();
  function createMoves(transition: Transition) {
    return createBatcher<HoldOfProducts, number>({
      name: `stock-${transition}`,
      observer,
      lanes: 1,
      maxWeight: MAX_BATCH_LINES,
      weigh: (item) => item.productIds.length,
      run: (items) => moveBatch(db, transition, items),
    });
  }

  return {
    take(request) {
      for (const line of request.lines) hottest.add(line.variantId);
      return takes.submit(request);
    },
    async abandon({ holdId, lines }, expiresAt) {
      const productIds = [...new Set(lines.map((line) => productOfVariant(line.variantId)))];
      await retryTransient(() => moveBatch(db, "release", [{ holdId, productIds }], expiresAt));
    },
    move(transition, holdId, productIds) {
      let batcher = moves.get(transition);
      if (batcher === undefined) {
        batcher = createMoves(transition);
        moves.set(transition, batcher);
      }
      return batcher.submit({ holdId, productIds });
    },
  };
}

/** Decides on the levels as read, then takes them if they still hold; else decides again. No lock is held while deciding. */
async function takeBatch(db: Database, requests: readonly HoldRequest[], ttlMs: number): Promise<HoldVerdict[]> {
  const variantIds = [
    ...new Set(requests.flatMap((request) => request.lines.filter((line) => line.tracked).map((line) => line.variantId))),
  ];
  const orders = requests.map((request) => ({ key: request.holdId, lines: request.lines, preference: request.preference }));
  for (let decision = 0; decision < MAX_DECISIONS; decision += 1) {
    const verdicts = allocate(orders, await loadLevels(db, variantIds));
    const expiresAt = await takeAllocated(db, requests, verdicts, ttlMs);
    if (expiresAt === null) continue;
    return requests.map(({ holdId }) => {
      const verdict = verdicts.get(holdId)!;
      return verdict.verdict === "allocated"
        ? { verdict: "held", allocations: verdict.allocations, expiresAt, fresh: true }
        : { verdict: "out-of-stock", lines: verdict.lines };
    });
  }
  throw problem("overloaded", "The stock of these items changes too fast at the moment.");
}

async function loadLevels(db: Database, variantIds: readonly number[]): Promise<Map<number, StockLevel[]>> {
  const levels = new Map<number, StockLevel[]>();
  if (variantIds.length === 0) return levels;
  for (const { variant_id, warehouse, available } of await db.run(readLevels, [plainArray(variantIds)])) {
    const bins = levels.get(variant_id);
    if (bins === undefined) levels.set(variant_id, [{ warehouse, available }]);
    else bins.push({ warehouse, available });
  }
  return levels;
}

/** What a batch takes of one level. */
type Taking = { readonly variantId: number; readonly warehouse: string; quantity: number; readonly entries: Entry[] };
type Entry = { readonly request: HoldRequest; readonly part: number; readonly quantity: number };

/** Answers when the holds end, or null when a level had less than was decided on and nothing was taken. */
async function takeAllocated(
  db: Database,
  requests: readonly HoldRequest[],
  verdicts: ReadonlyMap<string, AllocationVerdict>,
  ttlMs: number,
): Promise<Date | null> {
  const takings = takingsOf(requests, verdicts);
  if (takings.length === 0) return new Date(Date.now() + ttlMs);
  const entries = takings.flatMap((taking, index) =>
    taking.entries.map((entry, change) => ({ ...entry, taking, level: index + 1, change: change + 1 })),
  );
  try {
    const [row] = await db.run(takeHolds, [
      plainArray(takings.map((taking) => taking.variantId)),
      textArray(takings.map((taking) => taking.warehouse)),
      plainArray(takings.map((taking) => taking.quantity)),
      plainArray(takings.map((taking) => taking.entries.length)),
      plainArray(entries.map((entry) => entry.request.holdId)),
      plainArray(entries.map((entry) => entry.request.shopperId)),
      plainArray(entries.map((entry) => entry.taking.variantId)),
      plainArray(entries.map((entry) => entry.part)),
      textArray(entries.map((entry) => entry.taking.warehouse)),
      plainArray(entries.map((entry) => entry.quantity)),
      plainArray(entries.map((entry) => entry.level)),
      plainArray(entries.map((entry) => entry.change)),
      ttlMs,
    ]);
    return row!.expires_at;
  } catch (error) {
    if (errorCode(error) === STOCK_CHANGED) return null;
    throw error;
  }
}

/** By level, in the order in which every statement locks levels. */
function takingsOf(requests: readonly HoldRequest[], verdicts: ReadonlyMap<string, AllocationVerdict>): Taking[] {
  const takings = new Map<string, Taking>();
  for (const request of requests) {
    const verdict = verdicts.get(request.holdId)!;
    if (verdict.verdict !== "allocated") continue;
    const partsOf = new Map<number, number>();
    for (const { variantId, warehouse, quantity } of verdict.allocations) {
      const productId = productOfVariant(variantId);
      const part = partsOf.get(productId) ?? 0;
      partsOf.set(productId, part + 1);
      const key = `${variantId} ${warehouse}`;
      const taking = takings.get(key) ?? { variantId, warehouse, quantity: 0, entries: [] };
      takings.set(key, taking);
      taking.quantity += quantity;
      taking.entries.push({ request, part, quantity });
    }
  }
  return [...takings.values()].sort((a, b) => a.variantId - b.variantId || (a.warehouse < b.warehouse ? -1 : 1));
}

/** What was refused may be held by an earlier try of the same checkout: its own hold must not tell a shopper that all is sold. */
async function adoptRefused(
  db: Database,
  requests: readonly HoldRequest[],
  verdicts: readonly HoldVerdict[],
  ttlMs: number,
): Promise<readonly HoldVerdict[]> {
  const refused = requests.filter((_, index) => verdicts[index]!.verdict === "out-of-stock");
  if (refused.length === 0) return verdicts;
  const adopted = await adopt(db, refused, ttlMs);
  const byHold = new Map(refused.map((request, index) => [request.holdId, adopted[index]!]));
  return requests.map((request, index) => byHold.get(request.holdId) ?? verdicts[index]!);
}

/** Takes over the holds that are there for exactly these lines; null where there is none, or one for other lines. */
async function adopt(db: Database, requests: readonly HoldRequest[], ttlMs: number): Promise<(HoldVerdict | null)[]> {
  const found = Map.groupBy(await db.run(readHolds, pairsOf(requests)), (row) => row.hold_id);
  const matching = requests.filter((request) => holdsExactly(request, found.get(request.holdId)));
  if (matching.length === 0) return requests.map(() => null);
  const kept = Map.groupBy(await db.run(prolongHolds, [...pairsOf(matching), ttlMs]), (row) => row.hold_id);
  return requests.map((request) => {
    const rows = kept.get(request.holdId);
    if (rows === undefined || !holdsExactly(request, rows)) return null;
    const allocations = rows.map((row) => ({ variantId: row.variant_id, warehouse: row.warehouse, quantity: row.quantity }));
    return { verdict: "held", allocations, expiresAt: rows[0]!.expires_at, fresh: false };
  });
}

export type HoldOfProducts = { readonly holdId: string; readonly productIds: readonly number[] };

function pairsOf(requests: readonly HoldRequest[]): [holdIds: string, productIds: string] {
  return holdPairs(
    requests.map(({ holdId, lines }) => ({ holdId, productIds: lines.map((line) => productOfVariant(line.variantId)) })),
  );
}

/** Hold and product ids, each pair once, in the order in which every statement locks reservations. */
export function holdPairs(items: readonly HoldOfProducts[]): [holdIds: string, productIds: string] {
  const pairs = new Map<string, readonly [string, number]>();
  for (const { holdId, productIds } of items) {
    for (const productId of productIds) pairs.set(`${productId} ${holdId}`, [holdId, productId]);
  }
  const sorted = [...pairs.values()].sort(([aHold, a], [bHold, b]) => a - b || (aHold < bHold ? -1 : 1));
  return [plainArray(sorted.map(([holdId]) => holdId)), plainArray(sorted.map(([, productId]) => productId))];
}

function holdsExactly(request: HoldRequest, rows: readonly { variant_id: number; quantity: number }[] | undefined): boolean {
  if (rows === undefined) return false;
  const missing = new Map<number, number>();
  for (const line of request.lines) {
    if (line.tracked) missing.set(line.variantId, (missing.get(line.variantId) ?? 0) + line.quantity);
  }
  for (const row of rows) missing.set(row.variant_id, (missing.get(row.variant_id) ?? 0) - row.quantity);
  return [...missing.values()].every((quantity) => quantity === 0);
}

async function moveBatch(
  db: Database,
  transition: Transition,
  items: readonly HoldOfProducts[],
  expiresAt: Date | null = null,
): Promise<number[]> {
  const { from, onHand, reserved, allocated, ends, onlyExpired } = transitions[transition];
  const rows = await db.run(moveReservations, [
    ...holdPairs(items),
    transition,
    from,
    onHand,
    reserved,
    allocated,
    ends,
    onlyExpired,
    expiresAt,
  ]);
  const moved = new Map(rows.map((row) => [row.hold_id, row.quantity]));
  return items.map((item) => moved.get(item.holdId) ?? 0);
}
