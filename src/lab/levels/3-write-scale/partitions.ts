import { availableParallelism } from "node:os";
import pg from "pg";
import { sessionSettings } from "../../../platform/database/session-settings.ts";
import { loadShop } from "../../data/generate/load.ts";
import { settingsFor } from "../../data/generate/settings.ts";
import { amount } from "../../report/run-report.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { less, more, shown } from "../figures.ts";
import { explain, explainText, type PlanOf } from "../plans.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { inBytes, times } from "./words.ts";

/** Few products that sell often: what is wanted here is a year of orders and not a catalogue. */
const SMALLEST_SCALE = 0.0005;
const FULL_SCALE = 0.005;
const ORDERS_PER_PRODUCT = 6;
const PER_PRODUCT = { orders: ORDERS_PER_PRODUCT, reviews: 0.1, questions: 0.1, answers: 0.1 };
/** A look-up that has to visit every month costs at least so much more than in one table. */
const LEAST_PENALTY = 2;
/** Deleting a month writes at least so much more log than dropping its partition, also in a small shop. */
const LEAST_SAVING = 3;
/** Dropping a full month writes at the most so much more log than dropping an empty one: what is written is about the table and not about its rows. */
const MOST_GROWTH = 2;

export const partitions: Experiment = {
  name: "partitions",
  level: 3,
  title: "A table for each month",
  question: "What do monthly partitions make cheap, and what do they make dearer?",
  needs: [],
  takesSeconds: 25,
  run: (context) =>
    // Dead rows are to be counted, and not to be cleared away meanwhile.
    withScratch({ directory: context.directory, settings: { autovacuum: "off" } }, (scratch) =>
      compare(scratch, context, Math.max(SMALLEST_SCALE, FULL_SCALE * context.size)),
    ),
};

export async function compare(
  scratch: Scratch,
  { log }: Pick<ExperimentContext, "log">,
  scale: number,
): Promise<ExperimentOutcome> {
  log("making a year of orders");
  const cores = availableParallelism();
  const settings = settingsFor({ scale, seed: 1, untilMs: Date.now(), per: PER_PRODUCT });
  await loadShop({ url: scratch.url, settings, workers: cores + 1, connections: cores });
  log("copying them into tables without partitions");
  await copyToOneTable(scratch);
  const lookUps = { whole: await lookUp(scratch, "orders_in_one"), monthly: await lookUp(scratch, "orders") };
  log("removing a month, in both ways");
  const month = await fullestMonth(scratch);
  const deleted = await deleteMonth(scratch, month);
  const dropped = await dropMonth(scratch, month.partition);
  const emptyDropped = await dropMonth(scratch, await emptyMonth(scratch));
  return conclude({
    lookUps,
    deleted,
    dropped,
    emptyDropped,
    months: await countPartitions(scratch),
    text: lookUps.monthly.text,
  });
}

async function copyToOneTable(scratch: Scratch): Promise<void> {
  for (const [table, key] of [
    ["orders", "id"],
    ["order_lines", "order_id"],
  ] as const) {
    const whole = `${table}_in_one`;
    await scratch.query(`create table ${whole} (like ${table} including all)`);
    await scratch.query(`insert into ${whole} select * from ${table} order by ${key}`);
    await scratch.query(`vacuum analyze ${whole}`);
  }
  await scratch.query("create unique index on orders_in_one (number)");
}

type LookUps = {
  readonly byId: PlanOf;
  readonly byNumber: PlanOf;
  readonly ofShopper: PlanOf;
  /** Plans to be shown. */
  readonly text: string;
};

/** As the shop's own sessions ask. */
async function lookUp(scratch: Scratch, table: "orders" | "orders_in_one"): Promise<LookUps> {
  const client = new pg.Client({ connectionString: scratch.url, application_name: "tenfold lab look-ups" });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(sessionSettings)) await client.query(`set ${name} = ${pg.escapeLiteral(value)}`);
    const sample = await client.query(
      `select id, number, shopper_id from ${table} order by id offset (select count(*) / 2 from ${table}) limit 1`,
    );
    const { id, number, shopper_id: shopperId } = sample.rows[0];
    const byId = [`select * from ${table} where id = $1`, [id]] as const;
    const byNumber = [`select * from ${table} where number = $1`, [number]] as const;
    const ofShopper = [`select * from ${table} where shopper_id = $1 order by id desc limit 10`, [shopperId]] as const;
    // Each twice: what is counted is the work, and not the first look at the catalogue of tables.
    const twice = async ([text, values]: readonly [string, readonly unknown[]]) => {
      await explain(client, text, values);
      return explain(client, text, values);
    };
    const text = `${byId[0]}\n${await explainText(client, ...byId)}\n\n${byNumber[0]}\n${await explainText(client, ...byNumber)}`;
    return { byId: await twice(byId), byNumber: await twice(byNumber), ofShopper: await twice(ofShopper), text };
  } finally {
    await client.end();
  }
}

type Month = { readonly partition: string; readonly from: string; readonly to: string };

async function fullestMonth(scratch: Scratch): Promise<Month> {
  const [row] = await scratch.query<Month>(
    `with fullest as (select tableoid as id from order_lines group by 1 order by count(*) desc limit 1)
     select id::regclass::text as partition, bound[1] as from, bound[2] as to
     from fullest, regexp_match(
       pg_get_expr((select relpartbound from pg_class where oid = id), id), 'FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)') as bound`,
  );
  return row!;
}

/** Months to come are made beforehand. */
async function emptyMonth(scratch: Scratch): Promise<string> {
  const [row] = await scratch.query<{ partition: string }>(
    "select relid::text as partition from pg_partition_tree('order_lines') where isleaf order by relid::text desc limit 1",
  );
  return row!.partition;
}

async function countPartitions(scratch: Scratch): Promise<number> {
  const [row] = await scratch.query<{ count: number }>(
    "select count(*)::int as count from pg_inherits where inhparent = 'orders'::regclass",
  );
  return row!.count;
}

type Removal = {
  readonly rows: number;
  readonly ms: number;
  /** All of it, also that of clearing up. */
  readonly walBytes: number;
  readonly deadRows: number;
  /** Given back to the file system. */
  readonly freedBytes: number;
};

async function deleteMonth(scratch: Scratch, { from, to }: Month): Promise<Removal> {
  const before = await stateOf(scratch, "order_lines_in_one");
  const startedMs = performance.now();
  await scratch.query("delete from order_lines_in_one where order_id >= $1 and order_id < $2", [from, to]);
  const ms = performance.now() - startedMs;
  await scratch.query("select pg_stat_force_next_flush()");
  const [dead] = await scratch.query<{ rows: number }>(
    "select n_dead_tup::float8 as rows from pg_stat_user_tables where relname = 'order_lines_in_one'",
  );
  await scratch.query("vacuum order_lines_in_one");
  const after = await stateOf(scratch, "order_lines_in_one");
  return { ...difference(before, after), ms, deadRows: dead!.rows };
}

/** In two steps, so that nobody who reads or writes the table waits for it. */
async function dropMonth(scratch: Scratch, partition: string): Promise<Removal> {
  const before = await stateOf(scratch, "order_lines");
  const startedMs = performance.now();
  await scratch.query(`alter table order_lines detach partition ${partition} concurrently`);
  await scratch.query(`drop table ${partition}`);
  const ms = performance.now() - startedMs;
  const [dead] = await scratch.query<{ rows: number }>(
    "select sum(n_dead_tup)::float8 as rows from pg_stat_user_tables where relname like 'order\\_lines\\_2%'",
  );
  const after = await stateOf(scratch, "order_lines");
  return { ...difference(before, after), ms, deadRows: dead!.rows };
}

type TableState = { readonly rows: number; readonly bytes: number; readonly wal: number };

/** Right after a checkpoint: a month that is old enough to go has not been changed since the last one. */
async function stateOf(scratch: Scratch, table: string): Promise<TableState> {
  const [row] = await scratch.query<TableState>(
    `select (select count(*) from ${table})::float8 as rows, (pg_current_wal_insert_lsn() - '0/0')::float8 as wal,
       (select sum(pg_total_relation_size(relid)) from pg_partition_tree('${table}') where isleaf)::float8 as bytes`,
  );
  await scratch.query("checkpoint");
  return row!;
}

const difference = (before: TableState, after: TableState) => ({
  rows: before.rows - after.rows,
  walBytes: after.wal - before.wal,
  freedBytes: before.bytes - after.bytes,
});

type Found = {
  readonly lookUps: { readonly whole: LookUps; readonly monthly: LookUps };
  readonly deleted: Removal;
  readonly dropped: Removal;
  readonly emptyDropped: Removal;
  readonly months: number;
  readonly text: string;
};

function conclude({ lookUps: { whole, monthly }, deleted, dropped, emptyDropped, months, text }: Found): ExperimentOutcome {
  const penalty = monthly.byNumber.blocks / whole.byNumber.blocks;
  return {
    before: { name: "one table", figures: [...lookUpFigures(whole), ...removalFigures(deleted)] },
    after: {
      name: "a table for each month",
      figures: [
        ...lookUpFigures(monthly),
        ...removalFigures(dropped),
        less("log to remove an empty month", emptyDropped.walBytes, "bytes"),
      ],
    },
    conclusion:
      `A month of ${amount(dropped.rows)} order lines was dropped with ${inBytes(dropped.walBytes)} of log, an empty month with ${inBytes(emptyDropped.walBytes)}; deleting the same rows wrote ` +
      `${inBytes(deleted.walBytes)}, left ${amount(deleted.deadRows)} dead rows and gave ${inBytes(deleted.freedBytes)} of ${inBytes(dropped.freedBytes)} back. ` +
      `An order by its id, which names the month, looks into ${monthly.byId.scans} of ${months} partitions and costs ${monthly.byId.blocks} blocks, in one table ` +
      `${whole.byId.blocks}: partitions did not make it faster. By its number, which names none that the database knows of, it looks into ` +
      `${monthly.byNumber.scans} and costs ${times(penalty)} as many blocks as in one table.`,
    held:
      monthly.byId.scans === 1 &&
      monthly.byNumber.scans === months &&
      penalty >= LEAST_PENALTY &&
      deleted.rows === dropped.rows &&
      deleted.walBytes >= LEAST_SAVING * dropped.walBytes &&
      dropped.walBytes <= MOST_GROWTH * emptyDropped.walBytes &&
      dropped.deadRows === 0 &&
      deleted.deadRows > 0,
    charts: [
      {
        kind: "bars",
        title: "Blocks that a look-up touches",
        about: "An id names its month. A number does not, so every month has to be asked.",
        unit: "count",
        bars: [
          { name: "by id, one table", value: whole.byId.blocks },
          { name: "by id, months", value: monthly.byId.blocks },
          { name: "by number, one table", value: whole.byNumber.blocks },
          { name: "by number, months", value: monthly.byNumber.blocks },
        ],
      },
      {
        kind: "bars",
        title: "Log that removing a month writes",
        about: "A replica has to receive and replay it, and an archive to keep it.",
        unit: "bytes",
        logarithmic: true,
        bars: [
          { name: "delete, then vacuum", value: deleted.walBytes },
          { name: "detach, then drop", value: dropped.walBytes },
        ],
      },
    ],
    texts: [{ title: "The two plans", text }],
  };
}

function lookUpFigures({ byId, byNumber, ofShopper }: LookUps): Side["figures"] {
  return [
    less("blocks, an order by id", byId.blocks),
    less("tables looked into, by id", byId.scans),
    less("blocks, an order by number", byNumber.blocks),
    less("tables looked into, by number", byNumber.scans),
    less("blocks, the last ten of a shopper", ofShopper.blocks),
    less("tables looked into, the last ten of a shopper", ofShopper.scans),
  ];
}

function removalFigures({ rows, ms, walBytes, deadRows, freedBytes }: Removal): Side["figures"] {
  return [
    shown("order lines of the month", rows),
    less("time to remove them", ms, "ms"),
    less("log to remove them", walBytes, "bytes"),
    less("dead rows left", deadRows),
    more("space given back", freedBytes, "bytes"),
  ];
}
