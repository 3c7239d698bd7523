import { problem } from "../http/problems.ts";
import { sharedCall } from "../resilience/shared-call.ts";
import { type ConsistencyTokens, laterOf, type SeenPosition, type WalPosition } from "./consistency-token.ts";
import { type Database, RETRY_DEADLINE_MS, type ReplicaReads, retryTransient, type Statement } from "./database.ts";
import { isTransient } from "./errors.ts";
import { createPrimaryVisibility } from "./primary-visibility.ts";
import { currentReadSession, type ReadSession, type UsedNode, withReadSession } from "./read-session.ts";
import { createLagEstimator } from "./replica-lag.ts";
import { DeadlineExceeded, type Measurement, watchServer } from "./replica-monitor.ts";
import { createReplicaNode, type ReplicaAddress, type ReplicaNode } from "./replica-node.ts";
import { serverPosition } from "./wal-position.ts";

/** Why a read that a replica might have answered went to the primary. */
export type FallbackReason = "behind-session" | "no-replica" | "failed" | "unknown-session";

export type ReplicaObserver = {
  readonly replicaRead: (replica: string, result: "ok" | "failed") => void;
  readonly replicaFallback: (reason: FallbackReason | "shed") => void;
  readonly replicas: (figures: () => readonly ReplicaFigures[]) => void;
  /** The primary is on a newer timeline: another server was promoted. */
  readonly failover: () => void;
};

export type ReplicaFigures = { readonly name: string; readonly lagSeconds: number | null; readonly usable: boolean };

export type ReplicaRouterOptions = {
  readonly primary: Database;
  readonly replicas: readonly ReplicaAddress[];
  readonly tokens: ConsistencyTokens;
  /** Connections to each replica. */
  readonly poolSize: number;
  /** Reads that may be on their way to the primary in place of a replica; one more is refused with `overloaded`. */
  readonly maxFallbacks?: number;
  readonly observer?: ReplicaObserver | undefined;
  readonly onStatement?: ((durationMs: number, name: string) => void) | undefined;
  readonly now?: () => number;
};

/** A request's reads, and what the answer is to say of them. */
export interface RequestReads {
  readonly session: ReadSession;
  /** The token for the answer; null when nothing was read. Rejects when it cannot be known what was seen. */
  token(): Promise<string | null>;
}

export interface ReplicaRouter {
  /** Reads that may be as old as the tolerance allows and as the session has not seen newer. */
  readonly shared: ReplicaReads;
  /** The same for what belongs to the shopper: without a token nobody knows what the shopper wrote, and the primary is asked. */
  readonly own: ReplicaReads;
  /** The primary as it was given, noting which requests use it. */
  readonly primary: Database;
  /** `isSafe`: the request writes nothing (GET, HEAD). `token` is the header's value. */
  request(isSafe: boolean, token: string | undefined): RequestReads;
  /** Reads what is remembered for many sessions: shows whatever lies before `atLeast`, and says by a token how new it was. */
  read<T>(atLeast: WalPosition | null, load: () => Promise<T>): Promise<{ readonly loaded: T; readonly token: string | null }>;
  /** Fulfilled when the primary shows all that a session has seen. @throws `overloaded` */
  shown(seen: SeenPosition): Promise<void>;
  /** Fulfilled when every server was measured once, or could not be. */
  readonly measured: Promise<void>;
  close(): Promise<void>;
}

/** Twice what the primary's pool works on at once: as many wait as are served. */
const FALLBACKS_PER_CONNECTION = 2;

/**
 * Chooses who answers a read: a replica that has replayed what the session has seen and is within its tolerance, the least busy one; else
 * the primary, which does not take in more of them than it can bear.
 */
export function createReplicaRouter(options: ReplicaRouterOptions): ReplicaRouter {
  const { primary, tokens, observer, now = () => performance.now() } = options;
  const nodes = options.replicas.map((address) =>
    createReplicaNode({ address, poolSize: options.poolSize, onStatement: options.onStatement, now }),
  );
  const maxFallbacks = options.maxFallbacks ?? FALLBACKS_PER_CONNECTION * primary.pool().max;
  const primaryNode: UsedNode = { name: "primary" };
  const awaitVisible = createPrimaryVisibility(primary);
  const primaryPosition = sharedCall(() => retryTransient(() => serverPosition(primary), RETRY_DEADLINE_MS));
  const estimator = createLagEstimator();
  let timeline = 0;
  let fallbacks = 0;
  let turn = 0;

  function notePrimary(measurement: Measurement): void {
    // A connection that was opened while the servers changed places.
    if (measurement.isStandby || measurement.timeline < timeline) return;
    if (measurement.timeline > timeline) {
      if (timeline > 0) observer?.failover();
      timeline = measurement.timeline;
      estimator.reset();
    }
    estimator.notePrimary(measurement.lsn, measurement.atMs);
  }

  function noteReplica(node: ReplicaNode, measurement: Measurement): void {
    node.noteMeasured(measurement, estimator.lagAt(measurement.lsn, measurement.atMs));
  }

  /**
   * What a session has seen is mostly younger than the last measurement, and the replicas have it all the same: they are asked once more,
   * which costs a round trip for all reads that wait for it together.
   */
  async function measureUsable(failed: ReadonlySet<ReplicaNode>): Promise<void> {
    const usable = nodes.filter((node) => !failed.has(node) && node.isUsable(timeline));
    const measured = usable.map(async (node) => noteReplica(node, await node.measure()));
    await Promise.allSettled(measured);
  }

  async function chooseNewEnough(
    required: SeenPosition | null,
    failed: ReadonlySet<ReplicaNode>,
  ): Promise<ReplicaNode | undefined> {
    const known = choose(required, failed);
    if (known !== undefined || required === null) return known;
    await measureUsable(failed);
    return choose(required, failed);
  }

  const monitors = [
    watchServer({ db: primary, now, onMeasured: notePrimary, onLost: () => undefined }),
    ...nodes.map((node) => {
      const monitor = watchServer({
        db: node,
        now,
        onMeasured(measurement) {
          noteReplica(node, measurement);
          if (!measurement.isStandby) monitor.reconnect();
        },
        onLost: () => node.noteLost(),
      });
      return monitor;
    }),
  ];
  observer?.replicas(() =>
    nodes.map(({ name, lag, isUsable }) => ({
      name,
      lagSeconds: lag === null ? null : lag.ms / 1_000,
      usable: isUsable(timeline),
    })),
  );

  function choose(required: SeenPosition | null, failed: ReadonlySet<ReplicaNode>): ReplicaNode | undefined {
    turn += 1;
    let best: ReplicaNode | undefined;
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[(turn + index) % nodes.length]!;
      if (failed.has(node) || !node.canServe(required, timeline)) continue;
      if (best === undefined || node.inFlight < best.inFlight) best = node;
    }
    return best;
  }

  async function fallBack<Row>(reason: FallbackReason, statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    if (fallbacks >= maxFallbacks) {
      observer?.replicaFallback("shed");
      throw problem("overloaded", "The replicas cannot answer, and the primary has enough to do.");
    }
    observer?.replicaFallback(reason);
    fallbacks += 1;
    try {
      return await readPrimary(statement, values);
    } finally {
      fallbacks -= 1;
    }
  }

  async function readPrimary<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const session = currentReadSession();
    const required = session?.required ?? null;
    return retryTransient(async () => {
      if (required !== null) await awaitVisible(required);
      const rows = await primary.run(statement, values);
      session?.note(primaryNode);
      return rows;
    }, RETRY_DEADLINE_MS);
  }

  async function route<Row>(isOwn: boolean, statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]> {
    const session = currentReadSession();
    if (session === undefined || !session.mayUseReplicas) return noting.run(statement, values);
    const { required } = session;
    if (isOwn && required === null) return fallBack("unknown-session", statement, values);
    const failed = new Set<ReplicaNode>();
    for (;;) {
      const node = await chooseNewEnough(required, failed);
      if (node === undefined) return fallBack(reasonFor(failed), statement, values);
      try {
        const rows = await node.run(statement, values);
        session.note(node);
        observer?.replicaRead(node.name, "ok");
        return rows;
      } catch (error) {
        if (!mayBeTriedElsewhere(error)) throw error;
        observer?.replicaRead(node.name, "failed");
        if (!isConflict(error)) node.trip();
        failed.add(node);
      }
    }
  }

  function reasonFor(failed: ReadonlySet<ReplicaNode>): FallbackReason {
    if (failed.size > 0) return "failed";
    return nodes.some((node) => node.isUsable(timeline)) ? "behind-session" : "no-replica";
  }

  const noting: Database = {
    ...primary,
    async run(statement, values = []) {
      const session = currentReadSession();
      // A request that writes nothing may ask again; it also must not see less than before.
      if (session?.mayUseReplicas) return readPrimary(statement, values);
      session?.note(primaryNode);
      return primary.run(statement, values);
    },
    transaction(work) {
      currentReadSession()?.note(primaryNode);
      return primary.transaction(work);
    },
  };

  async function positionOf(used: ReadonlySet<UsedNode>): Promise<SeenPosition | null> {
    let latest: SeenPosition | null = null;
    for (const node of used) {
      if (node !== primaryNode) {
        const seen = await (node as ReplicaNode).seen().catch(() => null);
        if (seen !== null) {
          latest = laterOf(latest, { ...seen, onReplica: true });
          continue;
        }
      }
      // No replica has more than the primary, so its position stands for that of one that has just died.
      const { timeline: at, lsn } = await primaryPosition();
      latest = laterOf(latest, { timeline: at, lsn, onReplica: false });
    }
    return latest;
  }

  function readsOf(required: SeenPosition | null, isSafe: boolean): RequestReads {
    const used = new Set<UsedNode>();
    const session: ReadSession = { required, mayUseReplicas: isSafe, note: (node) => void used.add(node) };
    return {
      session,
      async token() {
        const seen = await positionOf(used);
        return seen === null ? null : tokens.issue(laterOf(seen, required)!);
      },
    };
  }

  return {
    shared: { mayBeBehind: true, run: (statement, values = []) => route(false, statement, values) },
    own: { mayBeBehind: true, run: (statement, values = []) => route(true, statement, values) },
    primary: noting,
    request: (isSafe, header) => readsOf(header === undefined ? null : tokens.read(header), isSafe),
    async read(atLeast, load) {
      const reads = readsOf(atLeast === null ? null : { ...atLeast, onReplica: false }, true);
      const loaded = await withReadSession(reads.session, load);
      // What the process had in memory came from the primary, some time ago.
      const token = (await reads.token()) ?? tokens.issue({ ...(await primaryPosition()), onReplica: false });
      return { loaded, token };
    },
    shown: awaitVisible,
    measured: Promise.all(monitors.map(({ first }) => first)).then(() => undefined),
    async close() {
      await Promise.all(monitors.map((monitor) => monitor.stop()));
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}

function mayBeTriedElsewhere(error: unknown): boolean {
  return error instanceof DeadlineExceeded || isTransient(error) || (error as { code?: string }).code === STATEMENT_CANCELLED;
}

/** A read that stood in the way of the replay; nothing is wrong with the replica. */
function isConflict(error: unknown): boolean {
  return (error as { code?: string }).code === "40001";
}

/** By the statement's time limit, which is shorter on a replica. */
const STATEMENT_CANCELLED = "57014";
