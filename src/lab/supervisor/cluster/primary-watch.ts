import { setTimeout as delay } from "node:timers/promises";
import type { PostgresNode } from "../postgres-node.ts";
import type { ClusterCore } from "./core.ts";
import type { ReplicaKeeper } from "./replica-keeper.ts";

const PROBE_INTERVAL_MS = 500;
const PROBE_DEADLINE_MS = 1_500;
/** A primary that takes no connection for this long hangs. Twice what an overloaded machine was seen to need. */
const HANGS_AFTER_MS = 3_000;
/** A probe that comes so late says that this process was held up, and nothing of PostgreSQL. */
const OWN_DELAY_MS = 1_000;
/** A replica that runs and receives nothing for so long is brought back like one that ended: its history may have become another one. */
const SILENT_FOR_MS = 20_000;

/**
 * Asks the primary again and again, has it replaced when it gives no answer, and keeps the list of replicas that commits wait for. Fulfilled when
 * the cluster is being stopped.
 */
export async function watchPrimary(
  core: ClusterCore,
  keeper: ReplicaKeeper,
  /** Waits for its turn among the changes of the primary. */
  replace: (hanging: PostgresNode) => Promise<void>,
): Promise<void> {
  const { roles, returning, syncSet } = core;
  /** When a replica streamed last, by its name. */
  const heardAtMs = new Map<string, number>();
  let answeredAtMs = performance.now();
  let roundAtMs = answeredAtMs;

  async function probe(node: PostgresNode): Promise<boolean> {
    try {
      const text = "select application_name as name from pg_stat_replication where state = 'streaming'";
      const streaming = await node.query<{ name: string }>(text, [], PROBE_DEADLINE_MS);
      const known = streaming.map(({ name }) => name).filter((name) => roles.some((role) => role.name === name));
      if (node === core.primary && !core.isChanging) {
        noteStreaming(known);
        await syncSet.update(node, known);
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Brings back replicas that run and have not streamed for long. */
  function noteStreaming(streaming: readonly string[]): void {
    const nowMs = performance.now();
    for (const role of roles) {
      const { name, node } = role;
      if (streaming.includes(name) || node?.server == null || returning.has(node)) heardAtMs.set(name, nowMs);
      else if (nowMs - (heardAtMs.get(name) ?? nowMs) > SILENT_FOR_MS) {
        heardAtMs.set(name, nowMs);
        void keeper.checkStreams(role, node);
      }
    }
  }

  while (!core.isStopping) {
    await delay(PROBE_INTERVAL_MS);
    const startedAtMs = performance.now();
    const wasHeldUp = startedAtMs - roundAtMs > PROBE_INTERVAL_MS + PROBE_DEADLINE_MS + OWN_DELAY_MS;
    roundAtMs = startedAtMs;
    const probed = core.primary;
    const hasAnswered = probed.server === null || core.isChanging || (await probe(probed));
    if (hasAnswered || wasHeldUp || probed !== core.primary) answeredAtMs = performance.now();
    else if (performance.now() - answeredAtMs > HANGS_AFTER_MS && probed.server !== null) {
      await replace(probed);
      answeredAtMs = performance.now();
    }
  }
}
