import { dashboards } from "./dashboards/all.ts";
import { grafanaDashboard } from "./dashboards/grafana.ts";
import { type Files, json, yaml } from "./deploy-files.ts";
import type { Profile } from "./profile.ts";

/** Filled in by Grafana from its environment. */
const fromEnvironment = (name: string) => `$${name}`;

/** Dashboards, and what tells Grafana of them and of Prometheus. */
export function grafanaFiles(profile: Profile, about: string): Files {
  const files: Files = new Map([
    [
      "grafana/provisioning/datasources/prometheus.yml",
      yaml(
        {
          apiVersion: 1,
          datasources: [
            {
              name: "Prometheus",
              uid: "tenfold-prometheus",
              type: "prometheus",
              access: "proxy",
              url: fromEnvironment("PROMETHEUS_URL"),
              isDefault: true,
              jsonData: { timeInterval: `${profile.scrapeIntervalMs / 1_000}s` },
            },
          ],
        },
        about,
      ),
    ],
    [
      "grafana/provisioning/dashboards/tenfold.yml",
      yaml(
        {
          apiVersion: 1,
          providers: [
            { name: "tenfold", folder: "Tenfold", type: "file", options: { path: fromEnvironment("TENFOLD_DASHBOARDS") } },
          ],
        },
        about,
      ),
    ],
  ]);
  for (const dashboard of dashboards) {
    files.set(`grafana/dashboards/${dashboard.id}.json`, json(grafanaDashboard(profile, dashboard)));
  }
  return files;
}
