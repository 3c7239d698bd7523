import { plainArray } from "../../src/platform/database/arrays.ts";
import { createDatabase, type Database, sql } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
import { createBatcher } from "../../src/platform/resilience/batcher.ts";
import { createProductPages } from "../../src/shop/catalog/product-pages.ts";
import { createReferenceStore } from "../../src/shop/pricing/reference-store.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { ownCpuUs } from "../support/cpu.ts";
import { closedLoop, median, medianRound, printTable, type Round, writeResult } from "../support/measure.ts";
import { loadCatalogue, PRODUCTS } from "./catalogue.ts";
import { CONNECTIONS, has, pgbenchReads, preparePgbench } from "./load.ts";

const ROUNDS = Number(process.env.TENFOLD_BENCH_ROUNDS || 5);
const SECONDS = Number(process.env.TENFOLD_BENCH_SECONDS || 8);
/** Of a round. */
const READS = 400_000;
const CALLERS = Number(process.env.TENFOLD_BENCH_CALLERS || 256);
const AT_LEAST = 2.5;
/** As the product pages are read. */
const LANES = 2;
const MAX_BATCH = 128;

type Gathered = Round & { readonly cpuUs: number };

/** The row that `pgbench -S` reads, by the same key. */
const readAccounts = sql<{ readonly aid: number; readonly abalance: number }>(
  "bench.read-accounts",
  "select a.aid, a.abalance from unnest($1::int[]) as i (aid) join pgbench_accounts a on a.aid = i.aid",
);

/**
 * Reads by primary key below HTTP, many at once, gathered into few statements: first the row that `pgbench -S` reads one at a time, so that
 * the way of reading is all that differs; then whole product pages with their stock and rating, three rows and two kilobytes each.
 */
export async function pointReadsBench(): Promise<void> {
  if (!has("pgbench")) {
    return void process.stdout.write("point-reads: skipped, there is no pgbench here (apt-get install postgresql-contrib)\n");
  }
  await withBenchDatabase(async ({ url, settings }) => {
    await loadCatalogue(url);
    await preparePgbench(url, PRODUCTS);
    const db = createDatabase({ url, poolSize: 4 });
    const pages = createProductPages(db, createReferenceStore(db));
    const ways = {
      row: rowReader(db),
      page: async (id: number) => (await pages.byId(id))?.id,
    };
    const random = seededRandom(7);
    const round = async (read: (id: number) => Promise<number | undefined>): Promise<Gathered> => {
      const cpuBeforeUs = ownCpuUs();
      const rates = await closedLoop(READS, CALLERS, async () => {
        const id = 1 + Math.floor(random() * PRODUCTS);
        if ((await read(id)) !== id) throw new Error(`row ${id} is not there`);
      });
      return { ...rates, cpuUs: (ownCpuUs() - cpuBeforeUs) / READS };
    };
    const rounds: { readonly raw: number; readonly row: Gathered; readonly page: Gathered }[] = [];
    await round(ways.row);
    await round(ways.page);
    for (let n = 0; n < ROUNDS; n += 1) {
      rounds.push({ raw: await pgbenchReads(url, SECONDS), row: await round(ways.row), page: await round(ways.page) });
    }
    await db.close();
    const raw = median(rounds.map((each) => each.raw));
    const of = (way: keyof typeof ways) => ({
      ...medianRound(rounds.map((each) => each[way])),
      share: median(rounds.map((each) => each[way].perSecond / each.raw)),
    });
    const [row, page] = [of("row"), of("page")];
    printTable(`Reads by primary key below HTTP, ${PRODUCTS.toLocaleString("en")} products, ${CALLERS} callers`, [
      { what: `pgbench -S -M prepared, ${CONNECTIONS} connections`, "per second": raw, share: 1, "at least": "" },
      { what: "the same row, gathered", "per second": row.perSecond, share: row.share, "at least": AT_LEAST },
      { what: "a product page with stock and rating, gathered", "per second": page.perSecond, share: page.share, "at least": "" },
    ]);
    writeResult("point-reads", { settings, products: PRODUCTS, callers: CALLERS, raw, row, page, rounds });
    if (row.share < AT_LEAST) process.exitCode = 1;
  });
}

function rowReader(db: Database): (id: number) => Promise<number | undefined> {
  const reads = createBatcher<number, number | undefined>({
    name: "bench-rows",
    lanes: LANES,
    maxItems: MAX_BATCH,
    async run(ids) {
      const found = new Map((await db.run(readAccounts, [plainArray(ids)])).map(({ aid, abalance }) => [aid, abalance]));
      return ids.map((id) => (found.has(id) ? id : undefined));
    },
  });
  return (id) => reads.submit(id);
}
