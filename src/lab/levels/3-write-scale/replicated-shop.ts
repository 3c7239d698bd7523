import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { createConsistencyTokens } from "../../../platform/database/consistency-token.ts";
import type { Database } from "../../../platform/database/database.ts";
import { createReplicaRouter, type ReplicaFigures, type ReplicaRouter } from "../../../platform/database/replica-router.ts";
import type { PostgresCluster } from "../../supervisor/postgres-cluster.ts";

/** Connections to each server. */
export const POOL = 4;
const WAIT_DEADLINE_MS = 30_000;
const WAIT_POLL_MS = 50;

export type ReplicatedShop = {
  readonly cluster: PostgresCluster;
  readonly primary: Database;
  readonly products: readonly number[];
};

/** Of statements that a replica might answer. */
export type Counts = { onReplicas: number; onPrimary: number };

/** As `tenfold serve` makes one. */
export async function withRouter<T>(
  { cluster, primary }: ReplicatedShop,
  lagToleranceMs: number,
  work: (router: ReplicaRouter, counts: Counts) => Promise<T>,
): Promise<T> {
  const counts: Counts = { onReplicas: 0, onPrimary: 0 };
  let figures: () => readonly ReplicaFigures[] = () => [];
  const router = createReplicaRouter({
    primary,
    replicas: cluster.replicas.map(({ name, url }) => ({ name, url, lagToleranceMs })),
    tokens: createConsistencyTokens(["of an experiment"]),
    poolSize: POOL,
    observer: {
      replicaRead(_, result) {
        if (result === "ok") counts.onReplicas += 1;
      },
      replicaFallback() {
        counts.onPrimary += 1;
      },
      failover: () => undefined,
      replicas: (read) => {
        figures = read;
      },
    },
  });
  try {
    await becomes("every replica is read from", () => figures().every(({ usable }) => usable));
    return await work(router, counts);
  } finally {
    await router.close();
  }
}

/** Runs a statement on each replica. */
export async function onReplicas({ cluster }: ReplicatedShop, text: string): Promise<void> {
  for (const { url } of cluster.replicas) await onServer(url, text);
}

async function onServer<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, application_name: "lab experiment" });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Every replica shows what the primary has written by now. */
export async function replayed({ cluster }: ReplicatedShop): Promise<void> {
  const [now] = await onServer<{ lsn: string }>(cluster.url, "select pg_current_wal_insert_lsn()::text as lsn");
  for (const { url } of cluster.replicas) {
    await becomes("the replicas have caught up", async () => {
      const [row] = await onServer<{ has: boolean }>(url, "select pg_last_wal_replay_lsn() >= $1::pg_lsn as has", [now!.lsn]);
      return row!.has;
    });
  }
}

async function becomes(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + WAIT_DEADLINE_MS;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`Gave up after ${WAIT_DEADLINE_MS / 1_000} s waiting until ${what}.`);
    await delay(WAIT_POLL_MS);
  }
}
