import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { type Replicated, startReplicated } from "../../../test/support/replicated.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { createConsistencyTokens } from "./consistency-token.ts";
import { createDatabase, type Database, sql } from "./database.ts";
import { withReadSession } from "./read-session.ts";
import { createReplicaRouter, type FallbackReason, type ReplicaFigures, type ReplicaRouter } from "./replica-router.ts";

const TOLERANCE_MS = 300;
const readMark = sql<{ value: number; standby: boolean; port: number }>(
  "test.read-mark",
  "select value, pg_is_in_recovery() as standby, current_setting('port')::int as port from mark",
);
const setMark = sql<object>("test.set-mark", "update mark set value = $1");
const tokens = createConsistencyTokens(["a secret of the tests of the router"]);

type Seen = { readonly value: number; readonly standby: boolean; readonly port: number; readonly token: string };

describe("reads from replicas", () => {
  let place: Replicated;
  let db: Database;
  let router: ReplicaRouter;
  const served: string[] = [];
  let figures: () => readonly ReplicaFigures[] = () => [];
  const fallbacks = new Map<FallbackReason | "shed", number>();
  const usable = (...names: string[]) =>
    waitFor(() => names.every((name) => figures().find((replica) => replica.name === name)?.usable), {
      message: `not usable: ${names.join()}`,
    });
  const unusable = (name: string) => waitFor(() => figures().find((replica) => replica.name === name)?.usable === false);

  before(async () => {
    place = await startReplicated({ replicas: ["near", "far"] });
    db = createDatabase({ url: place.cluster.url, poolSize: 4 });
    router = createReplicaRouter({
      primary: db,
      replicas: place.cluster.replicas.map(({ name, url }) => ({ name, url, lagToleranceMs: TOLERANCE_MS })),
      tokens,
      poolSize: 4,
      observer: {
        replicaRead: (replica, result) => void served.push(`${replica} ${result}`),
        replicaFallback: (reason) => void fallbacks.set(reason, (fallbacks.get(reason) ?? 0) + 1),
        replicas: (read) => {
          figures = read;
        },
        failover: () => undefined,
      },
    });
    await place.onPrimary("create table mark (value int); insert into mark values (0)");
    await usable("near", "far");
  });
  after(async () => {
    await router.close();
    await db.close();
    await place.close();
  });
  afterEach(async () => {
    for (const name of ["near", "far"]) await place.onReplica(name, "select pg_wal_replay_resume()");
    await usable("near", "far");
    fallbacks.clear();
    served.length = 0;
  });

  async function read(token?: string, kind: "shared" | "own" = "shared"): Promise<Seen> {
    const reads = router.request(true, token);
    return withReadSession(reads.session, async () => {
      const [row] = await router[kind].run(readMark);
      return { ...row!, token: (await reads.token())! };
    });
  }

  async function write(value: number, token?: string): Promise<string> {
    const reads = router.request(false, token);
    return withReadSession(reads.session, async () => {
      await router.primary.run(setMark, [value]);
      return (await reads.token())!;
    });
  }

  it("are spread over all replicas", async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => read()));
    assert.ok(found.every(({ standby }) => standby));
    assert.equal(new Set(found.map(({ port }) => port)).size, 2);
  });

  it("show what the session wrote, again and again, whoever answers", async () => {
    for (let value = 1; value <= 50; value += 1) {
      const token = await write(value);
      assert.equal((await read(token)).value, value);
    }
  });

  it("go to the primary while no replica has what the session wrote, and to a replica when one has", async () => {
    await place.onReplica("near", "select pg_wal_replay_pause()");
    await place.onReplica("far", "select pg_wal_replay_pause()");
    const token = await write(100);
    const own = await read(token);
    assert.deepEqual([own.value, own.standby], [100, false]);
    assert.ok(fallbacks.get("behind-session")! >= 1);
    const before = await read();
    // Nobody else has seen it, and the tolerance is not over.
    if (before.standby) assert.notEqual(before.value, 100);
    await place.onReplica("far", "select pg_wal_replay_resume()");
    const far = await waitFor(async () => {
      const seen = await read(token);
      assert.equal(seen.value, 100);
      return seen.standby ? seen : null;
    });
    assert.equal(far.value, 100);
  });

  it("come from a replica as soon as it has what the session wrote, though it was measured before", async () => {
    for (let value = 300; value < 310; value += 1) {
      const token = await write(value);
      const [{ lsn }] = (await place.onPrimary("select pg_current_wal_lsn()::text as lsn")) as [{ lsn: string }];
      await waitFor(async () => (await place.onReplica("near", `select pg_last_wal_replay_lsn() >= '${lsn}' as has`))[0]!.has);
      const seen = await read(token);
      assert.deepEqual([seen.value, seen.standby], [value, true]);
    }
  });

  it("that are remembered for many show whatever lies before a place, and say how new they are", async () => {
    const token = await write(400);
    const { lsn, timeline } = tokens.read(token)!;
    const { loaded, token: said } = await router.read({ timeline, lsn }, () => router.shared.run(readMark));
    assert.equal(loaded[0]!.value, 400);
    assert.ok(said! >= token);
    assert.equal((await router.read(null, async () => 1)).loaded, 1);
  });

  it("never show less than an earlier read of the session, though one replica is behind the other", async () => {
    await place.onReplica("near", "select pg_wal_replay_pause()");
    const written = await write(200);
    // The session that reads is another one: it has not seen the write before a replica shows it.
    const first = await waitFor(async () => {
      const seen = await read();
      return seen.value === 200 && seen.standby ? seen : null;
    });
    assert.ok(first.token >= written);
    let token = first.token;
    for (let round = 0; round < 30; round += 1) {
      const seen = await read(token);
      assert.equal(seen.value, 200);
      token = seen.token;
    }
  });

  it("do not come from a replica that is further behind than its tolerance, also without a token", async () => {
    await place.onReplica("near", "select pg_wal_replay_pause()");
    await write(300);
    await unusable("near");
    for (let round = 0; round < 20; round += 1) assert.equal((await read()).value, 300);
    assert.ok(!served.slice(-20).includes("near ok"));
    const lag = figures().find(({ name }) => name === "near")!.lagSeconds!;
    assert.ok(lag * 1_000 > TOLERANCE_MS);
    const other = figures().find(({ name }) => name === "far")!.lagSeconds!;
    assert.ok(other < lag);
  });

  it("of what belongs to the shopper go to the primary when the session has no token", async () => {
    assert.equal((await read(undefined, "own")).standby, false);
    assert.equal(fallbacks.get("unknown-session"), 1);
    const token = await write(400);
    await waitFor(async () => (await read(token, "own")).standby);
  });

  it("outside of a request, and in one that may write, go to the primary", async () => {
    assert.equal((await router.shared.run(readMark))[0]!.standby, false);
    const reads = router.request(false, undefined);
    const [row] = await withReadSession(reads.session, () => router.shared.run(readMark));
    assert.equal(row!.standby, false);
    assert.equal(served.length, 0);
  });

  it("pass over a token that was not issued here", async () => {
    assert.ok(
      (await read(createConsistencyTokens(["somebody else's secret"]).issue({ timeline: 9, lsn: 9n, onReplica: false }))).standby,
    );
  });

  it("are refused by the primary when they are more than it takes in, and its own work goes on", async () => {
    await place.onReplica("near", "select pg_wal_replay_pause()");
    await place.onReplica("far", "select pg_wal_replay_pause()");
    const token = await write(500);
    const found = await Promise.allSettled(Array.from({ length: 60 }, () => read(token)));
    const refused = found.filter((each) => each.status === "rejected");
    assert.ok(refused.length > 0 && refused.length < 60);
    for (const { reason } of refused) assert.equal(reason.code, "overloaded");
    assert.equal(fallbacks.get("shed"), refused.length);
    assert.equal((await db.run(readMark))[0]!.value, 500);
  });

  it("that a paused server does not answer are answered by another one", async () => {
    const pid = place.cluster.parts.map((part) => part.now()).find(({ kind }) => kind === "postgres-replica")!.pid!;
    const backends = await place.onReplica(
      "near",
      "select pid from pg_stat_activity where application_name = 'tenfold reads near'",
    );
    for (const each of [pid, ...backends.map((row) => row.pid as number)]) process.kill(each, "SIGSTOP");
    try {
      const found = await Promise.all(Array.from({ length: 12 }, () => read()));
      assert.ok(found.every(({ value }) => value === 500));
      assert.ok(served.includes("near failed"));
      assert.ok(served.filter((each) => each === "far ok").length >= 6);
    } finally {
      for (const each of [pid, ...backends.map((row) => row.pid as number)]) process.kill(each, "SIGCONT");
    }
  });

  it("go on while a replica is killed, and it is used again when it is back", async () => {
    const pid = place.cluster.parts.map((part) => part.now()).find(({ kind }) => kind === "postgres-replica")!.pid!;
    process.kill(pid, "SIGKILL");
    for (let round = 0; round < 50; round += 1) assert.equal((await read()).value, 500);
    await usable("near", "far");
  });
});
