import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type ByteCache, createByteCache } from "../src/platform/cache/byte-cache.ts";
import { noteChangedProducts } from "../src/platform/cache/changed-products.ts";
import { createInvalidations } from "../src/platform/cache/invalidations.ts";
import { createConsistencyTokens } from "../src/platform/database/consistency-token.ts";
import { createDatabase, type Database, sql } from "../src/platform/database/database.ts";
import { migrate } from "../src/platform/database/migrations.ts";
import { withReadSession } from "../src/platform/database/read-session.ts";
import { createReplicaRouter, type ReplicaRouter } from "../src/platform/database/replica-router.ts";
import { type Replicated, startReplicated } from "./support/replicated.ts";
import { waitFor } from "./support/wait.ts";

const PROCESSES = 2;
const SESSIONS = 4;
const STEPS = 120;
const TOLERANCE_MS = 300;
const readMark = sql<{ value: number }>("test.read-mark", "select value from mark");
const tokens = createConsistencyTokens(["a secret of the tests of sessions"]);
const addOne = sql<{ value: number }>(
  "test.add-one",
  `with changed as (update mark set value = value + 1 returning 1::bigint as product_id, value), noted as (${noteChangedProducts("changed")})
   select value from changed`,
);

/** An API process: its own connections, measurements, looks and memory, and what everybody is shown of one thing that changes. */
type Process = {
  readonly router: ReplicaRouter;
  readonly cache: ByteCache;
  readonly reads: Map<string, number>;
  close(): Promise<void>;
};

let place: Replicated;
let processes: Process[];
before(async () => {
  place = await startReplicated({ replicas: ["near"] });
  await migrate({ database: place.cluster.url });
  await place.onPrimary("create table mark (value int); insert into mark values (0)");
  await place.whole();
  processes = await Promise.all(Array.from({ length: PROCESSES }, startProcess));
});
after(async () => {
  for (const process of processes) await process.close();
  await place.close();
});

async function startProcess(): Promise<Process> {
  const db: Database = createDatabase({ url: place.cluster.url, poolSize: 4 });
  const reads = new Map<string, number>();
  const count = (what: string) => void reads.set(what, (reads.get(what) ?? 0) + 1);
  const { name, url } = place.cluster.replicas[0]!;
  const router = createReplicaRouter({
    primary: db,
    replicas: [{ name, url, lagToleranceMs: TOLERANCE_MS }],
    tokens,
    poolSize: 2,
    observer: {
      replicaRead: () => count("replica"),
      replicaFallback: count,
      replicas: () => undefined,
      failover: () => undefined,
    },
  });
  const invalidations = createInvalidations({ connect: db.connect, withPositions: true });
  const cache = createByteCache({
    name: "test",
    maxBytes: 1_000_000,
    maxAgeMs: 10_000,
    freshMs: 1_000,
    restMs: 500,
    invalidations,
    loads: router,
    observer: { byteCache: (figures) => void reads.set("figures", figures as never) },
  });
  await router.measured;
  return {
    router,
    cache,
    reads,
    async close() {
      await invalidations.close();
      await router.close();
      await db.close();
    },
  };
}

const hitsOf = ({ reads }: Process) => {
  const { hit, stale } = (reads.get("figures") as unknown as { results: { hit: number; stale: number } }).results;
  return hit + stale;
};

/** One session that reads and now and then writes, each time at another process. Answers what it was shown that it should not have been. */
async function visit(session: number, ignoresToken: boolean): Promise<string[]> {
  const wrong: string[] = [];
  let held: string | null = null;
  let atLeast = 0;
  const keep = (token: string | null) => {
    if (token !== null && token > (held ?? "")) held = token;
  };
  for (let step = 0; step < STEPS; step += 1) {
    const { router, cache } = processes[(step + session) % PROCESSES]!;
    if ((step + 3 * session) % 10 === 0) {
      const reads = router.request(false, held ?? undefined);
      const [row] = await withReadSession(reads.session, () => router.primary.run(addOne));
      keep(await reads.token());
      atLeast = Math.max(atLeast, row!.value);
    } else {
      const seen = held === null || ignoresToken ? null : tokens.read(held);
      const load = async () => ({
        body: Buffer.from(String((await router.shared.run(readMark))[0]!.value)),
        mediaType: "text/plain",
        route: "/mark",
        productIds: [1],
        listing: false,
        surrogateKeys: [],
        validUntilMs: Number.POSITIVE_INFINITY,
      });
      const shown = cache.find("/mark", seen)?.plain ?? (await cache.get("/mark", load, { seen }))!.plain;
      const value = Number(shown.body.toString());
      if (value < atLeast) wrong.push(`step ${step}: ${value} after ${atLeast}`);
      atLeast = Math.max(atLeast, value);
      keep(shown.token);
    }
    await delay(step % 4);
  }
  return wrong;
}

test("a session at several processes with caches is never shown what is older than it has seen or written, and most of it comes from memory and replicas", async (t) => {
  const wrong = await Promise.all(Array.from({ length: SESSIONS }, (_, session) => visit(session, false)));
  assert.deepEqual(wrong.flat(), []);
  const hits = processes.reduce((sum, process) => sum + hitsOf(process), 0);
  const counted = (what: string) => processes.reduce((sum, { reads }) => sum + (reads.get(what) ?? 0), 0);
  t.diagnostic(
    `${hits} from memory, ${counted("replica")} loads from the replica, ${counted("behind-session")} from the primary instead`,
  );
  assert.ok(hits > 0);
  assert.ok(counted("replica") > 0);
});

test("the same with tokens that nobody heeds goes wrong", async () => {
  await waitFor(async () => {
    const wrong = await Promise.all(Array.from({ length: SESSIONS }, (_, session) => visit(session, true)));
    return wrong.flat().length > 0;
  });
});
