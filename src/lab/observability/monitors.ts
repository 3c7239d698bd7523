import { join } from "node:path";
import type { Part, RunningPart } from "../supervisor/part.ts";
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

/** The exporter's driver wants a socket's folder as a parameter, where others take it as an encoded host; and TLS has to be asked for or refused. */
function dataSourceOf(url: string): string {
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const host = decodeURIComponent(hostname);
  const isSocket = host.startsWith("/");
  if (isSocket) searchParams.set("host", host);
  if (isSocket && port !== "") searchParams.set("port", port);
  if (!searchParams.has("sslmode")) searchParams.set("sslmode", "disable");
  searchParams.set("application_name", "tenfold-exporter");
  return `postgresql://${username}:${password}@${isSocket ? "" : `${hostname}:${port === "" ? 5432 : port}`}${pathname}?${searchParams}`;
}

export function postgresExporter(program: string, { name, kind, url }: RunningPart, queries: string, port: number): Exporter {
  const role = kind === "postgres-primary" ? "primary" : "replica";
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
  const part = exporter(`postgres exporter ${name}`, program, port, args, { DATA_SOURCE_NAME: dataSourceOf(url!) });
  return { part, job: "postgres", labels: { part: name, role } };
}

export function nginxExporter(program: string, statusUrl: string, port: number): Exporter {
  const args = [`-nginx.scrape-uri=${statusUrl}`, `-web.listen-address=${HOST}:${port}`];
  return { part: exporter("nginx exporter", program, port, args), job: "nginx", labels: { part: "nginx" } };
}

export function poolerExporter(program: string, statisticsUrl: string, port: number): Exporter {
  const { hostname, port: poolerPort, username, password } = new URL(statisticsUrl);
  const args = ["--host", HOST, "--port", String(port), "--pgbouncer-host", hostname, "--pgbouncer-port", poolerPort];
  args.push("--pgbouncer-user", decodeURIComponent(username));
  const part = exporter("pgbouncer exporter", program, port, args, { PGPASSWORD: decodeURIComponent(password) });
  return { part, job: "pgbouncer", labels: { part: "pgbouncer" } };
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
