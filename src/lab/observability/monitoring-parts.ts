import { join } from "node:path";
import { freePorts } from "../supervisor/free-ports.ts";
import type { Part, RunningPart } from "../supervisor/part.ts";
import { howToInstall, pathOf } from "../supervisor/programs.ts";
import { json, monitoringFiles } from "./deploy-files.ts";
import {
  alertmanagerPart,
  alertReceiverPart,
  blackboxPart,
  type Exporter,
  nginxExporter,
  nodeExporter,
  poolerExporter,
  postgresExporter,
  prometheusPart,
  roleOf,
} from "./monitors.ts";
import { lab, PROFILE_FILE, type Profile } from "./profile.ts";
import { type Monitor, monitors } from "./programs.ts";
import { type Job, probeTargets, type TargetGroup } from "./prometheus-config.ts";

export type MonitoringOptions = {
  /** What is watched: processes of the shop and databases, with their addresses. */
  readonly running: readonly RunningPart[];
  /** What shoppers call; the probes go through the same door. */
  readonly shopUrl: string;
  /** Path of a product that there is, for the probe; `/v1/products/1` when undefined. */
  readonly productPath?: string;
  /** Configuration and figures go here: `<data>/monitoring`. */
  readonly directory: string;
  readonly profile?: Profile;
  readonly metricsToken: string | null;
  /** `stub_status` of nginx, where there is one. */
  readonly nginxStatusUrl?: string;
  /** Of who may read PgBouncer's figures, with the password: `postgres://…/pgbouncer`. */
  readonly poolerStatisticsUrl?: string;
  /** Where alerts are told; undefined: to a receiver that is one of the parts. */
  readonly alertReceiverUrl?: string;
  /** Finds a program; a test may leave some out. */
  readonly find?: (monitor: Monitor) => string | undefined;
};

export type MonitoringFile = { readonly path: string; readonly text: string; readonly mode: number };
/** What is not on this machine, what is not seen without it, and how to get it. */
export type MissingMonitor = { readonly program: string; readonly unseen: string; readonly install: string };

export type Monitoring = {
  /** To be started in this order, after the parts that they watch. */
  readonly parts: readonly Part[];
  /** To be written before any of them is started. */
  readonly files: readonly MonitoringFile[];
  readonly missing: readonly MissingMonitor[];
  readonly prometheusUrl: string | null;
  readonly alertmanagerUrl: string | null;
  /** Where the alerts of this moment are told: `GET <url>/alerts`. Null without an Alertmanager. */
  readonly alertReceiverUrl: string | null;
  /** The files with targets as they are to be when these parts run; Prometheus follows them while it runs. */
  readonly targetFiles: (running: readonly RunningPart[]) => readonly MonitoringFile[];
};

const PRIVATE = 0o600;
const ABOUT = "Written by Tenfold at every start; change src/lab/observability, not this file.";

/** Everything that watches a running topology, as far as its programs are installed: as data, nothing is started or written. */
export async function monitoringParts(options: MonitoringOptions): Promise<Monitoring> {
  const { running, directory, profile = lab, metricsToken, find = pathOf } = options;
  const missing: MissingMonitor[] = [];
  const found = (monitor: Monitor): string | undefined => {
    const path = find(monitor);
    if (path === undefined) missing.push({ program: monitor.name, unseen: monitor.unseen, install: howToInstall(monitor) });
    return path;
  };
  const prometheus = found(monitors.prometheus);
  // Exporters without somebody who asks them are of no use.
  if (prometheus === undefined) {
    return {
      parts: [],
      files: [],
      missing,
      prometheusUrl: null,
      alertmanagerUrl: null,
      alertReceiverUrl: null,
      targetFiles: () => [],
    };
  }
  const databases = running.filter(({ kind, url }) => kind.startsWith("postgres-") && url !== null);
  const ports = await freePorts(7 + databases.length);
  const nextPort = () => ports.pop()!;
  const at = (...path: string[]) => join(directory, ...path);

  const alertmanagerProgram = found(monitors.alertmanager);
  const alertmanager = alertmanagerProgram === undefined ? null : alertmanagerPart(alertmanagerProgram, directory, nextPort());
  const blackboxProgram = found(monitors.blackbox);
  const blackbox = blackboxProgram === undefined ? null : blackboxPart(blackboxProgram, at("blackbox/blackbox.yml"), nextPort());
  const exporters: Exporter[] = [];
  const nodeProgram = found(monitors.node);
  if (nodeProgram !== undefined) exporters.push(nodeExporter(nodeProgram, nextPort()));
  const postgresProgram = databases.length === 0 ? undefined : found(monitors.postgres);
  if (postgresProgram !== undefined) {
    for (const part of databases)
      exporters.push(postgresExporter(postgresProgram, part, at("postgres-exporter/queries.yml"), nextPort()));
  }
  const { nginxStatusUrl, poolerStatisticsUrl } = options;
  const nginxProgram = nginxStatusUrl === undefined ? undefined : found(monitors.nginx);
  if (nginxProgram !== undefined) exporters.push(nginxExporter(nginxProgram, nginxStatusUrl!, nextPort()));
  if (poolerStatisticsUrl !== undefined) exporters.push(poolerExporter(poolerStatisticsUrl, nextPort()));
  const needsReceiver = alertmanager !== null && options.alertReceiverUrl === undefined;
  const receiver = needsReceiver ? alertReceiverPart(nextPort()) : null;
  const alertReceiverUrl = alertmanager === null ? null : (options.alertReceiverUrl ?? receiver!.url!);
  const server = prometheusPart(prometheus, directory, nextPort(), profile);

  const targetsOf = (parts: readonly RunningPart[]): Record<Job | "probe", TargetGroup[]> => ({
    shop: parts.filter(isShop).map(({ name, kind, url }) => target(url!, { part: name, role: kind })),
    ...byJob(exporters),
    postgres: databaseTargets(exporters, parts),
    prometheus: [target(server.url!, { part: "prometheus" })],
    alertmanager: alertmanager === null ? [] : [target(alertmanager.url!, { part: "alertmanager" })],
    probe: blackbox === null ? [] : [...probeTargets(options.shopUrl, options.productPath ?? "/v1/products/1")],
  });
  const targetFiles = (parts: readonly RunningPart[]): MonitoringFile[] =>
    Object.entries(targetsOf(parts)).map(([job, groups]) => ({
      path: at("prometheus/targets", `${job}.json`),
      text: json(groups),
      mode: PRIVATE,
    }));
  const files = monitoringFiles(profile, {
    about: ABOUT,
    prometheus: {
      ruleFiles: "rules/*.yml",
      targets: "targets",
      alertmanager: alertmanager === null ? null : addressOf(alertmanager.url!),
      blackbox: blackbox === null ? null : addressOf(blackbox.url!),
      metricsTokenFile: metricsToken === null ? null : at("metrics-token"),
    },
    // Without an Alertmanager nobody reads its file; its example has this address too.
    webhookUrl: alertReceiverUrl ?? "http://127.0.0.1:9095",
    targets: targetsOf(running),
  });
  return {
    parts: [...exporters.map(({ part }) => part), ...[blackbox, receiver, alertmanager].filter((part) => part !== null), server],
    files: [
      ...[...files].map(([path, text]) => ({ path: at(path), text, mode: PRIVATE })),
      { path: at(PROFILE_FILE), text: json(profile), mode: PRIVATE },
      ...(metricsToken === null ? [] : [{ path: at("metrics-token"), text: metricsToken, mode: PRIVATE }]),
    ],
    missing,
    prometheusUrl: server.url,
    alertmanagerUrl: alertmanager?.url ?? null,
    alertReceiverUrl,
    targetFiles,
  };
}

function isShop({ kind, url }: RunningPart): boolean {
  return (kind === "api" || kind === "worker" || kind === "all") && url !== null;
}

const addressOf = (url: string): string => new URL(url).host;

function target(url: string, labels: Readonly<Record<string, string>>): TargetGroup {
  return { targets: [addressOf(url)], labels };
}

/** A replica that was promoted is watched as a primary from then on. */
function databaseTargets(exporters: readonly Exporter[], running: readonly RunningPart[]): TargetGroup[] {
  const kinds = new Map(running.map(({ name, kind }) => [name, kind]));
  return exporters
    .filter(({ job }) => job === "postgres")
    .map(({ part, labels }) => target(part.url!, { ...labels, role: roleOf(kinds.get(labels.part!)) ?? labels.role! }));
}

function byJob(exporters: readonly Exporter[]): Record<"pgbouncer" | "nginx" | "node", TargetGroup[]> {
  const of = (job: Job) =>
    exporters.filter((exporter) => exporter.job === job).map(({ part, labels }) => target(part.url!, labels));
  return { pgbouncer: of("pgbouncer"), nginx: of("nginx"), node: of("node") };
}
