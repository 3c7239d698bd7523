import { seededRandom } from "../../src/platform/random.ts";
import { ownCpuUs } from "../support/cpu.ts";
import { median } from "../support/measure.ts";
import { type Catalogue, SALE_PRODUCTS, searchWords } from "./catalogue.ts";
import type { Cart, Shop } from "./peer.ts";
import { cpuOf, untilQuiet } from "./processes.ts";
import type { Sizes } from "./settings.ts";

export const jobNames = ["product", "list", "search", "search page", "add to cart", "checkout"] as const;
export type JobName = (typeof jobNames)[number];

export type Measured = {
  readonly done: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of one answer, the mean. */
  readonly bytes: number;
  /** Jobs that came to an error, by what was answered; they are in no other figure but the CPU. */
  readonly failures: Readonly<Record<string, number>>;
  /** CPU microseconds per job by side, with what was left to workers and database; `client` is this process. */
  readonly cpuUs: Readonly<Record<string, number>>;
};

/** The median of each figure over the rounds. */
export function medianOf(rounds: readonly Measured[]): Measured {
  const of = (read: (round: Measured) => number) => median(rounds.map(read));
  const sides = Object.keys(rounds[0]!.cpuUs);
  return {
    done: rounds.reduce((sum, round) => sum + round.done, 0),
    perSecond: of((round) => round.perSecond),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    bytes: of((round) => round.bytes),
    failures: sumUp(rounds.map((round) => round.failures)),
    cpuUs: Object.fromEntries(sides.map((side) => [side, of((round) => round.cpuUs[side]!)])),
  };
}

function sumUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap(Object.entries<number>)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** CPU microseconds of the whole shop per job, without the client. */
export const shopCpuUs = ({ cpuUs }: Measured) =>
  Object.entries(cpuUs).reduce((sum, [side, us]) => sum + (side === "client" ? 0 : us), 0);

/** Carts that are filled before a round of changes begins: never fewer than two for each caller, never more than this. */
const MAX_CARTS = 20_000;

type Rig = {
  readonly shop: Shop;
  readonly catalogue: Catalogue;
  readonly sizes: Sizes;
  readonly postgresPid: number;
};

/** Takes rounds of one job at one shop, and remembers its rate, so that enough carts are filled for the next. */
export type Rounds = { warmUp(): Promise<void>; take(round: number): Promise<Measured> };

let shoppers = 0;
export const nextShopper = () => ++shoppers;

export function createRounds(job: JobName, rig: Rig): Rounds {
  let perSecond: number | null = null;
  const isRead = job !== "add to cart" && job !== "checkout";
  const take = async (round: number, seconds: number) => {
    // Shops are asked for the same in the same round.
    const random = seededRandom(1 + round);
    const pick = (below: number) => Math.floor(random() * below);
    const enough = Math.max(2 * rig.sizes.callers, Math.round((perSecond ?? 0) * seconds));
    const carts = isRead ? [] : await fillCarts(rig, Math.min(MAX_CARTS, enough), pick);
    const measured = await measure(rig, {
      run: runOf(job, rig, pick, carts),
      limit: isRead ? { seconds } : { count: carts.length },
    });
    perSecond = measured.perSecond;
    return measured;
  };
  return {
    warmUp: async () => void (await take(0, rig.sizes.roundSeconds / 2)),
    take: (round) => take(round, rig.sizes.roundSeconds),
  };
}

const anySku = ({ products }: Catalogue, pick: (below: number) => number) => {
  const product = products[SALE_PRODUCTS + pick(products.length - SALE_PRODUCTS)]!;
  return product.variants[pick(product.variants.length)]!.sku;
};

function runOf(job: JobName, { shop, catalogue }: Rig, pick: (below: number) => number, carts: readonly Cart[]) {
  const runs: Record<JobName, (index: number) => Promise<string>> = {
    product: () => shop.readProduct(SALE_PRODUCTS + pick(catalogue.products.length - SALE_PRODUCTS)),
    list: () => shop.listCategory(pick(catalogue.categories.length)),
    search: () => shop.search(searchWords(catalogue, pick)),
    "search page": () => shop.searchPage(searchWords(catalogue, pick)),
    "add to cart": (index) => shop.addToCart(carts[index]!, anySku(catalogue, pick)),
    checkout: (index) => shop.checkOut(carts[index]!),
  };
  return runs[job];
}

async function fillCarts({ shop, catalogue, sizes }: Rig, count: number, pick: (below: number) => number): Promise<Cart[]> {
  const carts: Cart[] = [];
  await loop(sizes.callers, { count }, async () => {
    carts.push(await shop.newCart(anySku(catalogue, pick), nextShopper()));
    return true;
  });
  return carts;
}

/** Of what a failed job was told. */
const MAX_WORDS = 160;

type Limit = { readonly seconds: number } | { readonly count: number };

/** Keeps `callers` busy until the time is over or the work is done; answers the milliseconds of each that `run` calls done. */
async function loop(callers: number, limit: Limit, run: (index: number) => Promise<boolean>): Promise<number[]> {
  const latenciesMs: number[] = [];
  const endMs = "seconds" in limit ? performance.now() + limit.seconds * 1_000 : Number.POSITIVE_INFINITY;
  const count = "count" in limit ? limit.count : Number.POSITIVE_INFINITY;
  let next = 0;
  const caller = async () => {
    while (next < count && performance.now() < endMs) {
      const index = next++;
      const beginMs = performance.now();
      if (await run(index)) latenciesMs.push(performance.now() - beginMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return latenciesMs;
}

async function measure(rig: Rig, work: { run: (index: number) => Promise<string>; limit: Limit }): Promise<Measured> {
  const pids = { ...rig.shop.pids, postgres: rig.postgresPid };
  const busyUs = () => Object.values(cpuOf(pids)).reduce((sum, us) => sum + us, 0);
  await untilQuiet(busyUs);
  const before = cpuOf(pids);
  const clientBefore = ownCpuUs();
  const startedMs = performance.now();
  let bytes = 0;
  const failures: Record<string, number> = {};
  const latenciesMs = await loop(rig.sizes.callers, work.limit, async (index) => {
    try {
      // Not `bytes += await …`: that would read the sum before the wait and lose what others added meanwhile.
      const answer = await work.run(index);
      bytes += Buffer.byteLength(answer);
      return true;
    } catch (error) {
      const words = (error as Error).message.slice(0, MAX_WORDS);
      failures[words] = (failures[words] ?? 0) + 1;
      return false;
    }
  });
  const tookMs = performance.now() - startedMs;
  const client = ownCpuUs() - clientBefore;
  await untilQuiet(busyUs);
  const after = cpuOf(pids);
  const done = latenciesMs.length;
  if (done === 0) throw new Error(`${rig.shop.name} did nothing of what was asked: ${JSON.stringify(failures)}`);
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) => latenciesMs[Math.min(done - 1, Math.floor(done * share))]!;
  const sides = Object.keys(pids).map((side) => [side, (after[side]! - before[side]!) / done]);
  return {
    done,
    perSecond: (done / tookMs) * 1_000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    bytes: bytes / done,
    failures,
    cpuUs: { ...Object.fromEntries(sides), client: client / done },
  };
}
