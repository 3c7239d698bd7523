import { availableParallelism } from "node:os";
import { amount, milliseconds } from "../../report/run-report.ts";
import { howToInstall, pathOf, pgBouncer } from "../../supervisor/programs.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, more, shown } from "../figures.ts";
import { countStatements, worstStatements } from "../statements.ts";
import { type Callers, runCallers } from "./callers.ts";

/** Callers that have something to do at the same moment, as in a shop at noon. */
const CALLERS = 100;
/** Two for each core, as PostgreSQL's own advice begins with; four at the least. */
const RIGHT = Math.max(4, availableParallelism() * 4);
const TOO_LARGE = CALLERS;
/** Rows that everybody wants to change: the best sellers. */
const HOT_ROWS = 10;
/** PgBouncer's share of the server's connections. */
const POOLER_SIZE = RIGHT;
const TABLE = "lab_pool_sizes";
const WORK = `with changed as (update ${TABLE} set taken = taken + 1 where id = $1 returning taken)
  select taken from changed`;

export const poolSizes: Experiment = {
  name: "pool-sizes",
  level: 2,
  title: "A pool too small, too large, and a pooler",
  question: `A hundred callers change the same few rows: how many connections to the database serve them best?`,
  needs: [],
  takesSeconds: 60,
  run: measure,
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const { log, seconds } = context;
  const hasPooler = pathOf(pgBouncer) !== undefined;
  if (!hasPooler) log(`pgbouncer is not installed (${howToInstall(pgBouncer)}); its side is left out`);
  const shop = await context.startShop({
    topology: {
      database: {
        pooler: hasPooler ? { poolSize: POOLER_SIZE } : null,
        // Room for everybody at once, which a shop should not give.
        settings: { max_connections: CALLERS * 2 },
      },
    },
  });
  await shop.query(`drop table if exists ${TABLE}; create table ${TABLE} (id integer primary key, taken bigint not null) with (fillfactor = 50);
    insert into ${TABLE} select id, 0 from generate_series(1, ${HOT_ROWS}) id`);
  const each = Math.max(1, seconds / 4);
  const run = (name: string, url: string, connections: number) =>
    measureOne(shop, { name, url, connections, seconds: each, context });
  try {
    const small = await run("1 connection", shop.databaseUrl, 1);
    const right = await run(`${RIGHT} connections`, shop.databaseUrl, RIGHT);
    const large = await run(`${TOO_LARGE} connections`, shop.databaseUrl, TOO_LARGE);
    const pooler = shop.parts().find(({ kind }) => kind === "pgbouncer")?.url ?? null;
    const pooled =
      pooler === null ? null : await run(`${CALLERS} through PgBouncer`, throughPooler(pooler, shop.databaseUrl), CALLERS);
    return conclude(small, right, large, pooled);
  } finally {
    await shop.query(`drop table ${TABLE}`);
    await shop.stop();
  }
}

type Measured = Callers & { readonly name: string; readonly serverMs: number; readonly sessions: number };

async function measureOne(
  shop: ExperimentShop,
  {
    name,
    url,
    connections,
    seconds,
    context,
  }: {
    readonly name: string;
    readonly url: string;
    readonly connections: number;
    readonly seconds: number;
    readonly context: ExperimentContext;
  },
): Promise<Measured> {
  context.log(`${CALLERS} callers, ${name}`);
  await countStatements(shop);
  const sessionsOf = async () => {
    const [row] = await shop.query<{ sessions: number }>(
      "select count(*)::float8 as sessions from pg_stat_activity where query like '%' || $1 || '%' and pid <> pg_backend_pid()",
      [TABLE],
    );
    return row!.sessions;
  };
  const done = await runCallers({
    url,
    callers: CALLERS,
    connections,
    seconds,
    signal: context.signal,
    statement: (turn) => ({ text: WORK, values: [1 + (turn % HOT_ROWS)] }),
    whileRunning: sessionsOf,
  });
  const counted = (await worstStatements(shop, 1_000)).find(({ text }) => text.includes(TABLE));
  return { ...done, name, serverMs: counted === undefined ? 0 : counted.totalMs / counted.calls, sessions: done.seen };
}

function conclude(small: Measured, right: Measured, large: Measured, pooled: Measured | null): ExperimentOutcome {
  const sides = [small, right, large, ...(pooled === null ? [] : [pooled])];
  const waits = large.serverMs / Math.max(0.001, right.serverMs);
  const isPooled = pooled === null || pooled.sessions < large.sessions;
  return {
    before: sideOf(small),
    after: sideOf(right),
    others: sides.slice(2).map(sideOf),
    held: small.perSecond < right.perSecond && waits > 2 && isPooled,
    conclusion: `One connection did ${amount(small.perSecond)} changes a second, ${right.name} ${amount(right.perSecond)}: commits that come together share a flush. ${large.name} did ${amount(large.perSecond)}, and each statement spent ${milliseconds(large.serverMs)} inside the server instead of ${milliseconds(right.serverMs)}, waiting for the others' locks. ${pooled === null ? "" : `PgBouncer let the same ${CALLERS} callers share ${amount(pooled.sessions)} sessions of the server, for ${amount(pooled.perSecond)} a second. `}A caller waits either way; waiting before the database costs nothing, waiting in it holds a session and its locks.`,
    charts: [
      {
        kind: "bars",
        title: "Changes a second",
        about: "All of them durable: each waits for its flush.",
        unit: "per second",
        bars: sides.map(({ name, perSecond }) => ({ name, value: perSecond })),
      },
      {
        kind: "bars",
        title: "Time of a statement inside the server",
        about: "Work and waiting for locks; neither the wait for a connection nor the flush at the end is in it.",
        unit: "ms",
        bars: sides.map(({ name, serverMs }) => ({ name, value: serverMs })),
      },
      {
        kind: "bars",
        title: "Sessions of the server",
        about: "Each is a process with memory of its own.",
        unit: "count",
        bars: sides.map(({ name, sessions }) => ({ name, value: sessions })),
      },
    ],
  };
}

function sideOf({ name, perSecond, serverMs, sessions, callerMs }: Measured): Side {
  return {
    name,
    figures: [
      more("changes", perSecond, "per second"),
      less("time in the server", serverMs, "ms"),
      shown("time for the caller, mean", callerMs, "ms"),
      less("sessions of the server", sessions),
    ],
  };
}

/** The pooler's address with the server's login. */
function throughPooler(pooler: string, server: string): string {
  const [to, from] = [new URL(pooler), new URL(server)];
  to.username = from.username;
  to.password = from.password;
  return to.href;
}
