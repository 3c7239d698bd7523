import { availableParallelism } from "node:os";
import { createProgressLine } from "../../src/cli/progress-line.ts";
import { loadShop } from "../../src/lab/data/generate/load.ts";
import { type GenerateSettings, settingsFor } from "../../src/lab/data/generate/settings.ts";
import { type Famous, famousQueries } from "../../src/lab/levels/3-write-scale/famous-queries.ts";
import { type Issued, mainReads, noting } from "../../src/lab/levels/3-write-scale/main-reads.ts";
import { explain } from "../../src/lab/levels/plans.ts";
import { createDatabase, type Database } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { seedReferenceData } from "../../src/shop/seed/reference-data.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { cpuUsOf } from "../support/cpu.ts";
import { closedLoop, printTable, writeResult } from "../support/measure.ts";

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
  const client = await db.connect();
  const famous = await famousQueries(client, settings.products);
  await client.end();
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
      [...issued.values()].map(async (each) => ({
        name: each.statement.name,
        ...(await explain(client, each.statement.text, each.values)),
      })),
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
      famous.map(({ what, ways, before, after }) => ({
        query: `${what}: ${ways.before}, and ${ways.after}`,
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
