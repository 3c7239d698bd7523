import { type Database, type Queryable, type Statement, sql } from "../database/database.ts";
import { BUSY_PAUSE_MS, longerPause, type Pause, realPause } from "./pause.ts";

/** Gives positions to the events that wait in the outboxes, so that consumers can read them in one order. */
export interface Relay {
  /** Goes on until the signal is aborted. Errors are reported and tried again. */
  run(signal: AbortSignal): Promise<void>;
  /** One round; answers how many events got a position. */
  round(): Promise<number>;
}

export type RelayOptions = {
  readonly db: Database;
  readonly onError: (error: unknown) => void;
  /** Told, after each round, how many events of each type got a position. */
  readonly onRelayed?: ((type: string, count: number) => void) | undefined;
  readonly pause?: Pause;
};

/** Events of one outbox in one round. Measured: 11 ms for a thousand, so nobody waits long behind a round. */
export const RELAY_BATCH = 1_000;
const LONGEST_ERROR_PAUSE_MS = 1_000;

type Relayed = { readonly types: Readonly<Record<string, number>> | null; readonly last: string | null };

type Outbox = {
  readonly relay: Statement<Relayed>;
  readonly first: string;
  /** The aggregate at which the next round begins. */
  next: string;
};

/**
 * Takes what waits in the order of (aggregate, version), from one aggregate on. A transaction that wrote version n of an aggregate held its
 * row, so whoever sees version n sees all versions before it: they are in the same round and further ahead, or were in a round before. The
 * clocks of the writers play no part. Going round by aggregate, nobody starves, and dead index entries at the start are not walked again.
 * Events of one version go in the order in which they were recorded together. The limit is written out, because the planner must know how few rows it is about.
 */
function relayStatement(name: string, table: string, shard: string, aggregateType: string): Outbox["relay"] {
  return sql(
    name,
    `with due as materialized (
      select id, ${shard}, aggregate_id, version from ${table}
      where position is null and aggregate_id >= $1::${aggregateType}
      order by aggregate_id, version, id limit ${RELAY_BATCH}
    ), numbered as materialized (
      select id, ${shard}, nextval('outbox_position') as position from (select * from due order by aggregate_id, version, id) as d
    ), relayed as (
      update ${table} o set position = n.position from numbered n where o.id = n.id and o.${shard} = n.${shard} returning o.type
    )
    select (select json_object_agg(type, count) from (select type, count(*) from relayed group by type) as t) as types,
      (select aggregate_id::text from due order by due.aggregate_id desc limit 1) as last`,
  );
}

// The order makes the planner take the index of what waits; for a bare `exists` it may read the whole table.
const anyWaiting = sql<{ shopper: boolean; product: boolean }>(
  "relay.any-waiting",
  `select
    exists (select from (select from outbox_shopper where position is null order by aggregate_id, version limit 1) as s) as shopper,
    exists (select from (select from outbox_product where position is null order by aggregate_id, version limit 1) as p) as product`,
);

// Only one transaction gives positions at a time, whoever believes to lead: positions become visible in their order.
const lockRelay = sql<never>("relay.lock", "select pg_advisory_xact_lock(hashtextextended('tenfold.relay.round', 0))");

export function createRelay({ db, onError, onRelayed, pause = realPause }: RelayOptions): Relay {
  const shopper = outbox("relay.shopper", "outbox_shopper", "shopper_id", "uuid", "00000000-0000-0000-0000-000000000000");
  const product = outbox("relay.product", "outbox_product", "product_id", "text", "");

  async function round(): Promise<number> {
    const [waiting] = await db.run(anyWaiting);
    const due = [...(waiting!.shopper ? [shopper] : []), ...(waiting!.product ? [product] : [])];
    if (due.length === 0) return 0;
    const results = await db.transaction(async (tx) => {
      await tx.run(lockRelay);
      const rows: Relayed[] = [];
      for (const one of due) rows.push(await relayOutbox(tx, one));
      return rows;
    });
    // A round that came to an aggregate's middle goes on there; one that came to the end begins again.
    let relayed = 0;
    for (const [index, { types, last }] of results.entries()) {
      const counts = Object.entries(types ?? {});
      const count = counts.reduce((sum, [, ofType]) => sum + ofType, 0);
      due[index]!.next = count === RELAY_BATCH ? last! : due[index]!.first;
      for (const [type, ofType] of counts) onRelayed?.(type, ofType);
      relayed += count;
    }
    return relayed;
  }

  return {
    round,
    async run(signal) {
      let pauseMs = BUSY_PAUSE_MS;
      while (!signal.aborted) {
        try {
          const count = await round();
          if (count >= RELAY_BATCH) continue;
          pauseMs = count > 0 ? BUSY_PAUSE_MS : longerPause(pauseMs);
        } catch (error) {
          if (!signal.aborted) onError(error);
          pauseMs = Math.min(pauseMs * 2, LONGEST_ERROR_PAUSE_MS);
        }
        await pause(pauseMs, signal);
      }
    },
  };
}

function outbox(name: string, table: string, shard: string, aggregateType: string, first: string): Outbox {
  return { relay: relayStatement(name, table, shard, aggregateType), first, next: first };
}

async function relayOutbox(tx: Queryable, { relay, next }: Outbox): Promise<Relayed> {
  const [row] = await tx.run(relay, [next]);
  return row!;
}
