import { type Queryable, sql } from "../database/database.ts";
import { newId } from "../ids.ts";

type NewEvent = {
  readonly aggregateType: string;
  /** Orders the events of the aggregate: read it from the row that the same transaction has changed, and so locked. */
  readonly version: number;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
};
export type NewShopperEvent = NewEvent & { readonly shopperId: string; readonly aggregateId: string };
export type NewProductEvent = NewEvent & { readonly productId: number; readonly aggregateId: string };

const insertShopperEvents = sql<never>(
  "outbox.insert-shopper",
  `insert into outbox_shopper (id, shopper_id, aggregate_type, aggregate_id, version, type, payload)
  select id, shopper_id, aggregate_type, aggregate_id, version, type, payload
  from json_to_recordset($1) as e (id uuid, shopper_id uuid, aggregate_type text, aggregate_id uuid, version int, type text, payload jsonb)`,
);

const insertProductEvents = sql<never>(
  "outbox.insert-product",
  `insert into outbox_product (id, product_id, aggregate_type, aggregate_id, version, type, payload)
  select id, product_id, aggregate_type, aggregate_id, version, type, payload
  from json_to_recordset($1) as e (id uuid, product_id bigint, aggregate_type text, aggregate_id text, version bigint, type text,
    payload jsonb)`,
);

/** Writes events of orders and customers. Call it in the transaction that causes them, else one may be lost or tell of what never was. */
export async function recordShopperEvents(tx: Queryable, events: readonly NewShopperEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = withIds(events).map(({ id, ...event }) => ({
    ...columns(id, event),
    shopper_id: event.shopperId,
    aggregate_id: event.aggregateId,
  }));
  await tx.run(insertShopperEvents, [JSON.stringify(rows)]);
}

/** Writes events of products and stock. Call it in the transaction that causes them, else one may be lost or tell of what never was. */
export async function recordProductEvents(tx: Queryable, events: readonly NewProductEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = withIds(events).map(({ id, ...event }) => ({
    ...columns(id, event),
    product_id: event.productId,
    aggregate_id: event.aggregateId,
  }));
  await tx.run(insertProductEvents, [JSON.stringify(rows)]);
}

/** The relay orders events of one version by their ids, and ids of one millisecond are random: sorted, they keep the order of the events. */
function withIds<Event extends NewEvent>(events: readonly Event[]): (Event & { readonly id: string })[] {
  const ids = events.map(() => newId()).sort();
  return events.map((event, index) => ({ ...event, id: ids[index]! }));
}

function columns(id: string, event: NewEvent) {
  return { id, aggregate_type: event.aggregateType, version: event.version, type: event.type, payload: event.payload };
}
