import { createDatabase } from "../../src/platform/database/database.ts";
import { seededRandom } from "../../src/platform/random.ts";
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

/** What reading a product by its id costs below HTTP, many at once: page, stock and rating, beside a bare read of one row. */
export async function pointReadsBench(): Promise<void> {
  await withBenchDatabase(async ({ url, settings }) => {
    await loadCatalogue(url);
    const withPgbench = has("pgbench");
    if (withPgbench) await preparePgbench(url, PRODUCTS);
    else process.stdout.write("pgbench: skipped, it is not here (apt-get install postgresql-contrib)\n");
    const db = createDatabase({ url, poolSize: 4 });
    const pages = createProductPages(db, createReferenceStore(db));
    const random = seededRandom(7);
    const read = async () => {
      const id = 1 + Math.floor(random() * PRODUCTS);
      if ((await pages.byId(id))?.id !== id) throw new Error(`product ${id} is not there`);
    };
    await closedLoop(READS / 10, CALLERS, read);
    const rounds: { readonly raw: number | null; readonly reads: Round & { readonly cpuUs: number } }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const raw = withPgbench ? await pgbenchReads(url, SECONDS) : null;
      const cpuBeforeUs = ownCpuUs();
      const reads = await closedLoop(READS, CALLERS, read);
      rounds.push({ raw, reads: { ...reads, cpuUs: (ownCpuUs() - cpuBeforeUs) / READS } });
    }
    await db.close();
    const reads = medianRound(rounds.map((round) => round.reads));
    const raw = withPgbench ? median(rounds.map((round) => round.raw!)) : null;
    const share = raw === null ? null : median(rounds.map((round) => round.reads.perSecond / round.raw!));
    printTable(`Products by id below HTTP, ${PRODUCTS.toLocaleString("en")} products`, [
      ...(raw === null ? [] : [{ what: `pgbench -S -M prepared, ${CONNECTIONS} connections`, "per second": raw, share: 1 }]),
      { what: `gathered, ${CALLERS} callers`, "per second": reads.perSecond, share: share ?? "" },
    ]);
    writeResult("point-reads", { settings, products: PRODUCTS, callers: CALLERS, raw, reads, share, rounds });
    if (share !== null && share < AT_LEAST) process.exitCode = 1;
  });
}
