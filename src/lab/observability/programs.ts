import type { Program } from "../supervisor/programs.ts";

/** A program that watches, and what nobody sees without it. */
export type Monitor = Program & { readonly unseen: string };

const debian = (name: string) => `apt-get install ${name}`;

export const monitors = {
  prometheus: {
    name: "prometheus",
    debian: debian("prometheus"),
    macos: "brew install prometheus",
    unseen: "figures over time, alerts and error budgets",
  },
  alertmanager: {
    name: "alertmanager",
    programs: ["prometheus-alertmanager", "alertmanager"],
    debian: debian("prometheus-alertmanager"),
    macos: "brew install alertmanager",
    unseen: "whom an alert is told to",
  },
  node: {
    name: "node_exporter",
    programs: ["prometheus-node-exporter", "node_exporter"],
    debian: debian("prometheus-node-exporter"),
    macos: "brew install node_exporter",
    unseen: "processor, memory, disk and network of the machine",
  },
  postgres: {
    name: "postgres_exporter",
    programs: ["prometheus-postgres-exporter", "postgres_exporter"],
    debian: debian("prometheus-postgres-exporter"),
    macos: "go install github.com/prometheus-community/postgres_exporter/cmd/postgres_exporter@latest",
    unseen: "what PostgreSQL says of itself: tables, locks, log, checkpoints",
  },
  blackbox: {
    name: "blackbox_exporter",
    programs: ["prometheus-blackbox-exporter", "blackbox_exporter"],
    debian: debian("prometheus-blackbox-exporter"),
    macos: "brew install blackbox_exporter",
    unseen: "the shop from outside",
  },
  nginx: {
    name: "nginx-prometheus-exporter",
    programs: ["prometheus-nginx-exporter", "nginx-prometheus-exporter"],
    debian: debian("prometheus-nginx-exporter"),
    macos: "brew install nginx-prometheus-exporter",
    unseen: "the proxy's connections",
  },
} as const satisfies Readonly<Record<string, Monitor>>;
