import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SUPERUSER } from "../../platform/database/embedded/cluster.ts";
import { primarySettings, readKeptPassword } from "../../platform/database/embedded/replica.ts";
import { EMBEDDED_DATABASE } from "../../platform/database/embedded/start.ts";
import type { ClusterCore, Role } from "./cluster/core.ts";
import { createFailovers, type FailoverRecord } from "./cluster/failover.ts";
import { watchPrimary } from "./cluster/primary-watch.ts";
import { createReplicaKeeper } from "./cluster/replica-keeper.ts";
import { isInRecovery, promote } from "./cluster/standby.ts";
import { readState, writeState } from "./cluster/state-file.ts";
import { sharedBuffers } from "./memory-share.ts";
import type { SelfKeptPart } from "./part.ts";
import { createPostgresNode, type PostgresNode } from "./postgres-node.ts";
import { createStableAddress, STABLE_PORT, type StableAddress } from "./stable-address.ts";
import { createSyncSet } from "./sync-set.ts";

export type PostgresClusterOptions = {
  /** The data directories lie in it, and `postgres-cluster.json`, which says which of them is the primary's. */
  readonly directory: string;
  readonly replicas: readonly { readonly name: string }[];
  /** PostgreSQL's parameters, for every server. Without `shared_buffers` they share half of the machine's memory. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * A commit waits until one of the replicas has it on its disk, so that a failover loses nothing that was acknowledged. Costs a round trip
   * and a flush per commit (batches share it). While no replica is there, commits go on without: said by an event, and the
   * primary is then started again in its place and not replaced.
   */
  readonly synchronous?: boolean;
  /** Another way from a replica to the primary than straight to its socket, answered as a port of 127.0.0.1. */
  readonly wayToPrimary?: (replica: string, primary: ClusterAddress) => Promise<number>;
  readonly onEvent: (message: string) => void;
  /** A process or a role changed. */
  readonly onChange?: () => void;
};

/** Where a server of the cluster listens: the path of its socket, or a port where there are none. */
export type ClusterAddress = { readonly path: string } | { readonly port: number };

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
  /** The latest of them. */
  failoverLog(): readonly FailoverRecord[];
  /** Whether a replica could take over at this moment without losing anything that was acknowledged. */
  isProtected(): boolean;
  /** Moves the primary to a replica on purpose. Rejects when no replica may take over. */
  failover(): Promise<void>;
  stop(): Promise<void>;
}

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
      password: () => core.password,
      onProgress: onEvent,
      onExit: (node, how) => void react(node, how),
    }),
  );
  const primary = nodes[state.primary] ?? nodes[0]!;
  const primaryAddress = await createStableAddress();
  const roles: Role[] = [];
  for (const { name } of options.replicas) roles.push({ name, address: await createStableAddress(), node: null });
  const ways = new Map<string, { readonly host: string; readonly port: number }>();
  for (const { name } of roles) ways.set(name, await wayToPrimary(name));
  const core: ClusterCore = {
    roles,
    nodes,
    primaryAddress,
    syncSet: createSyncSet({ isWanted: options.synchronous ?? false, onEvent }),
    settings: {
      shared_buffers: sharedBuffers(nodes.length),
      ...options.settings,
      ...(roles.length === 0 ? {} : primarySettings),
    },
    wayToPrimary: (name) => ways.get(name)!,
    onEvent,
    onChange,
    primary,
    password: await readKeptPassword(primary.dataDirectory),
    isStopping: false,
    isChanging: false,
    returning: new Set(),
  };
  const keeper = createReplicaKeeper(core);
  const failovers = createFailovers(core, keeper, { save, startPrimary });
  let work = Promise.resolve();
  let watching = Promise.resolve();

  await save();
  try {
    await startPrimary();
    core.password = await readKeptPassword(core.primary.dataDirectory);
    const others = nodes.filter((node) => node !== core.primary);
    await Promise.all(roles.map((role, index) => keeper.fill(role, others[index]!)));
  } catch (error) {
    await stop();
    throw error;
  }
  watching = watchPrimary(core, keeper, (hanging) =>
    next(async () => {
      if (hanging === core.primary && hanging.server !== null) await failovers.replacePrimary("gives no answer");
    }),
  );

  async function wayToPrimary(name: string): Promise<{ host: string; port: number }> {
    if (options.wayToPrimary !== undefined) {
      return { host: "127.0.0.1", port: await options.wayToPrimary(name, clusterAddress(primaryAddress)) };
    }
    const { directory: host, tcpPort } = primaryAddress;
    return host === undefined ? { host: "127.0.0.1", port: tcpPort } : { host, port: STABLE_PORT };
  }

  async function save(): Promise<void> {
    const directories = [primaryAddress, ...roles.map(({ address }) => address)].flatMap(({ directory: made }) => made ?? []);
    await writeState(stateFile, { primary: core.primary.index, directories });
  }

  async function startPrimary(): Promise<void> {
    const server = await core.primary.start(core.settings);
    // It was chosen, and this process ended before it was promoted.
    if (await isInRecovery(core.primary)) await promote(core.primary);
    if (roles.length > 0) await core.syncSet.take(core.primary);
    await primaryAddress.pointTo(server);
    onChange();
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
    if (core.isStopping) return Promise.resolve();
    if (node === core.primary) return next(() => failovers.replacePrimary(`ended (${how})`));
    const role = roles.find((candidate) => candidate.node === node);
    if (role === undefined) return Promise.resolve();
    onEvent(`replica ${role.name} ended (${how})`);
    return keeper.keepTrying(role, node);
  }

  async function stop(): Promise<void> {
    core.isStopping = true;
    await watching.catch(() => undefined);
    await work;
    // Replicas first: a fast shutdown of the primary waits until they have everything.
    await Promise.all(nodes.filter((node) => node !== core.primary).map((node) => node.stop().catch(() => node.fence())));
    await core.primary.stop();
    for (const address of [primaryAddress, ...roles.map((role) => role.address)]) await address.close();
  }

  const login = () => `postgresql://${SUPERUSER}:${encodeURIComponent(core.password!)}`;
  const tcpUrlOf = (address: StableAddress) => `${login()}@127.0.0.1:${address.tcpPort}/${EMBEDDED_DATABASE}`;
  const urlOf = (address: StableAddress) =>
    address.directory === undefined
      ? tcpUrlOf(address)
      : `${login()}@${encodeURIComponent(address.directory)}:${STABLE_PORT}/${EMBEDDED_DATABASE}`;

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
        now: () => ({ kind: "postgres-primary", pid: core.primary.server?.pid ?? null, url: tcpUrlOf(primaryAddress) }),
        stop,
      },
    ],
    pid: () => core.primary.server?.pid,
    failovers: failovers.count,
    failoverLog: failovers.log,
    isProtected: () => {
      const running = roles.filter(({ node }) => node?.server != null && !core.returning.has(node));
      return running.length > 0 && core.syncSet.maySucceed(running.map(({ name }) => name));
    },
    async failover() {
      const before = failovers.count();
      await next(() => failovers.replacePrimary("is replaced on purpose"));
      if (failovers.count() === before) throw new Error("No replica could take over; the primary was started again.");
    },
    stop,
  };
}

function clusterAddress({ directory, tcpPort }: StableAddress): ClusterAddress {
  return directory === undefined ? { port: tcpPort } : { path: join(directory, `.s.PGSQL.${STABLE_PORT}`) };
}
