import pg from "pg";
import { createDatabase } from "../../../platform/database/database.ts";
import { createPostgresSearch } from "../../../shop/search/postgres/engine.ts";
import { createGenerator, monthsOf, planChunks } from "./chunks.ts";
import { rebuild } from "./rebuild.ts";
import { readStems, writeReference, writeSearchStatistics } from "./reference-rows.ts";
import { dropSecondaries, readSecondaries, type Secondary } from "./secondary.ts";
import { type GenerateSettings, ordersOf } from "./settings.ts";
import { createVocabulary } from "./vocabulary.ts";
import { runChunks } from "./worker-pool.ts";

export type LoadProgress = {
  readonly phase: "rows" | "indexes";
  /** Chunks, or indexes and keys. */
  readonly done: number;
  readonly total: number;
  /** Loaded by this run; null while indexes are made. */
  readonly rows: number | null;
  readonly what: string;
};

export type LoadResult = {
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
  /** Rows that an earlier run had loaded are in `rows`, but not here. */
  readonly rowsNow: number;
  readonly seconds: {
    readonly rows: number;
    readonly search: number;
    /** Vacuum, indexes and keys together, and each added up over the connections. */
    readonly indexes: number;
    readonly vacuumBusy: number;
    readonly indexBusy: number;
    readonly keyBusy: number;
    readonly finish: number;
    readonly all: number;
  };
  readonly resumed: boolean;
};

export type LoadOptions = {
  /** Of PostgreSQL itself, migrated, with its reference data. */
  readonly url: string;
  readonly settings: GenerateSettings;
  readonly workers: number;
  /** For indexes and keys. */
  readonly connections: number;
  /** Off only where a bench compares loading alone. Default: on. */
  readonly vacuum?: boolean;
  readonly onProgress?: (progress: LoadProgress) => void;
};

/** Of all advisory locks of the database, the one that a generation holds. */
const LOCK_ID = 7_310_442_018;
/** What a shop has that was not only set up; rows in any of these are somebody's. */
const FILLED = ["products", "categories", "brands", "attribute_definitions", "orders", "carts", "customers", "stock_ledger"];
/** They have seen what was generated: it happened before the shop opened. */
const CONSUMERS = [
  "inventory",
  "order-cancellations",
  "webhooks",
  "notifications",
  "recommendations.trends",
  "engagement.counters",
  "engagement.feed",
  "search-postgres",
];

/**
 * Fills an empty shop. Indexes and keys are off while rows are loaded, and made again after it. Called again after it broke off, with the
 * same settings, it goes on where it was.
 * @throws a sentence when the shop is not empty, when it is in use, or when another generation was begun in it
 */
export async function loadShop(options: LoadOptions): Promise<LoadResult> {
  const { url, settings, workers, connections, vacuum = true, onProgress = () => undefined } = options;
  const client = new pg.Client({ connectionString: url, application_name: "generate" });
  client.on("error", () => undefined);
  await client.connect();
  const startedMs = performance.now();
  try {
    await client.query("set statement_timeout = 0");
    const vocabulary = createVocabulary(settings.seed, settings.products);
    const { secondaries, resumed } = await begin(client, settings, () => writeReference(client, vocabulary));
    const stems = await readStems(client, vocabulary);
    const chunks = planChunks(settings, createGenerator(settings, null));
    const loaded = await client.query<{ kind: string; number: number; rows: Record<string, number> }>(
      "select kind, number, rows from generation.chunks",
    );
    const known = new Set(loaded.rows.map(({ kind, number }) => `${kind} ${number}`));
    const rows: Record<string, number> = {};
    const add = (counted: Readonly<Record<string, number>>) => {
      for (const [table, count] of Object.entries(counted)) rows[table] = (rows[table] ?? 0) + count;
      return Object.values(counted).reduce((sum, count) => sum + count, 0);
    };
    for (const chunk of loaded.rows) add(chunk.rows);

    const waiting = chunks.filter(({ kind, number }) => !known.has(`${kind} ${number}`));
    let done = chunks.length - waiting.length;
    let rowsNow = 0;
    let bytes = 0;
    const rowsStartedMs = performance.now();
    await runChunks(waiting, workers, { settings, stems, url }, (chunk) => {
      done += 1;
      rowsNow += add(chunk.rows);
      bytes += chunk.bytes;
      onProgress({ phase: "rows", done, total: chunks.length, rows: rowsNow, what: "" });
    });
    const searchStartedMs = performance.now();
    const { rows: filled } = await client.query("select documents > 0 as filled from search_statistics");
    if (!filled[0].filled) await inTransaction(client, () => writeSearchStatistics(client, vocabulary));
    const indexesStartedMs = performance.now();
    const times = await rebuild({
      url,
      connections,
      secondaries,
      vacuum,
      onProgress: (steps, total, what) => onProgress({ phase: "indexes", done: steps, total, rows: null, what }),
    });
    const finishStartedMs = performance.now();
    await refineSearch(url);
    await inTransaction(client, () => end(client, settings, vocabulary));
    const endMs = performance.now();
    const seconds = (from: number, to: number) => (to - from) / 1_000;
    return {
      rows,
      bytes,
      rowsNow,
      seconds: {
        rows: seconds(rowsStartedMs, searchStartedMs),
        search: seconds(searchStartedMs, indexesStartedMs),
        indexes: seconds(indexesStartedMs, finishStartedMs),
        vacuumBusy: times.vacuumMs / 1_000,
        indexBusy: times.indexMs / 1_000,
        keyBusy: times.keyMs / 1_000,
        finish: seconds(finishStartedMs, endMs),
        all: seconds(startedMs, endMs),
      },
      resumed,
    };
  } finally {
    await client.end();
  }
}

/** The settings of a generation that broke off in this database; null when there is none. */
export async function readBegun(url: string): Promise<GenerateSettings | null> {
  const client = new pg.Client({ connectionString: url, application_name: "generate" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select where to_regclass('generation.run') is not null");
    return rowCount === 0 ? null : (await client.query("select settings from generation.run")).rows[0].settings;
  } finally {
    await client.end();
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Takes the shop for this generation, or goes on with it; either way the indexes are off afterwards. */
async function begin(
  client: pg.Client,
  settings: GenerateSettings,
  prepare: () => Promise<void>,
): Promise<{ secondaries: readonly Secondary[]; resumed: boolean }> {
  const { rows: locks } = await client.query("select pg_try_advisory_lock($1) as taken", [LOCK_ID]);
  if (!locks[0].taken) throw new Error("Another generation runs on this database.");
  await refuseUsed(client);
  const begun = await client.query("select where to_regnamespace('generation') is not null");
  if (begun.rowCount !== 0) {
    const { rows } = await client.query("select settings, secondaries from generation.run");
    if (JSON.stringify(sorted(rows[0].settings)) !== JSON.stringify(sorted(settings))) {
      throw new Error(
        `This database holds a generation that broke off: ${describe(rows[0].settings)}. Give the same options to go on with it, or take an empty database.`,
      );
    }
    return { secondaries: rows[0].secondaries, resumed: true };
  }
  await refuseFilled(client);
  const { first, months } = monthsOf(settings);
  const secondaries: Secondary[] = [];
  await inTransaction(client, async () => {
    await client.query("select create_month_partitions($1::date, $2)", [first.toISOString().slice(0, 10), months]);
    await prepare();
    secondaries.push(...(await readSecondaries(client)));
    await client.query(`
      create schema generation;
      create table generation.run (settings jsonb not null, secondaries jsonb not null, begun_at timestamptz not null default now());
      create table generation.chunks (kind text, number integer, rows jsonb not null, primary key (kind, number));
      create table generation.lexemes (lexeme text collate "C" not null, documents integer not null);
    `);
    await client.query("insert into generation.run (settings, secondaries) values ($1, $2)", [
      JSON.stringify(settings),
      JSON.stringify(secondaries),
    ]);
    await dropSecondaries(client, secondaries);
  });
  return { secondaries, resumed: false };
}

/** A shop that runs would miss its indexes, and see half of a catalogue. */
async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ names: string | null }>(
    `select string_agg(distinct application_name, ', ') as names from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^(tenfold|pgboss)'`,
  );
  if (rows[0]!.names !== null) {
    throw new Error(
      `A shop uses this database (${rows[0]!.names}). Stop it first: its indexes are taken off while rows are loaded.`,
    );
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  for (const table of FILLED) {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount !== 0) {
      throw new Error(
        `The shop is not empty: its table ${table} has rows. Generated products are numbered from 1, so take an empty database.`,
      );
    }
  }
}

const sorted = (settings: GenerateSettings) => [
  settings.seed,
  settings.products,
  settings.untilMs,
  Object.entries(settings.per).toSorted(([a], [b]) => (a < b ? -1 : 1)),
];

function describe({ seed, products, untilMs, per }: GenerateSettings): string {
  return `${products} products, seed ${seed}, until ${new Date(untilMs).toISOString().slice(0, 10)}, ${JSON.stringify(per)}`;
}

/** Its own upkeep draws the tiers and notes how frequent words are. */
async function refineSearch(url: string): Promise<void> {
  const db = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0, applicationName: "generate" });
  try {
    await createPostgresSearch(db).maintain();
  } finally {
    await db.close();
  }
}

/** The next product, brand, category and order number come after the generated ones, and what was told of them was heard. */
async function end(
  client: pg.Client,
  settings: GenerateSettings,
  { departments, categories, brands }: ReturnType<typeof createVocabulary>,
): Promise<void> {
  const blocks = {
    products: settings.products,
    categories: departments.length + categories.length,
    brands: brands.length,
    "order-numbers": ordersOf(settings),
  };
  await client.query(
    `insert into id_blocks (name, next_value) select key, value::bigint + 1 from json_each_text($1)
     on conflict (name) do update set next_value = greatest(id_blocks.next_value, excluded.next_value)`,
    [JSON.stringify(blocks)],
  );
  const { rows } = await client.query("select coalesce(max(position), 0) as position from outbox_shopper");
  const position = Number(rows[0].position);
  await client.query("select setval('outbox_position', greatest($1::bigint, 1))", [position]);
  await client.query(
    `insert into event_consumers (name, position) select name, $2 from unnest($1::text[]) as name
     on conflict (name) do update set position = greatest(event_consumers.position, excluded.position)`,
    [CONSUMERS, position],
  );
  await client.query("update reference_version set version = version + 1");
  await client.query("drop schema generation cascade");
}
