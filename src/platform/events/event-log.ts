import { type Database, sql } from "../database/database.ts";
import type { EventConsumer, ShopEvent } from "./event.ts";

type EventRow = {
  readonly id: string;
  readonly position: number;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly shopper_id: string | null;
  readonly product_id: number | null;
  readonly version: number;
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly created_at: Date;
};

/** The most events that a consumer gets at once. */
export const CONSUMER_BATCH = 500;

// The relay makes positions visible in their order, so all that are not above the greatest are there.
const readHead = sql<{ position: number | null }>(
  "events.head",
  `select greatest(
    (select position from outbox_shopper where position is not null order by position desc limit 1),
    (select position from outbox_product where position is not null order by position desc limit 1)
  ) as position`,
);

const readEvents = sql<EventRow>(
  "events.read",
  `select * from (
    (select id, position, aggregate_type, aggregate_id::text, shopper_id, null::bigint as product_id, version, type, payload, created_at
      from outbox_shopper where position > $1 and position <= $2 and type = any($3) order by position limit ${CONSUMER_BATCH})
    union all
    (select id, position, aggregate_type, aggregate_id, null, product_id, version, type, payload, created_at
      from outbox_product where position > $1 and position <= $2 and type = any($3) order by position limit ${CONSUMER_BATCH})
  ) as e order by position limit ${CONSUMER_BATCH}`,
);

const ensureCursor = sql<{ position: number }>(
  "events.ensure-cursor",
  `with added as (
    insert into event_consumers (name, position) values ($1, $2) on conflict (name) do nothing returning position
  )
  select position from added union all select position from event_consumers where name = $1`,
);

// It only goes forward: a process that lost its lease without knowing cannot take it back behind its successor.
const saveCursor = sql<never>(
  "events.save-cursor",
  "update event_consumers set position = $2, updated_at = now() where name = $1 and position < $2",
);

/** The events in the order that the relay gave them, and where each consumer stands in it. */
export interface EventLog {
  /** The greatest position there is; zero when there is none. */
  head(): Promise<number>;
  /** The first events of these types with `after < position ≤ upTo`, at most `CONSUMER_BATCH`. */
  read(after: number, upTo: number, types: readonly string[]): Promise<ShopEvent[]>;
  /** Where the consumer goes on; makes its cursor when it is new. */
  cursor(consumer: EventConsumer): Promise<number>;
  saveCursor(name: string, position: number): Promise<void>;
}

export function createEventLog(db: Database): EventLog {
  const head = async () => (await db.run(readHead))[0]!.position ?? 0;
  return {
    head,
    read: async (after, upTo, types) => (await db.run(readEvents, [after, upTo, types])).map(toEvent),
    async cursor({ name, from }) {
      const start = from === "now" ? await head() : 0;
      const [row] = await db.run(ensureCursor, [name, start]);
      // Two processes at once: the one whose insert came second sees no row in this statement, but in the next.
      return (row ?? (await db.run(ensureCursor, [name, start]))[0])!.position;
    },
    async saveCursor(name, position) {
      await db.run(saveCursor, [name, position]);
    },
  };
}

function toEvent(row: EventRow): ShopEvent {
  return {
    id: row.id,
    position: row.position,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    shopperId: row.shopper_id,
    productId: row.product_id,
    version: row.version,
    type: row.type,
    payload: row.payload,
    createdAt: row.created_at,
  };
}
