import { PROBES } from "./blackbox-config.ts";
import { duration, type Profile } from "./profile.ts";

/** Programs that give figures, each a job of Prometheus with its targets in a file of its own, which is followed when it changes. */
export const JOBS = ["shop", "postgres", "pgbouncer", "nginx", "node", "prometheus", "alertmanager"] as const;
export type Job = (typeof JOBS)[number];

/** The database and the machine are asked less often than the shop: their answers cost them something. */
const COSTLY: ReadonlySet<Job> = new Set<Job>(["postgres", "node"]);

export type PrometheusOptions = {
  readonly ruleFiles: string;
  /** Where the files with targets are, relative to the configuration. */
  readonly targets: string;
  readonly alertmanager: string | null;
  readonly blackbox: string | null;
  /** A file with the bearer token of /metrics; null when it is open. */
  readonly metricsTokenFile: string | null;
};

export function prometheusConfig(profile: Profile, options: PrometheusOptions): object {
  const { targets, alertmanager, blackbox, metricsTokenFile } = options;
  const interval = milliseconds(profile.scrapeIntervalMs);
  const slow = milliseconds(Math.max(profile.exporterIntervalMs, profile.scrapeIntervalMs));
  const files = (name: string) => [{ files: [`${targets}/${name}.json`], refresh_interval: "30s" }];
  return {
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: [options.ruleFiles],
    ...(alertmanager === null ? {} : { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } }),
    scrape_configs: [
      ...JOBS.map((job) => ({
        job_name: job,
        ...(COSTLY.has(job) ? { scrape_interval: slow, scrape_timeout: slow } : {}),
        ...(job === "shop" && metricsTokenFile !== null ? { authorization: { credentials_file: metricsTokenFile } } : {}),
        file_sd_configs: files(job),
      })),
      ...(blackbox === null ? [] : [probeJob(blackbox, slow, files("probe"))]),
    ],
  };
}

/** The exporter is asked to ask; what is asked for stands in the labels. */
function probeJob(blackbox: string, interval: string, files: object): object {
  return {
    job_name: "probe",
    metrics_path: "/probe",
    scrape_interval: interval,
    scrape_timeout: interval,
    file_sd_configs: files,
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["module"], target_label: "__param_module" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { regex: "module", action: "labeldrop" },
      { target_label: "__address__", replacement: blackbox },
    ],
  };
}

function milliseconds(ms: number): string {
  return ms % 1_000 === 0 ? duration(ms / 1_000) : `${ms}ms`;
}

export type TargetGroup = { readonly targets: readonly string[]; readonly labels: Readonly<Record<string, string>> };

/** What is asked through the shop's own door, as the targets of the probes. */
export function probeTargets(shopUrl: string, productPath: string): readonly TargetGroup[] {
  return PROBES.map(({ probe, module, path }) => ({
    targets: [`${shopUrl}${path ?? productPath}`],
    labels: { probe, module, part: "outside" },
  }));
}
