import { type PostgresCluster, startPostgresCluster } from "../../src/lab/supervisor/postgres-cluster.ts";
import { testServerSettings } from "./database.ts";
import { makeTemporaryServerDirectory } from "./directories.ts";
import { connected } from "./one-query.ts";
import { waitFor } from "./wait.ts";

export type ReplicatedOptions = {
  readonly replicas: readonly string[];
  readonly synchronous?: boolean;
};

export type Replicated = {
  readonly cluster: PostgresCluster;
  /** What the supervisor said. */
  readonly events: readonly string[];
  onPrimary(text: string): Promise<Record<string, unknown>[]>;
  onReplica(name: string, text: string): Promise<Record<string, unknown>[]>;
  /** Every replica streams, and one may take over. */
  whole(): Promise<void>;
  close(): Promise<void>;
};

const WHOLE_TIMEOUT_MS = 60_000;
const settings = {
  ...testServerSettings,
  synchronous_commit: "on",
  shared_buffers: "32MB",
  max_connections: "60",
  // What every replica that starts is waited for.
  log_min_messages: "warning",
};

/** A primary with replicas of its own. Nothing of it survives a power cut; everything else is as in the shop. */
export async function startReplicated({ replicas, synchronous = false }: ReplicatedOptions): Promise<Replicated> {
  const directory = await makeTemporaryServerDirectory();
  const events: string[] = [];
  const cluster = await startPostgresCluster({
    directory: directory.path,
    replicas: replicas.map((name) => ({ name })),
    settings,
    synchronous,
    onEvent: (message) => events.push(message),
  });
  const onPrimary = (text: string) => connected(cluster.url, text);
  return {
    cluster,
    events,
    onPrimary,
    onReplica: (name, text) => connected(cluster.replicas.find((replica) => replica.name === name)!.url, text),
    async whole() {
      const isWhole = async () => {
        const streaming = await onPrimary("select from pg_stat_replication where state = 'streaming'");
        return streaming.length === replicas.length && cluster.isProtected();
      };
      await waitFor(isWhole, { timeoutMs: WHOLE_TIMEOUT_MS, message: "not every replica streams" }).catch((cause) => {
        throw new Error(`The cluster is not whole: ${events.join("; ")}`, { cause });
      });
    },
    async close() {
      await cluster.stop();
      await directory.remove();
    },
  };
}
