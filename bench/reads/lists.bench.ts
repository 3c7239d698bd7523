import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Catalogue } from "../../src/lab/workload/mixes/catalogue.ts";
import { popularRank } from "../../src/lab/workload/mixes/habits.ts";
import { surveyDatabase } from "../../src/lab/workload/mixes/survey-database.ts";
import { projectRoot } from "../../src/platform/topology/topology.ts";
import { withBenchDatabase } from "../support/bench-database.ts";
import { type BenchShop, withBenchShop } from "../support/bench-shop.ts";
import { cpuUsOf } from "../support/cpu.ts";
import { median, printTable, writeResult } from "../support/measure.ts";
import { pin, startBare } from "./bare.ts";
import { changing, type Kind, kinds } from "./changing.ts";
import { CONNECTIONS, has, load, SATURATED, SERVER_CORE } from "./load.ts";

const ROUNDS = Number(process.env.TENFOLD_BENCH_ROUNDS || 5);
const SECONDS = Number(process.env.TENFOLD_BENCH_SECONDS || 5);
/** Millions of products: 0.01 takes half a minute to generate. */
const SCALE = process.env.TENFOLD_BENCH_SCALE || "0.01";
const WARM_UP_SECONDS = 2;
const SHARE_AT_LEAST = 0.6;
/** Of the hit rates: what half a shop of a thousand visitors at once asks for. */
const HIT_RATE = { perSecond: 500, seconds: 4 * SECONDS, changesPerSecond: 10 };
const DRAWN = 20_000;
const LIMITS = "limits: { clientRequestsPerSecond: 10000000, clientBurst: 10000000, targetQueueMs: 0 }\n";

type Read = { readonly name: string; readonly address: (catalogue: Catalogue, random: () => number) => string };
const ofMost = (values: readonly string[], random: () => number) => values[popularRank(values.length, random)]!;
/** As the visitors of the load ask, and the inherited clients. */
const reads: readonly Read[] = [
  { name: "list", address: () => "/v1/products?limit=20" },
  { name: "category page", address: ({ categories }, random) => `/v1/products?limit=20&category=${ofMost(categories, random)}` },
  { name: "search", address: ({ queries }, random) => `/v1/search?limit=20&q=${encodeURIComponent(ofMost(queries, random))}` },
  {
    name: "suggestions",
    address: ({ queries }, random) => `/v1/search/suggest?q=${encodeURIComponent(ofMost(queries, random).slice(0, 3))}`,
  },
  { name: "category tree", address: () => "/v1/categories" },
  { name: "Atelier's list", address: () => "/atelier/products?count=20" },
];
/** Shares of the mixes, see `SHOPPING_AROUND`. */
const MIX = { list: 12, "category page": 20, search: 8, suggestions: 4 } as const;

type Cached = {
  readonly name: string;
  readonly bare: number;
  readonly shop: number;
  readonly share: number;
  readonly cpuShare: number;
  readonly void: boolean;
};
type Uncached = {
  readonly name: string;
  readonly perSecond: number;
  readonly apiCpuUs: number;
  readonly databaseCpuUs: number;
  readonly statements: number;
};
type HitRate = { readonly changes: Kind; readonly perSecond: number; readonly hitRate: number; readonly loads: number };

/** What lists and searches cost from memory beside a bare server, what they cost from the database, and how often they come from memory while products change. */
export async function listsBench(): Promise<void> {
  if (!has("wrk")) return void process.stdout.write("lists: skipped, there is no wrk here (apt-get install wrk)\n");
  const directory = mkdtempSync(join(tmpdir(), "tenfold-lists-"));
  const topology = (name: string, cache: string) => {
    const file = join(directory, `${name}.yaml`);
    writeFileSync(file, `name: ${name}\ncache: ${cache}\n${LIMITS}`);
    return { TENFOLD_LOG_LEVEL: "info", TENFOLD_ATELIER: "on", TENFOLD_TOPOLOGY: file };
  };
  try {
    await withBenchDatabase(async ({ url, settings, pid }) => {
      await generate(url);
      const catalogue = await surveyDatabase(url);
      const random = seeded(7);
      const cached: Cached[] = [];
      const uncached: Uncached[] = [];
      const hitRates: HitRate[] = [];
      await withBenchShop(
        url,
        async (shop) => {
          for (const read of reads) cached.push(await measureCached(read, read.address(catalogue, random), shop));
          for (const kind of kinds) hitRates.push(await measureHitRate(kind, { url, directory, catalogue, shop }));
        },
        topology("remembered", "{}"),
      );
      await withBenchShop(
        url,
        async (shop) => {
          for (const read of reads) uncached.push(await measureUncached(read, { catalogue, shop, directory, postgresPid: pid }));
        },
        topology("read-anew", "{ products: { maxBytes: 0 }, lists: { maxBytes: 0 } }"),
      );
      report(cached, uncached, hitRates);
      writeResult("lists", { settings, scale: SCALE, connections: CONNECTIONS, cached, uncached, hitRates });
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function generate(url: string): Promise<void> {
  process.stdout.write(`generating a shop of scale ${SCALE}\n`);
  const main = join(projectRoot, "src", "cli", "main.ts");
  await promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", main, "generate", "--scale", SCALE], {
    env: { ...process.env, DATABASE_URL: url },
    maxBuffer: 1 << 24,
  });
}

/** Server and generator have a core each, in turns with the bare server. */
async function measureCached({ name }: Read, address: string, { apiUrl, pids }: BenchShop): Promise<Cached> {
  const page = apiUrl + address;
  // Kept from the second time on, and found by this spelling from the fourth.
  for (let n = 0; n < 5; n += 1) await (await fetch(page, { headers: { "accept-encoding": "identity" } })).arrayBuffer();
  const bare = await startBare(page);
  const rounds = [];
  try {
    pin(pids.api!, SERVER_CORE);
    pin(bare.pid, SERVER_CORE);
    await load(page, WARM_UP_SECONDS, [pids.api!]);
    await load(bare.url, WARM_UP_SECONDS, [bare.pid]);
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ bare: await load(bare.url, SECONDS, [bare.pid]), shop: await load(page, SECONDS, [pids.api!]) });
  } finally {
    bare.stop();
    pin(pids.api!, `0-${availableParallelism() - 1}`);
  }
  return {
    name,
    bare: median(rounds.map((round) => round.bare.perSecond)),
    shop: median(rounds.map((round) => round.shop.perSecond)),
    share: median(rounds.map((round) => round.shop.perSecond / round.bare.perSecond)),
    cpuShare: median(rounds.map((round) => round.bare.cpuUs / round.shop.cpuUs)),
    void: rounds.some((round) => round.bare.generatorBusy > SATURATED || round.shop.generatorBusy > SATURATED),
  };
}

type Place = { readonly catalogue: Catalogue; readonly shop: BenchShop; readonly directory: string };

/** Everybody shares all cores. CPU time of the API process and of PostgreSQL with all its sessions, for one request. */
async function measureUncached(
  read: Read,
  { catalogue, shop, directory, postgresPid }: Place & { postgresPid: number },
): Promise<Uncached> {
  const random = seeded(11);
  const script = writeScript(
    directory,
    Array.from({ length: DRAWN }, () => read.address(catalogue, random)),
  );
  await load(shop.apiUrl, WARM_UP_SECONDS, [shop.pids.api!], script);
  const before = {
    statements: await total(shop, "db_statements_total"),
    requests: await total(shop, "http_request_duration_seconds_count"),
  };
  const [cpuBefore, rounds] = [cpuUsOf(postgresPid, true), [] as { perSecond: number; cpuUs: number }[]];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await load(shop.apiUrl, SECONDS, [shop.pids.api!], script));
  const requests = (await total(shop, "http_request_duration_seconds_count")) - before.requests;
  return {
    name: read.name,
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    apiCpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
    databaseCpuUs: (cpuUsOf(postgresPid, true) - cpuBefore) / requests,
    statements: ((await total(shop, "db_statements_total")) - before.statements) / requests,
  };
}

/** As the mixes ask for lists and searches, at a steady rate, while products change. */
async function measureHitRate(kind: Kind, { url, directory, catalogue, shop }: Place & { url: string }): Promise<HitRate> {
  const random = seeded(13);
  const shares = Object.entries(MIX).flatMap(([name, share]) =>
    Array<Read>(share).fill(reads.find((read) => read.name === name)!),
  );
  const drawn = Array.from({ length: DRAWN }, () => shares[Math.floor(random() * shares.length)]!.address(catalogue, random));
  const script = writeScript(directory, drawn, (CONNECTIONS * 1_000) / HIT_RATE.perSecond);
  await load(shop.apiUrl, HIT_RATE.seconds, [shop.pids.api!], script);
  const stop = await changing(url, kind, { perSecond: HIT_RATE.changesPerSecond, catalogue, random });
  const results = (which: RegExp) => total(shop, "cache_requests_total", which);
  const hits = /cache="lists",result="(?:hit|stale)"/;
  const loads = /cache="lists",result="(?:miss|joined)"/;
  const before = [await results(hits), await results(loads)] as const;
  const { perSecond } = await load(shop.apiUrl, HIT_RATE.seconds, [shop.pids.api!], script);
  await stop();
  const [hit, loaded] = [(await results(hits)) - before[0], (await results(loads)) - before[1]];
  return { changes: kind, perSecond, hitRate: hit / (hit + loaded), loads: loaded / HIT_RATE.seconds };
}

/** Asks for these addresses from anywhere on in turn; with a pause, each connection rests so long between two. */
function writeScript(directory: string, addresses: readonly string[], pauseMs = 0): string {
  const file = join(directory, "addresses.lua");
  const quoted = addresses.map((address) => JSON.stringify(address)).join(",\n");
  const pause = pauseMs === 0 ? "" : `function delay() return ${Math.round(pauseMs)} end\n`;
  writeFileSync(
    file,
    `local all = {${quoted}}\nlocal at = 0\nfunction init() math.randomseed(os.time()) at = math.random(#all) end\n` +
      `function request() at = at % #all + 1 return wrk.format("GET", all[at]) end\n${pause}`,
  );
  return file;
}

/** The sum of a metric's series whose labels fit. */
async function total({ apiUrl }: BenchShop, name: string, which = /./): Promise<number> {
  const text = await (await fetch(`${apiUrl}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && which.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

function report(cached: readonly Cached[], uncached: readonly Uncached[], hitRates: readonly HitRate[]): void {
  printTable(
    `From memory, ${CONNECTIONS} connections, one API process, beside node:http with the same bytes`,
    cached.map(({ name, bare, shop, share, cpuShare }) => ({
      read: name,
      "bare per second": bare,
      "per second": shop,
      share,
      "by CPU": cpuShare,
    })),
  );
  printTable(
    "From the database, as visitors ask",
    uncached.map(({ name, perSecond, apiCpuUs, databaseCpuUs, statements }) => ({
      read: name,
      "per second": perSecond,
      "µs of the API": apiCpuUs,
      "µs of PostgreSQL": databaseCpuUs,
      statements,
    })),
  );
  printTable(
    `Lists and searches of the mixes, ${HIT_RATE.perSecond} a second, while ${HIT_RATE.changesPerSecond} products a second change`,
    hitRates.map(({ changes, perSecond, hitRate, loads }) => ({
      change: changes,
      "per second": perSecond,
      "from memory": hitRate,
      "waited for, per second": loads,
    })),
  );
  if (cached.some((one) => one.void))
    process.stdout.write("void: the generator was at its limit, so the server may not have been\n");
  if (cached.some(({ share }) => share < SHARE_AT_LEAST)) process.exitCode = 1;
}

/** Numerical Recipes' linear congruence: the same addresses in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
