import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { choose } from "./choose.ts";
import { readProcesses } from "./context.ts";
import { type Drill, type DrillContext, type Facts, type Look, text } from "./drill.ts";
import { createSamples, OWN_METRICS, SHORTLY_MS } from "./own-rules.ts";

/** Looks at the pools, half a second apart: one that is empty once is not exhausted. */
const LOOKS = 5;
const BETWEEN_MS = 500;
const LOCK_TIMEOUT_MS = 10_000;

const holders = ["monthly-export", "stock-count", "marketing-report"] as const;
const tables = ["carts", "cart_lines"] as const;

async function waiting(context: DrillContext): Promise<number | null> {
  let least: number | null = null;
  for (let look = 0; look < LOOKS; look += 1) {
    const samples = createSamples(OWN_METRICS);
    samples.note(0, await readProcesses(context));
    const values = samples.last("db_pool_waiting");
    if (values.length > 0) least = Math.min(least ?? Number.POSITIVE_INFINITY, Math.max(...values));
    if (look < LOOKS - 1) await delay(BETWEEN_MS);
  }
  return least;
}

async function held(context: DrillContext, facts: Facts) {
  const rows = await context.query<{ pid: number; seconds: number }>(
    `select pid, extract(epoch from now() - xact_start)::int as seconds from pg_stat_activity
     where application_name = $1 and datname = current_database() and state like 'idle in transaction%'`,
    [text(facts, "application")],
  );
  return rows[0];
}

export const exhaustedPool: Drill = {
  name: "exhausted-pool",
  story:
    "Customers write that the shop hangs when they put something into their carts, and a minute later that it says it is overloaded.",
  needs: { text: "a database of this machine", has: ({ databaseUrl }) => databaseUrl !== "" },
  alerts: ["PoolExhausted", "ApiSheds"],
  look: [
    "dashboard `services`, or db_pool_waiting and db_pool_connections on /metrics: are connections missing, or are they held?",
    "psql (`databaseUrl` in running.json): what does each session in pg_stat_activity do, and since when?",
  ],
  hints: [
    "The processors have little to do, and yet everybody waits: somebody has what all need. Look at wait_event_type in pg_stat_activity.",
    "Statements wait for a lock, and keep their connections while they wait. pg_blocking_pids(pid) says for whom.",
    "The first in that row waits for nobody: it is idle in a transaction that it has not ended, and has locked a table.",
    "End that session: select pg_terminate_backend(pid) for the one whom the others wait for.",
  ],
  lesson:
    "A pool is rarely too small: most often its connections are held. Here one session had locked a table and forgotten its transaction; each statement that needed the table kept its connection while it waited, until none was left for anybody. " +
    "Programs of people get a role with idle_in_transaction_session_timeout and lock_timeout, and read from a replica.",
  load: () => ({ mix: "shopping", ratePerSecond: 60 }),
  plan: async (_context, random) => ({ application: choose(holders, random), table: choose(tables, random) }),
  async break(context, facts) {
    const client = new pg.Client({
      connectionString: (await context.shop()).databaseUrl,
      application_name: text(facts, "application"),
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 0,
    });
    // To be ended is what it is there for.
    client.on("error", () => undefined);
    await client.connect();
    await client.query("begin");
    await client.query(`lock table ${pg.escapeIdentifier(text(facts, "table"))} in exclusive mode`);
    return { close: () => client.end().catch(() => undefined) };
  },
  async symptom(context): Promise<Look> {
    const least = await waiting(context);
    if (least === null) return { well: false, seen: "no process of the shop gives figures" };
    if (least > 0) return { well: false, seen: `whenever somebody looked, at least ${least} statements waited for a connection` };
    // While the shop refuses requests because of it, the queue may be empty.
    const [{ stuck }] = (await context.query<{ stuck: number }>(
      `select count(*)::int as stuck from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query_start < now() - interval '1 second'`,
    )) as [{ stuck: number }];
    return stuck > 0
      ? { well: false, seen: `${stuck} connections have been busy with one statement for more than a second` }
      : { well: true, seen: "nobody waits for a connection for long" };
  },
  async cause(context, facts) {
    const holder = await held(context, facts);
    return holder === undefined
      ? { well: true, seen: `${text(facts, "application")} holds no transaction open any more` }
      : { well: false, seen: `the session ${holder.pid} holds its transaction open for ${holder.seconds} s` };
  },
  async restore(context, facts) {
    await context.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = current_database()",
      [text(facts, "application")],
    );
  },
  ownRules: () => [
    { alert: "PoolExhausted", value: (samples) => samples.lowest("db_pool_waiting", SHORTLY_MS) },
    { alert: "ApiSheds", value: (samples) => samples.rate("http_requests_shed_total", "", SHORTLY_MS) },
  ],
};
