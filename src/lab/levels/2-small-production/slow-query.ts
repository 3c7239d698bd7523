import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { amount, milliseconds } from "../../report/run-report.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, ExperimentShop, Side } from "../experiment.ts";
import { less, shown } from "../figures.ts";
import { type CountedStatement, countStatements, shortText, worstStatements } from "../statements.ts";

/** What finds products by their words, whatever these indexes are called; their definitions are read from the server before they are dropped. */
const TABLE = "search_documents";
const FIND_INDEXES = `select indexname as name, indexdef as definition from pg_indexes
  where schemaname = current_schema() and tablename = $1 and indexdef ~ 'USING gin .*words'`;
const SHOWN_STATEMENTS = 8;
const WARM_UP_SECONDS = 5;
/** The level's own 100 ms would show nothing at so small a size; what is slow is a question of how much there is. */
const PLANS_FROM_MS = 2;
const MAX_PLAN_LINES = 40;

export const slowQuery: Experiment = {
  name: "slow-query",
  level: 2,
  title: "The slow query, found and cured",
  question:
    "An index is missing and nobody knows which: do the counters of the server name the statement, does its plan name the table, and what does the index change?",
  needs: [],
  takesSeconds: 80,
  run: measure,
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const { log } = context;
  // Without memory of pages: what is asked of the database is what visitors ask.
  const shop = await context.startShop({
    topology: {
      cache: { products: { maxBytes: 0 } },
      database: {
        settings: {
          "auto_explain.log_min_duration": `${PLANS_FROM_MS}ms`,
          "auto_explain.log_analyze": true,
          "auto_explain.log_buffers": true,
          "auto_explain.log_timing": false,
        },
      },
    },
  });
  const indexes = await shop.query<{ name: string; definition: string }>(FIND_INDEXES, [TABLE]);
  if (indexes.length === 0)
    throw new Error(
      `${TABLE} has no index for its words: an earlier run was cut off. Remove ${shop.dataDirectory} to have it made anew.`,
    );
  const cures = indexes.map(({ definition }) => definition.replace("CREATE INDEX", "CREATE INDEX CONCURRENTLY"));
  let slow: Measured;
  try {
    log("a load without the index");
    for (const { name } of indexes) await shop.query(`drop index ${name}`);
    slow = await loadAndCount(shop);
  } finally {
    // Concurrently: the shop goes on selling while it is built.
    for (const cure of cures) await shop.query(cure);
  }
  log("the same load with it, made while the shop was open");
  const cured = await loadAndCount(shop);
  const plan = await slowestPlan(shop);
  await shop.stop();

  const place = slow.suspect === null ? 0 : slow.worst.indexOf(slow.suspect) + 1;
  const [before, after] = [perCall(slow.suspect), perCall(cured.suspect)];
  return {
    before: sideOf("without the index", slow),
    after: sideOf("with the index", cured),
    held: slow.suspect !== null && cured.suspect !== null && before.blocks > 2 * after.blocks,
    conclusion: `As number ${place} in the list of statements by their time stood one that reads ${TABLE}: ${amount(before.blocks)} blocks and ${milliseconds(before.ms)} a call, ${Math.round(slow.share * 100)} % of the server's time. With the index, built while the shop was open, it took ${amount(after.blocks)} blocks and ${milliseconds(after.ms)}, and ${Math.round(cured.share * 100)} %.`,
    charts: [
      {
        kind: "bars",
        title: "Blocks that the statement looks at, a call",
        about: "Counters of the server: the same on a busy machine as on an idle one.",
        unit: "count",
        bars: [
          { name: "without the index", value: before.blocks },
          { name: "with the index", value: after.blocks },
        ],
      },
    ],
    texts: [
      { title: "pg_stat_statements without the index", text: listOf(slow.worst) },
      { title: "pg_stat_statements with it", text: listOf(cured.worst) },
      { title: "What auto_explain wrote of the slow one", text: plan },
      { title: "The cure", text: cures.join(";\n") },
    ],
  };
}

type Measured = {
  readonly load: RunResult;
  readonly worst: readonly CountedStatement[];
  readonly suspect: CountedStatement | null;
  readonly share: number;
};

async function loadAndCount(shop: ExperimentShop): Promise<Measured> {
  // After a start everything is slow; that is not what is looked for.
  await shop.load({ name: "to warm up", mix: "browsing", seed: 2, seconds: WARM_UP_SECONDS, warmUpSeconds: 0 });
  await countStatements(shop);
  const load = await shop.load({ mix: "browsing", seed: 1, warmUpSeconds: 0 });
  const worst = await worstStatements(shop, 1_000);
  const all = worst.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const suspect = worst.find(({ text, calls }) => text.includes(TABLE) && calls > 1) ?? null;
  return { load, worst, suspect, share: suspect === null ? 0 : suspect.totalMs / all };
}

function perCall(statement: CountedStatement | null): { readonly blocks: number; readonly ms: number } {
  if (statement === null) return { blocks: 0, ms: 0 };
  return { blocks: statement.blocks / statement.calls, ms: statement.totalMs / statement.calls };
}

function sideOf(name: string, { load, suspect, share }: Measured): Side {
  const { blocks, ms } = perCall(suspect);
  return {
    name,
    figures: [
      shown("calls of the statement", suspect?.calls ?? 0),
      less("blocks a call", blocks),
      less("time a call", ms, "ms"),
      less("of the server's time", share, "share"),
      less("searches, p99", load.operations.search?.latency.p99 ?? 0, "ms"),
    ],
  };
}

function listOf(statements: readonly CountedStatement[]): string {
  const lines = statements
    .slice(0, SHOWN_STATEMENTS)
    .map(
      ({ calls, totalMs, blocks, text }) =>
        `${String(calls).padStart(6)} calls  ${totalMs.toFixed(0).padStart(6)} ms  ${(blocks / calls).toFixed(0).padStart(6)} blocks a call  ${shortText(text, 120)}`,
    );
  return lines.join("\n");
}

/** Of the plans in the server's log that have the table, the one that took longest. */
async function slowestPlan(shop: ExperimentShop): Promise<string> {
  const file = join(shop.dataDirectory, "postgres.log");
  if (!existsSync(file)) return "The server's log is not here.";
  const entries = (await readFile(file, "utf8")).split(/\n(?=\d{4}-\d\d-\d\d )/);
  const plans = entries
    .map((text) => ({ text, ms: Number(/duration: ([\d.]+) ms\s+plan:/.exec(text)?.[1] ?? Number.NaN) }))
    .filter(({ text, ms }) => Number.isFinite(ms) && text.includes(TABLE))
    .sort((a, b) => b.ms - a.ms);
  const slowest = plans[0]?.text.split("\n").slice(0, MAX_PLAN_LINES).join("\n");
  return slowest ?? `No call took longer than ${PLANS_FROM_MS} ms at this size; with more products it would.`;
}
