import { type Database, retryTransient, sql } from "../../platform/database/database.ts";
import type { OrderStatus } from "../orders/order.ts";
import type { OrderStocks } from "../orders/order-stock.ts";
import type { ExpiredRedemptions } from "../promotions/expired-redemptions.ts";
import type { Redemptions } from "../promotions/redemptions.ts";
import { DEFAULT_HOLD_TTL_MS, type HoldOfProducts, type Holds, holdPairs } from "./holds.ts";
import { prolongHolds, type Transition } from "./stock-changes.ts";

export type SweeperDependencies = {
  readonly db: Database;
  readonly holds: Holds;
  readonly orders: OrderStocks;
  readonly redemptions: Redemptions;
  readonly expiredRedemptions: ExpiredRedemptions;
  /** How long after its end a hold is looked at. */
  readonly graceMs?: number;
  readonly ttlMs?: number;
};

export interface Sweeper {
  /** Looks after what was held for longer than a checkout takes; answers how many reservations and coupon uses it looked at. */
  runOnce(): Promise<number>;
}

/**
 * Placing refuses a hold that has ended, by the time when its statement starts, and no statement runs longer than 15 s.
 * So after 30 s no order can come of the hold any more, even with clocks that are some seconds apart.
 */
export const SWEEP_GRACE_MS = 30_000;
/** Reservations looked at in one turn: ten orders of the usual size in one statement cost what one costs. */
export const SWEEP_BATCH = 1_000;

type ExpiredHold = {
  readonly hold_id: string;
  readonly shopper_id: string;
  readonly product_ids: number[];
  readonly reservations: number;
};

const listExpired = sql<ExpiredHold>(
  "inventory.list-expired",
  `select hold_id, shopper_id, array_agg(distinct product_id) as product_ids, count(*)::int as reservations from (
     select hold_id, shopper_id, product_id from reservations
     where state = 'held' and expires_at < now() - $1::int * interval '1 ms' order by expires_at limit $2
   ) r group by 1, 2`,
);

/** What becomes of an expired hold, by the state of its order; null is a hold that never became an order. */
export function sweepActions(status: OrderStatus | null): readonly (Transition | "prolong")[] {
  switch (status) {
    case null:
      return ["expire"];
    case "pending":
      return ["prolong"];
    case "paid":
      return ["allocate"];
    case "fulfilled":
      return ["allocate", "ship"];
    case "payment_failed":
    case "cancelled":
    case "returned":
      return ["release"];
  }
}

export function createSweeper(deps: SweeperDependencies): Sweeper {
  const { db, holds, orders, redemptions, expiredRedemptions, graceMs = SWEEP_GRACE_MS, ttlMs = DEFAULT_HOLD_TTL_MS } = deps;

  async function sweepHolds(): Promise<number> {
    const expired = await db.run(listExpired, [graceMs, SWEEP_BATCH]);
    if (expired.length === 0) return 0;
    const standings = await orders.ofHolds(expired.map((hold) => ({ holdId: hold.hold_id, shopperId: hold.shopper_id })));
    const orderOf = new Map(standings.map(({ holdId, order }) => [holdId, order]));
    const prolonged: HoldOfProducts[] = [];
    await Promise.all(
      expired.map(async ({ hold_id: holdId, product_ids: productIds }) => {
        const order = orderOf.get(holdId) ?? null;
        // One key on two carts at once may have held the products of both; the order is of one.
        const [own, strange] = partition(productIds, (productId) => order === null || order.productIds.includes(productId));
        if (strange.length > 0) await holds.move("expire", holdId, strange);
        for (const action of sweepActions(order?.status ?? null)) {
          if (action === "prolong") prolonged.push({ holdId, productIds: own });
          else if (own.length > 0) await holds.move(action, holdId, own);
        }
      }),
    );
    if (prolonged.length > 0) await retryTransient(() => db.run(prolongHolds, [...holdPairs(prolonged), ttlMs]));
    return expired.reduce((sum, hold) => sum + hold.reservations, 0);
  }

  async function sweepRedemptions(): Promise<number> {
    const expired = await expiredRedemptions.list(graceMs, SWEEP_BATCH);
    if (expired.length === 0) return 0;
    const statuses = await statusesOf(expired);
    const withAction = (wanted: string) =>
      expired.map((hold) => hold.holdId).filter((holdId) => sweepActions(statuses.get(holdId) ?? null)[0] === wanted);
    await expiredRedemptions.expire(withAction("expire"));
    await expiredRedemptions.prolong(withAction("prolong"), ttlMs);
    await redemptions.use(withAction("allocate"));
    await redemptions.release(withAction("release"));
    return expired.length;
  }

  async function statusesOf(list: readonly { holdId: string; shopperId: string }[]): Promise<Map<string, OrderStatus | null>> {
    const standings = await orders.ofHolds(list);
    return new Map(standings.map(({ holdId, order }) => [holdId, order?.status ?? null]));
  }

  return {
    async runOnce() {
      return (await sweepHolds()) + (await sweepRedemptions());
    },
  };
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (belongs(item) ? yes : no).push(item);
  return [yes, no];
}
