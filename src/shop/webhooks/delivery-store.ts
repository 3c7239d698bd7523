import { type Database, type Queryable, sql } from "../../platform/database/database.ts";
import type { ShopEvent } from "../../platform/events/event.ts";
import { problem } from "../../platform/http/problems.ts";

export const deliveryStatuses = ["waiting", "delivered", "dead"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one endpoint. */
export type Delivery = {
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
export type DeliveryRef = { readonly endpointId: string; readonly eventId: string };
/** What is needed to send it; there is none when it is delivered, dead or deleted. */
export type DueDelivery = DeliveryRef & {
  readonly eventType: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
};
export type AttemptResult = {
  readonly status: DeliveryStatus;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date | null;
};

type Row = {
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly next_attempt_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

const COLUMNS = `endpoint_id, event_id, event_type, status, attempts, last_status, last_error, next_attempt_at, created_at, updated_at`;

// Most shops have no endpoint, or few types at each: what nobody wants is not sent to the database.
const readWantedTypes = sql<{ type: string }>(
  "webhooks.read-wanted-types",
  "select distinct unnest(event_types) as type from webhook_endpoints",
);
const fanOut = sql<{ endpoint_id: string; event_id: string }>(
  "webhooks.fan-out",
  `insert into webhook_deliveries (endpoint_id, event_id, event_type, payload)
  select w.id, e.id, e.type, e.payload
  from json_to_recordset($1) as e (id uuid, position bigint, type text, payload jsonb)
  join webhook_endpoints w on e.type = any(w.event_types)
  order by e.position, w.id
  on conflict (endpoint_id, event_id) do nothing
  returning endpoint_id, event_id`,
);
const readDue = sql<{ event_type: string; payload: unknown; attempts: number; url: string; secret: string }>(
  "webhooks.read-due",
  `select d.event_type, d.payload, d.attempts, w.url, w.secret
  from webhook_deliveries d join webhook_endpoints w on w.id = d.endpoint_id
  where d.endpoint_id = $1 and d.event_id = $2 and d.status = 'waiting'`,
);
const settleAttempt = sql<{ attempts: number }>(
  "webhooks.settle-attempt",
  `update webhook_deliveries set status = $3, attempts = attempts + 1, last_status = $4, last_error = $5, next_attempt_at = $6,
    updated_at = now()
  where endpoint_id = $1 and event_id = $2 and status = 'waiting' and attempts = $7 returning attempts`,
);
const listDeliveries = sql<Row>(
  "webhooks.list-deliveries",
  `select ${COLUMNS} from webhook_deliveries
  where endpoint_id = $1 and ($2::text is null or status = $2) and ($3::uuid is null or event_id < $3)
  order by event_id desc limit $4`,
);
const listUndelivered = sql<Row>(
  "webhooks.list-undelivered",
  `select ${COLUMNS} from webhook_deliveries
  where endpoint_id = $1 and status = $2 and status <> 'delivered' and ($3::uuid is null or event_id < $3)
  order by event_id desc limit $4`,
);
const reopen = sql<Row>(
  "webhooks.reopen-delivery",
  `update webhook_deliveries set status = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
  where endpoint_id = $1 and event_id = $2 returning ${COLUMNS}`,
);
const prune = sql<{ count: number }>(
  "webhooks.prune-deliveries",
  `with old as (
    select endpoint_id, event_id from webhook_deliveries where created_at < $1 and status <> 'waiting' limit $2
  ), gone as (
    delete from webhook_deliveries d using old where d.endpoint_id = old.endpoint_id and d.event_id = old.event_id returning 1
  )
  select count(*)::int as count from gone`,
);

export interface DeliveryStore {
  /** A delivery for every event and endpoint that asked for its type; answers those that are new. */
  fanOut(tx: Queryable, events: readonly ShopEvent[]): Promise<DeliveryRef[]>;
  due(ref: DeliveryRef): Promise<DueDelivery | null>;
  /** Notes an attempt, once: false when somebody else has noted it, or the delivery is gone. */
  settle(tx: Queryable, delivery: DueDelivery, result: AttemptResult): Promise<boolean>;
  /** Newest event first, older than `before`. */
  list(endpointId: string, status: DeliveryStatus | null, before: string | null, limit: number): Promise<Delivery[]>;
  /** Makes it wait again with all its attempts. @throws `not-found` */
  reopen(tx: Queryable, ref: DeliveryRef): Promise<Delivery>;
  /** Takes away what is older and no longer waits, up to `limit` rows; answers how many. */
  prune(before: Date, limit: number): Promise<number>;
}

export function createDeliveryStore(db: Database): DeliveryStore {
  return {
    async fanOut(tx, events) {
      const wanted = new Set((await tx.run(readWantedTypes)).map(({ type }) => type));
      const rows = events
        .filter(({ type }) => wanted.has(type))
        .map(({ id, position, type, ...event }) => ({ id, position, type, payload: envelope({ id, type, ...event }) }));
      if (rows.length === 0) return [];
      return (await tx.run(fanOut, [JSON.stringify(rows)])).map((row) => ({
        endpointId: row.endpoint_id,
        eventId: row.event_id,
      }));
    },
    async due({ endpointId, eventId }) {
      const [row] = await db.run(readDue, [endpointId, eventId]);
      if (row === undefined) return null;
      const { event_type: eventType, payload, attempts, url, secret } = row;
      return { endpointId, eventId, eventType, payload, attempts, url, secret };
    },
    async settle(tx, { endpointId, eventId, attempts }, { status, lastStatus, lastError, nextAttemptAt }) {
      const values = [endpointId, eventId, status, lastStatus, lastError, nextAttemptAt, attempts];
      return (await tx.run(settleAttempt, values)).length > 0;
    },
    async list(endpointId, status, before, limit) {
      const statement = status === null || status === "delivered" ? listDeliveries : listUndelivered;
      return (await db.run(statement, [endpointId, status, before, limit])).map(toDelivery);
    },
    async reopen(tx, { endpointId, eventId }) {
      const [row] = await tx.run(reopen, [endpointId, eventId]);
      if (row === undefined) throw problem("not-found", "There is no such delivery.");
      return toDelivery(row);
    },
    prune: async (before, limit) => (await db.run(prune, [before, limit]))[0]!.count,
  };
}

/** The body that subscribers get. Deliveries may overtake each other; `aggregate.version` tells the newer from the older. */
function envelope(event: Omit<ShopEvent, "position">) {
  return {
    id: event.id,
    type: event.type,
    createdAt: event.createdAt.toISOString(),
    aggregate: { type: event.aggregateType, id: event.aggregateId, version: event.version },
    data: event.payload,
  };
}

function toDelivery(row: Row): Delivery {
  return {
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    eventType: row.event_type,
    status: row.status,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
