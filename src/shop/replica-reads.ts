import { createHmac } from "node:crypto";
import { createConsistencyTokens } from "../platform/database/consistency-token.ts";
import type { Database } from "../platform/database/database.ts";
import {
  createReplicaRouter,
  type ReplicaFigures,
  type ReplicaObserver,
  type ReplicaRouter,
} from "../platform/database/replica-router.ts";
import type { Metrics, Sample } from "../platform/telemetry/metrics.ts";
import type { Capabilities } from "../platform/topology/capabilities.ts";
import type { Environment } from "../platform/topology/environment.ts";
import { loadTokenSecrets } from "./access/tokens.ts";

export type ReplicaReadsOptions = {
  readonly db: Database;
  readonly capabilities: Pick<Capabilities, "replicas">;
  readonly environment: Pick<Environment, "tokenSecret">;
  readonly poolSize: number;
  readonly metrics: Metrics;
  readonly observer?: { readonly statement: (durationMs: number, name: string) => void } | undefined;
};

/** The way to the replicas, when there are any. */
export async function createReplicaReads(options: ReplicaReadsOptions): Promise<ReplicaRouter | undefined> {
  const { db, capabilities, environment, poolSize, metrics, observer } = options;
  const { replicas } = capabilities;
  // Their figures are there with or without replicas, so that a dashboard need not know.
  const replicaObserver = createReplicaObserver(metrics);
  metrics.gauge(
    { name: "replica_lag_tolerance_seconds", help: "How far each replica may be behind and still be read from." },
    () => replicas.map(({ name, lagToleranceMs }): Sample => ({ labels: { replica: name }, value: lagToleranceMs / 1_000 })),
  );
  if (replicas.length === 0) return undefined;
  const secrets = await loadTokenSecrets(db, environment.tokenSecret ?? undefined);
  const keys = secrets.map((secret) => createHmac("sha256", secret).update("consistency tokens").digest("base64"));
  return createReplicaRouter({
    primary: db,
    replicas,
    tokens: createConsistencyTokens(keys),
    poolSize,
    observer: replicaObserver,
    onStatement: observer?.statement,
  });
}

function createReplicaObserver(metrics: Metrics): ReplicaObserver {
  const reads = new Map<string, Sample & { value: number }>();
  let figures: () => readonly ReplicaFigures[] = () => [];
  let failovers = 0;
  metrics.total({ name: "replica_reads_total", help: "Reads that replicas were asked for, by replica and result." }, () => [
    ...reads.values(),
  ]);
  metrics.gauge({ name: "replica_lag_seconds", help: "How far each replica is behind, as this process measured it last." }, () =>
    figures().flatMap(({ name, lagSeconds }) => (lagSeconds === null ? [] : [{ labels: { replica: name }, value: lagSeconds }])),
  );
  metrics.gauge({ name: "replica_usable", help: "1 while the replica answers and is within its tolerance." }, () =>
    figures().map(({ name, usable }): Sample => ({ labels: { replica: name }, value: usable ? 1 : 0 })),
  );
  metrics.total({ name: "failovers_total", help: "Promotions of another server that this process has seen." }, () => failovers);
  const fallbacks = metrics.counter({
    name: "replica_fallbacks_total",
    help: "Reads that went to the primary although replicas are there, or were refused, by the reason.",
    label: "reason",
  });
  return {
    replicaRead(replica, result) {
      const key = `${replica} ${result}`;
      const counted = reads.get(key);
      if (counted === undefined) reads.set(key, { labels: { replica, result }, value: 1 });
      else counted.value += 1;
    },
    replicaFallback: (reason) => fallbacks.inc(reason),
    replicas(read) {
      figures = read;
    },
    failover() {
      failovers += 1;
    },
  };
}
