import type { Topology } from "../../../platform/topology/schema.ts";

type Pooler = NonNullable<Topology["database"]["pooler"]>;

export type PgBouncerConfig = {
  /** Of the server itself, over TCP, with user and password. */
  readonly serverUrl: string;
  readonly port: number;
  readonly pooler: Pick<Pooler, "poolSize" | "maxClients">;
  /** 0 for a PgBouncer before 1.21, which does not know the setting. */
  readonly maxPreparedStatements: number;
  /** What every session of the server begins with: a client cannot set it, because its next transaction may run in another one. */
  readonly sessionSettings: Readonly<Record<string, string>>;
  readonly usersFile: string;
  /** PgBouncer refuses to run as root and becomes this user; null when it is started as a plain one. */
  readonly runAs: string | null;
};

/** Of who may read `show pools` and the like, for the exporter; it has the password of the shop's user. */
export const STATISTICS_USER = "tenfold_statistics";

/** Longer than a checkout waits for anything; who waits still longer is told, and tries again. */
const QUERY_WAIT_SECONDS = 5;
/** The default of 15 s would keep the shop away from a server that is back. */
const LOGIN_RETRY_SECONDS = 0.2;
const CONNECT_SECONDS = 5;
/** So that `connect_query` that changes with a new version reaches every connection some time. */
const CONNECTION_LIFETIME_SECONDS = 3_600;
/** A forgotten transaction holds a connection that everybody needs. */
const IDLE_TRANSACTION_SECONDS = 10;
const BACKLOG = 4_096;
/** Sent by clients at the start; a session that is shared cannot follow them. */
const IGNORED_PARAMETERS = ["extra_float_digits", "options", "statement_timeout", "idle_in_transaction_session_timeout"];

export function pgBouncerIni(config: PgBouncerConfig): string {
  const { hostname, port, pathname, username } = new URL(config.serverUrl);
  const database = decodeURIComponent(pathname.slice(1));
  const connectQuery = Object.entries(config.sessionSettings).map(([name, value]) => `set ${name} = ${value}`);
  const server = {
    // Also the folder of a Unix socket.
    host: decodeURIComponent(hostname),
    port,
    dbname: database,
    pool_size: config.pooler.poolSize,
    connect_query: `'${connectQuery.join("; ").replaceAll("'", "''")}'`,
  };
  const settings: Record<string, string | number> = {
    listen_addr: "127.0.0.1",
    listen_port: config.port,
    listen_backlog: BACKLOG,
    unix_socket_dir: "",
    auth_type: "scram-sha-256",
    auth_file: config.usersFile,
    stats_users: STATISTICS_USER,
    pool_mode: "transaction",
    // In transaction mode it is not run between clients, and must not: it would forget the settings above.
    server_reset_query: "DISCARD ALL",
    server_reset_query_always: 0,
    ignore_startup_parameters: IGNORED_PARAMETERS.join(","),
    max_client_conn: config.pooler.maxClients,
    default_pool_size: config.pooler.poolSize,
    query_wait_timeout: QUERY_WAIT_SECONDS,
    server_login_retry: LOGIN_RETRY_SECONDS,
    server_connect_timeout: CONNECT_SECONDS,
    server_lifetime: CONNECTION_LIFETIME_SECONDS,
    idle_transaction_timeout: IDLE_TRANSACTION_SECONDS,
    log_connections: 0,
    log_disconnections: 0,
    ...(config.maxPreparedStatements === 0 ? {} : { max_prepared_statements: config.maxPreparedStatements }),
    ...(config.runAs === null ? {} : { user: config.runAs }),
  };
  return [
    "; Written by Tenfold at every start; change the topology, not this file.",
    "[databases]",
    `${database} = ${assignments(server, "=").join(" ")}`,
    `; ${decodeURIComponent(username)} logs in here and at the server with the same password.`,
    "[pgbouncer]",
    ...assignments(settings, " = "),
    "",
  ].join("\n");
}

function assignments(values: Readonly<Record<string, string | number>>, sign: string): string[] {
  return Object.entries(values).map(([name, value]) => `${name}${sign}${value}`);
}

/** Passwords in plain text, which scram needs to log in at the server: the file is for PgBouncer's eyes alone. */
export function pgBouncerUsers(serverUrl: string): string {
  const { username, password } = new URL(serverUrl);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const line = (user: string) => `${quoted(user)} ${quoted(decodeURIComponent(password))}\n`;
  return line(decodeURIComponent(username)) + line(STATISTICS_USER);
}
