import { setTimeout as delay } from "node:timers/promises";
import { choose } from "./choose.ts";
import { type Drill, type DrillContext, type Facts, type Look, text } from "./drill.ts";

/** A replica that needs longer than this for what the primary has just written is far behind. */
const CATCH_UP_MS = 3_000;
const LOOK_EVERY_MS = 100;
/** As `recovery_min_apply_delay` is meant to be used: on a replica that nobody reads from. */
const APPLY_DELAY = "15min";

const ways = ["paused", "delayed"] as const;

/** Null when it is a replica no more: promoted, or gone. */
async function replicaUrl(context: DrillContext, facts: Facts): Promise<string | null> {
  const { parts } = await context.shop();
  return parts.find(({ name, kind }) => name === text(facts, "replica") && kind === "postgres-replica")?.url ?? null;
}

type Position = { readonly reached: boolean; readonly behind_bytes: number };

/** How far it is behind what the primary has now, after it had its chance to catch up. */
async function behind(context: DrillContext, url: string): Promise<Position> {
  const [{ lsn }] = (await context.query<{ lsn: string }>("select pg_current_wal_lsn()::text as lsn")) as [{ lsn: string }];
  const deadline = performance.now() + CATCH_UP_MS;
  for (;;) {
    const [position] = (await context.query<Position>(
      `select pg_last_wal_replay_lsn() >= $1::pg_lsn as reached,
         pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn())::float8 as behind_bytes`,
      [lsn],
      url,
    )) as [Position];
    if (position.reached || performance.now() > deadline) return position;
    await delay(LOOK_EVERY_MS);
  }
}

type ReplaySettings = { readonly state: string; readonly delay_ms: number };

export const replicaFarBehind: Drill = {
  name: "replica-far-behind",
  story: "Nobody complains, but the primary database works more than it did this morning.",
  needs: { text: "a replica, as level 3 has", has: ({ parts }) => parts.some(({ kind }) => kind === "postgres-replica") },
  alerts: ["ReplicaBehind"],
  look: [
    "replica_lag_seconds and replica_fallbacks_total on /metrics: which replica, and who answers in its place?",
    "psql on the primary: pg_stat_replication has what each replica was sent, has written and has replayed.",
  ],
  hints: [
    "pg_stat_replication on the primary: is it not sent (network), not written (disk), or not replayed (the replica itself)?",
    "Everything arrives and nothing is replayed. Ask the replica: select pg_get_wal_replay_pause_state(), and look at its settings.",
    "Compare with the other replica: select name, setting, source from pg_settings where source = 'configuration file' and sourcefile like '%auto%'.",
    "Paused: select pg_wal_replay_resume(). Told to wait: alter system reset recovery_min_apply_delay; select pg_reload_conf(). Both on that replica.",
  ],
  lesson:
    "Lag is measured by what is replayed, not by what arrived: the replica had everything on its disk and showed none of it. Reads fell back to the primary, so that nobody saw old data and the primary paid for it. " +
    "A replay that was paused for a copy, or a delay that was meant for another server, stays until somebody takes it back.",
  load: () => ({ mix: "shopping", ratePerSecond: 40 }),
  async plan(context, random) {
    const replicas = (await context.shop()).parts.filter(({ kind, url }) => kind === "postgres-replica" && url !== null);
    return { replica: choose(replicas, random).name, way: choose(ways, random) };
  },
  async break(context, facts) {
    const url = await replicaUrl(context, facts);
    if (url === null) throw new Error(`${text(facts, "replica")} does not run as a replica any more; begin the drill again.`);
    if (text(facts, "way") === "paused") await context.query("select pg_wal_replay_pause()", [], url);
    else {
      await context.query(`alter system set recovery_min_apply_delay = '${APPLY_DELAY}'`, [], url);
      await context.query("select pg_reload_conf()", [], url);
    }
    return null;
  },
  async symptom(context, facts): Promise<Look> {
    const url = await replicaUrl(context, facts);
    if (url === null) return { well: true, seen: `${text(facts, "replica")} is a replica no more` };
    const { reached, behind_bytes } = await behind(context, url);
    return reached
      ? { well: true, seen: `${text(facts, "replica")} has what the primary wrote a moment ago` }
      : {
          well: false,
          seen: `a replica lacks ${Math.round(behind_bytes / 1024)} KiB of log that the primary wrote ${CATCH_UP_MS / 1_000} s ago`,
        };
  },
  async cause(context, facts) {
    const url = await replicaUrl(context, facts);
    if (url === null) return { well: true, seen: "what held it up is gone with its server" };
    const [settings] = (await context.query<ReplaySettings>(
      `select pg_get_wal_replay_pause_state() as state,
         (select setting::float8 from pg_settings where name = 'recovery_min_apply_delay') as delay_ms`,
      [],
      url,
    )) as [ReplaySettings];
    const well = settings.state === "not paused" && settings.delay_ms === 0;
    return {
      well,
      seen: well
        ? "its replay runs, and waits for nothing"
        : `replay is ${settings.state}, with a delay of ${settings.delay_ms} ms`,
    };
  },
  async restore(context, facts) {
    // Also on a server that was promoted meanwhile: it may become a replica again.
    const url = (await context.shop()).parts.find(({ name }) => name === text(facts, "replica"))?.url;
    if (url == null) return;
    await context.query("alter system reset recovery_min_apply_delay", [], url);
    await context.query("select pg_reload_conf()", [], url);
    await context.query("select pg_wal_replay_resume() where pg_is_in_recovery()", [], url);
  },
  ownRules: () => [
    {
      alert: "ReplicaBehind",
      value(samples) {
        const tolerance = samples.last("replica_lag_tolerance_seconds");
        const lag = samples.last("replica_lag_seconds");
        return tolerance.length === 0 || lag.length === 0 ? null : Math.max(...lag) / Math.max(...tolerance);
      },
    },
  ],
};
