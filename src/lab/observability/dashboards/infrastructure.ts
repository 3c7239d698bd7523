import { rate, recent, recentOfExporter, shortly } from "../promql.ts";
import { bars, type Dashboard, lines, number, query } from "./dashboard.ts";

const NO_EXPORTER = "there is no exporter for PostgreSQL";
const NO_REPLICA = "the topology has no replica";
const NO_POOLER = "the topology has no pooler, or there is no exporter for it";
const NO_PROXY = "the topology has no proxy, or there is no exporter for it";
const NO_NODE = "there is no node exporter";

export const database: Dashboard = {
  id: "tenfold-database",
  title: "Tenfold: database",
  about: "Which statement, which table, which wait. The upper half is what the shop sees, the lower what the server says.",
  rows: [
    {
      title: "As the shop sees it",
      panels: [
        lines(
          "Statements, p99",
          "s",
          "With the wait for a connection. Promised 50 ms, alert 100 ms.",
          [query("shop:db_statement_seconds:p99", "p99")],
          { warn: 0.05, alarm: 0.1 },
        ),
        bars(
          "Where the time goes",
          "percentunit",
          "Seconds of statement per second, by name: the first bar is what an index or a cache pays for.",
          [query((p) => `topk(10, sum by (statement) (${rate("db_statement_seconds_total", recent(p))}))`, "{{statement}}")],
        ),
        bars(
          "Slowest statements",
          "s",
          "Mean. A statement that appears here suddenly has lost its index.",
          [query("topk(10, shop:db_statement_seconds:mean)", "{{statement}}")],
          { warn: 0.05, alarm: 0.1 },
        ),
        lines("Most sent statements", "ops", "A second.", [
          query((p) => `topk(8, sum by (statement) (${rate("db_statement_calls_total", recent(p))}))`, "{{statement}}"),
        ]),
        lines("Failed", "ops", "Statements, a second.", [
          query((p) => `sum by (part) (${rate("db_statement_errors_total", recent(p))})`, "{{part}}"),
        ]),
        lines("Connections busy", "percentunit", "Of the pool of each process.", [query("part:db_pool:ratio", "{{part}}")], {
          warn: 0.8,
          alarm: 1,
        }),
        lines(
          "Waiting for a connection",
          "short",
          "Statements. Always above 0 is a pool that is exhausted.",
          [query((p) => `avg_over_time(db_pool_waiting[${shortly(p)}])`, "{{part}}")],
          { alarm: 1 },
        ),
      ],
    },
    {
      title: "As the server sees it",
      panels: [
        lines("Transactions", "ops", "Committed and rolled back.", [
          query((p) => rate("pg_database_commits", recentOfExporter(p)), "{{part}} committed", NO_EXPORTER),
          query((p) => rate("pg_database_rollbacks", recentOfExporter(p)), "{{part}} rolled back", NO_EXPORTER),
        ]),
        lines(
          "Found in shared buffers",
          "percentunit",
          "Falls when the data no longer fit into memory.",
          [
            query(
              (p) =>
                `${rate("pg_database_blocks_hit", recentOfExporter(p))} / (${rate("pg_database_blocks_hit", recentOfExporter(p))} + ${rate("pg_database_blocks_read", recentOfExporter(p))} > 0)`,
              "{{part}}",
              NO_EXPORTER,
            ),
          ],
          { warn: 0.95, alarm: 0.9, below: true },
        ),
        lines("Connections", "short", "By what they do.", [query("pg_connections_count", "{{part}} {{state}}", NO_EXPORTER)]),
        lines(
          "Whole tables read",
          "ops",
          "Rows a second, without an index.",
          [
            query(
              (p) => `topk(6, sum by (relname) (${rate('pg_tables_seq_tup_read{role="primary"}', recentOfExporter(p))}))`,
              "{{relname}}",
              NO_EXPORTER,
            ),
          ],
          { alarm: 100_000 },
        ),
        lines(
          "Oldest transaction",
          "s",
          "Keeps locks, a connection, and dead rows.",
          [query("pg_transactions_oldest_seconds", "{{part}}", NO_EXPORTER)],
          { warn: 10, alarm: 60 },
        ),
        lines("Waiting for locks", "short", "Sessions.", [query("pg_transactions_waiting_for_locks", "{{part}}", NO_EXPORTER)]),
        lines("Log written", "bytes", "A second. Whole pages after each checkpoint make it jump.", [
          query((p) => rate("pg_wal_bytes", recentOfExporter(p)), "{{part}}", NO_EXPORTER),
        ]),
        lines("Checkpoints", "short", "In five minutes; requested ones are forced by the volume of the log.", [
          query((p) => `300 * ${rate("pg_checkpoints_timed", recentOfExporter(p))}`, "{{part}} in time", NO_EXPORTER),
          query((p) => `300 * ${rate("pg_checkpoints_requested", recentOfExporter(p))}`, "{{part}} requested", NO_EXPORTER),
        ]),
        lines("Dead rows", "short", "What vacuum has to clear, of the six worst tables.", [
          query('topk(6, pg_tables_dead_tuples{role="primary"})', "{{relname}}", NO_EXPORTER),
        ]),
        lines("Size", "bytes", "Of the database.", [query("pg_server_database_bytes", "{{part}}", NO_EXPORTER)]),
        lines("Temporary files", "bytes", "A second: sorts that had too little memory.", [
          query((p) => rate("pg_database_temp_bytes", recentOfExporter(p)), "{{part}}", NO_EXPORTER),
        ]),
      ],
    },
  ],
};

export const replicas: Dashboard = {
  id: "tenfold-replicas",
  title: "Tenfold: replicas, pooler and proxy",
  about: "How far replicas are behind, who reads from them, and who waits at the doors in between.",
  rows: [
    {
      title: "Replicas",
      panels: [
        lines(
          "Lag",
          "s",
          "As the shop measures it, against what each may have.",
          [
            query("max by (replica) (replica_lag_seconds)", "{{replica}}", NO_REPLICA),
            query("max by (replica) (replica_lag_tolerance_seconds)", "{{replica}} may have", NO_REPLICA),
          ],
          { warn: 0.1, alarm: 0.3 },
        ),
        lines("Reads", "reqps", "By replica and what became of them.", [
          query(
            (p) => `sum by (replica, result) (${rate("replica_reads_total", recent(p))})`,
            "{{replica}} {{result}}",
            NO_REPLICA,
          ),
        ]),
        lines("Not read from a replica", "reqps", "Reads that the primary answered although there are replicas, by reason.", [
          query((p) => `sum by (reason) (${rate("replica_fallbacks_total", recent(p))})`, "{{reason}}", NO_REPLICA),
        ]),
        number("Failovers", "short", "Since the processes started.", [query("max(failovers_total)", "failovers", NO_REPLICA)], {
          warn: 1,
        }),
        lines("Streaming", "short", "1 while the replica receives log.", [
          query('pg_replica_streaming{role="replica"}', "{{part}}", NO_REPLICA),
        ]),
        lines("Log kept for replicas", "bytes", "By slots. It grows while a replica is gone.", [
          query("pg_replication_slots_retained_bytes", "{{slot_name}}", "there is no replication slot"),
        ]),
      ],
    },
    {
      title: "Pooler",
      panels: [
        lines(
          "Clients waiting",
          "short",
          "For a connection of the server.",
          [query("sum by (database) (pgbouncer_pools_client_waiting_connections)", "{{database}}", NO_POOLER)],
          { alarm: 1 },
        ),
        lines(
          "Longest wait",
          "s",
          "Of the first in the queue.",
          [query("max by (database) (pgbouncer_pools_client_maxwait_seconds)", "{{database}}", NO_POOLER)],
          { warn: 0.1, alarm: 1 },
        ),
        lines("Server connections", "short", "Lent and idle.", [
          query("sum by (database) (pgbouncer_pools_server_active_connections)", "{{database}} lent", NO_POOLER),
          query("sum by (database) (pgbouncer_pools_server_idle_connections)", "{{database}} idle", NO_POOLER),
        ]),
      ],
    },
    {
      title: "Proxy",
      panels: [
        lines("Requests", "reqps", "Through nginx.", [
          query((p) => `sum(${rate("nginx_http_requests_total", recent(p))})`, "requests", NO_PROXY),
        ]),
        lines("Connections", "short", "Open, and of them writing an answer.", [
          query("sum(nginx_connections_active)", "open", NO_PROXY),
          query("sum(nginx_connections_writing)", "writing", NO_PROXY),
        ]),
        lines(
          "Accepted but not handled",
          "ops",
          "nginx had no room for them.",
          [
            query(
              (p) =>
                `sum(${rate("nginx_connections_accepted", recent(p))}) - sum(${rate("nginx_connections_handled", recent(p))})`,
              "dropped",
              NO_PROXY,
            ),
          ],
          { alarm: 1 },
        ),
      ],
    },
  ],
};

export const host: Dashboard = {
  id: "tenfold-host",
  title: "Tenfold: host and monitoring",
  about: "The machine under all of it, and whether the figures themselves can be trusted.",
  rows: [
    {
      title: "Machine",
      panels: [
        lines("Processor", "percentunit", "By what it does; steal is what the neighbours take.", [
          query(
            (p) => `avg by (mode) (${rate('node_cpu_seconds_total{mode!="idle"}', recentOfExporter(p))})`,
            "{{mode}}",
            NO_NODE,
          ),
        ]),
        lines("Memory", "bytes", "What could still be used, and all of it.", [
          query("node_memory_MemAvailable_bytes", "available", NO_NODE),
          query("node_memory_MemTotal_bytes", "all", NO_NODE),
        ]),
        lines("Load", "short", "Runnable processes; beyond the number of processors they wait.", [
          query("node_load1", "last minute", NO_NODE),
          query('count(node_cpu_seconds_total{mode="idle"})', "processors", NO_NODE),
        ]),
        lines(
          "Disk busy",
          "percentunit",
          "Part of the time, by device.",
          [query((p) => `topk(4, ${rate("node_disk_io_time_seconds_total", recentOfExporter(p))})`, "{{device}}", NO_NODE)],
          { warn: 0.8 },
        ),
        lines("Disk read and written", "bytes", "A second.", [
          query((p) => `sum(${rate("node_disk_read_bytes_total", recentOfExporter(p))})`, "read", NO_NODE),
          query((p) => `sum(${rate("node_disk_written_bytes_total", recentOfExporter(p))})`, "written", NO_NODE),
        ]),
        lines(
          "Data folder, free",
          "percentunit",
          "Below a tenth somebody is woken.",
          [query("min(data_disk_free_bytes / data_disk_size_bytes)", "free")],
          { warn: 0.2, alarm: 0.1, below: true },
        ),
        lines("Network", "bytes", "A second, without the loopback.", [
          query((p) => `sum(${rate("node_network_receive_bytes_total", recentOfExporter(p))})`, "in", NO_NODE),
          query((p) => `sum(${rate("node_network_transmit_bytes_total", recentOfExporter(p))})`, "out", NO_NODE),
        ]),
      ],
    },
    {
      title: "Monitoring",
      panels: [
        lines("Scraped", "short", "1 while it answers.", [query("min by (job, part) (up)", "{{job}} {{part}}")]),
        lines(
          "Series",
          "short",
          "Of each target. A jump is a label that grows with the data.",
          [query("max by (job, part) (scrape_samples_post_metric_relabeling)", "{{job}} {{part}}")],
          { alarm: 8_000 },
        ),
        lines("Scrape", "s", "How long each takes.", [query("max by (job) (scrape_duration_seconds)", "{{job}}")]),
        lines("Versions", "short", "What runs.", [
          query("count by (version, node, role) (tenfold_build_info)", "{{role}} {{version}} on Node {{node}}"),
        ]),
      ],
    },
  ],
};
