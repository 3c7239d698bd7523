import { type Database, sql } from "../database/database.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { recently } from "../telemetry/recently.ts";

export type ConsumerLag = {
  readonly consumer: string;
  /** Events of any type between the cursor and the newest. */
  readonly events: number;
  /** Age of the first of them; zero when there is none. */
  readonly seconds: number;
  readonly deadLetters: number;
};
export type EventLag = {
  /** Events without a position, counted up to `MAX_COUNTED`. */
  readonly waiting: number;
  readonly consumers: readonly ConsumerLag[];
};

/** Nobody needs to know how much more than this is waiting, and counting has to stay cheap when much is. */
const MAX_COUNTED = 10_000;

const readWaiting = sql<{ waiting: number }>(
  "events.waiting",
  `select (
    (select count(*) from (select from outbox_shopper where position is null order by aggregate_id, version limit ${MAX_COUNTED}) as s) +
    (select count(*) from (select from outbox_product where position is null order by aggregate_id, version limit ${MAX_COUNTED}) as p)
  )::int as waiting`,
);

const readLag = sql<{ name: string; events: number; seconds: number; dead_letters: number }>(
  "events.lag",
  `with head as (
    select coalesce(greatest(
      (select position from outbox_shopper where position is not null order by position desc limit 1),
      (select position from outbox_product where position is not null order by position desc limit 1)
    ), 0) as position
  )
  select c.name, greatest(head.position - c.position, 0) as events,
    coalesce(greatest(extract(epoch from now() - least(
      (select created_at from outbox_shopper where position > c.position order by position limit 1),
      (select created_at from outbox_product where position > c.position order by position limit 1)
    ))::float8, 0), 0) as seconds,
    (select count(*)::int from event_dead_letters d where d.consumer = c.name) as dead_letters
  from event_consumers c, head order by c.name`,
);

/** How far the relay and the consumers of all processes are behind. */
export async function readEventLag(db: Database): Promise<EventLag> {
  const [[waiting], rows] = await Promise.all([db.run(readWaiting), db.run(readLag)]);
  return {
    waiting: waiting!.waiting,
    consumers: rows.map((row) => ({
      consumer: row.name,
      events: row.events,
      seconds: row.seconds,
      deadLetters: row.dead_letters,
    })),
  };
}

/** Offers the lag to whoever scrapes. While the database is away there are no figures. */
export function registerEventMetrics(metrics: Metrics, db: Database): void {
  const current = recently(() => readEventLag(db));
  metrics.gauge(
    { name: "events_waiting", help: "Events in the outboxes that the relay has not taken yet." },
    async () => (await current())?.waiting ?? null,
  );
  const perConsumer = (name: string, help: string, value: (lag: ConsumerLag) => number) =>
    metrics.gauge({ name, help }, async () =>
      ((await current())?.consumers ?? []).map((one) => ({ labels: { consumer: one.consumer }, value: value(one) })),
    );
  perConsumer("event_consumer_lag_events", "Events behind the newest.", ({ events }) => events);
  perConsumer("event_consumer_lag_seconds", "Age of the oldest event that is not handled.", ({ seconds }) => seconds);
  perConsumer("event_dead_letters", "Events that the consumer could not handle.", ({ deadLetters }) => deadLetters);
}
