import { sharedCall } from "../resilience/shared-call.ts";
import { covers, type SeenPosition, type WalPosition } from "./consistency-token.ts";
import { createDatabase, type Database, type Statement } from "./database.ts";
import type { UsedNode } from "./read-session.ts";
import type { Lag } from "./replica-lag.ts";
import { type Measurement, within } from "./replica-monitor.ts";
import { serverPosition } from "./wal-position.ts";

export type ReplicaAddress = {
  readonly name: string;
  readonly url: string;
  /** A replica that is further behind is not read from. */
  readonly lagToleranceMs: number;
};

export type ReplicaNodeOptions = {
  readonly address: ReplicaAddress;
  readonly poolSize: number;
  readonly onStatement?: ((durationMs: number, name: string) => void) | undefined;
  readonly now: () => number;
};

/**
 * Measurements come every 100 ms. One older than this says nothing any more: the replica hangs, or this process was held up.
 * What is served is therefore at most the tolerance and this old.
 */
export const MEASUREMENT_VALID_MS = 500;
/** Longer than this a read does not wait to learn whether a replica has caught up; the primary would have answered. */
const MEASURE_DEADLINE_MS = 50;
/** A read that takes longer is tried elsewhere; a paused server would otherwise hold it for as long as it likes. */
const READ_DEADLINE_MS = 3_000;
/** After a failed read the replica is left alone for this long; then it has to be measured again before the next read. */
const BREAKER_OPEN_MS = 1_000;

/** One replica as the router sees it. */
export interface ReplicaNode extends UsedNode {
  readonly address: ReplicaAddress;
  readonly inFlight: number;
  /** Null: not known, or not connected. */
  readonly lag: Lag | null;
  /** Whether it may answer a read that must show `required`, with the primary on this timeline as far as it is known. */
  canServe(required: SeenPosition | null, timeline: number): boolean;
  isUsable(timeline: number): boolean;
  run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** What was seen at the most by reads that ended before. */
  seen(): Promise<WalPosition>;
  noteMeasured(measurement: Measurement, lag: Lag): void;
  /** Where it is this instant, for a read that needs more than it had when it was measured last. Rejects when it does not say at once. */
  measure(): Promise<Measurement>;
  noteLost(): void;
  /** After a failed read. */
  trip(): void;
  connect: Database["connect"];
  close(): Promise<void>;
}

export function createReplicaNode({ address, poolSize, onStatement, now }: ReplicaNodeOptions): ReplicaNode {
  let db = open();
  let known: { readonly measurement: Measurement; readonly lag: Lag } | undefined;
  let closedUntilMs = Number.NEGATIVE_INFINITY;
  let inFlight = 0;
  let closing = Promise.resolve();

  function open(): Database {
    return createDatabase({
      url: address.url,
      poolSize,
      applicationName: `tenfold reads ${address.name}`,
      statementTimeoutMs: READ_DEADLINE_MS,
      onStatement,
    });
  }

  const measure = sharedCall(async () => {
    const atMs = now();
    return { ...(await within(MEASURE_DEADLINE_MS, serverPosition(db))), atMs };
  });
  const seen = sharedCall(() => within(READ_DEADLINE_MS, serverPosition(db)));

  function isUsable(timeline: number): boolean {
    if (known === undefined || now() < closedUntilMs) return false;
    const { measurement, lag } = known;
    if (!measurement.isStandby || measurement.timeline !== timeline) return false;
    if (now() - measurement.atMs > MEASUREMENT_VALID_MS) return false;
    return lag.exact && lag.ms <= address.lagToleranceMs;
  }

  return {
    name: address.name,
    address,
    get inFlight() {
      return inFlight;
    },
    get lag() {
      return known === undefined ? null : known.lag;
    },
    isUsable,
    canServe: (required, timeline) => isUsable(timeline) && covers(known!.measurement, required),
    async run<Row>(statement: Statement<Row>, values: readonly unknown[] = []) {
      inFlight += 1;
      try {
        return await within(READ_DEADLINE_MS, db.run(statement, values));
      } finally {
        inFlight -= 1;
      }
    },
    async seen() {
      const { timeline, seenLsn } = await seen();
      return { timeline, lsn: seenLsn };
    },
    noteMeasured(measurement, lag) {
      // It was promoted. What is connected stays with that server, while the address goes over to another one.
      if (known?.measurement.isStandby === true && !measurement.isStandby) {
        const promoted = db;
        db = open();
        closing = closing.then(() => promoted.close()).catch(() => undefined);
      }
      known = { measurement, lag };
    },
    measure,
    noteLost() {
      known = undefined;
    },
    trip() {
      closedUntilMs = now() + BREAKER_OPEN_MS;
    },
    connect: () => db.connect(),
    async close() {
      await closing;
      await db.close();
    },
  };
}
