import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SUPERUSER } from "../../platform/database/embedded/cluster.ts";
import {
  isStandby,
  makeBaseBackup,
  primarySettings,
  readKeptPassword,
  replicaSettings,
} from "../../platform/database/embedded/replica.ts";
import { EMBEDDED_DATABASE } from "../../platform/database/embedded/start.ts";
import type { SelfKeptPart } from "./part.ts";
import { createPostgresNode, demote, isInRecovery, type PostgresNode, receivedLsn } from "./postgres-node.ts";
import { createStableAddress, STABLE_DIRECTORY_PREFIX, STABLE_PORT, type StableAddress } from "./stable-address.ts";
import { createSyncSet, type SyncSet } from "./sync-set.ts";

export type PostgresClusterOptions = {
  /** The data directories lie in it, and `postgres-cluster.json`, which says which of them is the primary's. */
  readonly directory: string;
  readonly replicas: readonly { readonly name: string }[];
  /** PostgreSQL's parameters, for every server. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * A commit waits until one of the replicas has it on its disk, so that a failover loses nothing that was acknowledged. Costs a round trip
   * and a flush per commit (batches share it). While no replica is there, commits go on without: said by an event, and the
   * primary is then started again in its place and not replaced.
   */
  readonly synchronous?: boolean;
  readonly onEvent: (message: string) => void;
  /** A process or a role changed. */
  readonly onChange?: () => void;
};

export type ReplicaRole = {
  readonly name: string;
  /** Stable: after a failover the address leads to the server that took the role over. */
  readonly url: string;
  readonly tcpUrl: string;
};

export interface PostgresCluster {
  /** Of the primary, whichever server that is. */
  readonly url: string;
  /** The same for programs that know no Unix sockets; each byte passes through this process. */
  readonly tcpUrl: string;
  /** `host=` for PgBouncer, with port 5432; undefined where there are no Unix sockets. */
  readonly socketDirectory: string | undefined;
  readonly replicas: readonly ReplicaRole[];
  /** The primary, and each replica by its name. */
  readonly parts: readonly SelfKeptPart[];
  pid(): number | undefined;
  failovers(): number;
  /** Whether a replica could take over at this moment without losing anything that was acknowledged. */
  isProtected(): boolean;
  /** Moves the primary to a replica on purpose. Rejects when no replica may take over. */
  failover(): Promise<void>;
  stop(): Promise<void>;
}

const PROBE_INTERVAL_MS = 500;
const PROBE_DEADLINE_MS = 1_500;
/** A primary that takes no connection for this long hangs. Twice what an overloaded machine was seen to need. */
const HANGS_AFTER_MS = 3_000;
/** A probe that comes so late says that this process was held up, and nothing of PostgreSQL. */
const OWN_DELAY_MS = 1_000;
const PROMOTION_DEADLINE_MS = 10_000;
const STATE_POLL_MS = 10;
/** A replica whose history fits streams within two rounds of `wal_retrieve_retry_interval`. */
const STREAMS_WITHIN_MS = 5_000;
/** A replica that runs and receives nothing for so long is brought back like one that ended: its history may have become another one. */
const SILENT_FOR_MS = 20_000;
const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 5_000;

type Role = { readonly name: string; readonly address: StableAddress; node: PostgresNode | null };

/** A primary and its streaming replicas on this machine, which replace each other. */
export async function startPostgresCluster(options: PostgresClusterOptions): Promise<PostgresCluster> {
  const { directory, onEvent, onChange = () => undefined } = options;
  const stateFile = join(directory, "postgres-cluster.json");
  await mkdir(directory, { recursive: true });
  const state = readState(stateFile);
  for (const left of state.directories) await rm(left, { recursive: true, force: true });

  const nodes = [0, ...options.replicas].map((_, index) =>
    createPostgresNode({
      index,
      dataDirectory: join(directory, index === 0 ? "postgres" : `postgres-${index + 1}`),
      password: () => password,
      onProgress: onEvent,
      onExit: (node, how) => void react(node, how),
    }),
  );
  let primary = nodes[state.primary] ?? nodes[0]!;
  let password = await readKeptPassword(primary.dataDirectory);
  const primaryAddress = await createStableAddress();
  const roles: Role[] = [];
  for (const { name } of options.replicas) roles.push({ name, address: await createStableAddress(), node: null });
  const syncSet: SyncSet = createSyncSet({ isWanted: options.synchronous ?? false, onEvent });
  let stopping = false;
  let failovers = 0;
  /** The primary is being replaced or started again; whoever watches it waits. */
  let isChanging = false;
  let work = Promise.resolve();
  let watching = Promise.resolve();
  /** Servers that are being brought back. */
  const returning = new Set<PostgresNode>();
  /** When a replica streamed last, by its name. */
  const heardAtMs = new Map<string, number>();

  await writeState();
  const settings = { ...options.settings, ...(roles.length === 0 ? {} : primarySettings) };
  try {
    await startPrimary();
    password = await readKeptPassword(primary.dataDirectory);
    const others = nodes.filter((node) => node !== primary);
    await Promise.all(roles.map((role, index) => fill(role, others[index]!)));
  } catch (error) {
    await stop();
    throw error;
  }
  watching = watch();

  async function writeState(): Promise<void> {
    const directories = [primaryAddress, ...roles.map(({ address }) => address)].flatMap(({ directory: made }) => made ?? []);
    await writeFile(`${stateFile}.new`, `${JSON.stringify({ primary: primary.index, directories })}\n`);
    await rename(`${stateFile}.new`, stateFile);
  }

  async function startPrimary(): Promise<void> {
    const server = await primary.start(settings);
    // It was chosen, and this process ended before it was promoted.
    if (await isInRecovery(primary)) await promote(primary);
    if (roles.length > 0) await syncSet.take(primary);
    await primaryAddress.pointTo(server);
    onChange();
  }

  function settingsOf(role: Role): Readonly<Record<string, string>> {
    const host = primaryAddress.directory ?? "127.0.0.1";
    const port = primaryAddress.directory === undefined ? primaryAddress.tcpPort : STABLE_PORT;
    return { ...settings, ...replicaSettings({ host, port, password: password!, applicationName: role.name }) };
  }

  /** Gives the role to the server in this directory: as it is, if its history is the primary's, else as a new copy of the primary. */
  async function fill(role: Role, node: PostgresNode): Promise<void> {
    role.node = node;
    const server = ((await rejoin(role, node)) ? node.server : null) ?? (await remake(role, node));
    await role.address.pointTo(server);
    onChange();
  }

  async function rejoin(role: Role, node: PostgresNode): Promise<boolean> {
    if (!existsSync(join(node.dataDirectory, "PG_VERSION"))) return false;
    try {
      if (!isStandby(node.dataDirectory)) await demote(node);
      const starting = node.start(settingsOf(role));
      const isUp = await Promise.race([starting.then(() => true), delay(STREAMS_WITHIN_MS, false)]);
      if (isUp && (await streams(role))) {
        onEvent(`replica ${role.name} goes on as it was`);
        return true;
      }
      await node.fence();
      await Promise.race([starting.catch(() => undefined), delay(STREAMS_WITHIN_MS)]);
    } catch (error) {
      onEvent(`PostgreSQL ${role.name} cannot go on as it is: ${messageOf(error)}`);
    }
    await node.fence();
    return false;
  }

  async function remake(role: Role, node: PostgresNode) {
    onEvent(`copying the database for replica ${role.name}`);
    const primaryUrl = primary.server?.url;
    if (primaryUrl === undefined) throw new Error("there is no primary to copy");
    const { dataDirectory } = node;
    const { dataDirectory: primaryDataDirectory } = primary.server!;
    const backup = await makeBaseBackup({ primaryUrl, primaryDataDirectory, dataDirectory, password: password! });
    try {
      const server = await node.start(settingsOf(role));
      if (!(await streams(role))) throw new Error(`replica ${role.name} was copied and does not stream`);
      onEvent(`replica ${role.name} is there`);
      return server;
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
    while (performance.now() < deadline && role.node?.server != null) {
      const timeline = await streamedTimeline(primary, role.name).catch(() => null);
      const received = timeline === null ? null : await receivedTimeline(role.node).catch(() => null);
      if (timeline !== null && timeline === received) return true;
      await delay(STATE_POLL_MS * 5);
    }
    return false;
  }

  /** One change of the primary at a time. */
  function next<T>(task: () => Promise<T>): Promise<T> {
    const done = work.then(task);
    work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  function react(node: PostgresNode, how: string): Promise<void> {
    if (stopping) return Promise.resolve();
    if (node === primary) return next(() => replacePrimary(`ended (${how})`));
    const role = roles.find((candidate) => candidate.node === node);
    if (role === undefined) return Promise.resolve();
    onEvent(`replica ${role.name} ended (${how})`);
    return keepTrying(role, node);
  }

  /** Until the role has a server again. A failover does not wait for this: a copy of a large database takes minutes. */
  async function keepTrying(role: Role, node: PostgresNode): Promise<void> {
    if (returning.has(node)) return;
    returning.add(node);
    await role.address.pointTo(null);
    onChange();
    for (let delayMs = FIRST_RESTART_MS; !stopping && role.node === node; delayMs = Math.min(delayMs * 2, LONGEST_RESTART_MS)) {
      await delay(delayMs);
      if (stopping || primary.server === null) continue;
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

  async function replacePrimary(why: string): Promise<void> {
    isChanging = true;
    try {
      if (!stopping) await failOver(why);
    } finally {
      isChanging = false;
    }
  }

  async function failOver(why: string): Promise<void> {
    const startedAtMs = performance.now();
    onEvent(`the primary ${why}`);
    const old = primary;
    await primaryAddress.pointTo(null);
    await old.fence();
    const chosen = await chooseReplica();
    if (chosen === null) return restartInPlace();
    primary = chosen.node!;
    // Whatever happens next: the old primary must not come back as one.
    await writeState();
    await promote(primary);
    await chosen.address.pointTo(null);
    await syncSet.take(primary);
    await primaryAddress.pointTo(primary.server);
    failovers += 1;
    onEvent(`${chosen.name} is the primary now, after ${Math.round(performance.now() - startedAtMs)} ms`);
    chosen.node = old;
    onChange();
    void keepTrying(chosen, old);
    for (const role of roles) if (role !== chosen && role.node !== null) void checkStreams(role, role.node);
  }

  /** A replica that had more than the promoted one can never follow it and is made anew. */
  async function checkStreams(role: Role, node: PostgresNode): Promise<void> {
    if (node.server === null || (await streams(role)) || stopping || role.node !== node || node === primary) return;
    onEvent(`replica ${role.name} cannot follow the new primary`);
    await node.fence();
    await keepTrying(role, node);
  }

  /**
   * The replica that has most. With synchronous commits, one of those that commits waited for has everything that was acknowledged, but not
   * any particular one: all of them must have answered. Null: nobody may take over without losing what was acknowledged.
   */
  async function chooseReplica(): Promise<Role | null> {
    const found = await Promise.all(
      roles.map(async (role) => {
        const lsn = role.node?.server == null ? null : await receivedLsn(role.node).catch(() => null);
        return { role, lsn };
      }),
    );
    const reachable = found.filter((each): each is { role: Role; lsn: bigint } => each.lsn !== null);
    const names = reachable.map(({ role }) => role.name);
    if (!syncSet.maySucceed(names)) {
      onEvent("what was acknowledged may be on no replica that answers; the primary is started again in its place");
      return null;
    }
    return reachable.toSorted((a, b) => (a.lsn < b.lsn ? 1 : -1))[0]?.role ?? null;
  }

  async function restartInPlace(): Promise<void> {
    for (let delayMs = FIRST_RESTART_MS; !stopping; delayMs = Math.min(delayMs * 2, LONGEST_RESTART_MS)) {
      await delay(delayMs);
      try {
        await startPrimary();
        return onEvent("PostgreSQL is back");
      } catch (error) {
        onEvent(`PostgreSQL does not start: ${messageOf(error)}`);
        await primary.fence();
      }
    }
  }

  /** Asks the primary, and keeps the list of replicas that commits wait for. */
  async function watch(): Promise<void> {
    let answeredAtMs = performance.now();
    let roundAtMs = answeredAtMs;
    while (!stopping) {
      await delay(PROBE_INTERVAL_MS);
      const startedAtMs = performance.now();
      const wasHeldUp = startedAtMs - roundAtMs > PROBE_INTERVAL_MS + PROBE_DEADLINE_MS + OWN_DELAY_MS;
      roundAtMs = startedAtMs;
      const probed = primary;
      const hasAnswered = probed.server === null || isChanging || (await probe(probed));
      if (hasAnswered || wasHeldUp || probed !== primary) answeredAtMs = performance.now();
      else if (performance.now() - answeredAtMs > HANGS_AFTER_MS && probed.server !== null) {
        await next(() => (probed === primary && probed.server !== null ? replacePrimary("gives no answer") : Promise.resolve()));
        answeredAtMs = performance.now();
      }
    }
  }

  async function probe(node: PostgresNode): Promise<boolean> {
    try {
      const text = "select application_name as name from pg_stat_replication where state = 'streaming'";
      const streaming = await node.query<{ name: string }>(text, [], PROBE_DEADLINE_MS);
      const known = streaming.map(({ name }) => name).filter((name) => roles.some((role) => role.name === name));
      if (node === primary && !isChanging) {
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
        void checkStreams(role, node);
      }
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    await watching.catch(() => undefined);
    await work;
    // Replicas first: a fast shutdown of the primary waits until they have everything.
    await Promise.all(nodes.filter((node) => node !== primary).map((node) => node.stop().catch(() => node.fence())));
    await primary.stop();
    for (const address of [primaryAddress, ...roles.map((role) => role.address)]) await address.close();
  }

  const urlOf = (address: StableAddress) =>
    address.directory === undefined
      ? tcpUrlOf(address)
      : `${login()}@${encodeURIComponent(address.directory)}:${STABLE_PORT}/${EMBEDDED_DATABASE}`;
  const tcpUrlOf = (address: StableAddress) => `${login()}@127.0.0.1:${address.tcpPort}/${EMBEDDED_DATABASE}`;
  const login = () => `postgresql://${SUPERUSER}:${encodeURIComponent(password!)}`;

  return {
    url: urlOf(primaryAddress),
    tcpUrl: tcpUrlOf(primaryAddress),
    socketDirectory: primaryAddress.directory,
    replicas: roles.map(({ name, address }) => ({ name, url: urlOf(address), tcpUrl: tcpUrlOf(address) })),
    parts: [
      ...roles.map(
        (role): SelfKeptPart => ({
          name: role.name,
          now: () => ({ kind: "postgres-replica", pid: role.node?.server?.pid ?? null, url: tcpUrlOf(role.address) }),
          stop: async () => undefined,
        }),
      ),
      {
        name: "postgres",
        now: () => ({ kind: "postgres-primary", pid: primary.server?.pid ?? null, url: tcpUrlOf(primaryAddress) }),
        stop,
      },
    ],
    pid: () => primary.server?.pid,
    failovers: () => failovers,
    isProtected: () => {
      const running = roles.filter(({ node }) => node?.server != null && !returning.has(node));
      return running.length > 0 && syncSet.maySucceed(running.map(({ name }) => name));
    },
    async failover() {
      const before = failovers;
      await next(() => replacePrimary("is replaced on purpose"));
      if (failovers === before) throw new Error("No replica could take over; the primary was started again.");
    },
    stop,
  };
}

async function promote(node: PostgresNode): Promise<void> {
  await node.query("select pg_promote(false)");
  const deadline = performance.now() + PROMOTION_DEADLINE_MS;
  while (await isInRecovery(node)) {
    if (performance.now() > deadline) throw new Error(`the replica in ${node.dataDirectory} does not become a primary`);
    await delay(STATE_POLL_MS);
  }
}

/** The timeline of a primary, if it streams to this replica; else null. */
async function streamedTimeline(primary: PostgresNode, replica: string): Promise<number | null> {
  const [row] = await primary.query<{ segment: string }>(
    `select pg_walfile_name(pg_current_wal_lsn()) as segment from pg_stat_replication where application_name = $1 and state = 'streaming'`,
    [replica],
  );
  // The first eight hexadecimal digits of a segment's name are its timeline.
  return row === undefined ? null : Number.parseInt(row.segment.slice(0, 8), 16);
}

/** The timeline of what a standby receives; null when it receives nothing. */
async function receivedTimeline(standby: PostgresNode): Promise<number | null> {
  const [row] = await standby.query<{ timeline: number }>(
    "select received_tli as timeline from pg_stat_wal_receiver where status = 'streaming'",
  );
  return row?.timeline ?? null;
}

type ClusterState = { readonly primary: number; readonly directories: readonly string[] };

/** Only directories with the name and the place that this program makes are removed, whatever the file says. */
function readState(file: string): ClusterState {
  if (!existsSync(file)) return { primary: 0, directories: [] };
  const { primary, directories } = JSON.parse(readFileSync(file, "utf8")) as ClusterState;
  const own = directories.filter(
    (path) => basename(path).startsWith(STABLE_DIRECTORY_PREFIX) && ["/tmp", tmpdir()].includes(dirname(path)),
  );
  return { primary, directories: own };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
