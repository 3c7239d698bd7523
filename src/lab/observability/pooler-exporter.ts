import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

/** Gives PgBouncer's own figures to Prometheus. */
export interface PoolerExporter {
  readonly url: string;
  close(): Promise<void>;
}

/** A figure of `show pools` or `show stats` as Prometheus has it. Times come in microseconds. */
type Figure = { readonly name: string; readonly column: string; readonly help: string; readonly divisor?: number };

const MICROSECONDS = 1_000_000;
/** Less than any scrape interval that a topology may have. */
const ANSWER_TIMEOUT_MS = 900;
/** PgBouncer's own console counts as a database there, and nobody waits for it. */
const CONSOLE = "pgbouncer";

/** The names are those of the exporters that others have written, so that their dashboards fit. */
const POOLS: readonly Figure[] = [
  {
    name: "pgbouncer_pools_client_active_connections",
    column: "cl_active",
    help: "Clients that have a connection or need none.",
  },
  { name: "pgbouncer_pools_client_waiting_connections", column: "cl_waiting", help: "Clients that wait for a connection." },
  { name: "pgbouncer_pools_server_active_connections", column: "sv_active", help: "Connections to the server that are lent." },
  { name: "pgbouncer_pools_server_idle_connections", column: "sv_idle", help: "Connections to the server that are free." },
  { name: "pgbouncer_pools_server_used_connections", column: "sv_used", help: "Free for so long that they are checked first." },
  {
    name: "pgbouncer_pools_server_login_connections",
    column: "sv_login",
    help: "Connections to the server that are being opened.",
  },
];
const STATS: readonly Figure[] = [
  { name: "pgbouncer_stats_transactions_total", column: "total_xact_count", help: "Transactions." },
  { name: "pgbouncer_stats_queries_total", column: "total_query_count", help: "Statements." },
  {
    name: "pgbouncer_stats_client_wait_seconds_total",
    column: "total_wait_time",
    help: "Time that clients have waited for a connection.",
    divisor: MICROSECONDS,
  },
];
const MAX_WAIT = "pgbouncer_pools_client_maxwait_seconds";

type Row = Readonly<Record<string, string>>;

/**
 * Asks PgBouncer for its pools and its counts at each scrape; every version since 1.8 answers both. Who cannot be asked answers 503, so that
 * `up` is 0 and somebody looks.
 */
export async function startPoolerExporter(options: {
  /** Of who may read the figures: `postgres://…/pgbouncer`. */
  readonly statisticsUrl: string;
  readonly port?: number;
}): Promise<PoolerExporter> {
  const server = createServer(async (request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end("Figures are at /metrics.\n");
    try {
      const figures = await read(options.statisticsUrl);
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(figures);
    } catch (error) {
      response.writeHead(503).end(`PgBouncer does not answer: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(url: string): Promise<string> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "tenfold-exporter",
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const ask = async (what: string) =>
      (await client.query<Row>(what)).rows.filter(({ database }) => database !== undefined && database !== CONSOLE);
    return poolerMetrics(await ask("show pools"), await ask("show stats"));
  } finally {
    void client.end().catch(() => undefined);
  }
}

/** Prometheus' text of what PgBouncer answered. A column that this version does not have is left out. */
export function poolerMetrics(pools: readonly Row[], stats: readonly Row[]): string {
  const poolLabels = ({ database, user }: Row) => `database="${escaped(database!)}",user="${escaped(user!)}"`;
  const statLabels = ({ database }: Row) => `database="${escaped(database!)}"`;
  return [
    ...POOLS.flatMap((figure) => family("gauge", figure, pools, poolLabels)),
    `# HELP ${MAX_WAIT} How long the first client in the queue has waited.`,
    `# TYPE ${MAX_WAIT} gauge`,
    ...pools.map(
      (row) => `${MAX_WAIT}{${poolLabels(row)}} ${Number(row.maxwait ?? 0) + Number(row.maxwait_us ?? 0) / MICROSECONDS}`,
    ),
    ...STATS.flatMap((figure) => family("counter", figure, stats, statLabels)),
    "",
  ].join("\n");
}

function family(type: string, figure: Figure, rows: readonly Row[], labels: (row: Row) => string): string[] {
  const { name, column, help, divisor = 1 } = figure;
  const lines = rows
    .filter((row) => row[column] !== undefined)
    .map((row) => `${name}{${labels(row)}} ${Number(row[column]) / divisor}`);
  return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function escaped(label: string): string {
  return label.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
