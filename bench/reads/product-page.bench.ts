import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { withBenchDatabase } from "../support/bench-database.ts";
import { withBenchShop } from "../support/bench-shop.ts";
import { median, printTable, writeResult } from "../support/measure.ts";
import { pin, startBare } from "./bare.ts";
import { loadCatalogue, PRODUCTS } from "./catalogue.ts";
import { CONNECTIONS, has, type Load, load, pgbenchReads, preparePgbench, SATURATED, SERVER_CORE } from "./load.ts";

const ROUNDS = Number(process.env.TENFOLD_BENCH_ROUNDS || 5);
const SECONDS = Number(process.env.TENFOLD_BENCH_SECONDS || 8);
const WARM_UP_SECONDS = 3;
const AT_LEAST = { cached: 0.75, uncached: 0.8 };

/** Nobody is refused, and every request is counted against its client all the same. */
const TOPOLOGY =
  "name: reads\ncache: { products: {} }\nlimits: { clientRequestsPerSecond: 10000000, clientBurst: 10000000, targetQueueMs: 0 }\n";
/** Any of all products, each as likely as the others, so that hardly one is remembered. */
const RANDOM_PRODUCT = `math.randomseed(os.time())
request = function() return wrk.format("GET", "/v1/products/" .. math.random(1, ${PRODUCTS})) end\n`;

/** What a product page costs over HTTP: from memory beside a bare server, and from the database beside a bare read of a row. */
export async function productPageBench(): Promise<void> {
  if (!has("wrk")) return void process.stdout.write("product-page: skipped, there is no wrk here (apt-get install wrk)\n");
  const directory = mkdtempSync(join(tmpdir(), "tenfold-reads-"));
  const [script, topology] = [join(directory, "random.lua"), join(directory, "topology.yaml")];
  writeFileSync(script, RANDOM_PRODUCT);
  writeFileSync(topology, TOPOLOGY);
  try {
    await withBenchDatabase(async ({ url, settings }) => {
      await loadCatalogue(url);
      const withPgbench = has("pgbench");
      if (withPgbench) await preparePgbench(url, PRODUCTS);
      else process.stdout.write("pgbench: skipped, it is not here (apt-get install postgresql-contrib)\n");
      await withBenchShop(
        url,
        async ({ apiUrl, pids }) => {
          const cached = await measureCached(`${apiUrl}/v1/products/1`, pids.api!);
          const uncached = await measureUncached(apiUrl, pids.api!, script, withPgbench ? url : null);
          report(cached, uncached);
          writeResult("product-page", { settings, products: PRODUCTS, connections: CONNECTIONS, cached, uncached });
        },
        { TENFOLD_LOG_LEVEL: "info", TENFOLD_TOPOLOGY: topology },
      );
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Server and generator have a core each, in turns with the bare server. */
async function measureCached(page: string, apiPid: number) {
  // The page is kept from the second time on.
  for (let n = 0; n < 3; n += 1) await (await fetch(page, { headers: { "accept-encoding": "identity" } })).arrayBuffer();
  const bare = await startBare(page);
  const rounds: { readonly bare: Load; readonly shop: Load }[] = [];
  try {
    pin(apiPid, SERVER_CORE);
    pin(bare.pid, SERVER_CORE);
    await load(page, WARM_UP_SECONDS, [apiPid]);
    await load(bare.url, WARM_UP_SECONDS, [bare.pid]);
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ bare: await load(bare.url, SECONDS, [bare.pid]), shop: await load(page, SECONDS, [apiPid]) });
    }
  } finally {
    bare.stop();
    pin(apiPid, `0-${availableParallelism() - 1}`);
  }
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  return {
    rounds,
    bare: of((round) => round.bare.perSecond),
    shop: of((round) => round.shop.perSecond),
    share: of((round) => round.shop.perSecond / round.bare.perSecond),
    cpuShare: of((round) => round.bare.cpuUs / round.shop.cpuUs),
    void: rounds.some((round) => round.bare.generatorBusy > SATURATED || round.shop.generatorBusy > SATURATED),
  };
}

/** Everybody shares all cores, as pgbench and its server do. */
async function measureUncached(apiUrl: string, apiPid: number, script: string, pgbenchUrl: string | null) {
  const rounds: { readonly raw: number | null; readonly shop: Load }[] = [];
  await load(apiUrl, WARM_UP_SECONDS, [apiPid], script);
  if (pgbenchUrl !== null) await pgbenchReads(pgbenchUrl, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const raw = pgbenchUrl === null ? null : await pgbenchReads(pgbenchUrl, SECONDS);
    rounds.push({ raw, shop: await load(apiUrl, SECONDS, [apiPid], script) });
  }
  const ratios = rounds.filter(({ raw }) => raw !== null).map(({ raw, shop }) => shop.perSecond / raw!);
  return {
    rounds,
    pgbench: pgbenchUrl === null ? null : median(rounds.map(({ raw }) => raw!)),
    shop: median(rounds.map(({ shop }) => shop.perSecond)),
    share: ratios.length === 0 ? null : median(ratios),
    void: rounds.some(({ shop }) => shop.generatorBusy > SATURATED),
  };
}

function report(cached: Awaited<ReturnType<typeof measureCached>>, uncached: Awaited<ReturnType<typeof measureUncached>>): void {
  printTable(`A product page over HTTP, ${CONNECTIONS} connections, ${PRODUCTS.toLocaleString("en")} products, one API process`, [
    { what: "bare node:http, same bytes", "per second": cached.bare, share: 1, "at least": "" },
    { what: "cached", "per second": cached.shop, share: cached.share, "at least": AT_LEAST.cached },
    { what: "cached, by CPU time", "per second": "", share: cached.cpuShare, "at least": "" },
    ...(uncached.pgbench === null
      ? []
      : [{ what: "pgbench -S -M prepared", "per second": uncached.pgbench, share: 1, "at least": "" }]),
    { what: "uncached, random", "per second": uncached.shop, share: uncached.share ?? "", "at least": AT_LEAST.uncached },
  ]);
  if (cached.void || uncached.void)
    process.stdout.write("void: the generator was at its limit, so the server may not have been\n");
  if (cached.share < AT_LEAST.cached || (uncached.share ?? 1) < AT_LEAST.uncached) process.exitCode = 1;
}
