import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isStandby, makeBaseBackup, replicaSettings } from "../../../platform/database/embedded/replica.ts";
import type { EmbeddedPostgres } from "../../../platform/database/embedded/start.ts";
import type { PostgresNode } from "../postgres-node.ts";
import { type ClusterCore, FIRST_RESTART_MS, LONGEST_RESTART_MS, messageOf, type Role } from "./core.ts";
import { demote, receivedTimeline, sentTimeline, whyHopeless } from "./standby.ts";

/** Brings replicas to their primary, and back to it. */
export interface ReplicaKeeper {
  /** Gives the role to the server in this directory: as it is, if its history is the primary's, else as a new copy of the primary. */
  fill(role: Role, node: PostgresNode): Promise<void>;
  /** Until the role has a server again. A failover does not wait for this: a copy of a large database takes minutes. */
  keepTrying(role: Role, node: PostgresNode): Promise<void>;
  /** A replica that can never follow the primary of now is made anew. */
  checkStreams(role: Role, node: PostgresNode): Promise<void>;
}

/**
 * A server that was killed first writes out everything that its file system has in hand, others' files included, and reads its log again. On
 * a busy disk that took longer than the 5 s that were once allowed for it; what was a pause then became a copy of the whole database.
 */
const STARTS_WITHIN_MS = 60_000;
/** A replica whose history fits streams within two rounds of `wal_retrieve_retry_interval`; a busy machine takes longer. */
const STREAMS_WITHIN_MS = 15_000;
const POLL_MS = 50;

export function createReplicaKeeper(core: ClusterCore): ReplicaKeeper {
  const { onEvent, onChange, returning } = core;

  function settingsOf(role: Role): Readonly<Record<string, string>> {
    const way = core.wayToPrimary(role.name);
    return { ...core.settings, ...replicaSettings({ ...way, password: core.password!, applicationName: role.name }) };
  }

  async function fill(role: Role, node: PostgresNode): Promise<void> {
    role.node = node;
    const server = ((await rejoin(role, node)) ? node.server : null) ?? (await remake(role, node));
    await role.address.pointTo(server);
    onChange();
  }

  async function rejoin(role: Role, node: PostgresNode): Promise<boolean> {
    if (!existsSync(join(node.dataDirectory, "PG_VERSION"))) return false;
    try {
      await node.clear();
      if (!isStandby(node.dataDirectory)) await demote(node);
      node.markLog();
      const starting = node.start(settingsOf(role)).then(() => true as const);
      if ((await settled(starting, STARTS_WITHIN_MS, node)) && (await streams(role))) {
        onEvent(`replica ${role.name} goes on as it was`);
        return true;
      }
    } catch (error) {
      onEvent(`PostgreSQL ${role.name} cannot go on as it is: ${messageOf(error)}`);
    }
    await node.fence();
    return false;
  }

  /** False when the time is over, or its log says that it is of no use to wait. */
  async function settled(starting: Promise<true>, withinMs: number, node: PostgresNode): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline && !core.isStopping) {
      if (await Promise.race([starting, delay(POLL_MS, false)])) return true;
      if (whyHopeless(node.logSinceMark()) !== null) break;
    }
    starting.catch(() => undefined);
    return false;
  }

  async function remake(role: Role, node: PostgresNode): Promise<EmbeddedPostgres> {
    onEvent(`copying the database for replica ${role.name}`);
    const server = core.primary.server;
    if (server === null) throw new Error("there is no primary to copy");
    const { url: primaryUrl, dataDirectory: primaryDataDirectory } = server;
    const { dataDirectory } = node;
    const backup = await makeBaseBackup({ primaryUrl, primaryDataDirectory, dataDirectory, password: core.password! });
    try {
      if (core.isStopping) throw new Error("the cluster is being stopped");
      node.markLog();
      const copy = await node.start(settingsOf(role));
      if (!(await streams(role))) throw new Error(`replica ${role.name} was copied and does not stream`);
      onEvent(`replica ${role.name} is there`);
      return copy;
    } finally {
      await backup.release().catch(() => undefined);
    }
  }

  /**
   * On the primary's own timeline. An old primary with records that nobody else has streams the end of the old timeline again and again, and
   * can never follow beyond it.
   */
  async function streams(role: Role): Promise<boolean> {
    const deadline = performance.now() + STREAMS_WITHIN_MS;
    while (performance.now() < deadline && role.node?.server != null && !core.isStopping) {
      const timeline = await sentTimeline(core.primary, role.name).catch(() => null);
      const received = timeline === null ? null : await receivedTimeline(role.node).catch(() => null);
      if (timeline !== null && timeline === received) return true;
      const why = whyHopeless(role.node?.logSinceMark() ?? "");
      if (why !== null) {
        onEvent(`replica ${role.name} can never follow as it is: ${why}`);
        return false;
      }
      await delay(POLL_MS);
    }
    return false;
  }

  async function keepTrying(role: Role, node: PostgresNode): Promise<void> {
    if (returning.has(node)) return;
    returning.add(node);
    await role.address.pointTo(null);
    onChange();
    for (
      let delayMs = FIRST_RESTART_MS;
      !core.isStopping && role.node === node;
      delayMs = Math.min(delayMs * 2, LONGEST_RESTART_MS)
    ) {
      await delay(delayMs);
      if (core.isStopping || core.primary.server === null) continue;
      try {
        await fill(role, node);
        if (node.server !== null) break;
      } catch (error) {
        onEvent(`replica ${role.name} does not start: ${messageOf(error)}`);
        await node.fence();
      }
    }
    returning.delete(node);
  }

  async function checkStreams(role: Role, node: PostgresNode): Promise<void> {
    node.markLog();
    const isGone = () => node.server === null || core.isStopping || role.node !== node || node === core.primary;
    if (isGone() || (await streams(role)) || isGone()) return;
    onEvent(`replica ${role.name} cannot follow the new primary`);
    await node.fence();
    await keepTrying(role, node);
  }

  return { fill, keepTrying, checkStreams };
}
