import { availableParallelism } from "node:os";
import type pg from "pg";
import { createProgressLine } from "../../src/cli/progress-line.ts";
import { loadShop } from "../../src/lab/data/generate/load.ts";
import { type GenerateSettings, settingsFor } from "../../src/lab/data/generate/settings.ts";
import { createDatabase, type Database } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { cpuUsOf } from "../support/cpu.ts";
import { closedLoop, printTable, writeResult } from "../support/measure.ts";
import { explain, explainText, type PlanOf } from "./plans.ts";
import { type Issued, mainReads, noting } from "./reads.ts";

/** Millions of products: about 3 and 30 million rows. */
const SCALES = [Number(process.env.TENFOLD_BENCH_SMALL || 0.023), Number(process.env.TENFOLD_BENCH_LARGE || 0.23)] as const;
const WARM_UP = 300;
const COUNT = Number(process.env.TENFOLD_BENCH_READS || 2_000);
const ROUNDS = 3;
/** Of the retail system: so much slower a shop may be that is ten times as large. */
const MOST_RATIO = 1.3;
const UNTIL_MS = Date.UTC(2026, 0, 1);

type ReadTook = {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly postgresUs: number;
  readonly statements: number;
  readonly blocks: number;
  readonly shape: string;
};
type Famous = { readonly name: string; readonly before: PlanOf; readonly after: PlanOf };
type Measured = {
  readonly scale: number;
  readonly rows: number;
  readonly databaseGb: number;
  readonly load: Readonly<Record<string, number>>;
  readonly reads: readonly ReadTook[];
  readonly famous: readonly Famous[];
};

/** The main reads of a shop and of one that is ten times as large: latency, blocks and plans; and what they would cost without their indexes. */
export async function sizeBench(): Promise<void> {
  const measured: Measured[] = [];
  let server: Readonly<Record<string, string>> = {};
  for (const scale of SCALES) {
    await withBenchDatabase(async ({ url, settings, pid }) => {
      server = settings;
      measured.push(await measureShop(url, pid, settingsFor({ scale, seed: 1, untilMs: UNTIL_MS })));
    });
  }
  report(measured, server);
}

async function measureShop(url: string, pid: number, settings: GenerateSettings): Promise<Measured> {
  const db = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0, applicationName: "bench" });
  await seedReferenceData(db);
  const line = createProgressLine();
  const { rows, seconds } = await loadShop({
    url,
    settings,
    workers: availableParallelism() + 1,
    connections: availableParallelism(),
    onProgress: ({ phase, done, total, what }) =>
      line.show(`${settings.products} products: ${phase} ${done} of ${total} ${what}`),
  });
  line.end();
  const [size] = await db.run<{ bytes: number }>({ name: "", text: "select pg_database_size(current_database()) as bytes" });
  const reads = await measureReads(db, pid);
  const famous = await measureFamous(db, settings);
  await db.close();
  return {
    scale: settings.products / 1_000_000,
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    databaseGb: size!.bytes / 1e9,
    load: seconds,
    reads,
    famous,
  };
}

async function measureReads(db: Database, pid: number): Promise<ReadTook[]> {
  const issued = new Map<string, Issued>();
  const client = await db.connect();
  const found: ReadTook[] = [];
  for (const { name, run } of await mainReads(noting(db, issued))) {
    const random = seededRandom(1);
    await closedLoop(WARM_UP, 1, async () => void (await run(random)));
    issued.clear();
    await run(random);
    const plans = await Promise.all(
      [...issued.values()].map(async (each) => ({ name: each.statement.name, ...(await explain(client, each)) })),
    );
    const rounds: { p50Ms: number; p99Ms: number; us: number; statements: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [startedUs, statements] = [cpuUsOf(pid, true), db.counters.statements];
      const { p50Ms, p99Ms } = await closedLoop(COUNT, 1, async () => void (await run(random)));
      rounds.push({
        p50Ms,
        p99Ms,
        us: (cpuUsOf(pid, true) - startedUs) / COUNT,
        statements: (db.counters.statements - statements) / COUNT,
      });
    }
    const { us, ...middle } = rounds.sort((a, b) => a.p50Ms - b.p50Ms)[Math.floor(ROUNDS / 2)]!;
    found.push({
      name,
      ...middle,
      postgresUs: us,
      blocks: plans.reduce((sum, plan) => sum + plan.blocks, 0),
      shape: plans
        .map((plan) => `${plan.name}: ${plan.shape}`)
        .sort()
        .join("; "),
    });
  }
  await client.end();
  return found;
}

const REVIEWS_OF =
  "select id, rating, summary, body from reviews where product_id = $1 and hidden_at is null order by relevance desc, id desc limit 10";
const REVIEWS_OF_STARS = `select r.id, r.rating, r.summary, r.body from unnest(array[1, 2, 3, 4, 5]::smallint[]) s (rating)
  cross join lateral (select * from reviews where product_id = $1 and rating = s.rating and hidden_at is null order by relevance desc, id desc limit 10) r
  order by r.relevance desc, r.id desc limit 10`;
const PAGE_BY_OFFSET =
  "select id, name from products where status = 'active' and listed order by popularity desc, id desc limit 24 offset $1";
const PAGE_BY_KEY =
  "select id, name from products where status = 'active' and listed and (popularity, id) < ($1::bigint, $2::bigint) order by popularity desc, id desc limit 24";

/** Queries that were slow in the last tenth of a table, as they were and as they are. */
async function measureFamous(db: Database, { products }: GenerateSettings): Promise<Famous[]> {
  const client: pg.Client = await db.connect();
  const late = Math.floor(products * 0.95);
  const withoutIndexes = async (text: string, values: readonly unknown[]) => {
    for (const kind of ["indexscan", "bitmapscan", "indexonlyscan"]) await client.query(`set enable_${kind} = off`);
    await client.query("set enable_seqscan = on");
    const plan = await explainText(client, text, values);
    for (const kind of ["indexscan", "bitmapscan", "indexonlyscan"]) await client.query(`set enable_${kind} = on`);
    await client.query("set enable_seqscan = off");
    return plan;
  };
  // Each twice: what is compared is the work, and not whether the first one found its blocks in memory.
  const twice = async (work: () => Promise<PlanOf>) => {
    await work();
    return work();
  };
  const [key] = (await client.query({ text: PAGE_BY_OFFSET.replace("id, name", "id, popularity"), values: [late] })).rows as {
    id: number;
    popularity: number;
  }[];
  const found: Famous[] = [
    {
      name: "reviews of a product in the last tenth: whole table, and by index",
      before: await twice(() => withoutIndexes(REVIEWS_OF, [late])),
      after: await twice(() => explainText(client, REVIEWS_OF_STARS, [late])),
    },
    {
      name: "page of a list in its last tenth: by number, and by the place of the last product",
      before: await twice(() => explainText(client, PAGE_BY_OFFSET, [late])),
      after: await twice(() => explainText(client, PAGE_BY_KEY, [key!.popularity, key!.id])),
    },
  ];
  await client.end();
  return found;
}

function report(measured: readonly Measured[], server: Readonly<Record<string, string>>): void {
  const [small, large] = measured as readonly [Measured, Measured];
  printTable(
    "Generated and loaded, with indexes, keys and statistics",
    measured.map(({ rows, databaseGb, load }) => ({
      rows,
      GB: databaseGb,
      "rows s": load.rows!,
      "indexes s": load.indexes!,
      "all s": load.all!,
      "rows/s": rows / load.all!,
    })),
  );
  const compared = small.reads.map((read, index) => {
    const other = large.reads[index]!;
    return {
      read: read.name,
      "p50 ms": read.p50Ms,
      "p50 ms, large": other.p50Ms,
      ratio: other.p50Ms / read.p50Ms,
      "p99 ms": read.p99Ms,
      "p99 ms, large": other.p99Ms,
      "PostgreSQL µs": read.postgresUs,
      "PostgreSQL µs, large": other.postgresUs,
      statements: other.statements,
      blocks: read.blocks,
      "blocks, large": other.blocks,
      plans: read.shape === other.shape ? "same" : "OTHER",
    };
  });
  printTable(`Reads at ${small.rows.toLocaleString("en")} and at ${large.rows.toLocaleString("en")} rows, one caller`, compared);
  printTable(
    "In the last tenth",
    measured.flatMap(({ rows, famous }) =>
      famous.map(({ name, before, after }) => ({
        query: name,
        rows,
        "before ms": before.ms,
        "after ms": after.ms,
        "blocks before": before.blocks,
        "blocks after": after.blocks,
      })),
    ),
  );
  writeResult("size", { settings: server, mostRatio: MOST_RATIO, measured, compared });
  for (const { read, ratio, plans } of compared) {
    if (ratio <= MOST_RATIO && plans === "same") continue;
    process.stdout.write(`${read}: ${ratio.toFixed(2)} times as slow, ${plans} plans\n`);
    process.exitCode = 1;
  }
}
