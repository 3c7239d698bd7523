import { type Database, sql } from "../../platform/database/database.ts";
import type { Allocation } from "../inventory/allocate.ts";
import type { OrderRef } from "./locked-order.ts";
import type { OrderStatus } from "./order.ts";
import { allocationsByVariant } from "./place-orders.ts";

/** What the warehouse needs to know of an order. */
export type OrderStock = OrderRef & {
  readonly holdId: string;
  readonly status: OrderStatus;
  readonly country: string;
  readonly lines: readonly {
    readonly variantId: number;
    readonly quantity: number;
    readonly returnedQuantity: number;
    /** Empty for what needs no stock. */
    readonly allocations: readonly { readonly warehouse: string; readonly quantity: number }[];
  }[];
};

/** A hold with the order that it became, if it became one. */
export type HoldStanding = {
  readonly holdId: string;
  readonly order: (OrderRef & { readonly status: OrderStatus; readonly productIds: readonly number[] }) | null;
};

export interface OrderStocks {
  /** In the order asked for; an order that does not exist is left out. One statement. */
  load(refs: readonly OrderRef[]): Promise<OrderStock[]>;
  /** Which orders these holds belong to. One statement. */
  ofHolds(holds: readonly { readonly holdId: string; readonly shopperId: string }[]): Promise<HoldStanding[]>;
  /** Writes down that lines of an order come from other warehouses than was planned when it was placed. */
  reallocate(ref: OrderRef, allocations: readonly Allocation[]): Promise<void>;
}

const readStocks = sql<{
  id: string;
  shopper_id: string;
  hold_id: string;
  status: OrderStatus;
  country: string;
  lines: OrderStock["lines"];
}>(
  "orders.read-stocks",
  `select o.id, o.shopper_id, o.hold_id, o.status, o.country,
    (select json_agg(json_build_object('variantId', l.variant_id, 'quantity', l.quantity, 'returnedQuantity', l.returned_quantity,
        'allocations', l.allocations) order by l.position)
     from order_lines l where l.order_id = o.id and l.shopper_id = o.shopper_id) as lines
  from unnest($1::uuid[], $2::uuid[]) with ordinality as i (id, shopper_id, n)
  join orders o on o.id = i.id and o.shopper_id = i.shopper_id
  order by i.n`,
);

// The idempotency record of a checkout has the id of its hold.
const readStandings = sql<{
  hold_id: string;
  order_id: string | null;
  shopper_id: string;
  status: OrderStatus | null;
  product_ids: number[] | null;
}>(
  "orders.read-hold-standings",
  `select i.hold_id, k.order_id, i.shopper_id, o.status,
    (select array_agg(distinct l.variant_id / 10000) from order_lines l
     where l.order_id = k.order_id and l.shopper_id = k.owner_id) as product_ids
  from unnest($1::uuid[], $2::uuid[]) as i (hold_id, shopper_id)
  left join idempotency_keys k on k.owner_id = i.shopper_id and k.id = i.hold_id
  left join orders o on o.id = k.order_id and o.shopper_id = k.owner_id`,
);

const reallocate = sql<object>(
  "orders.reallocate",
  `update order_lines l set allocations = i.allocations
   from json_to_recordset($3) as i (variant_id bigint, allocations jsonb)
   where l.order_id = $1 and l.shopper_id = $2 and l.variant_id = i.variant_id`,
);

export function createOrderStocks(db: Database): OrderStocks {
  return {
    async load(refs) {
      const rows = await db.run(readStocks, [refs.map((ref) => ref.orderId), refs.map((ref) => ref.shopperId)]);
      return rows.map(({ id, shopper_id, hold_id, ...row }) => ({ orderId: id, shopperId: shopper_id, holdId: hold_id, ...row }));
    },
    async ofHolds(holds) {
      const rows = await db.run(readStandings, [holds.map((hold) => hold.holdId), holds.map((hold) => hold.shopperId)]);
      return rows.map(({ hold_id: holdId, order_id: orderId, shopper_id: shopperId, status, product_ids: productIds }) => ({
        holdId,
        order: orderId === null || status === null ? null : { orderId, shopperId, status, productIds: productIds ?? [] },
      }));
    },
    async reallocate({ orderId, shopperId }, allocations) {
      const rows = [...allocationsByVariant(allocations)].map(([variantId, list]) => ({
        variant_id: variantId,
        allocations: list,
      }));
      await db.run(reallocate, [orderId, shopperId, JSON.stringify(rows)]);
    },
  };
}
