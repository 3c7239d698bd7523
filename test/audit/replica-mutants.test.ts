import assert from "node:assert/strict";
import { after, before, describe, it, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { VersionedEntry } from "../../src/lab/audit/history.ts";
import { checkReads } from "../../src/lab/audit/read-history.ts";
import {
  type ConsistencyTokens,
  covers,
  createConsistencyTokens,
  type SeenPosition,
  type WalPosition,
} from "../../src/platform/database/consistency-token.ts";
import { createDatabase, type Database, sql } from "../../src/platform/database/database.ts";
import { withReadSession } from "../../src/platform/database/read-session.ts";
import { createReplicaRouter, type ReplicaFigures, type ReplicaRouter } from "../../src/platform/database/replica-router.ts";
import { type Replicated, startReplicated } from "../support/replicated.ts";
import { waitFor } from "../support/wait.ts";

const TOLERANCE_MS = 300;
const MAX_STALENESS_MS = TOLERANCE_MS + 500;
const FAR_TOO_MUCH_MS = 60_000;
const readMark = sql<{ value: number; standby: boolean }>("test.read", "select value, pg_is_in_recovery() as standby from mark");
const setMark = sql<object>("test.set", "update mark set value = $1");
const honest = createConsistencyTokens(["a secret of the tests of replicas"]);

async function redOf(history: readonly VersionedEntry[]): Promise<string[]> {
  async function* lines() {
    yield* history;
  }
  const findings = await checkReads(lines(), { maxStalenessMs: MAX_STALENESS_MS });
  return findings.filter(({ verdict }) => verdict === "red").map(({ id }) => id);
}

describe("a replica that lags, and what the audit says of a router", () => {
  let place: Replicated;
  let db: Database;
  let value = 0;
  before(async () => {
    place = await startReplicated({ replicas: ["near"] });
    db = createDatabase({ url: place.cluster.url, poolSize: 4 });
    await place.onPrimary("create table mark (value int); insert into mark values (0)");
  });
  after(async () => {
    await db.close();
    await place.close();
  });

  /** With a replica that is there, and stops replaying as soon as the router has seen it. */
  async function withRouter(
    tokens: ConsistencyTokens,
    lagToleranceMs: number,
    work: (router: ReplicaRouter) => Promise<void>,
  ): Promise<void> {
    let figures: () => readonly ReplicaFigures[] = () => [];
    const [{ name, url }] = place.cluster.replicas as [PostgresReplica];
    const router = createReplicaRouter({
      primary: db,
      replicas: [{ name, url, lagToleranceMs }],
      tokens,
      poolSize: 2,
      observer: {
        replicaRead: () => undefined,
        replicaFallback: () => undefined,
        failover: () => undefined,
        replicas: (read) => {
          figures = read;
        },
      },
    });
    try {
      await waitFor(() => figures()[0]?.usable);
      await place.onReplica("near", "select pg_wal_replay_pause()");
      await work(router);
    } finally {
      await place.onReplica("near", "select pg_wal_replay_resume()");
      await router.close();
    }
  }
  type PostgresReplica = (typeof place.cluster.replicas)[number];

  /** One session writes and reads at once, another one reads later. */
  async function historyWith(tokens: ConsistencyTokens, lagToleranceMs: number): Promise<VersionedEntry[]> {
    const history: VersionedEntry[] = [];
    await withRouter(tokens, lagToleranceMs, async (router) => {
      const held = new Map<string, string>();
      const call = async (session: string, op: "read" | "write") => {
        const startedAtMs = Date.now();
        const reads = router.request(op === "read", held.get(session));
        const version = await withReadSession(reads.session, async () => {
          if (op === "read") return (await router.shared.run(readMark))[0]!.value;
          value += 1;
          await router.primary.run(setMark, [value]);
          return value;
        });
        const token = await reads.token();
        if (token !== null && token > (held.get(session) ?? "")) held.set(session, token);
        history.push({ op, session, object: "mark", version, startedAtMs, endedAtMs: Date.now(), outcome: "ok", status: 200 });
        // Two calls of one millisecond could not be told apart.
        await delay(3);
      };
      await call("writer", "write");
      await call("writer", "read");
      await delay(MAX_STALENESS_MS + 300);
      await call("stranger", "read");
    });
    return history;
  }

  it("is nothing, when it keeps its promises", async () => {
    assert.deepEqual(await redOf(await historyWith(honest, TOLERANCE_MS)), []);
  });

  it("is red, when the token is ignored", async () => {
    const ignoring = { ...honest, read: () => null };
    assert.deepEqual(await redOf(await historyWith(ignoring, TOLERANCE_MS)), ["history.read-your-writes"]);
  });

  it("is red, when a replica beyond its tolerance is read from", async () => {
    assert.deepEqual(await redOf(await historyWith(honest, FAR_TOO_MUCH_MS)), ["history.bounded-staleness"]);
  });

  it("does not arise from a commit that a replica shows before the primary does: the session waits, and does not see it vanish", async () => {
    await place.onPrimary("alter system set synchronous_standby_names = 'nobody'");
    await place.onPrimary("select pg_reload_conf()");
    await waitFor(
      async () => (await place.onPrimary("show synchronous_standby_names"))[0]!.synchronous_standby_names === "nobody",
    );
    let seen: SeenPosition | undefined;
    const hanging = db.run(setMark, [1_000_000]);
    await waitFor(async () => (await place.onReplica("near", "select value from mark"))[0]!.value === 1_000_000);
    const [where] = await place.onReplica("near", "select pg_last_wal_replay_lsn() - '0/0'::pg_lsn as lsn");
    seen = { timeline: 1, lsn: BigInt(String(where!.lsn)), onReplica: true };
    await withRouter(honest, TOLERANCE_MS, async (router) => {
      const reads = router.request(true, honest.issue({ ...seen!, lsn: seen!.lsn + 1_000_000n }));
      const tooEarly = withReadSession(reads.session, () => router.shared.run(readMark));
      await assert.rejects(tooEarly, { code: "overloaded" });
      await place.onPrimary("alter system reset synchronous_standby_names");
      await place.onPrimary("select pg_reload_conf()");
      await hanging;
      const [row] = await withReadSession(reads.session, () => router.shared.run(readMark));
      assert.deepEqual(row, { value: 1_000_000, standby: false });
    });
  });
});

test("a token without its timeline lets a session go back behind a failover, and the audit says so", async () => {
  // The first server was cut off at 100, when only 80 of it had arrived at the one that was promoted and has gone on to 90 since.
  const left = { timeline: 1, lsn: 100n, version: 3 };
  const promoted = { timeline: 2, lsn: 90n, version: 4 };
  async function historyWith(mayServe: (node: WalPosition, seen: WalPosition) => boolean): Promise<VersionedEntry[]> {
    const later = [left, promoted].find((node) => mayServe(node, promoted))!;
    return [promoted, later].map(({ version }, index) => ({
      op: "read",
      session: "a",
      object: "mark",
      version,
      startedAtMs: 10 * index,
      endedAtMs: 10 * index + 5,
      outcome: "ok",
      status: 200,
    }));
  }
  assert.deepEqual(await redOf(await historyWith((node, seen) => node.lsn >= seen.lsn)), ["history.monotonic-reads"]);
  assert.deepEqual(await redOf(await historyWith(covers)), []);
});
