import { stringify } from "yaml";
import { alertmanagerConfig } from "./alertmanager-config.ts";
import { blackboxConfig } from "./blackbox-config.ts";
import { postgresQueriesDocument } from "./postgres-queries.ts";
import type { Profile } from "./profile.ts";
import { JOBS, type Job, type PrometheusOptions, probeTargets, prometheusConfig, type TargetGroup } from "./prometheus-config.ts";
import { ruleTests } from "./rule-tests.ts";
import { ruleFiles, rulesDocument } from "./rules.ts";

/** Files by their path below the folder that they are written into. */
export type Files = Map<string, string>;

export function yaml(document: object, about: string): string {
  return `# ${about}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

export function json(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The rules and their tests, the same for servers of one's own and for a lab, save for how long things take. */
export function rulesAndTests(profile: Profile, about: string): Files {
  const files: Files = new Map();
  for (const [name, groups] of ruleFiles(profile)) files.set(`rules/${name}.yml`, yaml(rulesDocument(groups), about));
  for (const [name, tests] of ruleTests(profile)) files.set(`tests/${name}.yml`, yaml(tests, about));
  return files;
}

/** What all programs but Grafana read. */
export function monitoringFiles(
  profile: Profile,
  options: {
    readonly about: string;
    readonly prometheus: PrometheusOptions;
    readonly webhookUrl: string;
    readonly targets: Readonly<Record<Job | "probe", readonly TargetGroup[]>>;
  },
): Files {
  const { about } = options;
  const files: Files = new Map([
    ["prometheus/prometheus.yml", yaml(prometheusConfig(profile, options.prometheus), about)],
    ["alertmanager/alertmanager.yml", yaml(alertmanagerConfig(profile, options), about)],
    ["blackbox/blackbox.yml", yaml(blackboxConfig(), about)],
    ["postgres-exporter/queries.yml", yaml(postgresQueriesDocument(), about)],
  ]);
  for (const job of [...JOBS, "probe"] as const) files.set(`prometheus/targets/${job}.json`, json(options.targets[job]));
  for (const [path, text] of rulesAndTests(profile, about)) files.set(`prometheus/${path}`, text);
  return files;
}

/** Targets of a shop on one machine, as `npm start` opens it, with each exporter at its usual port. */
export function exampleTargets(): Record<Job | "probe", TargetGroup[]> {
  const local = (port: number, labels: Record<string, string>): TargetGroup[] => [{ targets: [`127.0.0.1:${port}`], labels }];
  return {
    shop: local(8080, { part: "all", role: "all" }),
    postgres: local(9187, { part: "primary", role: "primary" }),
    pgbouncer: local(9127, { part: "pgbouncer" }),
    nginx: local(9113, { part: "nginx" }),
    node: local(9100, { part: "host" }),
    prometheus: local(9090, { part: "prometheus" }),
    alertmanager: local(9093, { part: "alertmanager" }),
    probe: [...probeTargets("http://127.0.0.1:8080", "/v1/products/1")],
  };
}
