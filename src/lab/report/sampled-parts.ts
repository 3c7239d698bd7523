import type { RunningPart } from "../supervisor/part.ts";
import type { PartKind } from "../workload/open-loop/result.ts";
import type { SampledPart } from "./sampler.ts";

const KINDS: Readonly<Partial<Record<RunningPart["kind"], PartKind>>> = {
  "postgres-primary": "database",
  "postgres-replica": "database",
  pgbouncer: "pooler",
  nginx: "proxy",
  api: "api",
  all: "api",
  worker: "worker",
  sandbox: "provider",
};

/** The processes of a shop as the sampler looks at them. */
export function sampledParts(parts: readonly RunningPart[]): SampledPart[] {
  return parts.map(({ name, kind, pid, url }) => {
    const hasMetrics = kind === "api" || kind === "all" || kind === "worker";
    return { name, kind: KINDS[kind] ?? "other", pid, metricsUrl: hasMetrics && url !== null ? `${url}/metrics` : null };
  });
}
