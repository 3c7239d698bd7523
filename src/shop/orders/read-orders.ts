import { type Queryable, type ReadOnly, sql } from "../../platform/database/database.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { Address, AppliedDiscount, Order, OrderLine, OrderPayment, OrderStatus } from "./order.ts";

type Row = {
  readonly id: string;
  readonly shopper_id: string;
  readonly number: string;
  readonly cart_id: string;
  readonly hold_id: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly country: string;
  readonly subtotal_minor: number;
  readonly discount_minor: number;
  readonly shipping_minor: number;
  readonly tax_minor: number;
  readonly included_tax_minor: number;
  readonly total_minor: number;
  readonly shipping_method: string | null;
  readonly email: string;
  readonly shipping_address: Address;
  readonly promotions: readonly AppliedDiscount[];
  readonly version: number;
  readonly placed_at: Date;
  readonly updated_at: Date;
  readonly lines: readonly OrderLine[];
  readonly payment: OrderPayment;
};

/** The columns of an order with its lines and payment; `o` is the row of orders. */
const ORDER_COLUMNS = `o.id, o.shopper_id, o.number, o.cart_id, o.hold_id, o.status, o.currency, o.country, o.subtotal_minor, o.discount_minor,
    o.shipping_minor, o.tax_minor, o.included_tax_minor, o.total_minor, o.shipping_method, o.email, o.shipping_address, o.promotions,
    o.version, o.placed_at, o.updated_at,
    (select json_agg(json_build_object('variantId', l.variant_id, 'sku', l.sku, 'name', l.name, 'quantity', l.quantity,
        'unitPriceMinor', l.unit_price_minor, 'totalMinor', l.total_minor, 'discountMinor', l.discount_minor, 'taxMinor', l.tax_minor,
        'includedTaxMinor', l.included_tax_minor, 'returnedQuantity', l.returned_quantity, 'allocations', l.allocations) order by l.position)
     from order_lines l where l.order_id = o.id and l.shopper_id = o.shopper_id) as lines,
    (select json_build_object('id', p.id, 'provider', p.provider, 'status', p.status, 'reference', p.reference, 'declineCode', p.decline_code,
        'capturedMinor', p.captured_minor, 'refundedMinor', p.refunded_minor)
     from payments p where p.order_id = o.id and p.shopper_id = o.shopper_id) as payment`;

const readOrders = sql<Row | { id: null }>(
  "orders.read",
  `select ${ORDER_COLUMNS}
  from unnest($1::uuid[], $2::uuid[]) with ordinality as i (id, shopper_id, n)
  left join orders o on o.id = i.id and o.shopper_id = i.shopper_id
  order by i.n`,
);

// The staff knows the order's id only; it names the month, and the primary key begins with it.
const readOrderForStaff = sql<Row>("orders.read-for-staff", `select ${ORDER_COLUMNS} from orders o where o.id = $1`);

const listOrdersOfShopper = sql<Row>(
  "orders.list-of-shopper",
  `select ${ORDER_COLUMNS} from orders o where o.shopper_id = $1 and o.id < $2 order by o.id desc limit $3`,
);

const listOrders = sql<Row>(
  "orders.list",
  `select ${ORDER_COLUMNS} from orders o where o.id < $1 and ($2::text is null or o.status = $2) order by o.id desc limit $3`,
);

const hasOrder = sql<{ there: boolean }>(
  "orders.has-order",
  "select exists (select from orders where shopper_id = $1 and status not in ('payment_failed', 'cancelled')) as there",
);

/** Above every UUIDv7: the start of a listing, newest first. */
export const NEWEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface OrderReads {
  /** The order, if it is this shopper's; reads that arrive together are one statement. */
  find(orderId: string, shopperId: string): Promise<Order | null>;
  findForStaff(orderId: string): Promise<Order | null>;
  /** Newest first, older than `before`. */
  listOfShopper(shopperId: string, before: string, limit: number): Promise<Order[]>;
  list(status: OrderStatus | null, before: string, limit: number): Promise<Order[]>;
  /** Whether the shopper has no order yet that stands. */
  isFirstOrder(shopperId: string): Promise<boolean>;
}

/** What shoppers see of their orders; nothing that is decided rests on it, so it may come from a replica. */
export type ShownOrders = Pick<OrderReads, "find" | "listOfShopper">;

export function createOrderReads(db: Queryable, observer?: PartObserver): OrderReads {
  return {
    ...createShownOrders(db, "orders", observer),
    async findForStaff(orderId) {
      const [row] = await db.run(readOrderForStaff, [orderId]);
      return row === undefined ? null : toOrder(row);
    },
    isFirstOrder: async (shopperId) => !(await db.run(hasOrder, [shopperId]))[0]!.there,
    list: async (status, before, limit) => (await db.run(listOrders, [before, status, limit])).map(toOrder),
  };
}

/** `name`: of its queue, for the figures. */
export function createShownOrders(db: ReadOnly, name: string, observer?: PartObserver): ShownOrders {
  const reads = createBatcher<{ orderId: string; shopperId: string }, Order | null>({
    name,
    observer,
    async run(requests) {
      const rows = await db.run(readOrders, [requests.map((item) => item.orderId), requests.map((item) => item.shopperId)]);
      return rows.map((row) => (row.id === null ? null : toOrder(row as Row)));
    },
  });
  return {
    find: (orderId, shopperId) => reads.submit({ orderId, shopperId }),
    listOfShopper: async (shopperId, before, limit) =>
      (await db.run(listOrdersOfShopper, [shopperId, before, limit])).map(toOrder),
  };
}

function toOrder(row: Row): Order {
  return {
    id: row.id,
    shopperId: row.shopper_id,
    number: row.number,
    cartId: row.cart_id,
    holdId: row.hold_id,
    status: row.status,
    currency: row.currency,
    country: row.country,
    subtotalMinor: row.subtotal_minor,
    discountMinor: row.discount_minor,
    shippingMinor: row.shipping_minor,
    taxMinor: row.tax_minor,
    includedTaxMinor: row.included_tax_minor,
    totalMinor: row.total_minor,
    shippingMethod: row.shipping_method,
    email: row.email,
    shippingAddress: row.shipping_address,
    promotions: row.promotions,
    version: row.version,
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
    lines: row.lines,
    payment: row.payment,
  };
}
