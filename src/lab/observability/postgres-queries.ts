type Column = { readonly usage: "LABEL" | "GAUGE" | "COUNTER"; readonly description: string };
type Query = {
  readonly query: string;
  /** Versions of the server, as postgres_exporter compares them. */
  readonly runonserver?: string;
  readonly columns: Readonly<Record<string, Column>>;
};

const label = (description: string): Column => ({ usage: "LABEL", description });
const gauge = (description: string): Column => ({ usage: "GAUGE", description });
const counter = (description: string): Column => ({ usage: "COUNTER", description });

/** Tables that take the most room; the rest would be series that nobody looks at. Partitions count as their parent. */
const MAX_TABLES = 40;

/**
 * What postgres_exporter is to ask. Its own queries are switched off: they are many, and an exporter that is older than PostgreSQL 17 asks
 * `pg_stat_bgwriter` for the figures of checkpoints, which moved to `pg_stat_checkpointer` there.
 */
export const postgresQueries: Readonly<Record<string, Query>> = {
  pg_connections: {
    query: `select coalesce(state, 'background') as state, count(*)::float8 as count from pg_stat_activity where datname = current_database() group by 1`,
    columns: { state: label("What the connection does."), count: gauge("Connections to this database.") },
  },
  pg_server: {
    query: `select current_setting('max_connections')::float8 as max_connections, pg_database_size(current_database())::float8 as database_bytes,
      extract(epoch from now() - pg_postmaster_start_time())::float8 as uptime_seconds`,
    columns: {
      max_connections: gauge("Connections that there may be."),
      database_bytes: gauge("Size of the database."),
      uptime_seconds: gauge("Time since the server started."),
    },
  },
  pg_transactions: {
    query: `select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 as oldest_seconds,
      count(*) filter (where wait_event_type = 'Lock')::float8 as waiting_for_locks
      from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    columns: {
      oldest_seconds: gauge("Age of the oldest open transaction."),
      waiting_for_locks: gauge("Sessions that wait for a lock."),
    },
  },
  pg_database: {
    query: `select xact_commit::float8 as commits, xact_rollback::float8 as rollbacks, blks_read::float8 as blocks_read, blks_hit::float8 as blocks_hit,
      tup_inserted::float8 as rows_inserted, tup_updated::float8 as rows_updated, tup_deleted::float8 as rows_deleted,
      deadlocks::float8 as deadlocks, temp_bytes::float8 as temp_bytes
      from pg_stat_database where datname = current_database()`,
    columns: {
      commits: counter("Transactions committed."),
      rollbacks: counter("Transactions rolled back."),
      blocks_read: counter("Blocks asked of the system, because they were not in shared buffers."),
      blocks_hit: counter("Blocks found in shared buffers."),
      rows_inserted: counter("Rows inserted."),
      rows_updated: counter("Rows updated."),
      rows_deleted: counter("Rows deleted."),
      deadlocks: counter("Deadlocks that were resolved."),
      temp_bytes: counter("Bytes written to temporary files, by sorts that had too little memory."),
    },
  },
  pg_tables: {
    query: `select relname, sum(seq_tup_read)::float8 as seq_tup_read, sum(idx_scan)::float8 as index_scans, sum(n_live_tup)::float8 as live_tuples,
      sum(n_dead_tup)::float8 as dead_tuples
      from (select coalesce(p.relname, t.relname) as relname, t.seq_tup_read, coalesce(t.idx_scan, 0) as idx_scan, t.n_live_tup, t.n_dead_tup
        from pg_stat_user_tables t left join pg_inherits i on i.inhrelid = t.relid left join pg_class p on p.oid = i.inhparent
        where t.schemaname = 'public') tables
      group by 1 order by sum(n_live_tup) desc limit ${MAX_TABLES}`,
    columns: {
      relname: label("Table; partitions count as their parent."),
      seq_tup_read: counter("Rows read by scans of the whole table."),
      index_scans: counter("Scans of its indexes."),
      live_tuples: gauge("Rows, by the server's estimate."),
      dead_tuples: gauge("Rows that vacuum has to clear."),
    },
  },
  pg_checkpoints: {
    // An older server has no such view and is not asked: nothing is known of its checkpoints then.
    runonserver: ">=17.0.0",
    query: `select num_timed::float8 as timed, num_requested::float8 as requested, write_time / 1000 as write_seconds, buffers_written::float8 as buffers from pg_stat_checkpointer`,
    columns: {
      timed: counter("Checkpoints because it was time."),
      requested: counter("Checkpoints because the log grew, or because of a command."),
      write_seconds: counter("Time spent writing pages."),
      buffers: counter("Pages written."),
    },
  },
  pg_wal: {
    query: `select wal_bytes::float8 as bytes, wal_fpi::float8 as full_page_images, wal_buffers_full::float8 as buffers_full from pg_stat_wal`,
    columns: {
      bytes: counter("Bytes of log written."),
      full_page_images: counter("Whole pages in it, after checkpoints."),
      buffers_full: counter("Times that the log's buffers were full."),
    },
  },
  pg_replica: {
    query: `select (select count(*) from pg_stat_wal_receiver where status = 'streaming')::float8 as streaming,
      case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
        else coalesce(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()), 0) end::float8 as replay_lag_seconds
      where pg_is_in_recovery()`,
    columns: {
      streaming: gauge("1 while it receives log from its primary."),
      replay_lag_seconds: gauge("How old the last transaction is that it replayed; 0 when it has all that it received."),
    },
  },
  pg_replication_slots: {
    query: `select slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 as retained_bytes, active::int::float8 as active
      from pg_replication_slots where not pg_is_in_recovery() and restart_lsn is not null`,
    columns: {
      slot_name: label("Slot."),
      retained_bytes: gauge("Log that is kept for it."),
      active: gauge("1 while somebody reads from it."),
    },
  },
};

/** As postgres_exporter reads it. */
export function postgresQueriesDocument(): object {
  const document: Record<string, object> = {};
  for (const [name, { query, runonserver, columns }] of Object.entries(postgresQueries)) {
    document[name] = {
      query: query.replace(/\s+/g, " "),
      ...(runonserver === undefined ? {} : { runonserver }),
      metrics: Object.entries(columns).map(([column, settings]) => ({ [column]: settings })),
    };
  }
  return document;
}
