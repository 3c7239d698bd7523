import { setTimeout as delay } from "node:timers/promises";
import { problem } from "../http/problems.ts";
import { sharedCall } from "../resilience/shared-call.ts";
import { parseLsn, type SeenPosition } from "./consistency-token.ts";
import { type Queryable, sql } from "./database.ts";

type Committing = { readonly backend: string; readonly waits: boolean };

const readCommitting = sql<{
  readonly lsn: string;
  readonly timeline: number;
  readonly committing: readonly Committing[] | null;
}>(
  "replicas.read-committing",
  `select pg_current_wal_lsn()::text as lsn,
     ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline,
     (select json_agg(json_build_object('backend', pid || ':' || backend_xid, 'waits', coalesce(wait_event = 'SyncRep', false)))
      from pg_stat_activity where backend_xid is not null and state = 'active' and pid <> pg_backend_pid()) as committing`,
);

const POLL_INTERVAL_MS = 3;
/** A commit that waits for nobody is visible within microseconds; after this long a transaction that still runs is not one. */
const COMMIT_TAKES_AT_MOST_MS = 50;
/** While the primary waits for its replicas this long, the session is told to come again. */
const WAIT_DEADLINE_MS = 1_000;

/**
 * With synchronous replication a replica may show a commit before the primary does, which still waits to hear that it arrived. A session that
 * has read it there and comes to the primary next would see it vanish. Fulfilled when the primary shows everything up to `seen`.
 * @throws `overloaded`
 */
export type AwaitVisible = (seen: SeenPosition) => Promise<void>;

export function createPrimaryVisibility(primary: Queryable): AwaitVisible {
  /** Everything up to there is visible. */
  let visible = { timeline: 0, lsn: 0n };

  const look = sharedCall(async () => {
    const startMs = performance.now();
    const [first] = await primary.run(readCommitting);
    let rest = new Set((first!.committing ?? []).map(({ backend }) => backend));
    while (rest.size > 0) {
      const tookMs = performance.now() - startMs;
      if (tookMs > WAIT_DEADLINE_MS) throw problem("overloaded", "The database waits for its replicas.");
      await delay(POLL_INTERVAL_MS);
      const [now] = await primary.run(readCommitting);
      const still = (now!.committing ?? []).filter(
        ({ backend, waits }) => rest.has(backend) && (waits || tookMs < COMMIT_TAKES_AT_MOST_MS),
      );
      rest = new Set(still.map(({ backend }) => backend));
    }
    visible = { timeline: first!.timeline, lsn: parseLsn(first!.lsn) };
  });

  return async (seen) => {
    // What a server knew when it was promoted, it shows.
    const isShown = !seen.onReplica || seen.timeline < visible.timeline || seen.lsn <= visible.lsn;
    if (isShown && seen.timeline <= visible.timeline) return;
    await look();
    if (visible.timeline < seen.timeline) throw problem("overloaded", "The database that was asked is no longer the primary.");
  };
}
