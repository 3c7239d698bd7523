import { join } from "node:path";
import type { Part, PartKind, RunningPart } from "../supervisor/part.ts";
import { duration, MINUTE, type Profile, waitSeconds } from "./profile.ts";
import type { Job } from "./prometheus-config.ts";

/** How each program that watches is started: addresses, arguments, what it is told in its environment. */

export type Exporter = { readonly part: Part; readonly job: Job | "probe"; readonly labels: Readonly<Record<string, string>> };

const HOST = "127.0.0.1";
const RETENTION = "35d";
const LEAST_RESEND_SECONDS = 5;

function exporter(
  name: string,
  program: string,
  port: number,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Part {
  const url = `http://${HOST}:${port}`;
  return {
    name,
    kind: "exporter",
    url,
    program,
    args,
    ...(env === undefined ? {} : { env }),
    ready: { by: "http", url: `${url}/metrics` },
  };
}

export function nodeExporter(program: string, port: number): Exporter {
  const collectors = ["cpu", "meminfo", "loadavg", "diskstats", "filesystem", "netdev", "filefd", "vmstat", "stat"];
  // What is not asked for is not read: its own default is two thousand series.
  const args = [
    `--web.listen-address=${HOST}:${port}`,
    "--collector.disable-defaults",
    ...collectors.map((name) => `--collector.${name}`),
  ];
  return { part: exporter("node exporter", program, port, args), job: "node", labels: { part: "host" } };
}

/**
 * How the exporter is told of its server. It takes an address apart at its spaces, after its driver has written it out: a socket's folder or
 * a password with a space in it is a "malformed dsn". What stands in the driver's own variables never comes that way.
 */
export function dataSourceOf(url: string): Readonly<Record<string, string>> {
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const host = decodeURIComponent(hostname === "" ? (searchParams.get("host") ?? "localhost") : hostname);
  return {
    DATA_SOURCE_NAME: `postgresql://?sslmode=${encodeURIComponent(searchParams.get("sslmode") ?? "disable")}&application_name=tenfold-exporter`,
    PGHOST: host,
    PGPORT: port || (searchParams.get("port") ?? "5432"),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(username === "" ? {} : { PGUSER: decodeURIComponent(username) }),
    ...(password === "" ? {} : { PGPASSWORD: decodeURIComponent(password) }),
  };
}

/** Undefined for what is no database, and for one that is gone. */
export function roleOf(kind: PartKind | undefined): "primary" | "replica" | undefined {
  if (kind === "postgres-primary") return "primary";
  return kind === "postgres-replica" ? "replica" : undefined;
}

export function postgresExporter(program: string, { name, kind, url }: RunningPart, queries: string, port: number): Exporter {
  const args = [
    `--web.listen-address=${HOST}:${port}`,
    `--extend.query-path=${queries}`,
    "--disable-default-metrics",
    "--disable-settings-metrics",
    "--no-collector.database",
    "--no-collector.bgwriter",
    "--log.level=error",
  ];
  // In the environment and not on the command line, which every user of the machine can read.
  const part = exporter(`postgres exporter ${name}`, program, port, args, dataSourceOf(url!));
  return { part, job: "postgres", labels: { part: name, role: roleOf(kind)! } };
}

export function nginxExporter(program: string, statusUrl: string, port: number): Exporter {
  const args = [`-nginx.scrape-uri=${statusUrl}`, `-web.listen-address=${HOST}:${port}`];
  return { part: exporter("nginx exporter", program, port, args), job: "nginx", labels: { part: "nginx" } };
}

/** Of this program: the one that Debian has asks a PgBouncer for columns that it does not have any more. */
export function poolerExporter(statisticsUrl: string, port: number): Exporter {
  const part = ownPart("pgbouncer exporter", "exporter", "pooler-exporter", port, { POOLER_STATISTICS_URL: statisticsUrl });
  return { part, job: "pgbouncer", labels: { part: "pgbouncer" } };
}

/** Where Alertmanager tells its alerts, and drills and people read them. */
export function alertReceiverPart(port: number): Part {
  return ownPart("alert receiver", "alert-receiver", "alert-receiver", port);
}

function ownPart(name: string, kind: PartKind, script: string, port: number, env: Readonly<Record<string, string>> = {}): Part {
  return {
    name,
    kind,
    url: `http://${HOST}:${port}`,
    program: process.execPath,
    args: [...process.execArgv, join(import.meta.dirname, "processes", `${script}.ts`), String(port)],
    env: { ...process.env, ...env } as Record<string, string>,
    ready: { by: "message" },
  };
}

export function blackboxPart(program: string, config: string, port: number): Part {
  const args = [`--config.file=${config}`, `--web.listen-address=${HOST}:${port}`, "--log.level=error"];
  return exporter("blackbox exporter", program, port, args);
}

export function alertmanagerPart(program: string, directory: string, port: number): Part {
  const url = `http://${HOST}:${port}`;
  return {
    name: "alertmanager",
    kind: "alertmanager",
    url,
    program,
    args: [
      `--config.file=${join(directory, "alertmanager/alertmanager.yml")}`,
      `--storage.path=${join(directory, "alertmanager/data")}`,
      `--web.listen-address=${HOST}:${port}`,
      // One alone: without this it looks for others.
      "--cluster.listen-address=",
      "--log.level=warn",
    ],
    ready: { by: "http", url: `${url}/-/ready` },
  };
}

export function prometheusPart(program: string, directory: string, port: number, profile: Profile): Part {
  const url = `http://${HOST}:${port}`;
  return {
    name: "prometheus",
    kind: "prometheus",
    url,
    program,
    args: [
      `--config.file=${join(directory, "prometheus/prometheus.yml")}`,
      `--storage.tsdb.path=${join(directory, "prometheus/data")}`,
      // The error budgets look thirty days back.
      `--storage.tsdb.retention.time=${RETENTION}`,
      `--web.listen-address=${HOST}:${port}`,
      // What was told while Alertmanager was not there yet is told again after this.
      `--rules.alert.resend-delay=${duration(Math.max(LEAST_RESEND_SECONDS, waitSeconds(profile, MINUTE)))}`,
      "--log.level=warn",
    ],
    ready: { by: "http", url: `${url}/-/ready` },
  };
}
