import { parseLsn, type WalPosition } from "./consistency-token.ts";
import { type Queryable, sql } from "./database.ts";

/** Where a server is in the history of its database. */
export type ServerPosition = WalPosition & {
  readonly isStandby: boolean;
  /** At least what a statement saw that ended before this was asked; `lsn` is what the server surely shows. */
  readonly seenLsn: bigint;
};

type Row = {
  readonly standby: boolean;
  readonly timeline: number;
  readonly applied: string;
  readonly received: string | null;
};

/**
 * The timeline of a standby is that of the WAL it receives, and without a connection that of its last checkpoint: what it has replayed may
 * lie before the promotion that began it, and is then common to both. Needs the rights of pg_monitor on a replica.
 */
export const readPosition = sql<Row>(
  "replicas.read-position",
  `select pg_is_in_recovery() as standby,
     case when pg_is_in_recovery()
       then greatest(coalesce((select received_tli from pg_stat_wal_receiver), 0), (select timeline_id from pg_control_checkpoint()))
       else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int end as timeline,
     (case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
       -- A commit that does not wait for the disk is seen before it is written.
       when current_setting('synchronous_commit') = 'off' then pg_current_wal_insert_lsn()
       else pg_current_wal_lsn() end)::text as applied,
     (case when pg_is_in_recovery() then pg_last_wal_receive_lsn() end)::text as received`,
);

/**
 * A standby shows a commit an instant before it says that it has replayed it. That record comes right after what it says; the record of a
 * commit is some hundred bytes long, and thousands only when it drops many tables.
 */
const RECORD_IN_HAND_BYTES = 8_192n;

export async function serverPosition(db: Queryable): Promise<ServerPosition> {
  const [row] = await db.run(readPosition);
  const { standby, timeline, applied, received } = row!;
  const lsn = parseLsn(applied);
  if (!standby) return { isStandby: false, timeline, lsn, seenLsn: lsn };
  return { isStandby: true, timeline, lsn, seenLsn: seenOnStandby(lsn, received === null ? null : parseLsn(received)) };
}

/** With nothing received beyond what was replayed, nothing is in hand; nothing is ever replayed that was not received. */
export function seenOnStandby(replayed: bigint, received: bigint | null): bigint {
  const most = replayed + RECORD_IN_HAND_BYTES;
  if (received === null || received < replayed) return most;
  return received < most ? received : most;
}
